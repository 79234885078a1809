"""Undo and redo: finds the change to undo or redo, and its ops.

A change whose effect was changed since, externally or by another coder, is skipped. That is
reported once, and the change is only tried again if nothing else is left.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.model import Change, Op
from store.userdata import read_model
from store.userdata.journal import (
    STANDS,
    STANDS_PASSED,
    UNDONE,
    UNDONE_PASSED,
    Journal,
)
from store.userdata.ops import net


@dataclass(slots=True)
class UndoPlan:
    """The result of planning undo or redo: a change, its ops, and the changes skipped."""

    back: bool
    target: Change | None = None
    ops: list[Op] = field(default_factory=list)
    passed: list[tuple[Change, str]] = field(default_factory=list)
    """Changes skipped for the first time, each with what was changed since."""

    @property
    def label(self) -> str:
        """What was done and what was skipped, in words; empty if nothing was done."""
        if self.target is None:
            return ""
        verb = "undid" if self.back else "redid"
        return f"{verb}: {self.target.label}{self._passed('; skipped ')}"

    @property
    def refusal(self) -> str:
        """Why nothing was done, in words."""
        verb = "undo" if self.back else "redo"
        return self._passed(f"can't {verb} ") or f"nothing to {verb}"

    def _passed(self, lead: str) -> str:
        if not self.passed:
            return ""
        change, reason = self.passed[0]
        more = f" (and {len(self.passed) - 1:,} more like it)" if len(self.passed) > 1 else ""
        return f"{lead}“{change.label}”: {reason} was changed since{more}"


def plan(connection: sqlite3.Connection, journal: Journal, coder: str, *, back: bool) -> UndoPlan:
    """Return the plan for undo (`back`) or redo; record skipped changes in the journal.

    Call this within a transaction of the journal.
    """
    result = UndoPlan(back)
    fresh, passed = (STANDS, STANDS_PASSED) if back else (UNDONE, UNDONE_PASSED)
    for change in journal.changes_in_state(coder, fresh):
        reason = _try(connection, result, change)
        if result.target is not None:
            return result
        journal.set_undone(change.seq, passed)
        result.passed.append((change, reason))
    tried = {change.seq for change, _ in result.passed}
    for change in journal.changes_in_state(coder, passed):
        if change.seq not in tried:
            _try(connection, result, change)
            if result.target is not None:
                break
    return result


def _try(connection: sqlite3.Connection, result: UndoPlan, change: Change) -> str:
    """Make a change the target if its facts are still as it left them; else return which differ."""
    ops = [op.inverse() for op in reversed(change.ops)] if result.back else list(change.ops)
    reason = _changed_since(connection, net(ops).values())
    if not reason:
        result.target, result.ops = change, ops
    return reason


def _changed_since(connection: sqlite3.Connection, ops: Iterable[Op]) -> str:
    """Return in words which facts differ from what `ops` start from; empty if none do."""
    befores = {op.path: op.before for op in ops}
    current = read_model.current(connection, befores)
    differing = [path for path, before in befores.items() if current.get(path) != before]
    if not differing:
        return ""
    more = f" and {len(differing) - 1:,} more" if len(differing) > 1 else ""
    return f"{_words(differing[0])}{more}"


def _words(path: tuple[str, ...]) -> str:
    """Return a path in words: `tag syria on a.txt`, `the note of a.txt`."""
    if path[0] != "articles":
        return " ".join(path)
    if path[2] == "tags":
        return f"tag {path[3]} on {path[1]}"
    if path[2] == "seen":
        return f"the read date of {path[1]}"
    return f"the {' '.join(path[2:])} of {path[1]}"
