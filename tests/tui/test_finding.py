"""Jump, find, filter, palette and help from the screen."""

from __future__ import annotations

import pytest
from textual import events

from store import Library
from store.index.articles import Articles
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import screen
from tui.overlays.help_page import HelpPage, sections_for
from tui.overlays.jump_picker import JumpPicker
from tui.overlays.palette import Palette
from tui.widgets.completions import Verdict
from tui.widgets.line_input import LineInput
from tui.widgets.pick_list import PickList


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("lavorv dialoge", "Russia knew Turkey"),
        ("drone ukrain", "Turkish-Ukrainian"),
        ("mesop", "MESOP"),
        ("contact isis leaders", "ISIS leaders"),
    ],
)
async def test_a_jump_forgives_typos_and_word_order(start: Start, typed: str, title: str) -> None:
    async with start() as pilot:
        await press(pilot, "o", *typed.replace(" ", "_"))
        pilot.app.screen.query_one("LineInput").value = typed  # type: ignore[attr-defined]
        await press(pilot)
        shown = words(pilot.app.screen.query_one(PickList))
        assert title in shown.splitlines()[1]
        await press(pilot, "enter")
        current = screen(pilot).list.current
        assert current is not None
        assert current.title.startswith(title)


async def test_a_jump_shows_the_article_beside_its_matches(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "o", *"mesop")
        assert isinstance(pilot.app.screen, JumpPicker)
        assert "JOINT INTELLIGENCE NETWORK" in words(pilot.app.screen.query_one("#preview"))


async def test_a_jump_out_of_the_filter_takes_the_filter_away_and_says_so(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"source:RT", "enter")
        assert len(screen(pilot).list) == 1
        await press(pilot, "o", *"mesop", "enter")
        assert screen(pilot).state.query == ""
        assert "filter is off" in words(screen(pilot).status)
        current = screen(pilot).list.current
        assert current is not None
        assert current.title.startswith("MESOP")


async def test_a_jump_without_a_match_says_so_and_closes(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "o", *"qqqqzzzz")
        assert "no article like that" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JumpPicker)
        await press(pilot, "escape")
        assert pilot.app.screen_stack[-1] is screen(pilot)


async def test_find_in_the_reader_goes_from_match_to_match_and_round(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "slash", *"incirlik", "enter")
        browse = screen(pilot)
        assert "match 1 of 4" in words(browse.status)
        await press(pilot, "n", "n", "n")
        assert "match 4 of 4" in words(browse.status)
        await press(pilot, "n")
        assert "match 1 of 4" in words(browse.status)
        await press(pilot, "N")
        assert "match 4 of 4" in words(browse.status)
        await press(pilot, "escape")
        assert browse.state.pane == "reader"
        assert len(browse.reader.found) == 0


async def test_find_says_when_there_is_nothing(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "slash", *"zebra", "enter")
        assert "not found in this article: zebra" in words(screen(pilot).status)


async def test_find_in_the_list_goes_to_the_row_and_filters_nothing(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"mesop", "enter")
        browse = screen(pilot)
        assert browse.list.cursor == 3
        assert len(browse.list) == 5


async def test_a_find_that_is_given_up_returns_to_the_place(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"mesop", "escape")
        assert screen(pilot).list.cursor == 0


async def test_a_filter_counts_while_it_is_typed_and_escape_in_the_list_ends_it(
    start: Start,
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "f", *"source:TASS")
        assert words(browse.query_one(Verdict)) == " 2 articles"
        await press(pilot, "enter")
        assert len(browse.list) == 2
        assert "source:TASS" in words(browse.header)
        await press(pilot, "escape")
        assert len(browse.list) == 5


async def test_a_broken_filter_names_the_column_and_leaves_the_list(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "f", *"(nato", "enter")
        verdict = words(browse.query_one(Verdict))
        assert verdict.index("▲ column 6: expected a closing bracket") == browse.prompt.cell_of(5)
        assert browse.prompt.is_open
        assert len(browse.list) == 5
        await press(pilot, "escape")
        assert not browse.prompt.is_open


async def test_a_filter_without_matches_says_how_to_go_on(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"zebra", "enter")
        assert "Nothing matches" in words(screen(pilot).list)


async def test_the_palette_finds_a_command_and_runs_it(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "colon", *"light")
        assert isinstance(pilot.app.screen, Palette)
        await press(pilot, "enter")
        assert pilot.app.theme == "cuttings-light"


async def test_help_is_a_page_that_scrolls_and_is_searched_with_a_slash(start: Start) -> None:
    async with start(size=(120, 24)) as pilot:
        await press(pilot, "question_mark")
        page = pilot.app.screen
        assert isinstance(page, HelpPage)
        lines = page.lines
        assert "KEYS IN THE LIST" in words(lines)
        assert "ONLY HERE" in words(lines)
        await press(pilot, "j", "j", "k")
        assert lines.cursor == 1
        await press(pilot, "G")
        assert "Show the keys that work here" in words(lines)
        await press(pilot, "g", "tab")
        assert lines.cursor == len(sections_for("list")[0][1])

        await press(pilot, "slash", *"undx", "backspace")
        assert "/und▏" in words(lines)
        assert "Select the article" not in words(lines)
        await press(pilot, "enter", "j", "k")
        assert "/und " in words(lines)
        await press(pilot, "escape")
        assert "Select the article" in words(lines)
        await press(pilot, "escape")
        assert pilot.app.screen_stack[-1] is screen(pilot)


async def test_enter_on_the_help_page_runs_the_command(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "question_mark", "slash", *"invert", "enter", "enter")
        assert pilot.app.screen_stack[-1] is screen(pilot)
        assert screen(pilot).state.selected == 5


async def test_a_paste_on_the_help_page_runs_nothing(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "question_mark")
        pilot.app.screen.post_message(events.Paste("q\n*"))
        await press(pilot)
        assert isinstance(pilot.app.screen, HelpPage)
        await press(pilot, "slash")
        pilot.app.screen.post_message(events.Paste("und\x1bo"))
        await press(pilot)
        assert isinstance(pilot.app.screen, HelpPage)


async def test_hints_name_only_what_works_here(start: Start) -> None:
    async with start(size=(160, 36)) as pilot:
        browse = screen(pilot)
        assert "Space select" in words(browse.keys)
        assert "e name " not in words(browse.keys)
        await press(pilot, "enter")
        assert "Space select" not in words(browse.keys)


async def test_q_quits(start: Start, library: Library) -> None:
    async with start() as pilot:
        await pilot.press("q")
        await wait_until(pilot, lambda: not pilot.app.is_running)


@pytest.mark.parametrize("overlay", ["o", "s"])
async def test_keys_that_come_in_one_burst_are_looked_for_before_enter_takes(
    start: Start, overlay: str
) -> None:
    async with start() as pilot:
        await press(pilot, overlay)
        opened = pilot.app.screen
        box = opened.query_one(LineInput)
        box.value = "mesop"
        await box.action_submit()
        await wait_until(pilot, lambda: pilot.app.screen is not opened)
        await settle(pilot)
        current = screen(pilot).list.current
        assert current is not None
        assert current.title.startswith("MESOP")


async def test_keys_typed_before_the_prompt_has_the_focus_are_not_lost(start: Start) -> None:
    async with start() as pilot:
        for key, character in (("slash", "/"), *((one, one) for one in "mesop"), ("enter", None)):
            pilot.app.post_message(events.Key(key, character))
        await wait_until(pilot, lambda: screen(pilot).list.cursor == 3)


async def test_a_find_in_the_list_says_which_match_of_how_many_and_when_it_goes_round(
    start: Start,
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "slash", *"turk", "enter")
        assert "match 1 of 4" in words(browse.status)
        await press(pilot, "n", "n", "n")
        assert "match 4 of 4" in words(browse.status)
        await press(pilot, "n")
        assert "match 1 of 4 · on from the top" in words(browse.status)
        await press(pilot, "N")
        assert "match 4 of 4 · on from the bottom" in words(browse.status)


async def test_only_the_last_of_quickly_typed_letters_costs_a_look_at_the_list(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    showing = Articles.showing

    def count(self: Articles, words: str) -> set[int]:
        looked.append(words)
        return showing(self, words)

    monkeypatch.setattr(Articles, "showing", count)
    monkeypatch.setattr("tui.actions.list_find.TYPED_ON_WITHIN", 1.0)
    async with start() as pilot:
        await pilot.press("slash", *"isis", "enter")
        await settle(pilot)
        current = screen(pilot).list.current
        assert current is not None
        assert current.title.startswith("ISIS leaders")
        assert looked == ["isis"]
