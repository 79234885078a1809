"""The journal: every change, synced to disk before it is shown, and what must survive beside it."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.model import Change, Op
from store.work import ops as codec

CHECKED_WHOLE = 1_000_000
"""Bytes up to which a journal is checked whole when it is opened; of a longer one the newest."""

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another process that is writing."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS changes (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  at        TEXT NOT NULL,              -- ISO 8601, UTC
  coder     TEXT NOT NULL,
  label     TEXT NOT NULL,
  ops       TEXT NOT NULL,              -- JSON, see ops.py
  on_stack  INTEGER NOT NULL,           -- whether undo sees it
  undone    INTEGER NOT NULL DEFAULT 0, -- 1: may be redone; 2: undone for good
  undoes    INTEGER,                    -- seq of the change that this one takes back or repeats
  from_file INTEGER NOT NULL DEFAULT 0  -- came out of tags.yaml, so it need not be written there
);
CREATE INDEX IF NOT EXISTS changes_stack ON changes (coder, on_stack, undone, seq);
CREATE TABLE IF NOT EXISTS positions (
  id     TEXT PRIMARY KEY,
  offset INTEGER NOT NULL,              -- code points into the article's text
  turn   INTEGER NOT NULL               -- grows with every opening: the largest was open last
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS forms (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL,               -- as in tagsfile/forms.py
  data     BLOB NOT NULL,
  made     TEXT NOT NULL,
  follower TEXT NOT NULL,
  "left"   BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS forms_id ON forms (id);
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_FEW_OPS = "CASE WHEN length(ops) <= 2000 THEN ops ELSE '[]' END"
_COLUMNS = "seq, at, coder, label, ops, on_stack, undone"


class Journal:
    """An open journal file, usable from any thread; writing is left to one of them.

    What `transaction` commits is on disk when it returns. A file that SQLite can't read is put
    aside under another name, never deleted, and a new one begun: `put_aside` then says where.
    """

    def __init__(self, path: Path, journal_mode: str = "WAL", problem: str | None = None) -> None:
        self.path = path
        self.put_aside: Path | None = None
        """Where a file went that could not be read, None where it could."""
        self.problem = problem
        """Why it is only kept in memory, so that nothing may be changed; None on disk."""
        self._uri = "" if problem is None else f"file:{uuid.uuid4().hex}?mode=memory&cache=shared"
        self._mode = journal_mode
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if problem is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
            self._probe()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self._put_aside()
            self._prepare()
        self.id: str = self.state("journal_id")
        """Says which journal an index has applied: never the same for two journals."""
        self._file = None if problem is not None else self._on_disk()

    def _prepare(self) -> None:
        self.connection().executescript(_SCHEMA)
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO state VALUES ('journal_id', ?)",
                (json.dumps(uuid.uuid4().hex),),
            )

    def _probe(self) -> None:
        """Read what work needs at once; raises sqlite3.DatabaseError where that is damaged."""
        connection = self.connection()
        if self.problem is None and self.path.stat().st_size <= CHECKED_WHOLE:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                raise sqlite3.DatabaseError(said)
        for newest in ("state", "positions", "changes ORDER BY seq DESC"):
            connection.execute(f"SELECT * FROM {newest} LIMIT 100").fetchall()

    def _put_aside(self) -> None:
        self.close()
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        self.put_aside = self.path.with_name(f"{self.path.name}.broken-{stamp}")
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                os.replace(f"{self.path}{suffix}", f"{self.put_aside}{suffix}")

    def _on_disk(self) -> tuple[int, int] | None:
        """Return which file lies at the path, None where none does."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def check(self) -> bool:
        """Make sure that the file written to is the one that a later start will find.

        A file that was deleted can still be written, and everything in it is lost at the end. It is
        copied back; where another journal lies there now, that is taken up, and True returned.
        Raises FileNotFoundError where the folder is gone: deleted, renamed, unmounted.
        """
        if self._file is None:
            return False
        now = self._on_disk()
        if now == self._file:
            return False
        if not self.path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "the library is gone", str(self.path.parent))
        if now is None:
            for suffix in ("-wal", "-shm", "-journal"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            self.connection().execute("VACUUM INTO ?", (str(self.path),))
        self._local = threading.local()  # other threads may still be reading the old one
        self._prepare()
        self._file = self._on_disk()
        before, self.id = self.id, self.state("journal_id")
        return before != self.id

    @property
    def loss(self) -> str | None:
        """Return in one line what was lost when the file could not be read; None if nothing was."""
        if self.put_aside is None:
            return None
        return f"{self.path} can't be read: kept as {self.put_aside.name}, undo starts anew"

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection, in autocommit mode."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._uri or self.path,
                timeout=BUSY_TIMEOUT,
                isolation_level=None,
                check_same_thread=False,
                uri=bool(self._uri),
            )
            with self._lock:
                self._all.append(connection)
            connection.execute(f"PRAGMA journal_mode = {self._mode}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = 1")
            self._local.connection = connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection with the journal locked for other writers; synced at the end."""
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def append(
        self,
        coder: str,
        label: str,
        ops: Sequence[Op],
        *,
        on_stack: bool = True,
        undoes: int | None = None,
        from_file: bool = False,
    ) -> Change:
        """Write a change down, within a transaction, and return it with its number."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        cursor = self.connection().execute(
            "INSERT INTO changes (at, coder, label, ops, on_stack, undoes, from_file)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (at, coder, label, codec.encode(ops), on_stack, undoes, from_file),
        )
        seq = cursor.lastrowid
        assert seq is not None
        return Change(seq, at, coder, label, tuple(ops), on_stack)

    def forget_redo(self, coder: str) -> None:
        """Make what this coder has undone final: a new change was made since."""
        self.connection().execute(
            "UPDATE changes SET undone = 2 WHERE coder = ? AND on_stack = 1 AND undone = 1",
            (coder,),
        )

    def set_undone(self, seq: int, undone: bool) -> None:
        """Note that a change was taken back, or repeated."""
        self.connection().execute("UPDATE changes SET undone = ? WHERE seq = ?", (int(undone), seq))

    def last_seq(self) -> int:
        """Return the number of the newest change, 0 where there is none."""
        (seq,) = self.connection().execute("SELECT MAX(seq) FROM changes").fetchone()
        return int(seq or 0)

    def after(self, seq: int, *, to_file: bool = False) -> list[Change]:
        """Return the changes behind `seq` in order; `to_file` leaves out what the file gave."""
        condition = " AND from_file = 0" if to_file else ""
        return self._changes(f"WHERE seq > ?{condition} ORDER BY seq", (seq,))

    def to_undo(self, coder: str) -> Change | None:
        """Return this coder's latest change that stands, with its ops."""
        return self._one("undone = 0", "DESC", coder)

    def can_undo(self, coder: str) -> bool:
        """Say whether any change of this coder stands that undo sees; no ops are read for it."""
        query = "SELECT 1 FROM changes WHERE coder = ? AND on_stack = 1 AND undone = 0 LIMIT 1"
        return self.connection().execute(query, (coder,)).fetchone() is not None

    def to_redo(self, coder: str) -> Change | None:
        """Return the change that this coder undid last, with its ops."""
        return self._one("undone = 1", "ASC", coder)

    def since(self, at: str) -> list[Change]:
        """Return the changes made at `at` (ISO 8601, UTC) or later, in order."""
        return self._changes("WHERE at >= ? ORDER BY seq", (at,))

    def _one(self, condition: str, order: str, coder: str) -> Change | None:
        found = self._changes(
            f"WHERE coder = ? AND on_stack = 1 AND {condition} ORDER BY seq {order} LIMIT 1",
            (coder,),
        )
        return found[0] if found else None

    def history(self, limit: int, before_seq: int | None, *, with_ops: bool) -> list[Change]:
        """Return changes that were a user's, newest first; else only with ops that are few."""
        condition = "WHERE from_file = 0" + ("" if before_seq is None else " AND seq < ?")
        values: tuple[int, ...] = () if before_seq is None else (before_seq,)
        return self._changes(
            f"{condition} ORDER BY seq DESC LIMIT ?", (*values, limit), with_ops=with_ops
        )

    def _changes(self, tail: str, values: Iterable[Any], *, with_ops: bool = True) -> list[Change]:
        columns = _COLUMNS if with_ops else _COLUMNS.replace("ops", _FEW_OPS, 1)
        rows = self.connection().execute(f"SELECT {columns} FROM changes {tail}", tuple(values))
        return [
            Change(seq, at, coder, label, codec.decode(ops), bool(on_stack), bool(undone))
            for seq, at, coder, label, ops, on_stack, undone in rows
        ]

    def state(self, key: str, default: Any = None) -> Any:
        """Return a value kept beside the changes."""
        row = self.connection().execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def set_state(self, **values: Any) -> None:
        """Keep values of JSON; within a transaction they are part of it."""
        self.connection().executemany(
            "INSERT OR REPLACE INTO state VALUES (?, ?)",
            [(key, json.dumps(value)) for key, value in values.items()],
        )

    def version(self) -> int:
        """Return a number that changes when another connection has committed."""
        (number,) = self.connection().execute("PRAGMA data_version").fetchone()
        return int(number)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            connections, self._all = self._all, []
        for connection in connections:
            connection.close()
        self._local = threading.local()


def open_journal(path: Path, journal_mode: str) -> Journal:
    """Return the journal at `path`; one in memory, with its problem, where that can't be opened."""
    try:
        return Journal(path, journal_mode)
    except OSError as error:
        problem = f"{path}: {error.strerror}"
    except sqlite3.OperationalError as error:
        problem = f"{path}: {error}"
    return Journal(path, journal_mode, problem)
