"""The journal: every change is on disk here before it is shown, along with other lasting state."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.model import Change, Op
from store.userdata import journal_validation
from store.userdata import ops as codec
from store.userdata.journal_file import JournalFile

_FEW_OPS = "CASE WHEN length(ops) <= 2000 THEN ops ELSE '[]' END"
_COLUMNS = "seq, at, coder, label, ops, on_stack, undone"

STANDS, UNDONE, FINAL, STANDS_PASSED, UNDONE_PASSED = range(5)
"""State of a change: in effect; undone and redoable; undone for good; and the first two again for
changes that undo or redo skipped because their effect was changed since."""

_TAKEN_BACK = (UNDONE, FINAL, UNDONE_PASSED)

NEW_VERSION = 0
"""For `append`: the change is the first from a version of `tags.yaml`."""
NOT_FOR_FILE = -1
"""Stored instead of that number: the change has nothing to write to `tags.yaml`."""


class Journal(JournalFile):
    """An open journal, readable from any thread; one thread writes."""

    def append(
        self,
        coder: str,
        label: str,
        ops: Sequence[Op],
        *,
        on_stack: bool = True,
        undoes: int | None = None,
        version: int | None = None,
    ) -> Change:
        """Append a change, within a transaction, and return it with its number.

        `version` is set for changes that came from `tags.yaml`: NEW_VERSION, or the number of the
        first change from the same version. All changes of one version are undone together.
        """
        if version is None and not any(codec.is_for_file(op.path) for op in ops):
            version = NOT_FOR_FILE
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        cursor = self.connection().execute(
            "INSERT INTO changes (at, coder, label, ops, on_stack, undoes, from_file)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (at, coder, label, codec.encode(ops), on_stack, undoes, version or 0),
        )
        seq = cursor.lastrowid
        assert seq is not None
        if version == NEW_VERSION:
            self.connection().execute("UPDATE changes SET from_file = seq WHERE seq = ?", (seq,))
        self._keep_seen(ops)
        return Change(seq, at, coder, label, tuple(ops), on_stack)

    def _keep_seen(self, ops: Sequence[Op]) -> None:
        """Store which articles were marked read automatically, until the user sets a read date."""
        ended = [(op.path[1],) for op in ops if op.path[2:] in (("read",), ("seen",))]
        noted = [(op.path[1], op.after) for op in ops if op.path[2:] == ("seen",) and op.after]
        self.connection().executemany("DELETE FROM seen WHERE id = ?", ended)
        self.connection().executemany("INSERT INTO seen VALUES (?, ?)", noted)

    def seen(self) -> list[Op]:
        """Return the ops that set the automatic read marks."""
        rows = self.connection().execute("SELECT id, day FROM seen")
        return [Op(("articles", id, "seen"), None, day) for id, day in rows]

    def describe(self, seq: int, label: str, *, on_stack: bool) -> None:
        """Set the label of the first change of a version, and whether undo considers it."""
        self.connection().execute(
            "UPDATE changes SET label = ?, on_stack = ? WHERE seq = ?", (label, on_stack, seq)
        )

    def forget_redo(self, coder: str) -> None:
        """Make this coder's undone changes final, because a new change was made."""
        self.connection().execute(
            "UPDATE changes SET undone = ? WHERE coder = ? AND on_stack = 1 AND undone IN (?, ?)",
            (FINAL, coder, UNDONE, UNDONE_PASSED),
        )

    def set_undone(self, seq: int, state: int) -> None:
        """Set the state of a change, such as undone, in effect or skipped."""
        self.connection().execute("UPDATE changes SET undone = ? WHERE seq = ?", (state, seq))

    def is_in_state(self, seq: int, state: int) -> bool:
        """Return whether a change is in the given state."""
        row = self.connection().execute("SELECT undone FROM changes WHERE seq = ?", (seq,))
        return bool(row.fetchone() == (state,))

    def last_seq(self) -> int:
        """Return the number of the newest change; 0 if there is none."""
        (seq,) = self.connection().execute("SELECT MAX(seq) FROM changes").fetchone()
        return int(seq or 0)

    def after(self, seq: int, *, to_file: bool = False) -> list[Change]:
        """Return the changes after `seq`, in order; `to_file` omits those read from the file."""
        condition = " AND from_file = 0" if to_file else ""
        return self._changes(f"WHERE seq > ?{condition} ORDER BY seq", (seq,))

    def latest(self, coder: str) -> int | None:
        """Return the number of the change that undo would try first; None if there is none."""
        query = "SELECT MAX(seq) FROM changes WHERE coder = ? AND on_stack = 1 AND undone = ?"
        (seq,) = self.connection().execute(query, (coder, STANDS)).fetchone()
        return None if seq is None else int(seq)

    def changes_in_state(self, coder: str, state: int) -> Iterator[Change]:
        """Yield this coder's changes in the given state, with all their ops.

        Changes to undo come latest first, changes to redo earliest first.
        """
        order = "DESC" if state in (STANDS, STANDS_PASSED) else "ASC"
        numbers = self.connection().execute(
            "SELECT seq FROM changes WHERE coder = ? AND on_stack = 1 AND undone = ?"
            f" ORDER BY seq {order}",
            (coder, state),
        )
        for (seq,) in numbers.fetchall():
            yield self._whole(*self._changes("WHERE seq = ?", (seq,)))

    def _whole(self, change: Change) -> Change:
        """Return a change with the ops of all changes from the same version of the file."""
        rows = self.connection().execute(
            "SELECT ops FROM changes WHERE from_file <> 0 AND from_file = ? AND seq > ?"
            " ORDER BY seq",
            (change.seq, change.seq),
        )
        more = [op for (ops,) in rows for op in codec.decode(ops)]
        return replace(change, ops=(*change.ops, *more)) if more else change

    def since(self, at: str) -> list[Change]:
        """Return the first change made at `at` (ISO 8601, UTC) or later, and all after it.

        Changes made after the clock was set back are included, whatever their times.
        """
        first = "(SELECT MIN(seq) FROM changes WHERE at >= ?)"
        return self._changes(f"WHERE seq >= {first} ORDER BY seq", (at,))

    def since_backup(self, name: str, made_at: str) -> list[Change]:
        """Return the changes made after a backup of `tags.yaml`, given its file name.

        For a backup unknown to the journal, `made_at` decides.
        """
        seq = self.state(f"backup {name}")
        return self.since(made_at) if seq is None else self.after(int(seq))

    def note_backup(self, name: str, seq: int) -> None:
        """Record the last change that a backup contains."""
        self.set_state(**{f"backup {name}": seq})

    def history(self, limit: int, before_seq: int | None, *, with_ops: bool) -> list[Change]:
        """Return changes, newest first, each version of the file as one.

        Without `with_ops`, long lists of ops are left out.
        """
        condition = "WHERE from_file IN (-1, 0, seq)" + (
            "" if before_seq is None else " AND seq < ?"
        )
        values: tuple[int, ...] = () if before_seq is None else (before_seq,)
        changes = self._changes(
            f"{condition} ORDER BY seq DESC LIMIT ?", (*values, limit), with_ops=with_ops
        )
        return [self._whole(change) for change in changes] if with_ops else changes

    def _changes(self, tail: str, values: Iterable[Any], *, with_ops: bool = True) -> list[Change]:
        columns = _COLUMNS if with_ops else _COLUMNS.replace("ops", _FEW_OPS, 1)
        rows = self.connection().execute(f"SELECT {columns} FROM changes {tail}", tuple(values))
        return [
            Change(
                seq,
                at,
                coder,
                label,
                journal_validation.ops(ops),
                bool(on_stack),
                undone in _TAKEN_BACK,
            )
            for seq, at, coder, label, ops, on_stack, undone in rows
        ]

    def state(self, key: str, default: Any = None) -> Any:
        """Return a value from the journal's state."""
        row = self.connection().execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return default if row is None else journal_validation.value(row[0])

    def set_state(self, **values: Any) -> None:
        """Store JSON values in the journal's state; within a transaction they are part of it."""
        self.connection().executemany(
            "INSERT OR REPLACE INTO state VALUES (?, ?)",
            [(key, json.dumps(value)) for key, value in values.items()],
        )

    def version(self) -> int:
        """Return a number that changes whenever another connection commits."""
        (number,) = self.connection().execute("PRAGMA data_version").fetchone()
        return int(number)


def open_journal(path: Path, journal_mode: str) -> Journal:
    """Open the journal at `path`; if that fails, open one in memory that states the problem."""
    try:
        return Journal(path, journal_mode)
    except OSError as error:
        problem = f"{path}: {error.strerror}"
    except sqlite3.OperationalError as error:
        problem = f"{path}: {error}"
    return Journal(path, journal_mode, problem)
