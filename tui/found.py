"""What a search of all texts gives, and how it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import UnknownArticle
from store.model import Hit, Row

if TYPE_CHECKING:
    from store import Library

FIRST = 200
"""Hits that are looked for at first."""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a search in order, and the articles that have them."""

    asked: str
    """What was searched for: what was typed, or words that begin with it where that is nowhere."""
    hits: Sequence[Hit] = ()
    rows: Mapping[str, Row] | None = None
    """What a list shows of the articles, by id."""
    more: bool = False
    """Whether there are more hits than these."""

    def articles(self) -> int:
        """Return how many articles have the hits."""
        return len({hit.id for hit in self.hits})

    def spans(self, id: str) -> list[tuple[int, int]]:
        """Return where the hits stand in one article."""
        return [(hit.start, hit.end) for hit in self.hits if hit.id == id]


NOTHING = Found("")


def look_for(
    library: Library, words: str, limit: int, stop: Callable[[], bool], begun: bool = False
) -> Found:
    """Return the first `limit` hits of a search.

    `begun` takes the last word, which may still be typed, for a beginning where it is nowhere
    found as it is. Raises what the search raises.
    """
    asked = words.strip()
    hits = library.search(asked, limit + 1, stop) if asked else []
    if begun and not hits and not stop() and asked[-1:].isalnum() and asked.count('"') % 2 == 0:
        asked += "*"
        hits = library.search(asked, limit + 1, stop)
    shown = hits[:limit]
    rows: dict[str, Row] = {}
    for id in dict.fromkeys(hit.id for hit in shown):
        if stop():
            break
        try:
            rows[id] = library.row(id)
        except UnknownArticle:
            continue
    return Found(asked, shown, rows, len(hits) > limit)
