"""The index's SQLite file: one connection a thread, rebuilt when it is missing or damaged."""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from store.connections import Connections
from store.errors import LibraryError
from store.folder import own_files
from store.index import db_identity, file_state, index_tables
from store.index.db_identity import ODD_VALUE, Foreign
from store.index.file_state import FileState
from store.query.sql_functions import install as install_functions

SCHEMA_VERSION = 13
"""Raise it when schema.sql changes, or what the rules of `text/` extract or treat as a word.

An index of another version is rebuilt.
"""

BUSY_TIMEOUT = 10.0
"""Seconds that a connection waits for another writer."""

LOOK_EVERY = 0.002
"""Seconds between two tries to begin a transaction while another one is on."""

SEEN_THROUGH = 1 << 20
"""The bytes of an index that must be readable before it is declared damaged."""

READING_CACHE, BUILDING_CACHE = 2_000, 16_000
"""Page cache of a connection in KiB, for reading and for building.

Every reading thread has a connection of its own; the system caches the pages that they share.
"""


_NOT_DAMAGED = frozenset(
    (
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
        *(sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_PROTOCOL),
    )
)
"""SQLite errors that don't mean a damaged file: locked, full, unwritable."""


def _begin(connection: sqlite3.Connection) -> None:
    """Take the lock to write; waits up to BUSY_TIMEOUT, with an eye on every gap.

    SQLite's own waiting sleeps up to a tenth of a second at a time, and misses the short gaps
    between the transactions of a long refresh.
    """
    until = time.monotonic() + BUSY_TIMEOUT
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > until:
                    raise
            time.sleep(LOOK_EVERY)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT * 1000)}")


class Database:
    """An index file with a connection for each thread.

    Everything in it can be rebuilt, so it is synced only enough to avoid corruption. `journal_mode`
    is WAL, or DELETE on file systems without shared memory. Raises LibraryError where the file
    can't be opened.
    """

    def __init__(self, path: Path, journal_mode: str = "WAL") -> None:
        self.path = path
        self._journal_mode = journal_mode
        self._local = threading.local()
        self._connections = Connections()
        self._renewing = threading.RLock()
        """Held while another file is opened: nobody may read it before it has its tables."""
        self.made_anew = False
        """Whether this opening had to create the tables."""
        self.generation = 0
        """Grows when the index is replaced by another one: older row numbers are void then."""
        self.open_id = 0
        """Grows when every thread has to reopen the file."""
        self._file: file_state.File | None = None
        """The file that is open; None until it is."""
        self.is_suspected = False
        """Whether an error indicates that the file is damaged or replaced."""
        self._prepare()

    def _prepare(self) -> None:
        self._file = None
        try:
            own_files.make_folder(self.path.parent)
            if own_files.check(self._condemned):
                self._remove_files()
            try:
                self._make_tables()
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF in _NOT_DAMAGED:
                    raise
                self.release()
                self._remove_files(aside=isinstance(error, Foreign))
                self._make_tables()
            self._file = file_state.file_at(self.path)
        except (OSError, sqlite3.OperationalError) as error:
            self.release()
            reason = getattr(error, "strerror", None) or error
            place = getattr(error, "filename", None) or self.path
            raise LibraryError(f"{place}: can't be opened ({reason})") from error

    def _make_tables(self) -> None:
        """Make the tables where they are missing or of another version, as one step for others.

        Raises NotOurs where the file is no index, or not as this program makes it.
        """
        connection = self.connection()
        if index_tables.are_made(connection, SCHEMA_VERSION):
            index_tables.check_values(connection)
            index_tables.stamp(connection)
            return
        with self.transaction():
            if not index_tables.are_made(connection, SCHEMA_VERSION):
                index_tables.make(connection, SCHEMA_VERSION)
                self.made_anew = True

    @property
    def _condemned(self) -> Path:
        return self.path.with_name(f"{self.path.name}-damaged")

    def condemn(self) -> None:
        """Have the index rebuilt at the next opening, because it is damaged."""
        own_files.make(self._condemned)

    def report_error(self, error: BaseException) -> bool:
        """Note, on the thread that got an error, that the file may be damaged; return whether so.

        An error from a file that was replaced since says nothing about the present one.
        """
        if hasattr(self._local, "asked") and (
            file_state.means_damage(error)
            or (isinstance(error, ODD_VALUE) and index_tables.has_odd_values(self.connection()))
        ):
            self.is_suspected = True
        return self.is_suspected

    def standing(self) -> FileState:
        """Return the state of the open file; costs one look at its name while all is well."""
        if self._file is None:  # it is just being opened again
            return FileState.SOUND
        if self.is_suspected or self._condemned.exists():
            return FileState.DAMAGED
        state, self._file = file_state.file_state(self.path, self._file)
        return state

    def renew(self) -> None:
        """Replace an unsound index by a sound one; other threads follow at their next call.

        A deleted file is restored from the open one, a file that replaced it is opened, and
        otherwise an empty index is created. Threads that are reading keep their open file. Raises
        LibraryError where none can be created, OSError where the disk fails.
        """
        with self._renewing:
            before, state = self._file, self.standing()
            if state is FileState.DAMAGED:
                file_state.read_through(self.path, SEEN_THROUGH)
            if state is FileState.OTHER and file_state.version_in(self.path) == SCHEMA_VERSION:
                self.generation += 1
            elif state is FileState.DAMAGED or not self._copy_back():
                self._remove_files()
                self.generation += 1
            self._local = threading.local()
            self.open_id += 1
            try:
                self._prepare()
            except LibraryError:
                self._file = before
                raise
            self.is_suspected = False

    def _copy_back(self) -> bool:
        """Write the open index to the file's name; return whether that was possible."""
        copy = self.path.with_name(f"{self.path.name}.part")
        try:
            self._remove_files()
            own_files.make_folder(copy.parent)
            copy.unlink(missing_ok=True)
            self.connection().execute("VACUUM INTO ?", (str(copy),))
            copy.replace(self.path)
        except (OSError, sqlite3.DatabaseError):
            with suppress(OSError):
                copy.unlink(missing_ok=True)
            return False
        return True

    def _remove_files(self, *, aside: bool = False) -> None:
        """Delete the file and those beside it; with `aside`, rename them instead."""
        own_files.check_folder(self.path.parent)
        for suffix in (*own_files.DATABASE_SUFFIXES, "-damaged"):
            file = Path(f"{self.path}{suffix}")
            with suppress(FileNotFoundError):
                if aside:
                    file.replace(self.path.with_name(f"not-an-index-{file.name}"))
                else:
                    file.unlink()

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection, in autocommit mode: transactions are explicit."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with self._renewing:
                self._local.asked = True
                connection = self._local.connection = self._open()
                connection.execute(f"PRAGMA cache_size = -{READING_CACHE}")
                install_functions(connection)
        return connection

    def enlarge(self) -> None:
        """Give this thread's connection a larger cache and temporary tables in memory, for
        building.

        Its temporary tables are dropped, and again by `shrink`.
        """
        connection = self.connection()
        connection.execute(f"PRAGMA cache_size = -{BUILDING_CACHE}")
        connection.execute("PRAGMA temp_store = MEMORY")

    def shrink(self) -> None:
        """Have this thread's connection keep no more than one that reads."""
        connection = self.connection()
        connection.execute(f"PRAGMA cache_size = -{READING_CACHE}")
        connection.execute("PRAGMA temp_store = FILE")

    def _open(self) -> sqlite3.Connection:
        if self._file is not None and not self.path.exists():
            # SQLite would make an empty one in its place.
            raise FileNotFoundError(errno.ENOENT, "the index is gone", str(self.path))
        connection = db_identity.connect(self.path, BUSY_TIMEOUT)
        self._connections.add(connection)
        if self._file is None:
            index_tables.are_made(connection, SCHEMA_VERSION)
        # By now the triggers are known to be ours: they read JSON, which counts as unsafe.
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute(f"PRAGMA journal_mode = {self._journal_mode}")
        connection.execute("PRAGMA synchronous = NORMAL")
        # Some builds of SQLite write zeros over all that is deleted: an old index of gigabytes too.
        connection.execute("PRAGMA secure_delete = FAST")
        connection.execute("PRAGMA temp_store = FILE")
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection in BEGIN IMMEDIATE … COMMIT, or ROLLBACK on an error."""
        connection = self.connection()
        _begin(connection)
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def meta(self, key: str, default: Any = None) -> Any:
        """Return the value stored under `key`, or `default`."""
        row = self.connection().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return default if row is None else row[0]

    def set_meta(self, key: str, value: Any) -> None:
        """Keep `value` under `key`; inside a transaction it is part of it."""
        self.connection().execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def version(self) -> int:
        """Return a number that changes with every commit to the index, by any program.

        Compare numbers of one thread only: each has a connection of its own for this, so that its
        own commits count too (`PRAGMA data_version` reports those of other connections).
        """
        watcher: sqlite3.Connection | None = getattr(self._local, "watcher", None)
        if watcher is None:
            with self._renewing:
                watcher = self._local.watcher = self._open()
                watcher.execute("PRAGMA cache_size = 0")
        (number,) = watcher.execute("PRAGMA data_version").fetchone()
        return (self.open_id << 32) + int(number)

    def release(self) -> None:
        """Close this thread's connections, for a thread that ends before the program does."""
        for name in ("connection", "watcher"):
            connection: sqlite3.Connection | None = self._local.__dict__.pop(name, None)
            if connection is not None:
                self._connections.close(connection)

    def close(self) -> None:
        """Close every connection that no thread is using; the object is then of no more use."""
        self._local = threading.local()
        self._connections.close_all()
