"""The filter as it is typed: completions, earlier queries, faults with their place."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen
from tui.widgets.completions import CompletionList, Verdict
from tui.widgets.line_input import LineInput


def offered(pilot: Pilot[None]) -> list[str]:
    shown = pilot.app.screen.query_one(CompletionList)
    return words(shown).splitlines()[1:] if shown.display else []


async def test_tab_takes_the_completion_and_typing_goes_on(start: Start, library: Library) -> None:
    library.tag(list(library.ids())[:2], "Middle East")
    async with start() as pilot:
        await press(pilot, "f", *"ta")
        assert "tag:" in offered(pilot)[0]
        await press(pilot, "tab")
        assert screen(pilot).prompt.words == "tag:"
        assert "Middle East" in offered(pilot)[0]
        assert offered(pilot)[0].endswith("2")
        await press(pilot, "tab")
        assert screen(pilot).prompt.words == 'tag:"Middle East" '
        assert offered(pilot) == []
        assert words(screen(pilot).query_one(Verdict)) == " 2 articles"
        await press(pilot, *"unre", "tab", "enter")
        assert screen(pilot).state.query == 'tag:"Middle East" unread'
        assert len(screen(pilot).list) == 2


async def test_tab_right_behind_a_key_waits_for_what_it_completes(start: Start) -> None:
    async with start() as pilot:
        await pilot.press("f")
        for key in (*"source:t", "tab"):
            await pilot.press(key)
        await press(pilot)
        assert screen(pilot).prompt.words == "source:TASS "


async def test_arrows_choose_and_enter_then_takes_before_it_filters(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"type:p", "down", "down", "enter")
        assert screen(pilot).prompt.words == "type:PRODUCT "
        assert screen(pilot).prompt.is_open
        await press(pilot, "enter")
        assert screen(pilot).state.query == "type:PRODUCT"


async def test_a_fault_is_pointed_at_quietly_while_it_is_typed(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"unread title:/a(")
        verdict = words(screen(pilot).query_one(Verdict))
        assert "▲ column 17: expected a closing slash for the one in column 14" in verdict
        assert verdict.index("▲") == screen(pilot).prompt.cell_of(16)
        await press(pilot, "escape")
        assert not screen(pilot).query_one(Verdict).display


async def test_earlier_queries_come_back_also_after_a_restart(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        for query in ("source:RT", "unread", "source:RT"):
            await press(pilot, "f", "ctrl+u", *query, "enter")
    async with start() as pilot:
        await press(pilot, "f", *"x", "up")
        assert screen(pilot).prompt.words == "source:RT"
        assert offered(pilot) == []
        await press(pilot, "ctrl+p", "ctrl+p")
        assert screen(pilot).prompt.words == "unread"
        await press(pilot, "ctrl+n", "ctrl+n", "ctrl+n")
        assert screen(pilot).prompt.words == "x"
        await press(pilot, "up", "enter")
        assert screen(pilot).state.query == "source:RT"
    assert library.userdata.earlier_queries() == ["source:RT", "unread"]


async def test_a_saved_view_is_completed_by_its_name(start: Start, library: Library) -> None:
    library.userdata.set_view("to do", "unread -tag:draft")
    async with start() as pilot:
        await press(pilot, "f", *"to", "tab")
        assert screen(pilot).prompt.words == "unread -tag:draft "


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_a_small_window_has_room_for_offers_and_input(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as pilot:
        await press(pilot, "f", *"t")
        shown = pilot.app.screen.query_one(CompletionList)
        assert shown.region.bottom == screen(pilot).keys.region.y
        assert shown.region.y >= 2
        assert len(offered(pilot)) >= 3
        await press(pilot, "escape")
        assert not shown.display


async def test_hints_name_the_keys_of_the_filter(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f")
        assert "Tab complete" in words(screen(pilot).keys)
        await press(pilot, "escape", "slash")
        assert "Tab complete" not in words(screen(pilot).keys)


@pytest.mark.parametrize(("width", "last"), [(120, "-not"), (80, "date:2016"), (40, "tag:syria")])
async def test_no_example_of_a_query_is_cut(start: Start, width: int, last: str) -> None:
    async with start((width, 24)) as pilot:
        await press(pilot, "f")
        assert screen(pilot).prompt.query_one(LineInput).placeholder.endswith(last)
