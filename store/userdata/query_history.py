"""Recently used queries; stored in the journal, because they are the user's own data."""

from __future__ import annotations

from store.userdata.journal import Journal

MOST = 100
"""Maximum number of queries that are stored."""

_KEY = "queries"


def recent_queries(journal: Journal) -> list[str]:
    """Return the recent queries, latest first, without duplicates."""
    return [query for query in journal.state(_KEY, []) if isinstance(query, str)]


def keep(journal: Journal, query: str) -> None:
    """Add a query; the oldest beyond MOST are deleted."""
    tidy = query.strip()
    if not tidy:
        return
    with journal.transaction():
        others = [earlier for earlier in recent_queries(journal) if earlier != tidy]
        journal.set_state(**{_KEY: [tidy, *others][:MOST]})
