"""Turns SQLite's errors on the index into errors for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from store.errors import LibraryError
from store.index.database import Database


@contextmanager
def as_library_error(database: Database) -> Iterator[None]:
    """Raise LibraryError where SQLite fails; a damaged index is marked for rebuilding."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LibraryError(f"{database.path}: can't be written ({error})") from error
    except sqlite3.DatabaseError as error:
        database.condemn()
        raise LibraryError(f"{database.path}: damaged ({error}), to be made again") from error
