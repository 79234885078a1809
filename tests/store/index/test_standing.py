"""An index that is damaged, deleted or replaced while it is open: it is noticed, and renewed."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.errors import LibraryError
from store.index.database import Database
from store.index.file_state import FileState

ROWS = 3000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "index.db"


@pytest.fixture(params=["WAL", "DELETE"])
def database(path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An open index of some megabytes: more than a connection keeps in memory."""
    opened = Database(path, request.param)
    with opened.transaction() as connection:
        connection.executemany(
            "INSERT INTO articles (id, note) VALUES (?, ?)",
            [(f"{number}", "x" * 2000) for number in range(ROWS)],
        )
    opened.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.standing()
    yield opened
    opened.close()


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa7" * (path.stat().st_size - 8192))


def read_all(database: Database) -> int:
    (length,) = database.connection().execute("SELECT sum(length(note)) FROM articles").fetchone()
    return int(length or 0)


def test_an_open_index_stands_and_is_not_looked_into_while_nobody_writes_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "store.index.file_state.version_in", lambda _path: pytest.fail("looked into")
    )
    assert database.standing() is FileState.SOUND


def test_what_others_write_into_it_is_no_damage(database: Database, path: Path) -> None:
    other = Database(path, "WAL")
    other.set_meta("a", "x" * 100_000)
    other.close()
    assert database.standing() is FileState.SOUND


def test_damaged_pages_are_noticed_when_they_are_read(database: Database, path: Path) -> None:
    overwrite(path)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        read_all(database)
    assert database.report_error(caught.value)
    assert database.standing() is FileState.DAMAGED
    database.renew()
    assert database.standing() is FileState.SOUND
    assert read_all(database) == 0
    assert database.generation == 1


@pytest.mark.parametrize("what", [lambda p: os.truncate(p, 0), lambda p: p.write_bytes(b"no" * 99)])
def test_a_file_without_its_content_is_noticed_without_reading(
    database: Database, path: Path, what: Callable[[Path], None]
) -> None:
    what(path)
    assert database.standing() is FileState.DAMAGED
    database.renew()
    database.set_meta("a", 1)
    assert (database.standing(), database.meta("a")) == (FileState.SOUND, 1)


def test_a_deleted_file_is_copied_back_with_everything_in_it(
    database: Database, path: Path
) -> None:
    seen = database.version()
    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()
    assert database.standing() is FileState.GONE
    database.renew()
    assert database.standing() is FileState.SOUND
    assert (read_all(database), database.generation) == (ROWS * 2000, 0)
    assert database.version() != seen
    assert not list(path.parent.glob("*.part"))
    again = Database(path)
    assert (read_all(again), again.made_anew) == (ROWS * 2000, False)
    again.close()


def test_garbage_swapped_in_is_swapped_out_again(database: Database, path: Path) -> None:
    path.with_name("new").write_bytes(b"garbage" * 1000)
    os.replace(path.with_name("new"), path)
    assert database.standing() is FileState.OTHER
    database.renew()
    assert (read_all(database), database.generation) == (ROWS * 2000, 0)


def test_another_index_in_its_place_is_taken_up(database: Database, path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    other = Database(path, database._journal_mode)
    other.set_meta("a", 7)
    database.renew()
    assert (database.meta("a"), database.generation) == (7, 1)
    other.close()
    assert database.meta("a") == 7


def test_a_new_thread_makes_no_empty_file_in_the_place_of_one_that_is_gone(
    database: Database, path: Path
) -> None:
    path.unlink()
    said: list[Exception] = []

    def read() -> None:
        try:
            database.meta("a")
        except OSError as error:
            said.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert "the index is gone" in str(said)
    assert not path.exists()


def test_an_error_of_a_file_that_was_put_aside_says_nothing_of_the_present_one(
    database: Database, path: Path
) -> None:
    old = database.connection()
    overwrite(path)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        read_all(database)
    database.report_error(caught.value)
    renewing = threading.Thread(target=database.renew)
    renewing.start()
    renewing.join()
    with pytest.raises(sqlite3.DatabaseError) as late:
        old.execute("SELECT sum(length(note)) FROM articles").fetchone()
    assert not database.report_error(late.value)
    assert database.standing() is FileState.SOUND


def test_where_none_can_be_made_the_old_one_is_still_read(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = database.connection()
    path.unlink()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Database, "_copy_back", lambda _self: False)
    monkeypatch.setattr(Database, "_make_tables", refuse)
    with pytest.raises(LibraryError, match="No space left"):
        database.renew()
    assert old.execute("SELECT count(*) FROM articles").fetchone() == (ROWS,)
    assert database.standing() is FileState.GONE
