"""The values of the store as JSON objects: which fields, in which order."""

from __future__ import annotations

from typing import Any

from store.model import Change, Hit, Match, Tag


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
