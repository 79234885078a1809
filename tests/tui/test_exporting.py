"""Exporting from the screen."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from store import Library
from tests.tui.conftest import Start, press, wait_until, words
from tests.tui.probe import is_running, screen
from tui.actions.export_actions import TASK
from tui.overlays.export_menu import ExportMenu
from tui.overlays.menu import Menu, Words
from tui.widgets.pick_list import PickList


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: an empty one of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_formats_are_found_by_the_program_that_they_are_for(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "X")
        shown = pilot.app.screen
        assert isinstance(shown, ExportMenu)
        assert "EXPORT ALL" in words(shown.query_one(PickList))
        assert "5 articles" in words(shown.query_one(PickList))
        await press(pilot, *"gephi")
        assert "graphml" in words(shown.query_one(PickList))


async def test_an_export_is_written_where_one_is_and_said(start: Start, here: Path) -> None:
    async with start() as pilot:
        await press(pilot, "X", *"csv-art", "enter")
        assert isinstance(pilot.app.screen, Words)
        await press(pilot, "enter")
        path = here / "library-csv-articles.csv"
        await wait_until(pilot, path.exists)
        await press(pilot)
        assert len(path.read_text("utf-8").splitlines()) == 6
        assert "wrote library-csv-articles.csv from 5 articles" in words(screen(pilot).status)


async def test_the_selection_goes_in_first_and_tab_takes_the_filter_or_all(
    start: Start, here: Path
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"source:TASS", "enter", "space", "X")
        choices = pilot.app.screen.query_one(PickList)
        for heading in ("THE SELECTION ─", "THE FILTER ─", "ALL ─", "THE SELECTION ─"):
            assert f"EXPORT {heading}" in words(choices)
            await press(pilot, "tab")
        assert "EXPORT THE FILTER" in words(choices)
        assert "2 articles" in words(choices)
        await press(pilot, *"matrix", "enter", "ctrl+u", *"two.csv", "enter")
        await wait_until(pilot, (here / "two.csv").exists)
        assert len((here / "two.csv").read_text().splitlines()) == 3


async def test_what_exists_is_replaced_only_when_entered_once_more(
    start: Start, here: Path
) -> None:
    path = here / "library-csv-marks.csv"
    path.write_text("mine")
    async with start() as pilot:
        await press(pilot, "X", *"csv-marks", "enter", "enter")
        assert "Enter once more replaces it" in words(pilot.app.screen.query_one("OverlayMessage"))
        assert path.read_text() == "mine"
        await press(pilot, "enter")
        await wait_until(pilot, lambda: path.read_text().startswith("id,"))


async def test_a_place_where_nothing_can_be_written_is_said(start: Start, here: Path) -> None:
    async with start() as pilot:
        await press(pilot, "X", *"jsonl", "enter", "ctrl+u", *"no/where.jsonl", "enter")
        assert "no such folder" in words(pilot.app.screen.query_one("OverlayMessage"))
        await press(pilot, "ctrl+u", "enter")
        assert "the name of a file" in words(pilot.app.screen.query_one("OverlayMessage"))


async def test_what_could_not_be_carried_is_said(
    start: Start, library: Library, here: Path
) -> None:
    library.tag([next(iter(library.ids()))], "syria")
    async with start(size=(200, 40)) as pilot:
        await press(pilot, "X", *"conll", "enter", "enter")
        await wait_until(pilot, lambda: "not carried" in words(screen(pilot).status))


async def test_a_running_export_can_be_stopped(
    start: Start, here: Path, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    whole = library.formats.export

    def slow(*arguments: Any, **options: Any) -> Any:
        begun.set()
        go_on.wait(10)
        return whole(*arguments, **options)

    monkeypatch.setattr(library.formats, "export", slow)
    async with start() as pilot:
        browse = screen(pilot)
        await pilot.press("X", *"jsonl", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, Words))
        await pilot.press("enter")
        await wait_until(pilot, begun.is_set)
        await wait_until(pilot, lambda: pilot.app.screen is browse)
        assert "exporting" in words(browse.status)
        await pilot.press("X")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, Menu))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: not is_running(pilot, TASK))
        go_on.set()
        await press(pilot)
        assert "stopped" in words(browse.status)
        assert list(here.iterdir()) == []


async def test_formats_whose_name_begins_so_keep_their_order(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "X", *"csv")
        shown = words(pilot.app.screen.query_one("PickList"))
        names = [word for word in shown.split() if word.startswith("csv-")]
        assert names == ["csv-articles", "csv-marks", "csv-matrix", "csv-entities"]
