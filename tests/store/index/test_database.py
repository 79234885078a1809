"""The database: its schema, versions, damage and places."""

import threading
from pathlib import Path

import pytest

from store.errors import LibraryError
from store.index import database as database_module
from store.index.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "index.db"


def test_the_version_tells_of_every_commit_whoever_made_it(path: Path) -> None:
    database, other = Database(path), Database(path)
    seen = [database.version()]
    assert database.version() == seen[0]
    database.set_meta("a", 1)
    seen.append(database.version())
    thread = threading.Thread(target=database.set_meta, args=("a", 2))
    thread.start()
    thread.join()
    seen.append(database.version())
    other.set_meta("a", 3)
    seen.append(database.version())
    assert len(set(seen)) == 4
    assert database.version() == seen[-1]
    database.close()
    other.close()


def test_a_broken_index_is_made_anew(path: Path) -> None:
    Database(path).close()
    path.write_bytes(b"not a data base" * 1000)
    database = Database(path)
    assert database.made_anew
    assert database.meta("a") is None
    database.close()


def test_an_index_of_another_version_is_made_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Database(path)
    first.set_meta("a", 1)
    first.close()
    again = Database(path)
    assert not again.made_anew
    again.close()
    monkeypatch.setattr(database_module, "SCHEMA_VERSION", 99)
    other = Database(path)
    assert other.made_anew
    assert other.meta("a") is None
    other.close()


def test_an_older_index_is_thrown_away_without_writing_its_pages_once_more(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Database(path)
    first.set_meta("a", "x" * 4_000_000)
    first.close()
    monkeypatch.setattr(database_module, "SCHEMA_VERSION", 99)
    again = Database(path)
    assert again.made_anew
    assert path.with_name("index.db-wal").stat().st_size < 1_000_000
    again.close()


def test_an_index_that_is_busy_or_in_use_is_never_thrown_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(path)
    database.set_meta("a", 1)
    monkeypatch.setattr(database_module, "SCHEMA_VERSION", 99)
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT", 0.01)
    with database.transaction(), pytest.raises(LibraryError, match="locked"):
        Database(path)
    assert database.meta("a") == 1
    database.close()


def test_two_openings_at_once_make_the_tables_once(path: Path) -> None:
    made: list[Database] = []
    threads = [threading.Thread(target=lambda: made.append(Database(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(database.made_anew for database in made) == 1
    made[0].set_meta("a", 1)
    assert all(database.meta("a") == 1 for database in made)
    for database in made:
        database.close()


def test_a_condemned_index_is_made_anew(path: Path) -> None:
    database = Database(path)
    database.set_meta("a", 1)
    database.condemn()
    database.close()
    again = Database(path)
    assert again.made_anew
    assert again.meta("a") is None
    again.close()
    assert not Database(path).made_anew


def test_an_error_in_a_transaction_takes_all_of_it_back(path: Path) -> None:
    database = Database(path)

    def fail_half_way() -> None:
        with database.transaction():
            database.set_meta("a", 1)
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert database.meta("a") is None
    database.close()


def test_only_who_builds_keeps_many_pages_and_sorts_in_memory(path: Path) -> None:
    def room(database: Database) -> tuple[int, int]:
        connection = database.connection()
        (pages,) = connection.execute("PRAGMA cache_size").fetchone()
        (place,) = connection.execute("PRAGMA temp_store").fetchone()
        return pages, place

    database = Database(path)
    file, memory = 1, 2
    reading = (-database_module.READING_CACHE, file)
    assert room(database) == reading
    database.enlarge()
    assert room(database) == (-database_module.BUILDING_CACHE, memory)
    database.shrink()
    assert room(database) == reading
    database.close()
