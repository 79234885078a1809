"""The journal: every change, synced to disk before it is shown, and what must survive beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.model import Change, Op
from store.work import ops as codec
from store.work import soundness
from store.work.journalfile import JournalFile

_FEW_OPS = "CASE WHEN length(ops) <= 2000 THEN ops ELSE '[]' END"
_COLUMNS = "seq, at, coder, label, ops, on_stack, undone"


class Journal(JournalFile):
    """An open journal, usable from any thread; writing is left to one of them."""

    def append(
        self,
        coder: str,
        label: str,
        ops: Sequence[Op],
        *,
        on_stack: bool = True,
        undoes: int | None = None,
        from_file: bool = False,
    ) -> Change:
        """Write a change down, within a transaction, and return it with its number."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        cursor = self.connection().execute(
            "INSERT INTO changes (at, coder, label, ops, on_stack, undoes, from_file)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (at, coder, label, codec.encode(ops), on_stack, undoes, from_file),
        )
        seq = cursor.lastrowid
        assert seq is not None
        return Change(seq, at, coder, label, tuple(ops), on_stack)

    def forget_redo(self, coder: str) -> None:
        """Make what this coder has undone final: a new change was made since."""
        self.connection().execute(
            "UPDATE changes SET undone = 2 WHERE coder = ? AND on_stack = 1 AND undone = 1",
            (coder,),
        )

    def set_undone(self, seq: int, undone: bool) -> None:
        """Note that a change was taken back, or repeated."""
        self.connection().execute("UPDATE changes SET undone = ? WHERE seq = ?", (int(undone), seq))

    def last_seq(self) -> int:
        """Return the number of the newest change, 0 where there is none."""
        (seq,) = self.connection().execute("SELECT MAX(seq) FROM changes").fetchone()
        return int(seq or 0)

    def after(self, seq: int, *, to_file: bool = False) -> list[Change]:
        """Return the changes behind `seq` in order; `to_file` leaves out what the file gave."""
        condition = " AND from_file = 0" if to_file else ""
        return self._changes(f"WHERE seq > ?{condition} ORDER BY seq", (seq,))

    def to_undo(self, coder: str) -> Change | None:
        """Return this coder's latest change that stands, with its ops."""
        return self._one("undone = 0", "DESC", coder)

    def can_undo(self, coder: str) -> bool:
        """Say whether any change of this coder stands that undo sees; no ops are read for it."""
        query = "SELECT 1 FROM changes WHERE coder = ? AND on_stack = 1 AND undone = 0 LIMIT 1"
        return self.connection().execute(query, (coder,)).fetchone() is not None

    def to_redo(self, coder: str) -> Change | None:
        """Return the change that this coder undid last, with its ops."""
        return self._one("undone = 1", "ASC", coder)

    def since(self, at: str) -> list[Change]:
        """Return the first change made at `at` (ISO 8601, UTC) or later, and all behind it.

        What was made after the clock was set back is behind it, whatever its time says.
        """
        first = "(SELECT MIN(seq) FROM changes WHERE at >= ?)"
        return self._changes(f"WHERE seq >= {first} ORDER BY seq", (at,))

    def since_backup(self, name: str, made_at: str) -> list[Change]:
        """Return the changes that a backup of `tags.yaml` lacks, by its file name.

        Of one that is not known here, those since it was made.
        """
        seq = self.state(f"backup {name}")
        return self.since(made_at) if seq is None else self.after(int(seq))

    def note_backup(self, name: str, seq: int) -> None:
        """Note up to which change a backup has everything."""
        self.set_state(**{f"backup {name}": seq})

    def _one(self, condition: str, order: str, coder: str) -> Change | None:
        found = self._changes(
            f"WHERE coder = ? AND on_stack = 1 AND {condition} ORDER BY seq {order} LIMIT 1",
            (coder,),
        )
        return found[0] if found else None

    def history(self, limit: int, before_seq: int | None, *, with_ops: bool) -> list[Change]:
        """Return changes that were a user's, newest first; else only with ops that are few."""
        condition = "WHERE from_file = 0" + ("" if before_seq is None else " AND seq < ?")
        values: tuple[int, ...] = () if before_seq is None else (before_seq,)
        return self._changes(
            f"{condition} ORDER BY seq DESC LIMIT ?", (*values, limit), with_ops=with_ops
        )

    def _changes(self, tail: str, values: Iterable[Any], *, with_ops: bool = True) -> list[Change]:
        columns = _COLUMNS if with_ops else _COLUMNS.replace("ops", _FEW_OPS, 1)
        rows = self.connection().execute(f"SELECT {columns} FROM changes {tail}", tuple(values))
        return [
            Change(seq, at, coder, label, soundness.ops(ops), bool(on_stack), bool(undone))
            for seq, at, coder, label, ops, on_stack, undone in rows
        ]

    def state(self, key: str, default: Any = None) -> Any:
        """Return a value kept beside the changes."""
        row = self.connection().execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return default if row is None else soundness.value(row[0])

    def set_state(self, **values: Any) -> None:
        """Keep values of JSON; within a transaction they are part of it."""
        self.connection().executemany(
            "INSERT OR REPLACE INTO state VALUES (?, ?)",
            [(key, json.dumps(value)) for key, value in values.items()],
        )

    def version(self) -> int:
        """Return a number that changes when another connection has committed."""
        (number,) = self.connection().execute("PRAGMA data_version").fetchone()
        return int(number)


def open_journal(path: Path, journal_mode: str) -> Journal:
    """Return the journal at `path`; one in memory, with its problem, where that can't be opened."""
    try:
        return Journal(path, journal_mode)
    except OSError as error:
        problem = f"{path}: {error.strerror}"
    except sqlite3.OperationalError as error:
        problem = f"{path}: {error}"
    return Journal(path, journal_mode, problem)
