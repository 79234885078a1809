"""Prodigy's JSON Lines: text, tokens, spans; `token_end` is inclusive.

Offsets are code points. Names never overlap; if marks do, use the recipe `spans.manual`.
"""

from __future__ import annotations

from typing import Any

from store.exports.doccano import overlaps
from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.token_spans import covered_tokens, tokens
from store.jsonl import json_line
from store.model import Span

OVERLAP = "some spans overlap: use a recipe for overlapping spans, such as spans.manual"


def write(job: ExportContext) -> None:
    """Write one article per line: names and marks as spans, tags in `accept`."""
    for item in job.items():
        job.check_labels(item)
        if overlaps(item.spans):
            job.losses.note(OVERLAP)
        article = item.article
        places = tokens(item.text, [(start, end) for start, end, _ in item.spans])
        fields: dict[str, Any] = {"text": item.text}
        fields["meta"] = {
            "article": item.id,
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "sha256": item.sha256,
        }
        fields["tokens"] = [_token(item.text, number, at) for number, at in enumerate(places)]
        fields["spans"] = _spans(job, item, places)
        fields |= {"accept": list(article.tags), "answer": "accept", "read": article.read}
        job.text.write(f"{json_line(fields | {'note': article.note})}\n")


def _token(text: str, number: int, at: Span) -> dict[str, Any]:
    start, end = at
    followed = text[end : end + 1].isspace()
    return {"text": text[start:end], "start": start, "end": end, "id": number, "ws": followed}


def _spans(job: ExportContext, item: ExportedArticle, places: list[Span]) -> list[dict[str, Any]]:
    """Return names and marks in order of position; spans of whitespace are counted as lost."""
    spans: list[dict[str, Any]] = [
        {"start": entity.start, "end": entity.end, "label": entity.label, "name": entity.name}
        for entity in item.entities
    ]
    for start, end, mark in item.marks:
        note = {"note": mark.note} if mark.note else {}
        spans.append({"start": start, "end": end, "label": mark.tag, "id": mark.id, **note})
    placed = []
    for span in sorted(spans, key=lambda span: (span["start"], span["end"])):
        reach = covered_tokens(places, span["start"], span["end"])
        if reach is None:
            job.losses.add("spans that contain only spaces", item.id)
            continue
        first, last = reach
        placed.append({**span, "token_start": first, "token_end": last})
    return placed
