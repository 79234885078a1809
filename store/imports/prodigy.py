"""Reads Prodigy's JSON Lines: accepted examples with spans and selected options."""

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
from store.imports.offset_units import SAMPLES, QuotedSpan


def read(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each example; rejected and ignored ones are counted."""
    for row in objects(path, losses):
        about = fields_of(row.get("meta"))
        text = row.get("text")
        document = Document(text_of(about.get("article")), text_of(about.get("sha256")))
        document.text = text if isinstance(text, str) else None
        if row.get("answer", "accept") != "accept":
            losses.add("examples that were rejected or ignored", document.display_name)
            continue
        document.tags = texts_of(row.get("accept"))
        document.note, document.read = text_of(row.get("note")), text_of(row.get("read"))
        document.evidence = list(_tokens(row))
        for span in items_of(row.get("spans")):
            _add(document, span, losses)
        losses.add("relations", document.display_name, len(items_of(row.get("relations"))))
        yield document


def _add(document: Document, span: Any, losses: Losses) -> None:
    place = place_of(span.get("start"), span.get("end")) if isinstance(span, dict) else None
    label = text_of(span.get("label")) if place is not None else None
    if place is None or label is None:
        losses.add("spans that can't be read", document.display_name)
        return
    name, note, id, words = (text_of(span.get(key)) for key in ("name", "note", "id", "text"))
    document.add_span(Span(*place, label, name, note, id, words), losses)


def _tokens(row: dict[str, Any]) -> Iterator[QuotedSpan]:
    """Yield the tokens of an example, the last first: these best show the units of offsets."""
    for token in items_of(row.get("tokens"))[: -SAMPLES - 1 : -1]:
        if isinstance(token, dict) and (words := text_of(token.get("text"))) is not None:
            place = place_of(token.get("start"), token.get("end"))
            if place is not None:
                yield QuotedSpan(*place, words)
