"""Errors of single articles, stored with the article so that they stop nothing else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

Part = Literal["names", "corrections"]
"""What failed: finding the names in a text, or applying the user's corrections to them."""

LONGEST_REASON = 200
"""Code points of a reason: some errors quote the text that they are about."""


def in_words(error: BaseException) -> str:
    """Return an error as one short line: its kind, and its message if it has one.

    Control characters are replaced by spaces, so the line is safe to show anywhere.
    """
    message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1] + "…"


def record(connection: sqlite3.Connection, part: Part, reasons: dict[int, str | None]) -> None:
    """Record why `part` failed for some row numbers, inside the caller's transaction.

    None clears the record.
    """
    clear(connection, list(reasons), part)
    connection.executemany(
        "INSERT INTO faults (num, part, reason) VALUES (?, ?, ?)",
        [(num, part, reason) for num, reason in reasons.items() if reason is not None],
    )


def clear(connection: sqlite3.Connection, nums: Iterable[int], part: Part | None = None) -> None:
    """Delete the faults of some row numbers, of one part or all, in the caller's transaction."""
    connection.execute(
        "DELETE FROM faults WHERE num IN (SELECT value FROM json_each(?))"
        " AND part = coalesce(?, part)",
        (json.dumps(list(nums)), part),
    )


def listed(connection: sqlite3.Connection, part: Part) -> Sequence[tuple[str, str]]:
    """Return (id, reason) of the articles for which `part` failed, by id."""
    rows = connection.execute(
        "SELECT a.id, f.reason FROM faults f JOIN articles a USING (num)"
        " WHERE f.part = ? AND a.present = 1 ORDER BY a.id",
        (part,),
    )
    return rows.fetchall()
