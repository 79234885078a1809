"""Mark mode: choosing a passage, and what is done with it."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.naming import Listed
from tests.tui.probe import place, screen, step
from tui.overlays.tag_picker import TagPicker

FIRST = "000_74ea8e126a12d9c1.txt"


def passage(pilot: Pilot[None]) -> str:
    """Return the words that are painted as the passage."""
    browse = screen(pilot)
    assert browse.state.article is not None
    return "".join(browse.state.article.text[a:b] for a, b, _ in browse.reader.passage.spans)


async def test_m_starts_at_the_first_word_in_view_and_says_what_the_keys_do(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "enter", "m")
        assert browse.state.article is not None
        assert passage(pilot) == browse.state.article.text.split()[0]
        shown = words(browse.keys)
        assert "w word" in shown
        assert "} paragraph" in shown
        assert "r read" not in shown
        assert "h l letter, b w word, ( ) sentence" in words(browse.status)
        await press(pilot, "escape")
        assert passage(pilot) == ""
        assert browse.state.pane == "reader"
        assert "r read" in words(browse.keys)


async def test_the_keys_of_mark_mode_are_named_whole_in_the_smallest_window(start: Start) -> None:
    async with start((40, 10)) as pilot:
        await press(pilot, "enter", "m")
        assert "h l b w ( ) { } k j move the end" in words(screen(pilot).status)


async def test_m_starts_at_the_match(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "slash", *"incirlik", "enter", "m")
        assert passage(pilot) == "Incirlik"


async def test_keys_move_the_ends(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "slash", *"Incirlik airbase", "enter", "m")
        await press(pilot, "w")
        assert len(passage(pilot).split()) == 3
        await press(pilot, "b", "b")
        assert passage(pilot) == "Incirlik"
        await press(pilot, "h")
        assert passage(pilot) == "Incirli"
        await press(pilot, "l", "o", "b")
        assert passage(pilot).split()[-1] == "Incirlik"
        assert len(passage(pilot).split()) == 2
        await press(pilot, "right_parenthesis")
        assert passage(pilot).strip().endswith((".", "”", "?"))
        await press(pilot, "right_curly_bracket")
        assert passage(pilot).strip() != ""
        before = len(passage(pilot))
        await press(pilot, "j")
        assert len(passage(pilot)) != before


async def test_a_passage_gets_a_tag_and_is_listed_as_a_mark(start: Start, library: Library) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "enter", "slash", *"incirlik", "enter", "m", "w", "enter")
        assert isinstance(pilot.app.screen, TagPicker)
        await press(pilot, *"claim", "enter")
        (mark,) = library.article(FIRST).marks
        assert mark.tag == "claim"
        assert mark.quote.startswith("Incirlik ")
        assert library.article(FIRST).tags == ()
        assert passage(pilot) == ""
        assert "MARKS" in words(browse.side)
        assert mark.quote[:10] in words(browse.side)
        assert browse.reader.page is not None
        assert browse.reader.page.marks.spans == [(mark.start, mark.end, f"#{mark.tag}")]
        await press(pilot, "u")
        assert library.article(FIRST).marks == ()
        assert "MARKS" not in words(browse.side)


async def test_a_digit_marks_the_passage_with_the_tag_of_that_key(
    start: Start, library: Library
) -> None:
    library.userdata.create_tag("claim")
    async with start() as pilot:
        await press(pilot, "enter", "slash", *"incirlik", "enter", "m", "7", "1")
        (mark,) = library.article(FIRST).marks
        assert (mark.tag, mark.quote) == ("claim", "Incirlik")
        assert library.articles.row(FIRST).tags == ()


async def test_enter_on_a_mark_goes_to_it_and_x_takes_it_away(
    start: Start, library: Library
) -> None:
    text = library.article(FIRST).text
    library.mark(FIRST, len(text) - 30, len(text) - 2, "late")
    async with start(size=(120, 20)) as pilot:
        browse = screen(pilot)
        await press(pilot, "tab", "tab")
        for _ in range(9):
            if browse.side.chosen_mark is not None:
                break
            await press(pilot, "j")
        await press(pilot, "enter")
        assert place(pilot) == len(text) - 30
        assert "late: " in words(browse.status)
        await press(pilot, "x")
        assert library.article(FIRST).marks == ()


async def test_marks_that_overlap_and_have_one_tag_are_painted_as_one(
    start: Start, library: Library
) -> None:
    for start_, end in ((10, 60), (20, 30), (50, 80), (90, 95)):
        library.mark(FIRST, start_, end, "t")
    async with start() as pilot:
        page = screen(pilot).reader.page
        assert page is not None
        assert [span[:2] for span in page.marks.spans] == [(10, 80), (90, 95)]


async def test_a_passage_is_copied_with_its_source(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "slash", *"incirlik", "enter", "m", "y")
        assert pilot.app.clipboard.startswith("“Incirlik” — ")
        assert passage(pilot) == ""


@pytest.mark.parametrize(("tabs", "everywhere"), [(0, True), (2, False)])
async def test_a_passage_becomes_a_name(
    start: Start, library: Library, tabs: int, everywhere: bool
) -> None:
    library.annotate(executor=Listed())
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "enter", "slash", *"Ankara", "enter", "m", "n")
        await press(pilot, *"country", *["tab"] * tabs, "enter")
        found = [e for e in library.entities(FIRST) or () if e.name == "Ankara"]
        assert {e.label for e in found} == {"GPE"}
        assert (len(found) > 1) == everywhere
        assert "Ankara" in words(browse.side)


async def test_another_article_ends_the_mode(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "m")
        step(pilot, 1)
        await press(pilot)
        assert not screen(pilot).state.passage


async def test_help_lists_the_keys_of_the_mode(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "m", "question_mark")
        assert "KEYS IN MARK MODE" in words(pilot.app.screen.query_one("PickList"))


async def test_the_letter_at_the_end_that_moves_stands_out(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "enter", "slash", *"Incirlik airbase", "enter", "m")

        def end() -> tuple[int, int]:
            return next((a, b) for a, b, look in browse.reader.passage.spans if look == "page--end")

        right = end()
        await press(pilot, "o")
        assert end()[0] == right[1] - len(passage(pilot))


async def test_a_passage_has_the_colour_of_its_tag_and_names_it_in_the_sidebar(
    start: Start, library: Library
) -> None:
    library.mark(FIRST, 10, 60, "claim")
    library.mark(FIRST, 20, 30, "quote")
    library.userdata.describe_tag("claim", color="red")
    async with start() as pilot:
        browse = screen(pilot)
        assert browse.reader.page is not None
        assert browse.reader.page.marks.spans == [
            (10, 20, "#claim"),
            (20, 30, "#quote"),
            (30, 60, "#claim"),
        ]
        red = browse.reader.look("mark--red").bgcolor
        assert red != browse.reader.look("mark--").bgcolor
        await press(pilot, "enter", "g")
        styles = {
            segment.style.bgcolor
            for strip in browse.reader.render_lines(Region(0, 0, *browse.reader.size))
            for segment in strip
            if segment.style is not None
        }
        assert red in styles
        assert " claim" in words(browse.side)
        assert " quote" in words(browse.side)
