"""The database: its schema, versions, damage and places."""

import sqlite3
import threading
from pathlib import Path

import pytest

from store.errors import LibraryError
from store.index import database as database_module
from store.index.database import Database
from store.index.db_identity import SUPER_JOURNAL
from store.index.index_tables import APPLICATION_ID
from store.userdata.journal import open_journal


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


def altered(path: Path, script: str) -> None:
    """Make an index, close it, and let another hand change it."""
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.mark.parametrize(
    "script",
    [
        f"DROP TABLE meta; CREATE VIEW meta AS {ENDLESS} SELECT i AS key, i AS value FROM n;",
        f"DROP TABLE articles; CREATE VIEW articles AS {ENDLESS} SELECT i AS num FROM n;",
        f"CREATE TRIGGER t AFTER INSERT ON meta BEGIN INSERT INTO tags {ENDLESS} SELECT *; END;",
        "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM articles; END;",
        "CREATE VIEW more AS SELECT 1;",
        "DROP TABLE facts; CREATE TABLE facts (path, value);",
        f"CREATE VIEW more AS {ENDLESS} SELECT i FROM n; PRAGMA user_version = 3;",
        f"DROP TABLE meta; CREATE VIEW meta AS {ENDLESS} SELECT i AS key, i AS value FROM n;"
        " PRAGMA user_version = 3; PRAGMA application_id = 0;",
    ],
)
def test_an_index_with_anything_but_the_programs_own_tables_is_made_anew(
    path: Path, script: str
) -> None:
    try:
        altered(path, script)
    except sqlite3.OperationalError:
        altered(path, script.replace(" SELECT *", " SELECT i, i, i, i, i, i, i, i, i, i FROM n"))
    database = Database(path)
    assert database.made_anew
    database.set_meta("a", 1)
    assert database.connection().execute("SELECT count(*) FROM articles").fetchone() == (0,)
    database.close()


def test_another_programs_database_is_put_aside_whole(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE passwords (word); INSERT INTO passwords VALUES ('x');")
    connection.close()
    before = path.read_bytes()
    Database(path).close()
    assert path.with_name("not-an-index-index.db").read_bytes() == before


def test_an_index_of_before_there_was_a_mark_is_known_and_marked(path: Path) -> None:
    database = Database(path)
    database.set_meta("a", 1)
    database.close()
    altered(path, "PRAGMA application_id = 0;")
    again = Database(path)
    assert not again.made_anew
    assert again.meta("a") == 1
    assert again.connection().execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    again.close()


def lay_trap(path: Path, victim: Path) -> None:
    """Put a database with a rollback journal that names `victim` at a path."""
    made = path.with_name(f"made-{path.name}")
    sqlite3.connect(made).executescript("CREATE TABLE t (x);")
    connection = sqlite3.connect(made, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t VALUES (zeroblob(100000))")  # so that the journal is written
    name = str(victim).encode()
    ends = [(0x40000000 // 4096 + 1), len(name), sum(name)]
    page, size, check = (number.to_bytes(4, "big") for number in ends)
    path.write_bytes(made.read_bytes())
    journal = Path(f"{made}-journal").read_bytes()
    Path(f"{path}-journal").write_bytes(journal + page + name + size + check + SUPER_JOURNAL)
    connection.execute("ROLLBACK")
    connection.close()


def test_a_rollback_journal_that_has_another_file_deleted_is_not_played_back(
    tmp_path: Path,
) -> None:
    victim = tmp_path / "thesis.txt"
    victim.write_text("years of work")
    lay_trap(tmp_path / "bait.db", victim)
    sqlite3.connect(tmp_path / "bait.db").execute("SELECT * FROM t")
    assert not victim.exists(), "the trap itself must work"
    victim.write_text("years of work")
    lay_trap(tmp_path / "index.db", victim)
    lay_trap(tmp_path / "journal.db", victim)
    Database(tmp_path / "index.db").close()
    journal = open_journal(tmp_path / "journal.db", "WAL")
    assert journal.put_aside is not None
    journal.close()
    assert victim.read_text() == "years of work"
    assert not list(tmp_path.glob("*broken*-journal"))
