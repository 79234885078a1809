"""Keys that come faster than the screen: none is lost, doubled, or taken by what has closed."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, settle, wait_until
from tests.tui.probe import closed_codebook, screen
from tui.overlays.codebook_editor import CodebookEditor
from tui.overlays.command_output import CommandOutput
from tui.overlays.picker import Picker

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Let keys come all at once, before any of them has had its effect."""
    for key in keys:
        character = key if len(key) == 1 else {"enter": "\r", "escape": "\x1b"}.get(key)
        pilot.app.post_message(events.Key(key, character))
    await settle(pilot)


@pytest.mark.parametrize("key", ["o", "t", "s", "F", "T", "i", "S", "U", "C", "X", "?", ":"])
@pytest.mark.parametrize("times", [2, 3])
async def test_escape_pressed_again_and_again_closes_an_overlay_once(
    start: Start, key: str, times: int
) -> None:
    async with start() as pilot:
        await press(pilot, key)
        assert pilot.app.screen is not screen(pilot)
        await at_once(pilot, *["escape"] * times)
        assert pilot.app.screen is screen(pilot)
        await at_once(pilot, key, *["escape"] * times)
        assert pilot.app.screen is screen(pilot)


@pytest.mark.parametrize("key", ["o", "t", "s", "F", "T", "f", "a", "/", "|"])
async def test_keys_behind_escape_are_for_what_stands_there_then(start: Start, key: str) -> None:
    async with start() as pilot:
        await at_once(pilot, key, "x", "escape", "j", "j")
        assert pilot.app.screen is screen(pilot)
        assert screen(pilot).list.cursor == 2
        assert not screen(pilot).prompt.is_open


async def test_keys_behind_a_note_are_for_the_panes(start: Start, library: Library) -> None:
    async with start() as pilot:
        await at_once(pilot, "a", *"one", "enter", "j", "a", *"two", "enter", "j")
        await wait_until(pilot, lambda: library.articles.row(SECOND).note == "two")
        assert library.articles.row(FIRST).note == "one"
        assert screen(pilot).list.cursor == 2


async def test_keys_behind_a_filter_are_for_what_it_lists(start: Start) -> None:
    async with start() as pilot:
        await at_once(pilot, "f", *"Lavrov", "enter", "j")
        await wait_until(pilot, lambda: screen(pilot).state.query == "Lavrov")
        await settle(pilot)
        assert not screen(pilot).prompt.is_open


async def test_keys_behind_a_filter_with_a_fault_mend_it(start: Start) -> None:
    async with start() as pilot:
        await at_once(pilot, "f", *"(x", "enter", ")")
        assert screen(pilot).prompt.words == "(x)"
        await press(pilot, "backspace", "enter")
        await press(pilot, "y")
        assert screen(pilot).prompt.words == "(xy"


async def test_keys_behind_a_place_that_is_none_mend_it(start: Start) -> None:
    async with start() as pilot:
        await at_once(pilot, "ctrl+g", "x", "enter", "backspace", "3", "enter", "j")
        assert not screen(pilot).prompt.is_open
        assert screen(pilot).list.cursor == 3


async def test_keys_behind_a_found_word_move_in_the_list(start: Start) -> None:
    async with start() as pilot:
        await at_once(pilot, "/", *"russia", "enter", "g", "j")
        assert not screen(pilot).prompt.is_open
        assert screen(pilot).list.cursor == 1


@pytest.mark.parametrize("size", [(120, 36), (40, 10)])
async def test_a_prompt_that_is_answered_at_once_gives_the_focus_back(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as pilot:
        browse = screen(pilot)
        for keys in (["a", "v", "enter"], ["a", "escape"], ["f", "enter"], ["ctrl+g", "enter"]):
            await at_once(pilot, *keys)
            await pilot.pause()
            assert not browse.prompt.is_open
            assert browse.list.has_focus


async def test_what_comes_of_a_change_finds_a_closed_overlay_closed(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "T")
        codebook = pilot.app.screen
        assert isinstance(codebook, CodebookEditor)
        codebook.dismiss(None)
        assert not codebook.came("new tag x", False)
        await settle(pilot)
        waiting = closed_codebook(pilot)
        assert not waiting.is_there


async def test_an_overlay_that_another_covers_closes_when_that_has_closed(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "t", *"new")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        await pilot.app.push_screen(CommandOutput("cat", "what it printed", ""))
        picker.take()  # as Enter does that was on its way
        await press(pilot, "escape")
        assert pilot.app.screen is screen(pilot)
        await wait_until(pilot, lambda: [tag.name for tag in library.tags()] == ["new"])
