"""Changes under the program's hands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.folder import walk
from store.folder import watch as watching
from store.folder.locations import Locations, find_locations
from store.folder.watch import FilesChanged, watch, watch_in_process
from store.processes import child

Watch = Callable[[Locations, threading.Event], Iterator[FilesChanged]]


def first_change(
    folder: Path, change: threading.Timer, stop: threading.Event, how: Watch = watch
) -> FilesChanged | None:
    """Return what is told first when a change is made while the folder is watched."""
    change.start()
    give_up = threading.Timer(10, stop.set)
    give_up.start()
    try:
        return next(how(find_locations(folder), stop), None)
    finally:
        stop.set()
        give_up.cancel()


def test_a_new_article_is_told(library_folder: Path) -> None:
    path = library_folder / "seeds" / "new.txt"
    change = threading.Timer(0.3, path.write_text, ["Some news"])
    assert first_change(library_folder, change, threading.Event()) == FilesChanged(True, False)


def test_another_hand_in_tags_yaml_is_told(library_folder: Path) -> None:
    tags = library_folder / "tags.yaml"
    tags.write_text("version: 1\n")
    change = threading.Timer(0.3, tags.write_text, ["version: 1\ntags:\n"])
    assert first_change(library_folder, change, threading.Event()) == FilesChanged(False, True)


def test_the_programs_own_files_are_passed_over(library_folder: Path) -> None:
    hidden = library_folder / ".cuttings"
    hidden.mkdir()
    stop = threading.Event()
    ending = threading.Timer(1.2, stop.set)
    ending.start()
    change = threading.Timer(0.3, (hidden / "index.db").write_text, ["x"])
    assert first_change(library_folder, change, stop) is None


def test_a_large_folder_is_watched_by_another_process(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "FEW_FILES", 2)
    monkeypatch.setattr(watching, "watch", lambda *_: pytest.fail("watched here"))
    path = library_folder / "seeds" / "new.txt"
    change = threading.Timer(1.5, path.write_text, ["Some news"])
    told = first_change(library_folder, change, threading.Event(), watch_in_process)
    assert told == FilesChanged(True, False)


def test_a_small_folder_is_watched_without_another_process(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "start", lambda: pytest.fail("a process was started"))
    path = library_folder / "seeds" / "new.txt"
    change = threading.Timer(0.3, path.write_text, ["Some news"])
    told = first_change(library_folder, change, threading.Event(), watch_in_process)
    assert told == FilesChanged(True, False)


def test_a_watching_process_that_dies_ends_the_watch_and_nothing_else(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "FEW_FILES", 2)
    monkeypatch.setattr(child, "__file__", "/dev/null")
    assert list(watch_in_process(find_locations(library_folder), threading.Event())) == []
