"""The queries that were used last: kept in the journal, since they are the reader's own."""

from __future__ import annotations

from store.userdata.journal import Journal

MOST = 100
"""Queries that are kept."""

_KEY = "queries"


def recent_queries(journal: Journal) -> list[str]:
    """Return the queries that were used last, the latest first, each once."""
    return [query for query in journal.state(_KEY, []) if isinstance(query, str)]


def keep(journal: Journal, query: str) -> None:
    """Note that a query was used; the oldest beyond MOST is forgotten."""
    tidy = query.strip()
    if not tidy:
        return
    with journal.transaction():
        others = [earlier for earlier in recent_queries(journal) if earlier != tidy]
        journal.set_state(**{_KEY: [tidy, *others][:MOST]})
