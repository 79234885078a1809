"""Validation of a journal's content, which may be damaged or come from a stranger."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from store.index.db_identity import NotOurs
from store.model import Op
from store.userdata import ops as codec

LOOKED_AT = 100
"""Number of short changes, the newest, that are validated when a journal is opened."""

SHORT = 2_000
"""Characters of JSON up to which a change counts as short."""


def ops(encoded: Any) -> tuple[Op, ...]:
    """Return the ops of a change. Raises NotOurs if they are invalid."""
    try:
        decoded = codec.decode(encoded)
        is_sound = all(_is_path(op.path) for op in decoded)
    except (ValueError, TypeError, RecursionError) as error:
        raise NotOurs(f"a change in the journal can't be read ({error})") from error
    if not is_sound:
        raise NotOurs("a change in the journal has an unknown subject")
    return decoded


def value(encoded: Any) -> Any:
    """Return a value stored as JSON. Raises NotOurs if it is invalid."""
    try:
        return json.loads(encoded)
    except (ValueError, TypeError, RecursionError) as error:
        raise NotOurs(f"a value in the journal can't be read ({error})") from error


def check(connection: sqlite3.Connection, *, whole: bool) -> None:
    """Raise NotOurs if a journal has invalid content; `whole` checks all changes."""
    for key, encoded in connection.execute("SELECT key, value FROM state"):
        if not _is_state(key, value(encoded)):
            raise NotOurs(f"the journal's {key} has an invalid value")
    for (path,) in connection.execute("SELECT path FROM drafts"):
        if not _is_path(value(path)):
            raise NotOurs("a draft in the journal has an unknown subject")
    odd = "SELECT 1 FROM positions WHERE typeof(offset) != 'integer' LIMIT 1"
    if connection.execute(odd).fetchone() is not None:
        raise NotOurs("a position in the journal is not a number")
    some = "" if whole else f" WHERE length(ops) <= {SHORT} ORDER BY seq DESC LIMIT {LOOKED_AT}"
    for (encoded,) in connection.execute(f"SELECT ops FROM changes{some}"):
        ops(encoded)


def _is_path(path: Any) -> bool:
    if not isinstance(path, list | tuple) or not path:
        return False
    return all(isinstance(part, str) for part in path) and (path[0] != "articles" or len(path) > 2)


def _is_state(key: str, stored: Any) -> bool:
    if key == "file":
        shape: tuple[type, ...] = (int, int, str)
    elif key == "next":
        shape = (str, int)
    elif key == "queries":
        return isinstance(stored, list)
    elif key == "flushed" or key.startswith("backup "):
        return isinstance(stored, int)
    else:
        return key != "journal_id" or isinstance(stored, str)
    if stored is None:
        return True
    return (
        isinstance(stored, list)
        and len(stored) == len(shape)
        and all(isinstance(part, kind) for part, kind in zip(stored, shape, strict=True))
    )
