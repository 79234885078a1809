"""A journal that holds what can't be read is put aside, whenever that is met."""

from __future__ import annotations

import sqlite3

import pytest

from store.userdata.journal_file import APPLICATION_ID, VERSION
from tests.store.userdata.opened import Opened

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"

SPOILT = (
    *("UPDATE changes SET ops = '{broken'", "UPDATE changes SET ops = '5'"),
    *("UPDATE changes SET ops = x'ff00'", "UPDATE changes SET ops = '[[5, 1, 2]]'"),
    *("UPDATE changes SET ops = '[[[], null, 1]]'", "UPDATE changes SET ops = '[[[[]], null, 1]]'"),
    """UPDATE changes SET ops = '[[["articles", "a.txt"], null, 1]]'""",
    "UPDATE changes SET ops = replace(hex(zeroblob(900)), '0', '[')",
    *("UPDATE state SET value = '{broken'", "UPDATE state SET value = '5' WHERE key = 'file'"),
    "UPDATE state SET value = '[1]' WHERE key = 'flushed'",
    "INSERT OR REPLACE INTO state VALUES ('next', '7')",
    "INSERT OR REPLACE INTO state VALUES ('queries', '7')",
    "INSERT INTO drafts VALUES ('i', 1, 'me', '{bro', 'words', 0)",
    "INSERT INTO drafts VALUES ('i', 1, 'me', '5', 'words', 0)",
    "INSERT INTO positions VALUES ('a.txt', 'x', 1)",
    "PRAGMA application_id = 77",
    "CREATE TABLE stars (id)",
    f"DROP TABLE state; CREATE VIEW state AS {ENDLESS} SELECT i AS key, '1' AS value FROM n",
    f"CREATE TRIGGER t AFTER INSERT ON changes BEGIN INSERT INTO forms {ENDLESS}"
    " SELECT i, 1, 1, 1, 1, 1 FROM n; END",
)


def spoil(opened: Opened, script: str) -> None:
    connection = sqlite3.connect(opened.places.journal_path)
    connection.executescript(script)
    connection.close()


@pytest.mark.parametrize("script", SPOILT)
def test_at_the_start_it_is_put_aside_and_the_work_goes_on(opened: Opened, script: str) -> None:
    opened.userdata.tag(["a.txt"], "oil")
    opened.userdata.flush()
    opened.close()
    spoil(opened, script)
    opened.open()
    assert "kept as journal.db.broken-" in str(opened.userdata.state.problem)
    assert opened.tags("a.txt") == ["oil"]
    opened.userdata.tag(["b.txt"], "gas")
    opened.userdata.flush()
    assert opened.facts() == opened.written()
    assert len(opened.userdata.history(10)) == 1
    opened.again()
    assert opened.userdata.state.problem is None


def test_tables_without_their_columns_are_said_in_one_line(opened: Opened) -> None:
    opened.close()
    spoil(opened, "DROP TABLE changes; CREATE TABLE changes (seq)")
    opened.open()
    assert "no such column" in str(opened.userdata.state.problem)
    opened.places.journal_path.unlink()
    opened.again()


def test_a_column_more_is_no_damage(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "oil")
    opened.userdata.flush()
    opened.close()
    spoil(opened, "ALTER TABLE changes ADD COLUMN more TEXT")
    opened.open()
    assert opened.userdata.state.problem is None
    assert len(opened.userdata.history(10)) == 1


def test_while_it_is_open_what_was_not_written_yet_is_kept(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "oil")
    opened.userdata.tag(["b.txt"], "gas")
    spoil(opened, "UPDATE changes SET ops = '{broken'")
    opened.userdata.tag(["c.txt"], "war")
    opened.userdata.flush()
    assert [opened.tags(f"{id}.txt") for id in "abc"] == [["oil"], ["gas"], ["war"]]
    assert opened.facts() == opened.written()


def test_a_journal_of_a_newer_version_is_left_as_it_is(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "oil")
    opened.userdata.flush()
    opened.close()
    spoil(opened, f"PRAGMA user_version = {VERSION + 1}; CREATE TABLE stars (id);")
    before = opened.places.journal_path.read_bytes()
    opened.open()
    assert "newer version of cuttings" in str(opened.userdata.state.problem)
    assert opened.tags("a.txt") == ["oil"]
    opened.close()
    assert opened.places.journal_path.read_bytes() == before
    spoil(opened, f"PRAGMA user_version = {VERSION}; DROP TABLE stars;")
    opened.open()


def test_a_journal_of_before_there_was_a_mark_is_known_and_marked(opened: Opened) -> None:
    opened.userdata.tag(["a.txt"], "oil")
    opened.userdata.flush()
    opened.close()
    spoil(opened, "PRAGMA user_version = 0; PRAGMA application_id = 0; DROP TABLE drafts;")
    opened.open()
    assert opened.userdata.state.problem is None
    assert len(opened.userdata.history(10)) == 1
    connection = sqlite3.connect(opened.places.journal_path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()
