"""Compares the folder's candidates with the index, in temporary tables.

The tables belong to the connection and live in memory: the index stays unlocked meanwhile, and a
million files need no Python object each.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from store.folder import file_types, ids
from store.folder.walk import Candidate

_BATCH = 1000

_DROP = """
DROP TABLE IF EXISTS temp.seen;
DROP TABLE IF EXISTS temp.todo;
DROP TABLE IF EXISTS temp.gone;
"""

_TABLES = f"""
{_DROP}
CREATE TEMP TABLE seen (
  raw BLOB PRIMARY KEY, id TEXT, size INTEGER, mtime_ns INTEGER
) WITHOUT ROWID;
CREATE TEMP TABLE todo (
  place INTEGER PRIMARY KEY, id TEXT, raw BLOB, num INTEGER, present INTEGER,
  size INTEGER, sha256 TEXT, encoding TEXT, status TEXT, reason TEXT, reader TEXT
);
CREATE TEMP TABLE gone (num INTEGER PRIMARY KEY, id TEXT, raw BLOB, sha256 TEXT);
"""

_FILL_TODO = """
INSERT INTO temp.todo (id, raw, num, present, size, sha256, encoding, status, reason)
SELECT s.id, s.raw, a.num, a.present, s.size, a.sha256, a.encoding, a.status, a.reason
FROM temp.seen s LEFT JOIN articles a ON a.id = s.id
WHERE (a.num IS NULL OR a.present = 0 OR a.status = 'unreadable'
   OR a.size IS NOT s.size OR a.mtime_ns IS NOT s.mtime_ns OR a.raw IS NOT s.raw)
  AND NOT EXISTS (SELECT 1 FROM files f WHERE f.id = s.id)
ORDER BY s.id
"""

# A file that a reader turned into articles: read again where it is another, or its reader is.
_FILL_TODO_FILES = """
INSERT INTO temp.todo (id, raw, present, size, sha256, reader)
SELECT s.id, s.raw, 1, s.size, f.sha256, f.reader
FROM temp.seen s JOIN files f ON f.id = s.id
WHERE f.sha256 IS NULL OR f.size IS NOT s.size OR f.mtime_ns IS NOT s.mtime_ns
  OR f.raw IS NOT s.raw OR f.reader NOT IN (SELECT value FROM json_each(?))
ORDER BY s.id
"""

_FILL_GONE = """
INSERT INTO temp.gone SELECT a.num, a.id, a.raw, a.sha256 FROM articles a
WHERE a.present = 1 AND a.num <= ?
  AND NOT EXISTS (SELECT 1 FROM temp.seen s WHERE s.id = coalesce(a.file, a.id))
"""

HAS_WORK = """
(a.read IS NOT NULL OR a.note IS NOT NULL
  OR EXISTS (SELECT 1 FROM article_tags t WHERE t.num = a.num)
  OR EXISTS (SELECT 1 FROM marks m WHERE m.num = a.num)
  OR a.id IN (SELECT json_extract(path, '$[1]') FROM facts
              WHERE json_extract(path, '$[0]') = 'articles'))
"""
"""The condition that the article `a` has any of the user's work on it."""

# Rows without a file, known for the user's work on them: a new file of the same content is theirs.
_ORPHANS = f"""
SELECT a.num, a.id, a.sha256 FROM articles a
WHERE a.present = 0 AND a.sha256 IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM temp.seen s WHERE s.id = a.id)
  AND {HAS_WORK}
"""


class Task(NamedTuple):
    """A file to read, and the index's row for its id; `num` is None where there is none."""

    id: str
    raw: bytes
    num: int | None
    present: int | None
    size: int
    """The size in bytes that the walk saw; -1 where the file system doesn't report it."""
    sha256: str | None
    encoding: str | None
    status: str | None
    reason: str | None
    reader: str | None = None
    """The stamp of the reader that turned the file into articles; None where none did."""


class Vanished(NamedTuple):
    """A row whose file has vanished; `sha256` may be only its first 16 digits."""

    num: int
    id: str
    sha256: str


class FileDiff:
    """The comparison of one walk with the index, on a given connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_TABLES)
        (self._last_num,) = connection.execute(
            "SELECT coalesce(max(num), 0) FROM articles"
        ).fetchone()
        self.seen = 0

    def take(self, candidates: Iterator[Candidate], each: Callable[[int], bool]) -> bool:
        """Take in the candidates; `each` receives their number and returns whether to continue.

        Returns False where it did not: the comparison is then incomplete.
        """
        while batch := list(islice(candidates, _BATCH)):
            self._connection.execute("BEGIN")
            self._connection.executemany(
                "INSERT OR IGNORE INTO temp.seen VALUES (?, ?, ?, ?)",
                [
                    (candidate.raw, candidate.id, candidate.size, candidate.mtime_ns)
                    for candidate in batch
                ],
            )
            self._connection.execute("COMMIT")
            self.seen += len(batch)
            if not each(self.seen):
                return False
        self._connection.execute("CREATE INDEX temp.seen_id ON seen (id)")
        self._tell_apart()
        return True

    def _tell_apart(self) -> None:
        """Give files that claim one id different ones: the file that had it keeps it, others get
        `~2`.
        """
        execute = self._connection.execute
        for raw, id in execute(
            "SELECT raw, id FROM articles"
            " WHERE id GLOB '*~[0-9]*' AND raw IS NOT NULL AND file IS NULL"
            " UNION ALL SELECT raw, id FROM files WHERE id GLOB '*~[0-9]*'"
        ).fetchall():
            execute("UPDATE temp.seen SET id = ? WHERE raw = ?", (id, raw))
        claimed = execute("SELECT id FROM temp.seen GROUP BY id HAVING count(*) > 1 ORDER BY id")
        for (id,) in claimed.fetchall():
            rows = execute("SELECT raw FROM temp.seen WHERE id = ?", (id,)).fetchall()
            owner = execute(
                "SELECT raw FROM articles WHERE id = ?1 UNION SELECT raw FROM files WHERE id = ?1",
                (id,),
            ).fetchone()
            _, *others = sorted(
                (row[0] for row in rows),
                key=lambda raw: (owner is None or raw != owner[0], not ids.is_plain(raw, id), raw),
            )
            for raw in others:
                execute(
                    "UPDATE temp.seen SET id = ? WHERE raw = ?",
                    (ids.distinct(id, self._taken), raw),
                )

    def _taken(self, id: str) -> bool:
        rows = self._connection.execute(
            "SELECT 1 FROM temp.seen WHERE id = ?1 UNION ALL SELECT 1 FROM articles WHERE id = ?1",
            (id,),
        )
        return rows.fetchone() is not None

    def compare(self, unlisted: list[bytes]) -> tuple[int, int]:
        """Fill the lists of files to read and rows to remove; return the length of each.

        Files below the raw paths `unlisted` could not be listed, and count as present.
        """
        execute = self._connection.execute
        execute(_FILL_TODO)
        execute(_FILL_TODO_FILES, (json.dumps(file_types.stamps()),))
        execute(_FILL_GONE, (self._last_num,))
        for raw in unlisted:
            execute("DELETE FROM temp.gone WHERE raw >= ? AND raw < ?", (raw + b"/", raw + b"0"))
        (todo,) = execute("SELECT count(*) FROM temp.todo").fetchone()
        (vanished_count,) = execute("SELECT count(*) FROM temp.gone").fetchone()
        return int(todo), int(vanished_count)

    def tasks(self) -> Iterator[Task]:
        """Yield the files to read, by id."""
        place = 0
        while rows := self._connection.execute(
            "SELECT place, id, raw, num, present, size, sha256, encoding, status, reason, reader"
            " FROM temp.todo WHERE place > ? ORDER BY place LIMIT 200",
            (place,),
        ).fetchall():
            place = rows[-1][0]
            for row in rows:
                yield Task(*row[1:])

    def vanished(self) -> list[Vanished]:
        """Return the rows that a new file of the same content could continue, by id."""
        cursor = self._connection.execute(
            "SELECT num, id, sha256 FROM temp.gone WHERE sha256 IS NOT NULL"
        ).fetchall()
        before = self._connection.execute(_ORPHANS).fetchall()
        return sorted((Vanished(*row) for row in cursor + before), key=lambda row: row.id)

    def gone(self) -> list[int]:
        """Return the numbers of the rows whose file has vanished without being moved."""
        rows = self._connection.execute(
            "SELECT g.num FROM temp.gone g JOIN articles a ON a.num = g.num AND a.id = g.id"
        )
        return [num for (num,) in rows]

    def clear(self) -> None:
        """Give the memory back."""
        self._connection.executescript(_DROP)
