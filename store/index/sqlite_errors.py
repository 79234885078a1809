"""What SQLite says while the index is read or written, as an error for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from store.errors import LibraryError
from store.index.database import Database


@contextmanager
def as_library_error(database: Database) -> Iterator[None]:
    """Raise LibraryError where SQLite can't go on; an index that is damaged is to be made again."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LibraryError(f"{database.path}: can't be written ({error})") from error
    except sqlite3.DatabaseError as error:
        database.condemn()
        raise LibraryError(f"{database.path}: damaged ({error}), to be made again") from error
