"""Reads tables of articles and of marks, as written by the exports or saved by a spreadsheet."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from store.exports.csv_safety import split, unguard
from store.exports.losses import Losses
from store.imports.decoded_text import open_text
from store.imports.imported import (
    Code,
    Document,
    MarkIn,
    offset_of,
    place_of,
    text_of,
    unreadable,
)

Row = dict[str, str]


def articles(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each row: `id` or `sha256`, `tags`, `read`, `note`."""
    for row in rows(path, ("id",), losses):
        document = Document(text_of(row.get("id")), text_of(row.get("sha256")))
        document.tags = split(row.get("tags", ""))
        document.read, document.note = text_of(row.get("read")), text_of(row.get("note"))
        yield document


def marks(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each run of rows about one article.

    The columns are `id`, `tag`, `quote`, and optionally `start`, `end`, `note`, `mark`.
    """
    for id, group in groupby(rows(path, ("id", "tag", "quote"), losses), key=itemgetter("id")):
        document = Document(text_of(id))
        for row in group:
            tag = text_of(row["tag"])
            if tag is None:
                losses.add("marks without a tag", document.display_name)
                continue
            place = place_of(offset_of(row.get("start")), offset_of(row.get("end")))
            note, mark_id = text_of(row.get("note")), text_of(row.get("mark"))
            start, end = place or (None, None)
            document.marks.append(MarkIn(start, end, tag, note, mark_id, row["quote"] or None))
        yield document


def rows(path: Path, needed: tuple[str, ...], losses: Losses) -> Iterator[Row]:
    """Yield the rows of a table as mappings; case and spacing of column names are ignored.

    Cells are separated by commas, semicolons or tabs; a first line such as `sep=;` overrides this.
    Raises ExportError if a needed column is missing.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with open_text(path, losses) as file:
        between, above = _separator(file, needed)
        table = csv.DictReader(file, delimiter=between, restval="", strict=True)
        line = above + 1
        try:
            table.fieldnames = _names(table.fieldnames or ())
            missing = [name for name in needed if name not in table.fieldnames]
            if missing:
                raise unreadable(path, f"missing column: {', '.join(missing)}", line)
            line = above + table.line_num + 1
            for row in table:
                line = above + table.line_num + 1
                if None in row:
                    losses.add("cells beyond the last column", row.get(needed[0]))
                yield {name: unguard(cell) for name, cell in row.items() if isinstance(cell, str)}
        except csv.Error as error:
            raise unreadable(
                path, f"the row that starts here is malformed ({error})", line
            ) from None


def _separator(file: TextIO, needed: tuple[str, ...]) -> tuple[str, int]:
    """Return the separator and the number of lines above the header; seek to the header."""
    head = file.readline()
    directive = head.rstrip("\r\n").strip('"')
    if directive.lower().startswith("sep=") and len(directive) == 5:
        return directive[4], 1
    file.seek(0)
    return max(",;\t", key=lambda sign: (_count_columns(head, sign, needed), head.count(sign))), 0


def _count_columns(head: str, between: str, needed: tuple[str, ...]) -> int:
    """Return how many of the needed columns a header has if it is split at a character."""
    names = {name.strip().strip('"').strip().lower() for name in head.split(between)}
    return sum(name in names for name in needed)


def _names(head: Sequence[str]) -> list[str]:
    """Return the column names in lower case; of two that become equal, the exact one counts."""
    names: list[str] = []
    for name in head:
        plain = " ".join(name.lower().split())
        taken = plain in names or (plain != name and plain in head)
        names.append(name if taken else plain)
    return names
