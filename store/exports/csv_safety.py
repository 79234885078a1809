"""Cells of a table as spreadsheets and programs can take them, and back again.

CSV as RFC 4180 has it: UTF-8, comma, CRLF, quotes doubled. A cell that a spreadsheet would take for
a formula gets an apostrophe before it, after OWASP's advice on CSV injection.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: `'=1+1` for `=1+1`, everything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what `guard` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def writer(stream: TextIO) -> Callable[[Iterable[Any]], None]:
    """Return a function that writes a row of cells; None is an empty cell."""
    rows = csv.writer(stream, lineterminator="\r\n")

    def write(cells: Iterable[Any]) -> None:
        rows.writerow([guard(cell) for cell in cells])

    return write


def join(tags: Sequence[str]) -> str:
    """Return tags as one cell: `lavrov; syria`; a semicolon or backslash of a name is escaped."""
    return "; ".join(re.sub(r"([\\;])", r"\\\1", tag) for tag in tags)


def split(cell: str) -> list[str]:
    """Return the tags that `join` was given."""
    parts = re.findall(r"(?:\\.|[^\\;])+", cell)
    return [tag for part in parts if (tag := re.sub(r"\\(.)", r"\1", part).strip())]
