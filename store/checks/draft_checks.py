"""Checks for unsaved drafts of articles that no longer exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.checks.article_checks import Finding
from store.index import rows
from store.index.database import Database
from store.userdata.drafts import DraftText
from store.userdata.ops import Fact


def check_drafts(database: Database, drafts: Sequence[tuple[Fact, DraftText]]) -> Iterator[Finding]:
    """Yield a finding with the full text of each draft whose article no longer exists."""
    ids = [path[1] for path, _ in drafts if path[0] == "articles"]
    _, unknown = rows.nums_of(database, ids)
    vanished_ids = frozenset(unknown)
    for path, draft in drafts:
        if path[0] == "articles" and path[1] in vanished_ids:
            words = " ".join(draft.words.split())
            message = f"unsaved {path[2].removesuffix('s')}: {words}"
            remedy = "bring the file back: the draft is still there"
            yield Finding("draft", path[1], message, remedy, serious=False)
