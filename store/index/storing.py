"""Articles into the index: a batch in one short transaction, the full text kept in step."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from store.folder.decode import Decoded
from store.index.database import Database
from store.text import describe
from store.text.dates import interval

LOCK_SECONDS = 0.04
"""What a transaction aims at: the user's work is written between two of them."""

SMALLEST_BATCH = 64 * 1024
LARGEST_BATCH = 4 * 1024 * 1024
"""Bytes of text in a batch, as measured on the way."""

RACY_NS = 20_000_000
COARSE_NS = 2_000_000_000
"""A file written so shortly before it was read may change again without its time changing: once
the clock tick of most file systems, and twice the second that coarse ones keep."""

UNSETTLED = -1
"""The time that is kept for such a file, so that the next refresh reads it again."""


class Prepared(NamedTuple):
    """An article ready for the index: the values of its rows."""

    id: str
    raw: bytes
    num: int | None
    """The row that it continues; None where the id decides."""
    size: int
    article: tuple[Any, ...]
    """In the order of `_COLUMNS`."""
    text: tuple[Any, ...]
    """In the order of the columns of `texts`, without `num`."""


_COLUMNS = (
    "id",
    "raw",
    "present",
    "size",
    "mtime_ns",
    "sha256",
    "encoding",
    "status",
    "reason",
    "title",
    "title_from",
    "source",
    "published",
    "first_day",
    "last_day",
    "words",
)
_NAMES, _MARKS = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
_INSERT = f"INSERT INTO articles (num, {_NAMES}) VALUES (?, {_MARKS})"
# Findings belong to a content: with the same bytes those that are there still hold.
_UPDATE = (
    f"UPDATE articles SET {', '.join(f'{name} = ?' for name in _COLUMNS)},"
    " recipe = CASE WHEN sha256 IS ? THEN recipe END WHERE num = ?"
)
_INSERT_TEXT = (
    "INSERT INTO texts (num, title, body, paragraphs, boilerplate, title_start, title_end, reflow)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_FTS = "INSERT INTO fts (rowid, title, body) VALUES (?, ?, ?)"
_DELETE_FTS = "INSERT INTO fts (fts, rowid, title, body) VALUES ('delete', ?, ?, ?)"


def prepare(id: str, raw: bytes, num: int | None, decoded: Decoded) -> Prepared:
    """Return what the index is to hold of a file that was read."""
    about = describe(decoded.text, id)
    first_day, last_day = interval(about.published) or (None, None)
    article = (
        *(id, raw, 1, decoded.size, settled(decoded.mtime_ns)),
        *(decoded.sha256, decoded.encoding, decoded.status, decoded.reason),
        *(about.title, about.title_from, about.source, about.published, first_day, last_day),
        about.words,
    )
    start, end = about.title_span or (None, None)
    text = (
        *(about.title, decoded.text, _json(about.paragraphs), _json(about.boilerplate)),
        *(start, end, _json(about.reflow)),
    )
    return Prepared(id, raw, num, len(decoded.text) + 1000, article, text)


def settled(mtime_ns: int) -> int:
    """Return the time to keep for a file that was just read: its own, unless that is too fresh."""
    age = time.time_ns() - mtime_ns
    coarse = mtime_ns % 1_000_000_000 == 0
    return UNSETTLED if 0 <= age < (COARSE_NS if coarse else RACY_NS) else mtime_ns


def _json(value: Sequence[Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


@dataclass(slots=True)
class Written:
    """How many articles a batch added and changed; the rest came back as they had been."""

    added: int = 0
    changed: int = 0


def write(connection: sqlite3.Connection, batch: Sequence[Prepared]) -> Written:
    """Write a batch inside the caller's transaction.

    What is in the index under an id meanwhile, through another program, is written over.
    """
    there = _rows_of(connection, batch)
    (last_num,) = connection.execute("SELECT coalesce(max(num), 0) FROM articles").fetchone()
    articles, texts, written = [], [], Written()
    for item in batch:
        num, was_present, sha256 = there.get(item.id, (item.num, 0, None))
        if num is None:
            last_num = num = last_num + 1
            articles.append((num, *item.article))
            written.added += 1
        else:
            _drop_text(connection, num)
            connection.execute(_UPDATE, (*item.article, item.article[5], num))
            written.added += not was_present
            written.changed += bool(was_present) and sha256 != item.article[5]
        texts.append((num, *item.text))
    connection.executemany(_INSERT, articles)
    connection.executemany(_INSERT_TEXT, texts)
    connection.executemany(_INSERT_FTS, [row[:3] for row in texts])
    return written


def _rows_of(
    connection: sqlite3.Connection, batch: Sequence[Prepared]
) -> dict[str, tuple[int | None, int, str | None]]:
    asked = json.dumps([item.id for item in batch])
    rows = connection.execute(
        "SELECT id, num, present, sha256 FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return {row[0]: row[1:] for row in rows}


def _drop_text(connection: sqlite3.Connection, num: int) -> None:
    """Take an article's text out of the index, if it has one there."""
    old = connection.execute("SELECT title, body FROM texts WHERE num = ?", (num,)).fetchone()
    if old is not None:
        connection.execute(_DELETE_FTS, (num, *old))
        connection.execute("DELETE FROM texts WHERE num = ?", (num,))


def remove(connection: sqlite3.Connection, nums: Sequence[int]) -> None:
    """Take articles without a file out of every list, inside the caller's transaction.

    Their rows stay, for the user's work on them; texts and mentions go.
    """
    for num in nums:
        _drop_text(connection, num)
        connection.execute("DELETE FROM mentions WHERE num = ?", (num,))
        connection.execute("UPDATE articles SET present = 0, recipe = NULL WHERE num = ?", (num,))


class Batches:
    """Collects articles, and writes them in transactions that hold the lock only shortly."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.perf_counter) -> None:
        self._database = database
        self._clock = clock
        self._waiting: list[Prepared] = []
        self._size = 0
        self._limit = SMALLEST_BATCH
        self.written = Written()

    def add(self, item: Prepared) -> None:
        """Take an article; write what waits when it is enough."""
        self._waiting.append(item)
        self._size += item.size
        if self._size >= self._limit:
            self.flush()

    def flush(self) -> None:
        """Write what waits, and learn from the time it took how much to take next."""
        if not self._waiting:
            return
        batch, size = self._waiting, self._size
        self._waiting, self._size = [], 0
        with self._database.transaction() as connection:
            start = self._clock()
            written = write(connection, batch)
            taken = self._clock() - start
        self.written.added += written.added
        self.written.changed += written.changed
        aim = int(size * LOCK_SECONDS / max(taken, 0.001))
        self._limit = max(SMALLEST_BATCH, min((self._limit + aim) // 2, LARGEST_BATCH))
