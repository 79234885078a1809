"""How the file of an open database stands: the one that was opened, another one, gone, damaged."""

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
"""What SQLite says where the bytes of a file are no sound database."""


class FileState(Enum):
    """How a file stands that was opened."""

    SOUND = "sound"
    """As far as it can be told without reading it whole."""
    GONE = "gone"
    OTHER = "other"
    """Another file lies at its name."""
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class File:
    """Which file lies at a name, and when it was written last."""

    device: int
    number: int
    size: int
    """In bytes."""
    written_ns: int

    def is_same(self, other: File) -> bool:
        """Say whether another look has found the same file, whatever is in it."""
        return (self.device, self.number) == (other.device, other.number)


def file_at(path: Path) -> File | None:
    """Return the file that lies at `path`, a link itself, None where none does."""
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
    """Read a file, or its first `most` bytes. Raises OSError where the disk can't give them.

    SQLite takes what it can't read for damaged. Only for a file that is given up otherwise: to
    close it again lets go of the locks that SQLite holds on it.
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
    """Return how the index stands that was `opened`, and when it was written last.

    It is looked into only when it was written since: by SQLite, or by another hand.
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
    """Return the version of the index at `path`; 0 where it is none, as far as is seen at once.

    None where that can't be told now: it is busy, say.
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
