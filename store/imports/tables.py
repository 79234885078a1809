"""The tables of articles and of marks, as the exports write them or a spreadsheet saves them."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from store.exports.cells import split, unguard
from store.exports.losses import Losses
from store.imports.model import (
    Code,
    Document,
    MarkIn,
    encoding_of,
    offset_of,
    place_of,
    text_of,
    unreadable,
)

Row = dict[str, str]


def articles(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each row: `id` or `sha256`, `tags`, `read`, `note`."""
    for row in rows(path, ("id",)):
        document = Document(text_of(row.get("id")), text_of(row.get("sha256")))
        document.tags = split(row.get("tags", ""))
        document.read, document.note = text_of(row.get("read")), text_of(row.get("note"))
        yield document


def marks(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each row: `id`, `tag`, `start`, `end`, `quote`, `note`, `mark`."""
    for row in rows(path, ("id", "tag", "quote")):
        document = Document(text_of(row["id"]))
        tag = text_of(row["tag"])
        if tag is None:
            losses.add("marks without a tag", document.called)
            continue
        start, end = place_of(offset_of(row.get("start")), offset_of(row.get("end"))) or (
            None,
            None,
        )
        note, id = text_of(row.get("note")), text_of(row.get("mark"))
        document.marks = [MarkIn(start, end, tag, note, id, row["quote"] or None)]
        yield document


def rows(path: Path, needed: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a table by its columns' names; comma, semicolon or tab between cells.

    Raises ExportError where a needed column is missing.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        head = file.readline()
        file.seek(0)
        between = max(",;\t", key=head.count)
        table = csv.DictReader(file, delimiter=between, restval="", strict=True)
        try:
            missing = [name for name in needed if name not in (table.fieldnames or ())]
            if missing:
                raise unreadable(path, f"no column is called {', '.join(missing)}", 1)
            for row in table:
                yield {name: unguard(cell) for name, cell in row.items() if isinstance(cell, str)}
        except csv.Error as error:
            raise unreadable(path, error, table.line_num) from None
