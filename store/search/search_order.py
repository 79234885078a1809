"""Which articles a search has to read, in which order."""

from __future__ import annotations

import json
import sqlite3

from store.search.required_literals import needed
from store.search.search_query import SearchQuery
from store.search.text_vocabulary import Vocabulary

FEW = 1000
"""The largest number of articles that are sorted by id; more are read in the order of the index."""

MATCHING = "articles a WHERE a.present = 1 AND a.num IN (SELECT rowid FROM fts WHERE fts MATCH ?)"
"""The FROM clause for the articles that match an FTS5 expression."""

_ORDERS = {
    "id": "+a.id",
    "date": "a.first_day IS NULL, a.first_day DESC, +a.id",
    "relevance": "fts.rank, +a.id",
}


def nums(
    connection: sqlite3.Connection, match: str | None, order: str, limit: int = -1
) -> list[int]:
    """Return the numbers of the articles that match in an order; None: of all."""
    if match is None:
        rows = connection.execute(
            f"SELECT a.num FROM articles a WHERE a.present = 1 ORDER BY {_ORDERS[order]}"
        )
    elif order == "id":
        return _by_id(connection, match, limit)
    else:
        rows = connection.execute(
            "SELECT a.num FROM fts JOIN articles a ON a.num = fts.rowid"
            f" WHERE fts MATCH ? AND a.present = 1 ORDER BY {_ORDERS[order]} LIMIT ?",
            (match, limit),
        )
    return [num for (num,) in rows]


def _by_id(connection: sqlite3.Connection, match: str, limit: int) -> list[int]:
    """Return the numbers of the first articles that match, by id."""
    few = connection.execute(
        "SELECT rowid FROM fts WHERE fts MATCH ? LIMIT ?", (match, FEW + 1)
    ).fetchall()
    if len(few) <= FEW:
        # The signs make SQLite look these up, rather than go through all articles by id.
        rows = connection.execute(
            "SELECT a.num FROM articles a WHERE +a.present = 1"
            " AND a.num IN (SELECT value FROM json_each(?)) ORDER BY +a.id LIMIT ?",
            (json.dumps([num for (num,) in few]), limit),
        )
    else:
        rows = connection.execute(
            f"SELECT a.num FROM {MATCHING} ORDER BY a.id LIMIT ?", (match, limit)
        )
    return [num for (num,) in rows]


def candidates(search_query: SearchQuery, vocabulary: Vocabulary) -> str | None:
    """Return the FTS5 expression for the only articles that can match.

    None: all can; empty: none can.
    """
    runs = [run for user_pattern in search_query.patterns for run in needed(user_pattern)]
    around = vocabulary.expression(runs) if runs else None
    parts = [part for part in (search_query.expression(), around) if part is not None]
    if "" in parts:
        return ""
    return " AND ".join(f"({part})" for part in parts) if parts else None
