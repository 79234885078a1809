"""The key bar: it names the next key that helps, and only where that key does something."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen


async def test_n_is_named_while_what_was_found_is_painted(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        assert "n next" not in words(browse.keys)
        await press(pilot, "enter", "slash", *"russia", "enter")
        assert "n next" in words(browse.keys)
        await press(pilot, "escape", "down")
        assert "n next" not in words(browse.keys)


async def test_n_is_named_behind_a_find_in_the_list_and_a_search(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "slash", *"russia", "enter")
        assert "n next" in words(browse.keys)
        await press(pilot, "s", *"ankara", "enter")
        assert browse.state.pane == "reader"
        assert "n next" in words(browse.keys)


async def test_the_list_says_how_to_leave_the_filter(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        assert "Esc" not in words(browse.keys)
        await press(pilot, "f", *"nato", "enter")
        assert "Esc all articles" in words(browse.keys)
        await press(pilot, "enter")
        assert "Esc all articles" not in words(browse.keys)
        await press(pilot, "escape", "escape")
        assert browse.state.query == ""
        assert "Esc" not in words(browse.keys)


async def test_in_the_sidebar_enter_takes(start: Start) -> None:
    async with start() as pilot:
        assert "Enter open" in words(screen(pilot).keys)
        await press(pilot, "tab", "tab")
        assert "Enter take" in words(screen(pilot).keys)


async def test_an_empty_library_names_no_key_that_finds_nothing(
    start: Start, library_folder: Path
) -> None:
    for path in (library_folder / "seeds").iterdir():
        path.unlink()
    async with start() as pilot:
        await press(pilot, "ctrl+l")
        assert words(screen(pilot).keys).split() == ["q", "quit", "?", "help"]
