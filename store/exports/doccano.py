"""doccano's JSON Lines: spans for sequence labelling, and classes of whole texts.

Offsets are UTF-16 code units, end exclusive, as counted by doccano's editor with grapheme mode off.
doccano keeps all fields but `text` and `label` as metadata of the example.
"""

from __future__ import annotations

from typing import Any

from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.unsupported_chars import utf16
from store.jsonl import json_line

EMPTY = "empty articles, which doccano rejects"
OVERLAP = "some spans overlap: allow overlapping spans in the project"


def spans(job: ExportContext) -> None:
    """Write names and marks as `[start, end, label]`; the project must allow overlapping ones."""
    for item in job.texts(EMPTY):
        job.check_labels(item)
        labelled_spans = item.spans
        if overlaps(labelled_spans):
            job.losses.note(OVERLAP)
        units = utf16(item.text)
        labels = [[units(start), units(end), label] for start, end, label in labelled_spans]
        fields = {"text": item.text, "label": labels}
        job.text.write(f"{json_line(fields | about(item, tags=True))}\n")


def classes(job: ExportContext) -> None:
    """Write the tags of an article as its classes."""
    for item in job.texts(EMPTY):
        fields = {"text": item.text, "label": list(item.article.tags)}
        job.text.write(f"{json_line(fields | about(item, tags=False))}\n")


def about(item: ExportedArticle, *, tags: bool) -> dict[str, Any]:
    """Return an article's metadata, by which an import recognizes it."""
    article = item.article
    fields: dict[str, Any] = {"article": item.id, "sha256": item.sha256, "title": article.title}
    fields |= {"source": article.source, "published": article.published}
    if tags:
        fields["tags"] = list(article.tags)
    return fields | {"read": article.read, "note": article.note}


def overlaps(spans: list[tuple[int, int, str]]) -> bool:
    """Return whether any of the sorted spans overlap."""
    end = 0
    for start, stop, _ in spans:
        if start < end:
            return True
        end = max(end, stop)
    return False
