"""The search in another process: the same groups, and a way to stop it."""

from __future__ import annotations

import subprocess

import pytest

from store.duplicates import detect_process
from store.duplicates.detect_process import find_copies_in_process
from store.duplicates.detect_progress import CopiesFound, CopiesProgress
from tests.store.duplicates.conftest import CopiesFolder
from tests.store.duplicates.texts import article, edited, paragraphs


@pytest.fixture
def filled(folder: CopiesFolder) -> CopiesFolder:
    for number in range(8):
        told = edited(paragraphs(number % 4), number)
        folder.write(f"{number}.txt", article(told, f"Paper {number}"))
    folder.refresh()
    return folder


def find(folder: CopiesFolder, stop: bool = False) -> CopiesFound:
    return find_copies_in_process(
        folder.places, folder.database, progress=folder.told.append, stop=lambda: stop
    )


def test_another_process_finds_the_same(filled: CopiesFolder) -> None:
    assert find(filled) == CopiesFound(4, 8)
    assert filled.groups() == filled.from_scratch()
    assert CopiesProgress("sampling", 8, 8) in filled.told


def test_no_process_is_started_where_nothing_is_new(
    filled: CopiesFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(filled)
    monkeypatch.setattr(subprocess, "Popen", lambda *_: pytest.fail("a process was started"))
    assert find(filled) == CopiesFound(4, 8)


def test_it_can_be_stopped_and_goes_on_later(filled: CopiesFolder) -> None:
    assert find(filled, stop=True) in (CopiesFound(complete=False), CopiesFound(4, 8))
    assert find(filled) == CopiesFound(4, 8)


def test_where_no_process_can_be_started_the_thread_does_it(
    filled: CopiesFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> object:
        raise OSError(11, "no more processes")

    monkeypatch.setattr(detect_process, "start", refuse)
    assert find(filled) == CopiesFound(4, 8)
