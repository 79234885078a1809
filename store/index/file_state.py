"""The state of an open database's file: unchanged, replaced, deleted or damaged."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from store.folder import own_files
from store.index import db_identity

DAMAGE = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
"""SQLite errors that mean a damaged file."""


class FileState(Enum):
    """The state of a file that was opened."""

    SOUND = "sound"
    """As far as can be told without reading it whole."""
    GONE = "gone"
    OTHER = "other"
    """Another file has its name."""
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class File:
    """The identity of a file, and when it was last written."""

    device: int
    number: int
    size: int
    """In bytes."""
    written_ns: int

    def is_same(self, other: File) -> bool:
        """Return whether both are the same file, whatever its content."""
        return (self.device, self.number) == (other.device, other.number)


def file_at(path: Path) -> File | None:
    """Return the file at `path`, not following a link; None where there is none."""
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return File(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def means_damage(error: BaseException) -> bool:
    """Say whether an error of SQLite, or of JSON that it keeps, means that a file is damaged.

    Not that it is locked, full or unreadable.
    """
    if isinstance(error, json.JSONDecodeError):
        return True
    code = getattr(error, "sqlite_errorcode", 0)
    return isinstance(error, sqlite3.DatabaseError) and code & 0xFF in DAMAGE


def read_through(path: Path, most: int | None = None) -> None:
    """Read a file, or its first `most` bytes. Raises OSError where the disk fails.

    SQLite reports a failing disk as damage. Use it only for a file that is given up otherwise:
    closing it releases the locks that SQLite holds on it.
    """
    if not hasattr(os, "pread"):
        return
    handle = own_files.open_file(path, os.O_RDONLY)
    try:
        at = 0
        while (most is None or at < most) and (piece := os.pread(handle, 1 << 20, at)):
            at += len(piece)
    finally:
        os.close(handle)


def file_state(path: Path, opened: File) -> tuple[FileState, File]:
    """Return the state of the index that was `opened`, and its file as it is now.

    It is examined only if it was written since, by SQLite or another program.
    """
    current = file_at(path)
    if current is None:
        return FileState.GONE, opened
    if not current.is_same(opened):
        return FileState.OTHER, opened
    if current == opened or version_in(path) != 0:
        return FileState.SOUND, current
    return FileState.DAMAGED, opened


def version_in(path: Path) -> int | None:
    """Return the version of the index at `path`; 0 where it is no index.

    None where that can't be determined now, for example because it is busy.
    """
    if not path.stat().st_size:
        return 0
    try:
        with closing(db_identity.connect(path, 0)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("SELECT * FROM meta LIMIT 1").fetchall()
            connection.execute("SELECT num FROM articles ORDER BY num DESC LIMIT 1").fetchall()
    except sqlite3.DatabaseError as error:
        is_none = error.sqlite_errorcode & 0xFF in (*DAMAGE, sqlite3.SQLITE_ERROR)
        return 0 if is_none else None
    return int(version)
