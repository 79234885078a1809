"""Of which articles the groups of copies in an index were made."""

from __future__ import annotations

from hashlib import blake2b

from store.duplicates.detect_progress import CopiesFound
from store.index.database import Database

RECIPE = 1
"""Raised when what is kept of a story, or what copies are, changes."""
DONE_KEY = "copies_done"
"""The key in `meta` of the state that the groups were made of."""


def state_of(database: Database) -> str:
    """Return a digest of what the groups depend on: the articles and their contents."""
    digest = blake2b(str(RECIPE).encode(), digest_size=16)
    rows = database.connection().execute(
        "SELECT num, id, sha256 FROM articles WHERE present = 1 AND status = 'ok' ORDER BY num"
    )
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


def is_up_to_date(database: Database) -> bool:
    """Say whether the groups were made of the articles that the index holds now."""
    stored_state: str | None = database.meta(DONE_KEY)
    return stored_state is not None and stored_state == state_of(database)


def count_articles(database: Database) -> CopiesFound:
    """Return how many groups there are, and how many articles are in them."""
    row = database.connection().execute("SELECT count(DISTINCT leader), count(*) FROM copies")
    return CopiesFound(*row.fetchone())
