"""Reads doccano's JSON Lines: spans, entities with offsets, or classes; metadata names the article.

Offsets are UTF-16 code units, as in doccano's editor, or code points if only these make sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from store.exports.losses import Losses
from store.imports.imported import (
    Code,
    Document,
    Span,
    fields_of,
    items_of,
    place_of,
    text_of,
    texts_of,
)
from store.imports.jsonfiles import objects


def read(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each example."""
    for row in objects(path, losses):
        fields = {**row, **fields_of(row.get("meta"))}
        text = row.get("text", row.get("data"))
        document = Document(text_of(fields.get("article")), text_of(fields.get("sha256")))
        document.text = text if isinstance(text, str) else None
        document.utf16 = True
        document.tags = texts_of(fields.get("tags"))
        document.note, document.read = text_of(fields.get("note")), text_of(fields.get("read"))
        labels = row.get("label", row.get("labels"))
        entities = row.get("entities")
        if isinstance(labels, str):
            labels = [labels]
        for label in [*items_of(labels), *items_of(entities)]:
            _add(document, label, losses)
        losses.add("relations", document.display_name, len(items_of(row.get("relations"))))
        losses.add("comments", document.display_name, len(items_of(row.get("Comments"))))
        yield document


def _add(document: Document, label: Any, losses: Losses) -> None:
    """Add a class, `[start, end, label]`, or an object with offsets."""
    if isinstance(label, str):
        document.tags.append(label)
        return
    if isinstance(label, dict):
        label = [label.get("start_offset"), label.get("end_offset"), label.get("label")]
    place = place_of(*label[:2]) if isinstance(label, list) and len(label) == 3 else None
    name = text_of(label[2]) if place is not None else None
    if place is None or name is None:
        losses.add("labels that can't be read", document.display_name)
        return
    document.add_span(Span(*place, name), losses)
