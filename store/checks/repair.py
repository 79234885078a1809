"""Repairs that need no decision from the user and never delete user data."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.entities.corrections import corrected_articles, of_article
from store.index import move_detection
from store.index.article_builder import UNSETTLED
from store.index.database import Database
from store.index.file_diff import HAS_WORK, Task, Vanished
from store.model import Op
from store.text.anchors import anchored, find_again, locate
from store.userdata.tagsfile.plain_values import span_key

if TYPE_CHECKING:
    from store.userdata.userdata import UserData

FULL_TEXTS = ("fts", "names_fts", "spellings_fts")
"""Full-text tables, each of which can be rebuilt from another table."""

Reanchored = tuple[str, dict[str, Any], dict[str, Any]]
"""(article id, mark or span before, mark or span after)."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A completed repair: the article concerned, if any, and what was done."""

    id: str
    message: str


def repair(
    database: Database, userdata: UserData, refresh: Callable[[], object]
) -> Iterator[Repair]:
    """Make the repairs that need no decision; yield each as it is completed.

    Repairs tables that differ from `tags.yaml` and the journal, outdated full-text tables, missing
    texts (read again by `refresh`), user data of articles found under another id, and lost
    passages. Changes to the user's data go through the journal and can be undone. Raises
    ReadOnlyError if nothing can be written.
    """
    yield from _leftovers_and_tables(userdata)
    yield from _full_texts(database)
    yield from _texts(database, refresh)
    yield from _follow_moved(database, userdata)
    yield from _marks(database, userdata)
    yield from _spans(database, userdata)


def _leftovers_and_tables(userdata: UserData) -> Iterator[Repair]:
    left, wrong = userdata.remove_leftovers(), userdata.rebuild_tables()
    if left:
        yield Repair("", f"removed {left} temporary files left by a crash")
    if wrong:
        message = "rebuilt the tables of tags and marks, which differed from tags.yaml in"
        yield Repair("", f"{message} {wrong:,} facts; the old state was backed up")


def _full_texts(database: Database) -> Iterator[Repair]:
    """Rebuild inconsistent full-text tables; yield a repair for each."""
    connection = database.connection()
    for table in FULL_TEXTS:
        check = f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"
        try:
            connection.execute(check)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
            connection.execute(check)
            yield Repair("", f"rebuilt the full-text index ({table})")


def _texts(database: Database, refresh: Callable[[], object]) -> Iterator[Repair]:
    """Read the articles again whose text is missing from the index."""
    with database.transaction() as connection:
        rows = connection.execute(
            "UPDATE articles SET mtime_ns = ?, sha256 = NULL WHERE present = 1"
            " AND num NOT IN (SELECT num FROM texts) RETURNING id",
            (UNSETTLED,),
        ).fetchall()
    if rows:
        refresh()
    for (id,) in sorted(rows):
        yield Repair(id, "its text was missing from the index and was read again")


def _follow_moved(database: Database, userdata: UserData) -> Iterator[Repair]:
    """Move the data of missing articles to files with the same content, if the match is unique."""
    connection = database.connection()
    orphans = [
        Vanished(*row)
        for row in connection.execute(
            "SELECT a.num, a.id, a.sha256 FROM articles a"
            f" WHERE a.present = 0 AND a.sha256 IS NOT NULL AND {HAS_WORK} ORDER BY a.id"
        ).fetchall()
    ]
    vanished = move_detection.by_hash(orphans)
    free = [new_file for key in vanished for new_file in _without_work(connection, key)]
    pairs = [(old.id, new.task.id) for old, new in move_detection.match(vanished, free)[0]]
    if pairs:
        userdata.moved_all(pairs)
    for old, new in pairs:
        yield Repair(
            new, f"took over the tags and notes of {old}, which is gone and had the same text"
        )


def _without_work(connection: sqlite3.Connection, key: str) -> list[move_detection.NewFile]:
    """Return the articles with the given content hash that have no user data."""
    rows = connection.execute(
        "SELECT a.id, a.raw, a.num, a.size, a.sha256 FROM articles a WHERE a.present = 1"
        f" AND a.sha256 >= ? AND a.sha256 < ? AND NOT {HAS_WORK}",
        (key, f"{key}g"),
    )
    return [
        move_detection.NewFile(Task(id, raw, num, 1, size, sha256, None, None, None), sha256)
        for id, raw, num, size, sha256 in rows
    ]


def _marks(database: Database, userdata: UserData) -> Iterator[Repair]:
    """Re-anchor lost marks and correct mark offsets that are out of date in the index."""
    rows = database.connection().execute(
        'SELECT a.id, m.mark_id, m.start, m."end", m.value, t.body, m.num FROM marks m'
        " JOIN articles a ON a.num = m.num JOIN texts t ON t.num = m.num"
        " WHERE a.present = 1 ORDER BY a.id, m.mark_id"
    )
    reanchored: list[Reanchored] = []
    elsewhere: list[tuple[int | None, int | None, int, str]] = []
    for id, mark_id, start, end, value, body, num in rows.fetchall():
        item = json.loads(value)
        place = find_again(body, item)
        if place == (start, end) or (place is None and start is None):
            continue
        if place is None:
            elsewhere.append((None, None, num, mark_id))
        elif start is None or body[place[0] : place[1]] != item.get("quote"):
            reanchored.append((id, item, anchored(body, item, place)))
        else:
            elsewhere.append((*place, num, mark_id))
    with database.transaction() as connection:
        connection.executemany(
            'UPDATE marks SET start = ?, "end" = ? WHERE num = ? AND mark_id = ?', elsewhere
        )
    if elsewhere:
        yield Repair("", f"corrected the positions of {len(elsewhere):,} marks in the index")
    yield from _write_reanchored(userdata, "marks", reanchored)


def _spans(database: Database, userdata: UserData) -> Iterator[Repair]:
    """Re-anchor entity corrections whose passages have moved."""
    connection = database.connection()
    reanchored: list[Reanchored] = []
    for id in sorted(corrected_articles(connection)):
        row = connection.execute(
            "SELECT t.body FROM articles a JOIN texts t ON t.num = a.num WHERE a.id = ?", (id,)
        ).fetchone()
        for item in of_article(connection, id).spans if row else []:
            place = None if locate(row[0], item) else find_again(row[0], item)
            if place is not None:
                reanchored.append((id, item, anchored(row[0], item, place)))
    yield from _write_reanchored(userdata, "spans", reanchored)


def _write_reanchored(
    userdata: UserData, kind: str, reanchored: list[Reanchored]
) -> Iterator[Repair]:
    """Save the new positions of passages as one change; yield a repair for each passage."""
    ops: list[Op] = []
    for id, before, after in reanchored:
        base = ("articles", id, "marks") if kind == "marks" else ("articles", id, "entities", kind)
        if span_key(before) != span_key(after):
            ops.append(Op((*base, span_key(before)), before, None))
            before = {}
        ops.append(Op((*base, span_key(after)), before or None, after))
    noun = "mark" if kind == "marks" else "correction"
    if ops:
        userdata.apply(f"find {len(reanchored):,} {noun}s again", ops)
    for id, _, after in reanchored:
        yield Repair(id, f"found the passage of a {noun} again: {' '.join(after['quote'].split())}")
