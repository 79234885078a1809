"""Writes articles into the index: one short transaction a batch, full text included."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from types import TracebackType
from typing import Any

from store.index.article_builder import COLUMNS, Prepared
from store.index.article_faults import clear
from store.index.database import Database
from store.index.file_rows import FileRow
from store.index.pending_moves import keep_move
from store.text.anchors import locate

LOCK_SECONDS = 0.03
"""The target length of a transaction in seconds, so that user data is written in between."""

SMALLEST_BATCH = 64 * 1024
LARGEST_BATCH = 512 * 1024
"""Bytes of text in a batch, as measured on the way."""

_INSERT = f"INSERT INTO articles (num, {', '.join(COLUMNS)})"
_ROWS_AT_ONCE = 100
"""20 values a row: far below the least that SQLite may be built to allow (32,766)."""

# Findings belong to a content: with the same bytes those that are there still hold.
_UPDATE = (
    f"UPDATE articles SET {', '.join(f'{name} = ?' for name in COLUMNS)},"
    " recipe = CASE WHEN sha256 IS ? THEN recipe END WHERE num = ?"
)
_INSERT_TEXT = (
    "INSERT INTO texts (num, title, body, paragraphs, boilerplate, title_start, title_end, reflow)"
)
_INSERT_FTS = "INSERT INTO fts (rowid, title, body, halves)"
_DELETE_FTS = (
    "INSERT INTO fts (fts, rowid, title, body, halves)"
    " SELECT 'delete', * FROM words_of_texts WHERE num = ?"
)


@dataclass(slots=True)
class Written:
    """How many articles a batch added and changed; the others were unchanged."""

    added: int = 0
    changed: int = 0


def write(connection: sqlite3.Connection, batch: Sequence[Prepared]) -> Written:
    """Write a batch inside the caller's transaction.

    An article of the same id that another program added meanwhile is overwritten. There are few
    statements with many rows: each lets other threads run while SQLite works.
    """
    stored_rows = _rows_of(connection, batch)
    (last_num,) = connection.execute("SELECT coalesce(max(num), 0) FROM articles").fetchone()
    articles: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    words: list[tuple[Any, ...]] = []
    written = Written()
    for item in batch:
        num, was_present, sha256 = stored_rows.get(item.id, (item.num, 0, None))
        if num is None:
            last_num = num = last_num + 1
            articles.append((num, *item.article))
            written.added += 1
        else:
            if item.id not in stored_rows:
                keep_move(connection, num, item.id)
            if sha256 == item.sha256:
                _forget_other_text(connection, num, item)
            _drop_text(connection, num)
            connection.execute(_UPDATE, (*item.article, item.sha256, num))
            written.added += not was_present
            written.changed += bool(was_present) and sha256 != item.sha256
        texts.append((num, *item.text))
        title, body, halves = item.words
        own_title, own_body = item.text[:2]
        title, body = own_title if title is None else title, own_body if body is None else body
        words.append((num, title, body, halves))
    _insert(connection, _INSERT, articles)
    _insert(connection, _INSERT_TEXT, texts)
    clear(connection, [row[0] for row in texts])
    # Given here, not taken from the view: its functions would wait for their turn for each text.
    _insert(connection, _INSERT_FTS, sorted(words))
    _anchor_marks(connection, json.dumps([row[0] for row in texts]))
    return written


def _forget_other_text(connection: sqlite3.Connection, num: int, item: Prepared) -> None:
    """Forget the entities of a content whose reader gives another text now."""
    row = connection.execute("SELECT body FROM texts WHERE num = ?", (num,)).fetchone()
    if row is None or row[0] == item.text[1]:
        return
    connection.execute("UPDATE articles SET recipe = NULL WHERE num = ?", (num,))
    for table in ("findings", "copy_samples"):
        connection.execute(f"DELETE FROM {table} WHERE sha256 = ?", (item.sha256,))


def write_file(
    connection: sqlite3.Connection, articles: Sequence[Prepared], file: FileRow
) -> Written:
    """Write a file and its articles inside the caller's transaction."""
    written = write(connection, articles)
    _finish_file(connection, file, [item.id for item in articles])
    return written


def _finish_file(connection: sqlite3.Connection, file: FileRow, ids: Sequence[str]) -> None:
    """Take out the articles that a file no longer has, and record how it was read."""
    rows = connection.execute(
        "SELECT num FROM articles WHERE present = 1 AND (id = ?1 OR file = ?1)"
        " AND id NOT IN (SELECT value FROM json_each(?2))",
        (file.id, json.dumps(list(ids))),
    )
    remove(connection, [num for (num,) in rows.fetchall()])
    connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", file)


def forget_file(connection: sqlite3.Connection, id: str) -> None:
    """Take out the parts of a file that is plain text now, inside the caller's transaction."""
    rows = connection.execute(
        "SELECT num FROM articles WHERE present = 1 AND file = ?1 AND id != ?1", (id,)
    )
    remove(connection, [num for (num,) in rows.fetchall()])
    connection.execute("DELETE FROM files WHERE id = ?", (id,))


def _anchor_marks(connection: sqlite3.Connection, nums: str) -> None:
    """Find the marks of texts that are new: by place, quote and context, or lost."""
    marks = connection.execute(
        "SELECT m.num, m.mark_id, m.value, t.body FROM marks m JOIN texts t ON t.num = m.num"
        " WHERE m.num IN (SELECT value FROM json_each(?))",
        (nums,),
    ).fetchall()
    for num, mark_id, value, body in marks:
        start, end = locate(body, json.loads(value)) or (None, None)
        connection.execute(
            'UPDATE marks SET start = ?, "end" = ? WHERE num = ? AND mark_id = ?',
            (start, end, num, mark_id),
        )


def _insert(connection: sqlite3.Connection, into: str, rows: list[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        places = f"({', '.join('?' * len(some[0]))})"
        values = list(chain.from_iterable(some))
        connection.execute(f"{into} VALUES {', '.join([places] * len(some))}", values)


def _rows_of(
    connection: sqlite3.Connection, batch: Sequence[Prepared]
) -> dict[str, tuple[int | None, int, str | None]]:
    ids_json = json.dumps([item.id for item in batch])
    rows = connection.execute(
        "SELECT id, num, present, sha256 FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (ids_json,),
    )
    return {row[0]: row[1:] for row in rows}


def _drop_text(connection: sqlite3.Connection, num: int) -> None:
    """Take an article's text out of the index, if it has one there."""
    connection.execute(_DELETE_FTS, (num,))
    connection.execute("DELETE FROM texts WHERE num = ?", (num,))


def remove(connection: sqlite3.Connection, nums: Sequence[int]) -> None:
    """Take articles without a file out of every list, inside the caller's transaction.

    Their rows stay, for the user's work on them; texts and mentions go.
    """
    clear(connection, nums)
    for num in nums:
        _drop_text(connection, num)
        connection.execute("DELETE FROM mentions WHERE num = ?", (num,))
        connection.execute("UPDATE articles SET present = 0, recipe = NULL WHERE num = ?", (num,))


class Batches:
    """Collects articles, and writes them in short transactions.

    With `beside`, a second thread writes one batch while the caller prepares the next. Leaving the
    `with` block writes what remains; an error inside it discards that.
    """

    def __init__(self, database: Database, *, beside: bool) -> None:
        self._database = database
        self._executor = ThreadPoolExecutor(1, "index", database.enlarge) if beside else None
        self._writing: Future[None] | None = None
        self._waiting: list[Prepared] = []
        self._files: list[tuple[FileRow, list[str]]] = []
        self._size = 0
        self._limit = SMALLEST_BATCH
        self.written = Written()

    def __enter__(self) -> Batches:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.flush()
        finally:
            if self._executor is not None:
                self._executor.submit(self._database.release)
                self._executor.shutdown()

    def add(self, item: Prepared) -> None:
        """Add an article; write the batch when it is full."""
        self._waiting.append(item)
        self._size += item.size
        if self._size >= self._limit:
            self._hand_over()

    def add_file(self, articles: Sequence[Prepared], file: FileRow) -> None:
        """Add a file and its articles; the file's row is written with the last of them."""
        for item in articles[:-1]:
            self.add(item)
        self._files.append((file, [item.id for item in articles]))
        for item in articles[-1:]:
            self.add(item)

    def flush(self) -> None:
        """Return when everything that was added is in the index."""
        self._hand_over()
        if self._writing is not None:
            self._writing.result()

    def _hand_over(self) -> None:
        batch, files, size = self._waiting, self._files, self._size
        self._waiting, self._files, self._size = [], [], 0
        if self._writing is not None:
            self._writing.result()
        if self._executor is None:
            self._write(batch, files, size)
        else:
            self._writing = self._executor.submit(self._write, batch, files, size)

    def _write(
        self,
        batch: Sequence[Prepared],
        files: Sequence[tuple[FileRow, list[str]]],
        size: int,
    ) -> None:
        """Write a batch, and choose the size of the next by the time it took."""
        if not batch and not files:
            return
        start = time.perf_counter()
        with self._database.transaction() as connection:
            written = write(connection, batch)
            for file, ids in files:
                _finish_file(connection, file, ids)
        taken = max(time.perf_counter() - start, 0.001)
        self.written.added += written.added
        self.written.changed += written.changed
        aim = int(min(self._limit, size) * LOCK_SECONDS / taken)
        self._limit = max(SMALLEST_BATCH, min((3 * self._limit + aim) // 4, LARGEST_BATCH))
