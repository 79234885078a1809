"""Identifies SQLite files before anything in them is trusted or written.

A file that came with a folder may belong to another program, or be malicious: a view in place of a
table that never ends, a trigger that writes, a rollback journal that makes SQLite delete another
file.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from functools import lru_cache
from pathlib import Path

from store.folder import own_files

LONGEST_VALUE = 256 * 1024 * 1024
"""Bytes of a text or blob that SQLite hands out: an article of 64 MiB may take three times that."""

SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""The end of a rollback journal that names another file (https://sqlite.org/fileformat2.html).

SQLite writes one for a transaction over several databases, which none is here. It deletes the file
that is named when it rolls back.
"""

_OTHERS = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_SCHEMA = f"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE {_OTHERS}"
_BLANKS = re.compile(r"(?:--[^\n]*|\s)+")

Schema = frozenset[tuple[str, str, str, str]]
"""Type, name, table and SQL, without comments, of everything in a database."""


class NotOurs(sqlite3.DatabaseError):
    """A database is not as it should be, and counts as damaged."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


UNREADABLE = (sqlite3.DatabaseError, json.JSONDecodeError)
"""Errors from reading a damaged database: SQLite's, and those of the JSON in its columns."""


ODD_VALUE = (TypeError, ValueError, LookupError, AttributeError)
"""Errors from a value of another type than its column's; other faults raise them too."""


class Foreign(NotOurs):
    """A database was made by another program."""


def connect(path: Path, timeout: float) -> sqlite3.Connection:
    """Return a connection in autocommit mode that trusts nothing in the file; writes nothing.

    Raises OSError where one of the database's files is a link or not regular. Raises NotOurs where
    a rollback journal names another file; that journal is deleted.
    """
    own_files.check_database(path)
    _check_rollback(Path(f"{path}-journal"))
    connection = sqlite3.connect(
        path, timeout=timeout, isolation_level=None, check_same_thread=False
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _check_rollback(path: Path) -> None:
    if not own_files.check(path):
        return
    try:
        handle = own_files.open_file(path, os.O_RDONLY)
    except FileNotFoundError:
        return  # another connection has committed just now
    with os.fdopen(handle, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - len(SUPER_JOURNAL), 0))
        if file.read(len(SUPER_JOURNAL)) == SUPER_JOURNAL:
            path.unlink()
            raise NotOurs(f"{path}: names another file")


def schema_of(connection: sqlite3.Connection) -> Schema:
    """Return the schema of a database, without what SQLite adds by itself."""
    return frozenset(
        (kind, name, table, _BLANKS.sub(" ", sql or ""))
        for kind, name, table, sql in connection.execute(_SCHEMA)
    )


@lru_cache(maxsize=4)
def made_by(script: str) -> Schema:
    """Return the schema that a script creates."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(script)
        return schema_of(connection)
    finally:
        connection.close()


def mark_of(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the application id of a database (0 where it has none) and its version."""
    (program,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(program), int(version)
