"""The journal's file: opened, kept in its place, and begun anew where it can't be read any more."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from store.connections import Connections
from store.folder import own_files
from store.index import db_identity
from store.index.db_identity import NotOurs
from store.index.file_state import (
    DAMAGE,
    File,
    file_at,
    means_damage,
    read_through,
)
from store.userdata import atomic_file, journal_validation

CHECKED_WHOLE = 1_000_000
"""Bytes up to which a journal is checked whole when it is opened; of a longer one the newest."""

APPLICATION_ID = 0x6375744A
"""Says in the file that it is a journal of this program (`PRAGMA application_id`: `cutJ`)."""

VERSION = 2
"""Raised when what is in a journal changes; 0 in those that had no APPLICATION_ID yet."""

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
  undone    INTEGER NOT NULL DEFAULT 0, -- how it stands, see journal.py
  undoes    INTEGER,                    -- seq of the change that this one takes back or repeats
  from_file INTEGER NOT NULL DEFAULT 0  -- not 0: it need not be written to tags.yaml. -1: that has
                                        -- no place for it. Else it came out of it: the seq of the
                                        -- first change out of that version
);
CREATE INDEX IF NOT EXISTS changes_stack ON changes (coder, on_stack, undone, seq);
CREATE INDEX IF NOT EXISTS changes_version ON changes (from_file, seq) WHERE from_file <> 0;
CREATE TABLE IF NOT EXISTS seen (
  id  TEXT PRIMARY KEY,
  day TEXT NOT NULL                     -- ISO; read by itself, and not known to tags.yaml
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS positions (
  id     TEXT PRIMARY KEY,
  offset INTEGER NOT NULL,              -- code points into the article's text
  turn   INTEGER NOT NULL               -- grows with every opening: the largest was open last
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drafts (
  id     TEXT PRIMARY KEY,
  turn   INTEGER NOT NULL,              -- grows with every writing: the largest is the newest
  coder  TEXT NOT NULL,
  path   TEXT NOT NULL,                 -- of the fact that the words are for, as JSON
  words  TEXT NOT NULL,
  cursor INTEGER NOT NULL               -- code points into the words
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


_SUFFIXES = own_files.DATABASE_SUFFIXES


class JournalFile:
    """An open journal file, usable from any thread; writing is left to one of them.

    What `transaction` commits is on disk when it returns. A file that SQLite can't read is put
    aside under another name, never deleted, and a new one begun: `put_aside` then says where.
    """

    def __init__(self, path: Path, journal_mode: str = "WAL", problem: str | None = None) -> None:
        self.path = path
        self.put_aside: Path | None = None
        """Where a file went that could not be read, None where it could."""
        self.replaced_id: str | None = None
        """The id of the journal that was put aside while it was open; None where none was."""
        self.problem = problem
        """Why it is only kept in memory, so that nothing may be changed; None on disk."""
        self._uri = "" if problem is None else f"file:{uuid.uuid4().hex}?mode=memory&cache=shared"
        self._mode = journal_mode
        self._file: File | None = None
        self._local = threading.local()
        self._connections = Connections()
        if problem is None:
            own_files.make_folder(path.parent)
        try:
            self._prepare()
            if problem is None:
                _probe(self.connection(), path.stat().st_size <= CHECKED_WHOLE)
                journal_validation.check(self.connection(), whole=False)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self.close()
            self._put_aside()
            self._prepare()
        self.id = self._read_id()
        """Says which journal an index has applied: never the same for two journals."""
        self._file = None if problem is not None else file_at(path)
        self._home = None if problem is not None else file_at(path.parent.parent)
        """The folder of the library, which must be there for a state folder to be made in it."""

    def _prepare(self) -> None:
        connection = self.connection()
        connection.executescript(_SCHEMA)
        if db_identity.mark_of(connection) != (APPLICATION_ID, VERSION):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO state VALUES ('journal_id', ?)",
                (json.dumps(uuid.uuid4().hex),),
            )

    def _read_id(self) -> str:
        return _id_in(self.connection())

    def _put_aside(self) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        name = f"{self.path.name}.broken-{stamp}"
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        aside = next(p for p in map(self.path.with_name, names) if not p.exists())
        for suffix in _SUFFIXES:
            with suppress(FileNotFoundError):
                os.replace(f"{self.path}{suffix}", f"{aside}{suffix}")
        self.put_aside = aside

    @property
    def file(self) -> File | None:
        """Which file is written to; None where the journal is kept in memory."""
        return self._file

    def check(self, *, suspected: bool = False) -> bool:
        """Make sure that the file written to is the one that a later start will find, and read.

        A file that was deleted can still be written, and everything in it is lost at the end: it is
        copied back. One that another hand has damaged is put aside, and a new one begun; where
        another journal lies there now, that is taken up. Return whether it is another one now. The
        file is looked into when it was written by anybody else, and whole where it is `suspected`.
        Raises FileNotFoundError where the library's folder is gone: deleted, renamed, unmounted;
        OSError where the file can't be read.
        """
        if self._file is None:
            return False
        current = file_at(self.path)
        if current == self._file and not suspected:
            return False
        if current is None:
            self._bring_back()
        elif current.is_same(self._file):
            if not self._is_damaged(current, suspected):
                self._file = current
                return False
            self._start_over(current)
        self._local = threading.local()  # other threads may still be reading the old one
        try:
            self._prepare()
        except NotOurs:  # laid in its place by another hand
            self._start_over(file_at(self.path))
            self._local = threading.local()
            self._prepare()
        self._file = file_at(self.path)
        before, self.id = self.id, self._read_id()
        return before != self.id

    def _bring_back(self) -> None:
        """Copy the file that is open to its name."""
        folder = self.path.parent
        if not folder.is_dir():
            home = file_at(folder.parent)
            if home is None or self._home is None or not home.is_same(self._home):
                raise FileNotFoundError(errno.ENOENT, "the library is gone", str(folder))
            folder.mkdir()
        for suffix in _SUFFIXES[1:]:
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        try:
            self.connection().execute("VACUUM INTO ?", (str(self.path),))
        except sqlite3.DatabaseError as error:
            self.path.unlink(missing_ok=True)
            if not means_damage(error):
                raise
            self.replaced_id = self.id

    def _is_damaged(self, current: File, suspected: bool) -> bool:
        """Say whether what lies there now is no journal, or not this one any more."""
        assert self._file is not None
        whole = suspected or current.size < self._file.size or current.size <= CHECKED_WHOLE
        if not current.size:
            return True
        if suspected:
            read_through(self.path)
        try:
            with closing(self._connect()) as connection:
                _probe(connection, whole)
                journal_validation.check(connection, whole=suspected)
                return _id_in(connection) != self.id
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
            return code & 0xFF in (*DAMAGE, sqlite3.SQLITE_ERROR)
        except (TypeError, ValueError):
            return True

    def _start_over(self, spoilt: File | None) -> None:
        """Put a file aside, unless another program has done so by now."""
        with atomic_file.locked(self.path.with_name("lock")):
            current = file_at(self.path)
            if current is not None and spoilt is not None and current.is_same(spoilt):
                self._put_aside()
                self.replaced_id = self.id

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
            connection = self._connect()
            self._connections.add(connection)
            connection.execute(f"PRAGMA journal_mode = {self._mode}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = 1")
            self._local.connection = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        """Return a connection to a file that is this program's, or empty; nothing is written.

        Raises NotOurs where it is none, OSError where a newer version made it.
        """
        if self._uri:
            return sqlite3.connect(
                self._uri, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False,
                uri=True,
            )  # fmt: skip
        connection = db_identity.connect(self.path, BUSY_TIMEOUT)
        try:
            _check_made_here(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection with the journal locked for other writers; synced at the end."""
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
            if self._mode == "DELETE":
                self._note_own_writing()
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _note_own_writing(self) -> None:
        """Take the file as it is for known: without WAL, every change writes to it."""
        current = file_at(self.path)
        if current is not None and self._file is not None and current.is_same(self._file):
            self._file = current

    def close(self) -> None:
        """Close every connection that no thread is using."""
        self._local = threading.local()
        self._connections.close_all()


def _check_made_here(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NotOurs where a database is no journal, OSError where a newer version made it.

    One of an earlier version may lack tables.
    """
    program, version = db_identity.mark_of(connection)
    if program == APPLICATION_ID and version > VERSION:
        message = "made by a newer version of cuttings, so nothing is changed: use that version"
        raise OSError(errno.EINVAL, message, str(path))
    if program not in (0, APPLICATION_ID):
        raise NotOurs(f"{path}: another program's database")
    ours = {row[:3] for row in db_identity.made_by(_SCHEMA)}
    schema = db_identity.schema_of(connection)
    is_virtual = any(sql.upper().startswith("CREATE VIRTUAL") for *_, sql in schema)
    if is_virtual or not {row[:3] for row in schema} <= ours:  # a view, say, or a trigger
        raise NotOurs(f"{path}: not as this program makes it")


def _probe(connection: sqlite3.Connection, whole: bool) -> None:
    """Read what work needs at once; raises sqlite3.DatabaseError where that is damaged."""
    if whole:
        (result,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            raise sqlite3.DatabaseError(result)
    for newest in ("state", "positions", "changes ORDER BY seq DESC"):
        connection.execute(f"SELECT * FROM {newest} LIMIT 100").fetchall()


def _id_in(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM state WHERE key = 'journal_id'").fetchone()
    return str(journal_validation.value(row[0]))
