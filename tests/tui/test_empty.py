"""A library without articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Start, press, wait_until, words
from tests.tui.probe import screen


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    return tmp_path


async def test_an_empty_folder_says_what_to_do(start: Start, library_folder: Path) -> None:
    async with start() as pilot:
        shown = words(screen(pilot).list)
        assert "No articles here yet" in shown
        assert "PDFs" in shown


@pytest.mark.parametrize("size", [(120, 36), (40, 10)])
async def test_no_key_fails_in_an_empty_library(start: Start, size: tuple[int, int]) -> None:
    keys = "j k g G J K ] [ } { space v * ~ n N r . 1 9 e E z < > S u ctrl+r ctrl+l ctrl+d tab l h"
    async with start(size=size) as pilot:
        for key in keys.split():
            await pilot.press({"[": "left_square_bracket"}.get(key, key))
        for overlay in ("o", "t", "question_mark", "colon", "f", "slash"):
            await press(pilot, overlay, "x", "escape")
        assert pilot.app.is_running


async def test_a_file_that_was_never_read_opens_when_it_has_been(
    start: Start, library_folder: Path
) -> None:
    (library_folder / "other.txt").write_text("Another headline\n\nAnother text.")
    (library_folder / "wanted.txt").write_text("The wanted headline\n\nThe wanted text.")
    async with start(start_at="wanted.txt") as pilot:
        await wait_until(pilot, lambda: screen(pilot).state.pane == "reader")
        assert "The wanted text" in words(screen(pilot).reader)


async def test_a_file_that_is_not_there_is_named(start: Start) -> None:
    async with start(start_at="gone.txt") as pilot:
        await wait_until(pilot, lambda: "no such article: gone.txt" in words(screen(pilot).status))


@pytest.mark.parametrize("key", ["j", "t", "a", "right_square_bracket", "1"])
async def test_a_key_for_which_there_are_no_articles_says_so(start: Start, key: str) -> None:
    async with start() as pilot:
        status = screen(pilot).status
        await press(pilot, key)
        assert "No articles here yet" in words(status)
        screen(pilot).state.update(folder_read=False)
        await press(pilot, key)
        assert "Reading the folder" in words(status)
        status.hush()
        await press(pilot, "x")
        assert "Reading" in words(status)
        status.hush()
        await press(pilot, "tab")
        assert "Reading" not in words(status)
