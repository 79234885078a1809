"""Values as lines of JSON that no terminal obeys, and articles as JSON objects.

The fields are those that `list --json`, `show --json` and the export `jsonl` have.
"""

from __future__ import annotations

import json
import re
from typing import Any

from store.model import Article, Entity, Mark, Row

_UNSAFE = re.compile(
    "[\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_encode = json.JSONEncoder(ensure_ascii=False).encode


def json_line(value: Any) -> str:
    """Return a value as one line of JSON in UTF-8, the fields in their order.

    Line separators, bidirectional and C1 controls are escaped, which changes no value; a lone
    surrogate becomes U+FFFD.
    """
    return _UNSAFE.sub(_escape, _encode(value))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\ufffd" if 0xD800 <= code < 0xE000 else f"\\u{code:04x}"


def row_fields(row: Row) -> dict[str, Any]:
    """Return what `list --json` prints of an article."""
    return {
        "id": row.id,
        "title": row.title,
        "title_from": row.title_from,
        "source": row.source,
        "published": row.published,
        "words": row.words,
        "tags": list(row.tags),
        "read": row.read,
        "note": row.note,
        "status": row.status,
        "reason": row.reason,
    }


def article_fields(article: Article, *, with_entities: bool = True) -> dict[str, Any]:
    """Return what `show --json` prints of an article; `entities` is None where not asked for."""
    known = article.entities is not None and with_entities
    return row_fields(article) | {
        "text": article.text,
        "paragraphs": [list(span) for span in article.paragraphs],
        "boilerplate": [list(span) for span in article.boilerplate],
        "entities": [entity_fields(one) for one in article.entities or ()] if known else None,
        "marks": [mark_fields(mark) for mark in article.marks],
    }


def entity_fields(entity: Entity) -> dict[str, Any]:
    """Return an entity as JSON has it."""
    return {
        "start": entity.start,
        "end": entity.end,
        "label": entity.label,
        "text": entity.text,
        "name": entity.name,
        "reason": entity.reason,
    }


def mark_fields(mark: Mark) -> dict[str, Any]:
    """Return a mark as JSON has it; `start` and `end` are None while it is lost."""
    return {
        "id": mark.id,
        "start": mark.start,
        "end": mark.end,
        "tag": mark.tag,
        "quote": mark.quote,
        "note": mark.note,
    }
