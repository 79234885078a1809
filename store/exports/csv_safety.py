"""Converts table cells to a form that is safe in spreadsheets, and back.

CSV follows RFC 4180: UTF-8, commas, CRLF, doubled quotes. A cell that a spreadsheet would run as a
formula gets a leading apostrophe, as OWASP advises on CSV injection.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: `'=1+1` for `=1+1`; other cells are unchanged."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return the original of a cell returned by `guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def writer(stream: TextIO) -> Callable[[Iterable[Any]], None]:
    """Return a function that writes a row of cells; None becomes an empty cell."""
    rows = csv.writer(stream, lineterminator="\r\n")

    def write(cells: Iterable[Any]) -> None:
        rows.writerow([guard(cell) for cell in cells])

    return write


def join(tags: Sequence[str]) -> str:
    """Return tags as one cell: `lavrov; syria`, with semicolons and backslashes escaped."""
    return "; ".join(re.sub(r"([\\;])", r"\\\1", tag) for tag in tags)


def split(cell: str) -> list[str]:
    """Return the tags in a cell written by `join`."""
    parts = re.findall(r"(?:\\.|[^\\;])+", cell)
    return [tag for part in parts if (tag := re.sub(r"\\(.)", r"\1", part).strip())]
