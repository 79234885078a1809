"""Creates and drops the tables of an index, and recognises them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from importlib import resources
from typing import get_args

from store.index import db_identity
from store.index.db_identity import Foreign, NotOurs, Schema
from store.model import Status

APPLICATION_ID = 0x63757449
"""Says in the file that it is an index of this program (`PRAGMA application_id`: `cutI`)."""

OLDER_TABLES = frozenset(("meta", "articles", "texts"))
"""Tables of every index: one from before APPLICATION_ID is recognised by them."""


def are_made(connection: sqlite3.Connection, version: int) -> bool:
    """Return whether a file has the tables of this version; writes nothing.

    Raises Foreign where it belongs to another program, NotOurs where anything in it differs from
    what `make` creates: a view in place of a table may never end, a trigger may write anything.
    """
    program, its_version = db_identity.mark_of(connection)
    schema = db_identity.schema_of(connection)
    if program not in (0, APPLICATION_ID) or (
        schema and not program and not _look_like_index(connection, schema)
    ):
        raise Foreign("another program's database")
    if its_version != version or not schema:
        return False
    if schema != db_identity.made_by(_script()):
        raise NotOurs("not as this program makes it")
    return True


_ODD_VALUES = """
SELECT 1 FROM facts WHERE CASE WHEN json_valid(path) AND json_valid(value)
  THEN json_type(path) != 'array' OR json_type(path, '$[0]') IS NOT 'text' ELSE 1 END
UNION ALL SELECT 1 FROM tags WHERE extra IS NOT NULL
  AND CASE WHEN json_valid(extra) THEN json_type(extra) != 'object' ELSE 1 END
UNION ALL SELECT 1 FROM meta WHERE key IN ('applied', 'other_files')
  AND typeof(value) != 'integer'
UNION ALL SELECT 1 FROM meta WHERE key = 'left_out'
  AND CASE WHEN json_valid(value) THEN json_type(value) != 'object' ELSE 1 END
UNION ALL SELECT 1 FROM meta WHERE key = 'moves'
  AND CASE WHEN json_valid(value) THEN json_type(value) != 'array' ELSE 1 END
LIMIT 1
"""


def check_values(connection: sqlite3.Connection) -> None:
    """Raise NotOurs where the user data in the index can't be read."""
    if connection.execute(_ODD_VALUES).fetchone() is not None:
        raise NotOurs("holds values that can't be read")


def has_odd_values(connection: sqlite3.Connection) -> bool:
    """Return whether any value has another type or shape than its column; reads the whole index.

    SQLite stores any type in any column, such as text among numbers.
    """
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    for (table,) in connection.execute(f"{tables} AND name NOT LIKE '%fts%'").fetchall():
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        odd = " OR ".join(
            f"typeof(\"{name}\") NOT IN ('{kind.lower()}'" + (")" if is_filled else ", 'null')")
            for _, name, kind, is_filled, *_ in columns
            if kind and (table, name) != ("meta", "value")
        )
        if odd and connection.execute(f"SELECT 1 FROM {table} WHERE {odd} LIMIT 1").fetchone():
            return True
    words = ", ".join(f"'{status}'" for status in get_args(Status))
    odd = f"SELECT 1 FROM articles WHERE status NOT IN ({words}) LIMIT 1"
    return connection.execute(odd).fetchone() is not None or any(
        not _has_shape(encoded, shape)
        for query, shape in _SHAPES.items()
        for (encoded,) in connection.execute(query)
    )


_SHAPES: dict[str, tuple[type, ...] | type] = {
    "SELECT paragraphs FROM texts UNION ALL SELECT boilerplate FROM texts": (int, int),
    "SELECT reflow FROM texts": bool,
    "SELECT pages FROM articles WHERE pages IS NOT NULL": (int, int, int),
    "SELECT keywords FROM articles WHERE keywords IS NOT NULL": str,
    "SELECT spans FROM findings WHERE json_valid(spans) IS NOT 1 OR json_type(spans) != 'text'": (
        *(int, int),
        *(str, str, str),
    ),
    "SELECT value FROM meta WHERE key = 'settled_corrections'": (str, str, object),
    "SELECT '[' || value || ']' FROM marks": dict,
}
"""Queries for JSON lists, with the type of each item, or the types of its parts."""


def _has_shape(encoded: object, shape: tuple[type, ...] | type) -> bool:
    """Say whether a text is a JSON list of items of a shape."""
    try:
        items = json.loads(encoded) if isinstance(encoded, str) else None
    except (ValueError, RecursionError):
        return False
    if not isinstance(items, list):
        return False
    if isinstance(shape, type):
        return all(isinstance(item, shape) for item in items)
    return all(
        isinstance(item, list) and len(item) == len(shape) and all(map(isinstance, item, shape))
        for item in items
    )


def _look_like_index(connection: sqlite3.Connection, schema: Schema) -> bool:
    """Say whether a database that names no program is an index, of whatever version."""
    if not {name for kind, name, *_ in schema if kind == "table"} >= OLDER_TABLES:
        return False
    try:
        born = connection.execute("SELECT value FROM meta WHERE key = 'born'").fetchone()
    except sqlite3.OperationalError:
        return False
    return born is not None


def stamp(connection: sqlite3.Connection) -> None:
    """Write the application id into an index of an earlier version, unless it is locked."""
    if db_identity.mark_of(connection)[0] != APPLICATION_ID:
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout = 0")
        with suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def make(connection: sqlite3.Connection, version: int) -> None:
    """Replace the tables of another version, within a transaction.

    Raises NotOurs where there is anything besides tables.
    """
    _drop(connection)
    for statement in _statements(_script()):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _drop(connection: sqlite3.Connection) -> None:
    names = (
        "SELECT name FROM sqlite_schema WHERE type = ? AND sql LIKE ?"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    # Virtual tables take the tables behind them along.
    for kind, sql in (("view", "%"), ("table", "CREATE VIRTUAL %"), ("table", "%")):
        for (name,) in connection.execute(names, (kind, sql)).fetchall():
            quoted = name.replace('"', '""')
            connection.execute(f'DROP {kind} IF EXISTS "{quoted}"')
    if db_identity.schema_of(connection):
        raise NotOurs("has more than tables and views")


def _script() -> str:
    return resources.files("store.index").joinpath("schema.sql").read_text("utf-8")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script; those of a trigger stay together."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
