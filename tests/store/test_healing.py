"""A library whose index is damaged under a running program has its articles and work again."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from store import Library

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


@pytest.fixture
def index(library_folder: Path) -> Path:
    return library_folder / ".cuttings" / "index.db"


def garble(index: Path) -> None:
    """Write garbage over everything behind the first page, also of what was written last."""
    for file in (index, Path(f"{index}-wal")):
        if file.exists():
            with file.open("r+b") as raw:
                raw.seek(4096)
                raw.write(b"\xa7" * max(0, file.stat().st_size - 4096))


def test_what_is_in_sight_is_there_at_once_and_the_rest_with_the_next_refresh(
    library_folder: Path, index: Path
) -> None:
    with Library.open(library_folder) as library:
        library.refresh(apart=True)
        library.health.visible_ids = lambda: [SECOND, "no such.txt", SECOND]
        library.tag([FIRST], "one")
        os.truncate(index, 0)
        assert library.health.recover()
        assert library.health.generation == 1
        assert list(library.ids()) == [SECOND]
        assert library.tag([SECOND], "two") is not None
        start = library.articles.text(SECOND).index("Turk")
        assert library.mark(SECOND, start, start + 4, "two") is not None
        assert library.refresh(apart=True).added == 4
        assert [library.articles.row(id).tags for id in (FIRST, SECOND)] == [("one",), ("two",)]


def test_who_waits_for_answers_gets_them_from_the_new_index(
    library_folder: Path, index: Path
) -> None:
    with Library.open(library_folder, refresh=True) as library:
        assert library.jump("turkey")
        os.truncate(index, 0)
        assert library.tag([FIRST], "one") is not None
        assert len(library.ids()) == 5
        assert library.jump("turkey")
        assert library.search("turkey")


def test_a_call_that_meets_damage_is_made_again(library_folder: Path, index: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        library.tag([FIRST], "one")
        library._database.release()
        garble(index)
        rows = library.health.retry_after_repair(lambda: library.ids("tag:one"))
        assert list(rows) == [FIRST]


def test_a_call_that_fails_for_another_reason_is_made_once(library_folder: Path) -> None:
    calls = []

    def fail() -> None:
        calls.append(1)
        raise sqlite3.OperationalError("disk I/O error")

    with (
        Library.open(library_folder, refresh=True) as library,
        pytest.raises(sqlite3.OperationalError),
    ):
        library.health.retry_after_repair(fail)
    assert len(calls) == 1


def test_a_refresh_that_meets_damage_is_made_in_a_new_index(
    library_folder: Path, index: Path
) -> None:
    with Library.open(library_folder, refresh=True) as library:
        library.tag([FIRST], "one")
        library._database.release()
        garble(index)
        library.refresh()
        assert len(library.ids()) == 5
        assert library.articles.row(FIRST).tags == ("one",)
        assert not list(index.parent.glob("*damaged"))
