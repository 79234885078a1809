"""What another program does is on the screen within two looks, and looks are made only then."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path

import pytest

from store import Library
from store.model import Change
from tests.tui.conftest import Start, settle, wait_until, words
from tests.tui.probe import display, screen, watcher
from tui.browse import BrowseScreen
from tui.services import library_watcher
from tui.services.library_watcher import LibraryWatcher

FIRST = "000_74ea8e126a12d9c1.txt"


class Ticks:
    """Counts the looks behind the screen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, every: float) -> None:
        self.count = 0
        look = LibraryWatcher._look

        def counted(one: LibraryWatcher) -> object:
            self.count += 1
            return look(one)

        monkeypatch.setattr(library_watcher, "LOOK_EVERY", every)
        monkeypatch.setattr(LibraryWatcher, "_look", counted)


def _shows(browse: BrowseScreen, tag: str) -> bool:
    return tag in words(browse.side)


def test_two_looks_fit_into_a_second() -> None:
    assert 2 * library_watcher.LOOK_EVERY < 1


async def test_while_nothing_happens_nothing_is_read_or_drawn(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = Ticks(monkeypatch, 0.02)
    async with start() as pilot:
        browse = screen(pilot)
        await wait_until(pilot, lambda: browse.state.folder_read)
        seen = ticks.count
        await wait_until(pilot, lambda: ticks.count > seen + 5)
        await settle(pilot)
        looks, seen = watcher(pilot).looks, ticks.count
        await wait_until(pilot, lambda: ticks.count > seen + 10)
        assert watcher(pilot).looks == looks


async def test_what_another_program_does_is_shown_after_one_look(
    start: Start, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = Ticks(monkeypatch, 0.2)
    async with start() as pilot:
        browse = screen(pilot)
        await wait_until(pilot, lambda: browse.state.folder_read and ticks.count > 2)
        await settle(pilot)
        with Library.open(library_folder, coder="bob") as other:
            for number in range(3):
                before = ticks.count
                other.tag([FIRST], f"bob {number}")
                shown = partial(_shows, browse, f"bob {number}")
                await wait_until(pilot, shown)
                assert ticks.count - before <= 2


async def test_work_that_never_stops_is_shown_while_it_goes_on(
    start: Start, library: Library, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Ticks(monkeypatch, 0.01)
    sync = library.userdata.sync

    def slow(wait: bool = True) -> bool:
        time.sleep(0.1)
        return sync(wait)

    monkeypatch.setattr(library.userdata, "sync", slow)
    async with start() as pilot:
        browse = screen(pilot)
        told: list[list[Change]] = []
        show = display(pilot).index_changed

        def counted(anything: bool, changes: list[Change]) -> None:
            told.append(changes)
            show(anything, changes)

        monkeypatch.setattr(display(pilot), "index_changed", counted)
        enough = threading.Event()

        def work() -> None:
            with Library.open(library_folder, coder="bob") as other:
                number = 0
                while not enough.is_set():
                    number += 1
                    other.tag([FIRST], f"bob {number}")

        worker = threading.Thread(target=work)
        worker.start()
        try:
            await wait_until(pilot, lambda: sum(map(bool, told)) > 3)
            await wait_until(pilot, lambda: "#bob 1" in words(browse.list))
        finally:
            enough.set()
            worker.join()
