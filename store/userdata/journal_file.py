"""The journal's file: opened, kept in place, and replaced by a new one if it can't be read."""

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
"""Size in bytes up to which a whole journal is checked at opening; of larger ones only the end."""

APPLICATION_ID = 0x6375744A
"""Marks the file as a journal of this program (`PRAGMA application_id`: `cutJ`)."""

VERSION = 2
"""Version of the journal's format; 0 in journals that had no APPLICATION_ID yet."""

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another process that is writing."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS changes (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  at        TEXT NOT NULL,              -- ISO 8601, UTC
  coder     TEXT NOT NULL,
  label     TEXT NOT NULL,
  ops       TEXT NOT NULL,              -- JSON, see ops.py
  on_stack  INTEGER NOT NULL,           -- whether undo considers it
  undone    INTEGER NOT NULL DEFAULT 0, -- its state, see journal.py
  undoes    INTEGER,                    -- seq of the change that this one undoes or redoes
  from_file INTEGER NOT NULL DEFAULT 0  -- 0: to be written to tags.yaml. -1: has no place there.
                                        -- Otherwise it came from tags.yaml: the seq of the first
                                        -- change from that version
);
CREATE INDEX IF NOT EXISTS changes_stack ON changes (coder, on_stack, undone, seq);
CREATE INDEX IF NOT EXISTS changes_version ON changes (from_file, seq) WHERE from_file <> 0;
CREATE TABLE IF NOT EXISTS seen (
  id  TEXT PRIMARY KEY,
  day TEXT NOT NULL                     -- ISO; read automatically, not in tags.yaml
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS positions (
  id     TEXT PRIMARY KEY,
  offset INTEGER NOT NULL,              -- code points into the article's text
  turn   INTEGER NOT NULL               -- grows with each opening: the largest was open last
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drafts (
  id     TEXT PRIMARY KEY,
  turn   INTEGER NOT NULL,              -- grows with each write: the largest is the newest
  coder  TEXT NOT NULL,
  path   TEXT NOT NULL,                 -- of the fact, as JSON
  words  TEXT NOT NULL,
  cursor INTEGER NOT NULL               -- position in the text, in code points
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS forms (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL,               -- see tagsfile/earlier_forms.py
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
    """An open journal file, readable from any thread; one thread writes.

    A committed transaction is on disk. A file that SQLite can't read is renamed, never deleted, and
    a new one is created; `put_aside` is the new name of the unreadable file.
    """

    def __init__(self, path: Path, journal_mode: str = "WAL", problem: str | None = None) -> None:
        self.path = path
        self.put_aside: Path | None = None
        """New path of a file that could not be read; None if it could."""
        self.replaced_id: str | None = None
        """Id of the journal that was replaced while it was open; None if none was."""
        self.problem = problem
        """Why the journal is only in memory, so that changes are refused; None if it is on disk."""
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
        """Unique id of the journal; the index stores which journal it has applied."""
        self._file = None if problem is not None else file_at(path)
        self._home = None if problem is not None else file_at(path.parent.parent)
        """The library's folder, which must exist before a state folder is created in it."""

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
        """The file being written; None if the journal is in memory."""
        return self._file

    def check(self, *, suspected: bool = False) -> bool:
        """Make sure that the open file is the one at its path and can be read.

        Changes written to a deleted file would be lost, so the file is copied back to its path. A
        damaged file is put aside and a new one created. If another journal is at the path, it is
        opened. Returns whether the journal's id has changed. The content is only checked if
        somebody else wrote the file, and completely only if it is `suspected` to be damaged. Raises
        FileNotFoundError if the library's folder was deleted, renamed or unmounted, OSError if the
        file can't be read.
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
        self._local = threading.local()  # other threads may still read the old file
        try:
            self._prepare()
        except NotOurs:  # somebody put another file in its place
            self._start_over(file_at(self.path))
            self._local = threading.local()
            self._prepare()
        self._file = file_at(self.path)
        before, self.id = self.id, self._read_id()
        return before != self.id

    def _bring_back(self) -> None:
        """Copy the open file back to its path."""
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
        """Return whether the file at the path is damaged, or no longer this journal."""
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
        """Put a damaged file aside, unless another program has already done so."""
        with atomic_file.locked(self.path.with_name("lock")):
            current = file_at(self.path)
            if current is not None and spoilt is not None and current.is_same(spoilt):
                self._put_aside()
                self.replaced_id = self.id

    @property
    def loss(self) -> str | None:
        """Return what was lost with an unreadable file, in one line; None if nothing was."""
        if self.put_aside is None:
            return None
        return f"{self.path} can't be read: kept as {self.put_aside.name}, undo starts over"

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
        """Connect to the file if it is this program's or empty; nothing is written.

        Raises NotOurs if it is not a journal, OSError if a newer version of the program made it.
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
        """Yield the connection with the journal locked against other writers; sync it on exit."""
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
        """Record the file's state after our own write: without WAL, each change writes to it."""
        current = file_at(self.path)
        if current is not None and self._file is not None and current.is_same(self._file):
            self._file = current

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._local = threading.local()
        self._connections.close_all()


def _check_made_here(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NotOurs if a database is not a journal, OSError if a newer version made it.

    A journal of an earlier version may lack tables.
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
    if is_virtual or not {row[:3] for row in schema} <= ours:  # such as a view or a trigger
        raise NotOurs(f"{path}: not as this program makes it")


def _probe(connection: sqlite3.Connection, whole: bool) -> None:
    """Read the most needed rows; raises sqlite3.DatabaseError if they are damaged."""
    if whole:
        (result,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            raise sqlite3.DatabaseError(result)
    for newest in ("state", "positions", "changes ORDER BY seq DESC"):
        connection.execute(f"SELECT * FROM {newest} LIMIT 100").fetchall()


def _id_in(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM state WHERE key = 'journal_id'").fetchone()
    return str(journal_validation.value(row[0]))
