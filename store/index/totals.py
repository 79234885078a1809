"""Counts of articles for the header: all, unread, tagged, annotated."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from store.folder.left_out import NO_TEXTS
from store.index.database import Database
from store.index.refresh_results import LEFT_OUT, OTHER_FILES


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the articles that are there."""

    articles: int
    unread: int
    tagged: int
    """Articles with at least one tag."""
    annotated: int
    """Articles with entities of some recipe; a stale one counts until it is replaced."""
    other_files: int
    """Files and folders that are left out, as the last refresh counted them."""
    unreadable: int
    conflicts: int = 0
    """Values changed differently on two sides and not settled yet."""
    left_out: tuple[tuple[str, int], ...] = ()
    """The files that are left out by kind (`store.folder.left_out`), most first."""


def totals(database: Database) -> Totals:
    """Return the counts; the cost follows the number of articles, in one pass over an index."""
    connection = database.connection()
    articles, unread, annotated, unreadable = connection.execute(
        "SELECT count(*), coalesce(sum(read IS NULL), 0), coalesce(sum(recipe IS NOT NULL), 0),"
        " coalesce(sum(status = 'unreadable'), 0) FROM articles WHERE present = 1"
    ).fetchone()
    (tagged,) = connection.execute(
        "SELECT count(*) FROM (SELECT DISTINCT num FROM article_tags) t"
        " JOIN articles a ON a.num = t.num WHERE a.present = 1"
    ).fetchone()
    others = int(database.meta(OTHER_FILES, 0))
    conflicts = _conflicts(connection)
    by_kind = _left_out(database)
    (no_texts,) = connection.execute(_WITHOUT_ARTICLES).fetchone()
    if no_texts:
        by_kind[NO_TEXTS.name] = no_texts
    return Totals(
        *(articles, unread, tagged, annotated, others + no_texts, unreadable, conflicts),
        tuple(sorted(by_kind.items(), key=lambda item: (-item[1], item[0]))),
    )


_WITHOUT_ARTICLES = """
SELECT count(*) FROM files f
WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.file = f.id AND a.present = 1)
"""


def _left_out(database: Database) -> dict[str, int]:
    stored = json.loads(database.meta(LEFT_OUT, "{}"))
    return {kind: number for kind, number in stored.items() if isinstance(number, int)}


def _conflicts(connection: sqlite3.Connection) -> int:
    (noted,) = connection.execute(
        "SELECT coalesce(sum(json_array_length(value)), 0) FROM facts"
        " WHERE path LIKE '%\"conflicts\"]'"
    ).fetchone()
    (of_tags,) = connection.execute(
        "SELECT coalesce(sum(json_array_length(extra, '$.conflicts')), 0) FROM tags"
        " WHERE extra IS NOT NULL"
    ).fetchone()
    return int(noted) + int(of_tags)
