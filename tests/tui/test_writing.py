"""Notes, going to a place, and copying a sentence."""

from __future__ import annotations

import pytest

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.test_moving import screen
from tui.browsing.quoting import quotation

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


async def test_a_note_is_written_at_the_foot_and_shown_in_list_and_reader(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "a", *"compare", "enter")
        browse = screen(pilot)
        assert library.row(FIRST).note == "compare"
        assert "✎ compare" in words(browse.reader)
        assert "✎" in words(browse.list)
        assert "note on" in words(browse.status)
        assert browse.pane == "list"
        await press(pilot, "u")
        assert library.row(FIRST).note is None
        assert "✎" not in words(browse.reader)


async def test_the_note_that_is_there_is_edited_and_an_empty_one_goes(
    start: Start, library: Library
) -> None:
    library.set_note(FIRST, "one\ntwo")
    async with start() as pilot:
        assert "✎ one" in words(screen(pilot).reader)
        assert "✎ two" in words(screen(pilot).reader)
        await press(pilot, "a", "exclamation_mark", "enter")
        assert library.row(FIRST).note == "one\ntwo!"
        await press(pilot, "a", "ctrl+u", "enter")
        assert library.row(FIRST).note is None


async def test_a_note_that_is_given_up_changes_nothing(start: Start, library: Library) -> None:
    library.set_note(FIRST, "keep")
    async with start() as pilot:
        await press(pilot, "a", *"xyz", "escape")
        assert library.row(FIRST).note == "keep"
        assert not screen(pilot).prompt.is_open


async def test_what_was_typed_for_a_note_and_left_is_there_again(
    start: Start, library: Library
) -> None:
    library.set_note(FIRST, "keep")
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "a")
        assert "Enter save" in words(browse.keys)
        await press(pilot, *" it", "escape")
        assert "not saved: a takes it up again" in words(browse.status)
        await press(pilot, "j", "a")
        assert browse.prompt.words == ""
        await press(pilot, "escape", "k", "a")
        assert browse.prompt.words == "keep it"
        await press(pilot, "enter")
        assert library.row(FIRST).note == "keep it"
        await press(pilot, "a", "escape")
        assert "not saved" not in words(browse.status)


async def test_a_note_longer_than_a_line_is_wrapped_and_the_place_kept(
    start: Start, library: Library
) -> None:
    async with start(size=(120, 20)) as pilot:
        browse = screen(pilot)
        await press(pilot, "enter", "pagedown")
        before = words(browse.reader).splitlines()[1]
        await press(pilot, "a")
        browse.prompt.query_one("LineInput").value = "word " * 60  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert words(browse.reader).splitlines()[1] == before
        await press(pilot, "g")
        assert words(browse.reader).count("word") == 60


@pytest.mark.parametrize(("typed", "place"), [("3", 2), ("99", 4), ("50%", 2), ("1", 0)])
async def test_going_to_a_row(start: Start, typed: str, place: int) -> None:
    async with start() as pilot:
        await press(pilot, "j", "ctrl+g", *typed.replace("%", ""))
        if "%" in typed:
            await press(pilot, "percent_sign")
        await press(pilot, "enter")
        assert screen(pilot).list.cursor == place
        assert not screen(pilot).prompt.is_open


async def test_going_to_a_percentage_of_the_text(start: Start) -> None:
    async with start(size=(120, 16)) as pilot:
        reader = screen(pilot).reader
        await press(pilot, "enter", "ctrl+g", *"60", "enter")
        assert reader.percent is not None
        assert 60 <= reader.percent <= 64
        await press(pilot, "ctrl+g", *"100", "enter")
        assert reader.percent == 100
        await press(pilot, "ctrl+g", *"0", "enter")
        assert reader.place == 0


async def test_a_place_that_is_no_number_is_refused_and_may_be_mended(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "ctrl+g", *"two", "enter")
        browse = screen(pilot)
        assert "a number, please: 1 to 5" in words(browse.status)
        assert browse.prompt.is_open
        await press(pilot, "ctrl+u", "2", "enter")
        assert browse.list.cursor == 1


async def test_the_sentence_of_the_match_is_copied_with_its_source(start: Start) -> None:
    async with start(start_at=SECOND) as pilot:
        await press(pilot, "slash", *"prior", "enter", "y")
        copied = pilot.app.clipboard
        assert copied.startswith("“Russia had prior knowledge")
        assert copied.endswith(f"” — TASS, 9 December, {SECOND}")
        assert "\n" not in copied
        assert "copied: “Russia had prior" in words(screen(pilot).status)


async def test_without_a_match_the_first_sentence_in_view_is_copied(start: Start) -> None:
    async with start(start_at=SECOND, size=(120, 16)) as pilot:
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith("“Russia knew Turkey was being used")
        await press(pilot, "pagedown", "y")
        sentence = pilot.app.clipboard[1:].split("” — ")[0]
        shown = " ".join(words(screen(pilot).reader).split())
        assert sentence[:40] in shown


def test_a_quotation_has_one_pair_of_quotes_and_nothing_that_acts(library: Library) -> None:
    row = library.row(FIRST)
    assert quotation("“We\n  knew.”", row).startswith("“We knew.” — ")
    assert quotation("“We” and “they”", row).startswith("““We” and “they”” — ")
    assert "\x1b" not in quotation("a\x1b]52;c;x\x07b", row)
