"""Moves of files that the index has applied and `tags.yaml` has not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from store.index.database import Database

MOVES = "moves"
"""The key in `meta` that holds them."""


def keep_move(connection: sqlite3.Connection, num: int, new_id: str) -> None:
    """Record that the row `num` is about to change its id, inside the caller's transaction."""
    (old_id,) = connection.execute("SELECT id FROM articles WHERE num = ?", (num,)).fetchone()
    note_moves(connection, [(old_id, new_id)])


def note_moves(connection: sqlite3.Connection, moves: Sequence[tuple[str, str]]) -> None:
    """Record moves of the user's work, old ids to new ones, inside the caller's transaction."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (MOVES,)).fetchone()
    noted = [*(json.loads(row[0]) if row else ()), *moves]
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (MOVES, json.dumps(noted)))


def pending_moves(database: Database) -> list[tuple[str, str]]:
    """Return old and new ids of the moves that the user's work has not followed yet, in order."""
    return [(old, new) for old, new in json.loads(database.meta(MOVES, "[]"))]


def settle_moves(database: Database, moves: Sequence[tuple[str, str]]) -> None:
    """Forget moves that the user's work has followed."""
    if not moves:
        return
    with database.transaction():
        left = [move for move in pending_moves(database) if move not in moves]
        database.set_meta(MOVES, json.dumps(left))
