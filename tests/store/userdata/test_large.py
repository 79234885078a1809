"""A tags.yaml of many megabytes: nobody waits for it, and little of it is parsed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.folder.locations import find_locations
from store.index.database import Database
from store.userdata import parse_process
from store.userdata.tagsfile.node_spans import LOADER
from store.userdata.userdata import UserData
from tests.store.userdata.opened import Opened

BLOCKS = int(os.environ.get("BLOCKS", "1500"))
"""Articles with a note of 2,400 letters each: `BLOCKS=20000` makes a file of 50 MB."""


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how much was parsed: the letters of each text, in this process and in others."""
    sizes: list[int] = []
    init, elsewhere = LOADER.__init__, parse_process._in_process

    def counted(loader: Any, stream: Any) -> None:
        sizes.append(len(stream))
        init(loader, stream)

    def counted_elsewhere(data: bytes, *more: Any) -> Any:
        sizes.append(len(data))
        return elsewhere(data, *more)

    monkeypatch.setattr(LOADER, "__init__", counted)
    monkeypatch.setattr(parse_process, "_in_process", counted_elsewhere)
    return sizes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a tags.yaml of many blocks with long notes."""
    note = "word " * 480
    blocks = (
        f"  {number:05}.txt:\n    tags: [syria]\n    note: {number} {note}\n"
        for number in range(BLOCKS)
    )
    text = "version: 1\ntags:\n  syria: {key: 1}\narticles:\n" + "".join(blocks)
    (tmp_path / "tags.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def large(folder: Path) -> Iterator[Opened]:
    library = Opened(folder, [f"{number:05}.txt" for number in range(BLOCKS)])
    library.userdata.sync()
    yield library
    library.close()


def test_opening_does_not_wait_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    read = parse_process.read

    def slow(data: bytes, path: Path) -> Any:
        assert go_on.wait(60)
        return read(data, path)

    monkeypatch.setattr(parse_process, "read", slow)
    places = find_locations(folder)
    places.prepare()
    database = Database(places.index_path)
    work = UserData(places, database, "me", wait=False)
    assert work.state.pending  # it is still being read
    go_on.set()
    work.sync()
    assert len(work.tags()) == 1
    work.close()
    database.close()


def test_a_tag_parses_blocks_and_not_the_file(large: Opened, parsed: list[int]) -> None:
    size = large.tags_file.stat().st_size
    large.userdata.tag(["00700.txt"], "nato")
    large.userdata.flush()
    assert sum(parsed) < 40_000 < size / 50
    assert large.tags("00700.txt") == ["syria", "nato"]
    assert large.written() == large.facts()


def test_after_a_new_start_too(large: Opened, parsed: list[int]) -> None:
    large.userdata.tag(["00700.txt"], "nato")
    large.again()
    parsed.clear()
    large.userdata.tag(["00701.txt"], "nato")
    large.userdata.flush()
    assert sum(parsed) < 40_000
    assert "[syria, nato]" in large.tags_file.read_text("utf-8")


def test_an_edit_by_another_hand_is_taken_and_only_its_lines_are_parsed(
    large: Opened, parsed: list[int]
) -> None:
    large.userdata.tag(["00001.txt"], "mine")
    large.userdata.flush()
    parsed.clear()
    large.edit_outside("  00900.txt:\n    tags: [syria]", "  00900.txt:\n    tags: [syria, theirs]")
    assert large.tags("00900.txt") == ["syria", "theirs"]
    assert sum(parsed) < 40_000
