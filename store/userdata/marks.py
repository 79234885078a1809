"""Commands on marks: tagged passages that are found again by position, quote and context."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from typing import Any

from store.errors import NothingToDo
from store.model import Op
from store.userdata import tag_commands
from store.userdata.tag_commands import PlannedChange
from store.userdata.tag_names import fold

CONTEXT = 32
"""Code points of context stored before and after a passage."""
SHOWN = 40
"""Maximum number of code points of a quote in a change's label."""


def mark(
    connection: sqlite3.Connection,
    article_id: str,
    start: int,
    end: int,
    tag: str,
    note: str | None,
) -> PlannedChange | None:
    """Return the change that tags a passage, with an optional note; None if it has the tag.

    Raises UnknownArticle, TagNameError, or NothingToDo if the text has no such passage.
    """
    tag_commands.known_articles(connection, [article_id])
    text = _text(connection, article_id)
    _check(text, article_id, start, end)
    name = tag_commands.listed_or_new(connection, tag)
    if _is_there(connection, article_id, start, end, name):
        return None
    op = _op(text, article_id, start, end, name, note)
    label = f"mark {_short(text[start:end])} as {name}"
    return tag_commands.from_ops(connection, label, [op], on_stack=True)


def mark_each(
    connection: sqlite3.Connection, places: Sequence[tuple[str, int, int]], tag: str
) -> PlannedChange | None:
    """Return the change that tags many passages, given as (id, start, end).

    Passages that have the tag are skipped; None if all do. Raises UnknownArticle, TagNameError, or
    NothingToDo if a text has no such passage.
    """
    name = tag_commands.listed_or_new(connection, tag)
    by_article: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in dict.fromkeys(places):
        by_article.setdefault(article_id, []).append((start, end))
    tag_commands.known_articles(connection, by_article)
    ops: list[Op] = []
    for article_id, spans in by_article.items():
        text = _text(connection, article_id)
        for start, end in spans:
            _check(text, article_id, start, end)
            if not _is_there(connection, article_id, start, end, name):
                ops.append(_op(text, article_id, start, end, name))
    if not ops:
        return None
    articles = len({op.path[1] for op in ops})
    label = f"mark {tag_commands.uses(0, len(ops))} in {tag_commands.count(articles)} as {name}"
    return tag_commands.from_ops(connection, label, ops, on_stack=True)


def unmark(connection: sqlite3.Connection, article_id: str, mark_id: str) -> PlannedChange | None:
    """Return the change that removes a mark; None if there is no such mark."""
    row = connection.execute(
        "SELECT m.value FROM marks m JOIN articles a ON a.num = m.num"
        " WHERE a.id = ? AND m.mark_id = ?",
        (article_id, mark_id),
    ).fetchone()
    if row is None:
        tag_commands.known_articles(connection, [article_id])
        return None
    value = json.loads(row[0])
    label = f"unmark {_short(str(value.get('quote') or ''))} as {value['tag']}"
    op = Op(("articles", article_id, "marks", mark_id), value, None)
    return tag_commands.from_ops(connection, label, [op], on_stack=True)


def _text(connection: sqlite3.Connection, article_id: str) -> str:
    row = connection.execute(
        "SELECT t.body FROM articles a JOIN texts t ON t.num = a.num WHERE a.id = ?", (article_id,)
    ).fetchone()
    return str(row[0]) if row is not None else ""


def _check(text: str, article_id: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise NothingToDo(f"no passage from {start} to {end}: the text of {article_id} has changed")


def _op(text: str, article_id: str, start: int, end: int, tag: str, note: str | None = None) -> Op:
    """Return the op that adds a new mark to a passage."""
    mark_id = secrets.token_hex(4)
    value: dict[str, Any] = {
        "id": mark_id,
        "tag": tag,
        "at": [start, end],
        "quote": text[start:end],
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[end : end + CONTEXT],
    }
    if note:
        value["note"] = note
    return Op(("articles", article_id, "marks", mark_id), None, value)


def _is_there(
    connection: sqlite3.Connection, article_id: str, start: int, end: int, tag: str
) -> bool:
    rows = connection.execute(
        "SELECT m.tag FROM marks m JOIN articles a ON a.num = m.num WHERE a.id = ? AND m.start = ?"
        ' AND m."end" = ?',
        (article_id, start, end),
    )
    return any(fold(name) == fold(tag) for (name,) in rows)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return f"“{words}”" if len(words) <= SHOWN else f"“{words[:SHOWN].rstrip()}…”"
