"""A tags.yaml that can't be read, or not written, while it is open: said, and gone on by itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from store.errors import ReadOnlyError
from store.userdata import atomic_file
from store.userdata.external_changes import ExternalChanges
from tests.store.userdata.opened import Opened

Spoil = Callable[[Opened, pytest.MonkeyPatch], Any]


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once what failed."""
    for name in ("RETRY_SECONDS", "LONGEST_PAUSE"):
        monkeypatch.setattr(f"store.userdata.writer.{name}", 0.02)


@contextmanager
def folder_in_its_place(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    aside = opened.tags_file.with_name("aside")
    opened.tags_file.rename(aside)
    opened.tags_file.mkdir()
    yield
    opened.tags_file.rmdir()
    aside.rename(opened.tags_file)


@contextmanager
def pipe_in_its_place(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    aside = opened.tags_file.with_name("aside")
    opened.tags_file.rename(aside)
    os.mkfifo(opened.tags_file)
    yield
    opened.tags_file.unlink()
    aside.rename(opened.tags_file)


@contextmanager
def no_right_to_read(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    real = os.open

    def no_open(given: Any, *arguments: Any, **more: Any) -> int:
        if given == opened.tags_file:
            raise PermissionError(13, "Permission denied", str(given))
        return real(given, *arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", no_open)
        os.utime(opened.tags_file)  # chmod alone would change no time either
        yield


@contextmanager
def no_right_to_write(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    replace = atomic_file.replace_own

    def refuse(path: Path, data: bytes) -> None:
        if path == opened.tags_file:
            raise PermissionError(13, "Permission denied", str(path))
        replace(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(atomic_file, "replace_own", refuse)
        yield


SPOILT: list[Spoil] = [folder_in_its_place, pipe_in_its_place, no_right_to_read, no_right_to_write]
WORDS: dict[Spoil, str] = {
    folder_in_its_place: "Is a directory",
    pipe_in_its_place: "not a regular file",
    no_right_to_read: "Permission denied",
    no_right_to_write: "Permission denied",
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_it_is_said_and_nothing_is_lost_and_it_goes_on_by_itself(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    with spoil(opened, monkeypatch):
        opened.userdata.tag(["b.txt"], "two")
        with pytest.raises(ReadOnlyError, match=WORDS[spoil]):
            opened.userdata.flush()
        said = opened.userdata.state
        assert WORDS[spoil] in str(said.problem)
        assert "tags.yaml" in str(said.problem)
        assert said.unsaved
        opened.userdata.tag(["c.txt"], "three")  # in the journal all the same
    opened.userdata.recover()
    opened.userdata.flush()
    opened.userdata.sync()
    assert opened.userdata.state.problem is None
    assert not opened.userdata.state.unsaved
    assert opened.facts() == opened.written()
    assert [opened.tags(f"{id}.txt") for id in "abc"] == [["one"], ["two"], ["three"]]
    opened.again()
    assert opened.facts() == opened.written()


@pytest.mark.parametrize("spoil", [folder_in_its_place, pipe_in_its_place, no_right_to_read])
def test_it_is_noticed_without_a_change(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    with spoil(opened, monkeypatch):
        with pytest.raises(ReadOnlyError, match=WORDS[spoil]):
            opened.userdata.sync()
        assert WORDS[spoil] in str(opened.userdata.state.problem)
        for _ in range(5):
            opened.userdata.recover()
            assert WORDS[spoil] in str(opened.userdata.state.problem)
    opened.userdata.recover()
    opened.userdata.sync()
    opened.userdata.flush()
    assert opened.userdata.state.problem is None
    assert opened.tags("a.txt") == ["one"]


def test_it_is_raised_also_where_the_writer_was_told_of_it_first(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.userdata.tag(["a.txt"], "one")
    opened.userdata.flush()
    read_to_end = opened.userdata._read_to_end

    def late(coming: Future[ExternalChanges] | None) -> None:
        while opened.userdata._file_sync.incoming is not None:
            time.sleep(0.01)
        read_to_end(coming)

    monkeypatch.setattr(opened.userdata, "_read_to_end", late)
    refused = pytest.raises(ReadOnlyError, match="Is a directory")
    with folder_in_its_place(opened, monkeypatch), refused:
        opened.userdata.sync()
