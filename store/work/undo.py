"""Undo and redo: the ops that take a change back, unless somebody changed its effect since."""

from __future__ import annotations

import sqlite3

from store.errors import NothingToDo
from store.model import Change, Op
from store.work import facts
from store.work.ops import net


def undo_ops(connection: sqlite3.Connection, change: Change) -> list[Op]:
    """Return the ops that take `change` back; NothingToDo where its effect was changed since."""
    ops = list(net(change.ops).values())
    _check(connection, [op.inverse() for op in ops], f"can't undo “{change.label}”")
    return [op.inverse() for op in reversed(change.ops)]


def redo_ops(connection: sqlite3.Connection, change: Change) -> list[Op]:
    """Return the ops that do `change` again; NothingToDo where what it changed was changed."""
    _check(connection, list(net(change.ops).values()), f"can't redo “{change.label}”")
    return list(change.ops)


def _check(connection: sqlite3.Connection, ops: list[Op], refusal: str) -> None:
    now = facts.current(connection, (op.path for op in ops))
    other = [op.path for op in ops if now.get(op.path) != op.before]
    if other:
        more = f" and {len(other) - 1:,} more" if len(other) > 1 else ""
        raise NothingToDo(f"{refusal}: {_words(other[0])}{more} was changed since")


def _words(path: tuple[str, ...]) -> str:
    """Return a path in words: `tag syria on a.txt`, `the note of a.txt`."""
    if path[0] != "articles":
        return " ".join(path)
    if path[2] == "tags":
        return f"tag {path[3]} on {path[1]}"
    return f"the {' '.join(path[2:])} of {path[1]}"
