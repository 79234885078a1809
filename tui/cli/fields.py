"""The values of the store as JSON objects: which fields, in which order."""

from __future__ import annotations

from typing import Any

from store.model import Article, Change, Entity, Hit, Mark, Match, Row, Tag


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


def hit_fields(hit: Hit) -> dict[str, Any]:
    """Return a place that a search found as JSON has it."""
    return {
        "id": hit.id,
        "start": hit.start,
        "end": hit.end,
        "before": hit.before,
        "match": hit.match,
        "after": hit.after,
    }


def match_fields(match: Match) -> dict[str, Any]:
    """Return an article that a jump found as JSON has it."""
    return {"id": match.id, "title": match.title, "score": match.score}


def tag_fields(tag: Tag) -> dict[str, Any]:
    """Return a tag of the codebook as JSON has it."""
    return {
        "name": tag.name,
        "articles": tag.articles,
        "color": tag.color,
        "key": tag.key,
        "description": tag.description,
    }


def change_fields(change: Change) -> dict[str, Any]:
    """Return a change as JSON has it."""
    return {
        "seq": change.seq,
        "at": change.at,
        "coder": change.coder,
        "label": change.label,
        "undone": change.undone,
    }
