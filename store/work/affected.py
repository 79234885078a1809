"""What a version of `tags.yaml` is about: the facts that it may have changed, here and there."""

from __future__ import annotations

import sqlite3
from typing import Any

from store.work import facts
from store.work.names import fold
from store.work.news import News
from store.work.ops import Fact


def concerns(news: News, path: Fact) -> bool:
    """Say whether a fact may be another one in the file than it was."""
    if news.part is None:
        return True
    return path[1] in news.part.ids if path[0] == "articles" else news.part.frame


def compared(connection: sqlite3.Connection, news: News) -> tuple[dict[Fact, Any], dict[Fact, Any]]:
    """Return the facts that the news is about, as the index has them and as the file says."""
    part = news.part
    if part is None:
        return facts.every(connection), news.parsed.facts
    from store.work.tagsfile.parse import spell

    now = facts.frame(connection) if part.frame else {}
    for found in facts.of_articles(connection, sorted(part.ids)).values():
        now |= found
    said = part.parsed.facts
    spelled = {fold(path[1]): path[1] for path in said if path[0] == "tags"}
    for (name,) in connection.execute("SELECT name FROM tags"):
        spelled.setdefault(fold(name), name)
    return now, spell(said, spelled)


def lost(news: News, had: set[str]) -> int:
    """Return how many of the articles that had something the file has nothing of."""
    read = news.parsed if news.part is None else news.part.parsed
    has = {path[1] for path in read.facts if path[0] == "articles"}
    return len((had if news.part is None else had & news.part.ids) - has)
