"""Records which articles the groups of copies were computed from."""

from __future__ import annotations

from hashlib import blake2b

from store.duplicates.detect_progress import CopiesFound
from store.index.database import Database

RECIPE = 1
"""Increased when the stored samples or the definition of a copy change."""
DONE_KEY = "copies_done"
"""The key in `meta` of the state that the groups were computed from."""


def state_of(database: Database) -> str:
    """Return a digest of all that the groups depend on: the articles and their contents."""
    digest = blake2b(str(RECIPE).encode(), digest_size=16)
    rows = database.connection().execute(
        "SELECT num, id, sha256 FROM articles WHERE present = 1 AND status = 'ok' ORDER BY num"
    )
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


def is_up_to_date(database: Database) -> bool:
    """Return whether the groups match the articles in the index."""
    stored_state: str | None = database.meta(DONE_KEY)
    return stored_state is not None and stored_state == state_of(database)


def count_articles(database: Database) -> CopiesFound:
    """Return the number of groups, and of articles in them."""
    row = database.connection().execute("SELECT count(DISTINCT leader), count(*) FROM copies")
    return CopiesFound(*row.fetchone())
