"""Reads the program's own JSON Lines, as written by the export `jsonl` and `show --json`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from store.exports.losses import Losses
from store.imports.imported import (
    Code,
    Document,
    MarkIn,
    NameIn,
    items_of,
    place_of,
    text_of,
    texts_of,
)
from store.imports.jsonfiles import objects
from store.model import LABELS


def read(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each line."""
    for row in objects(path, losses):
        document = Document(text_of(row.get("id")), text_of(row.get("sha256")))
        text = row.get("text")
        document.text = text if isinstance(text, str) else None
        document.tags = texts_of(row.get("tags"))
        document.note, document.read = text_of(row.get("note")), text_of(row.get("read"))
        for mark in items_of(row.get("marks")):
            _add_mark(document, mark, losses)
        if isinstance(row.get("entities"), list):
            document.names = []
            for name in row["entities"]:
                _add_name(document, name, losses)
        yield document


def _add_mark(document: Document, mark: object, losses: Losses) -> None:
    tag = text_of(mark.get("tag")) if isinstance(mark, dict) else None
    if not isinstance(mark, dict) or tag is None:
        losses.add("marks without a tag", document.display_name)
        return
    start, end = place_of(mark.get("start"), mark.get("end")) or (None, None)
    note, id, quote = (text_of(mark.get(key)) for key in ("note", "id", "quote"))
    document.marks.append(MarkIn(start, end, tag, note, id, quote))


def _add_name(document: Document, name: object, losses: Losses) -> None:
    place = place_of(name.get("start"), name.get("end")) if isinstance(name, dict) else None
    if not isinstance(name, dict) or place is None or document.names is None:
        losses.add("names without offsets", document.display_name)
        return
    if name.get("label") not in LABELS:
        losses.add(
            f"entities labelled {name.get('label')}, which are not supported", document.display_name
        )
        return
    words = (text_of(name.get(key)) for key in ("name", "text"))
    document.names.append(NameIn(*place, name["label"], *words))
