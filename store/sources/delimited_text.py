"""Tables in plain text: values parted by commas, semicolons, tabs or bars (RFC 4180 and others)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from store.folder.encodings import decode_bytes
from store.sources.data_columns import Row, folded, is_known
from store.sources.source_document import Unreadable

SAMPLE = 200_000
"""Code points at the start from which delimiter and quotes are told."""
SAMPLE_ROWS = 60
LONGEST_NAME = 60
"""Code points of a column's name."""
MOST_COLUMNS = 5_000
_LONGEST_FIELD = 128 * 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|")


def rows_of(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of a table as mappings from its header, or from `column 1` where it has none.

    Raises Unreadable where the bytes are no table.
    """
    decoded = decode_bytes(data)
    if decoded.binary is not None:
        raise Unreadable("binary", decoded.binary)
    text = decoded.text.replace("\0", "") if "\0" in decoded.text else decoded.text
    csv.field_size_limit(_LONGEST_FIELD)
    text = _without_hint(text)
    dialect = _dialect(text, prefers_tab=name.lower().endswith((".tsv", ".tab")))
    reader = csv.reader(io.StringIO(text, newline=""), **dialect)
    rows = iter(reader)
    first = list(islice(rows, SAMPLE_ROWS))
    start = next((row for row in first if any(cell.strip() for cell in row)), None)
    if start is None:
        raise Unreadable("empty", "a table without rows")
    if len(start) > MOST_COLUMNS:
        raise Unreadable("too large", f"more than {MOST_COLUMNS:,} columns")
    following = first[first.index(start) + 1 :]
    if len(start) == 1 and not is_known(start[0]):
        raise Unreadable("no text", "no table: its lines have one value each")
    if _is_header(start, following):
        names = [cell.strip() or f"column {number}" for number, cell in enumerate(start, 1)]
    else:
        names = [f"column {number}" for number in range(1, len(start) + 1)]
        following = [start, *following]
    for row in following:
        yield dict(zip(names, row, strict=False))
    for row in rows:
        yield dict(zip(names, row, strict=False))


def _without_hint(text: str) -> str:
    """Return a table without Excel's first line that names the delimiter: `sep=;`."""
    line, _, rest = text[:20].partition("\n")
    return text[len(line) + 1 :] if rest and line.strip().lower()[:4] == "sep=" else text


def _dialect(text: str, prefers_tab: bool) -> dict[str, Any]:
    """Return delimiter and quoting by which the first rows have the same number of columns."""
    sample = text[:SAMPLE]
    escapes: dict[str, Any] = {}
    if '\\"' in sample and '""' not in sample.replace(',""', "").replace(';""', ""):
        escapes = {"escapechar": "\\", "doublequote": False}
    best: tuple[float, dict[str, Any]] = (0.0, {"delimiter": ",", **escapes})
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            if quoting == csv.QUOTE_NONE and delimiter in ",;":
                continue
            options = {"delimiter": delimiter, "quoting": quoting}
            options.update(escapes if quoting == csv.QUOTE_MINIMAL else {})
            score = _evenness(sample, options)
            score *= 1.5 if delimiter == "\t" and prefers_tab else 1.0
            if score > best[0]:
                best = score, options
    return best[1]


def _evenness(sample: str, options: dict[str, Any]) -> float:
    """Return how even the rows are that a dialect gives: 0 for one column, up to 1."""
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), **options), SAMPLE_ROWS))
    except csv.Error:
        return 0.0
    if len(sample) == SAMPLE and len(rows) < SAMPLE_ROWS:
        rows = rows[:-1]  # cut off in the middle
    counts = Counter(len(row) for row in rows if row)
    if not counts:
        return 0.0
    width, count = counts.most_common(1)[0]
    if width < 2:
        return 0.0
    names = sum(map(is_known, rows[0])) if rows else 0
    return count / sum(counts.values()) + 0.2 * min(names, 3) + min(width, 10) / 100


def _is_header(row: list[str], following: list[list[str]]) -> bool:
    """Return whether the first row names the columns."""
    cells = [cell.strip() for cell in row]
    if any(len(cell) > LONGEST_NAME for cell in cells):
        return False
    if any(map(is_known, cells)):
        return True
    if any(not folded(cell) or folded(cell).isdigit() for cell in cells if cell):
        return False
    longest = max((len(cell) for below in following for cell in below), default=0)
    return len(set(cells)) == len(cells) and longest > LONGEST_NAME
