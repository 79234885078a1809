"""Values as lines of JSON that are safe to print: which fields, in which order.

Those of articles are the same in `list --json`, `show --json` and the export `jsonl`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from store.model import (
    Article,
    Change,
    Entity,
    Hit,
    Mark,
    Match,
    Row,
    Tag,
)

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


ROW = (
    "id", "title", "title_from", "source", "published", "words", "tags", "read", "note", "status",
    "reason", "url", "author", "part", "format", "pages",
)  # fmt: skip
"""The fields of an article that `list --json` prints."""

_ENTITY = ("start", "end", "label", "text", "name", "reason")
_MARK = ("id", "start", "end", "tag", "quote", "note")
_HIT = ("id", "start", "end", "before", "match", "after")
_MATCH = ("id", "title", "score")
_TAG = ("name", "articles", "marks", "color", "key", "description", "excludes")
_CHANGE = ("seq", "at", "coder", "label", "undone")


def _fields(value: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def row_fields(row: Row, names: Iterable[str] = ROW) -> dict[str, Any]:
    """Return the fields of an article in a list."""
    return _fields(row, names)


def article_fields(article: Article, *, with_entities: bool = True) -> dict[str, Any]:
    """Return the fields of `show --json`; `entities` is None where they were not requested."""
    has_entities = article.entities is not None and with_entities
    return row_fields(article) | {
        "text": article.text,
        "paragraphs": article.paragraphs,
        "boilerplate": article.boilerplate,
        "entities": [entity_fields(entity) for entity in article.entities or ()]
        if has_entities
        else None,
        "marks": [mark_fields(mark) for mark in article.marks],
    }


def entity_fields(entity: Entity) -> dict[str, Any]:
    """Return an entity as JSON has it; places are code points of the text."""
    return _fields(entity, _ENTITY)


def mark_fields(mark: Mark) -> dict[str, Any]:
    """Return a mark as JSON has it; `start` and `end` are None while it is lost."""
    return _fields(mark, _MARK)


def hit_fields(hit: Hit) -> dict[str, Any]:
    """Return the fields of a search hit."""
    return _fields(hit, _HIT)


def match_fields(match: Match) -> dict[str, Any]:
    """Return the fields of an article found by jump, with its score from 0 to 100."""
    return _fields(match, _MATCH)


def tag_fields(tag: Tag) -> dict[str, Any]:
    """Return a tag of the codebook as JSON has it."""
    return _fields(tag, _TAG)


def change_fields(change: Change) -> dict[str, Any]:
    """Return the fields of a change, without its ops."""
    return _fields(change, _CHANGE)
