"""Reads Label Studio's JSON: the last annotation of each task that was not cancelled."""

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
    """Yield a document for each task; names are only compared if it has an annotation."""
    for task in objects(path, losses):
        data = fields_of(task.get("data"))
        text = data.get("text")
        document = Document(text_of(data.get("article")), text_of(data.get("sha256")))
        document.text = text if isinstance(text, str) else None
        document.note, document.read = text_of(data.get("note")), text_of(data.get("read"))
        results = [
            items_of(annotation.get("result"))
            for annotation in items_of(task.get("annotations", task.get("completions")))
            if isinstance(annotation, dict) and not annotation.get("was_cancelled")
        ]
        losses.add(
            "annotations of a task other than its last", document.display_name, len(results) - 1
        )
        for region in results[-1] if results else ():
            if isinstance(region, dict):
                _add(document, region, losses)
        yield document


def _add(document: Document, region: dict[str, Any], losses: Losses) -> None:
    value = fields_of(region.get("value"))
    if region.get("type") == "choices":
        document.tags += texts_of(value.get("choices"))
        return
    if region.get("type") not in ("labels", "hypertextlabels"):
        losses.add(f"regions of the type {region.get('type')}", document.display_name)
        return
    place = place_of(value.get("start"), value.get("end"))
    labels = texts_of(value.get("labels", value.get("hypertextlabels")))
    if place is None or not labels:
        losses.add("regions that can't be read", document.display_name)
        return
    notes = texts_of(fields_of(region.get("meta")).get("text"))
    id = text_of(region.get("id"))
    mark_id = id[1:] if id is not None and id.startswith("m") else None
    quote = text_of(value.get("text"))
    for label in labels:
        note = "\n".join(notes) or None
        document.add_span(Span(*place, label, None, note, mark_id, quote), losses)
