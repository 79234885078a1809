"""What a search of all texts gives, and how it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.model import Hit, Row
from tui import display_text

if TYPE_CHECKING:
    from store import Library
    from store.search.regex_scan import Concordance

FIRST = 200
"""Hits that are looked for at first."""

SECONDS = 10.0
"""Seconds after which a search for a regular expression ends with what it has."""

SORTS = {
    "id": "by article",
    "relevance": "best articles first",
    "date": "newest first",
    "left": "by the words before",
    "right": "by the words after",
}
"""The orders that a key goes round, and their names."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The hits of a search in order, and the articles that have them."""

    query: str
    """What was searched for: what was typed, or words that begin with it where that is nowhere."""
    hits: Sequence[Hit] = ()
    rows: Mapping[str, Row] | None = None
    """What a list shows of the articles, by id."""
    more: bool = False
    """Whether there are more hits than these."""
    sort: str = "id"
    """Which of SORTS the hits are in."""
    of_pattern: bool = False
    """Whether regular expressions were looked for."""
    shortfall: str = ""
    """What a person should know of texts that were not looked through; empty where nothing."""

    @property
    def is_mixed(self) -> bool:
        """Whether the hits of one article need not stand together."""
        return self.sort in ("left", "right")

    def articles(self) -> int:
        """Return how many articles have the hits."""
        return len({hit.id for hit in self.hits})

    def spans(self, id: str) -> list[tuple[int, int]]:
        """Return where the hits stand in one article, in the order of its text."""
        return sorted((hit.start, hit.end) for hit in self.hits if hit.id == id)


NOTHING = SearchResults("")

Tell = Callable[[SearchResults, str], None]
"""Takes what was found until now, and how far the search is."""


def look_for(
    library: Library,
    words: str,
    limit: int,
    stop: Callable[[], bool],
    sort: str = "id",
    begun: bool = False,
    tell: Tell | None = None,
) -> SearchResults:
    """Return the first `limit` hits of a search.

    `begun` takes the last word, which may still be typed, for a beginning where it is nowhere
    found as it is. `tell` hears what a long search has so far, and how far it is. Raises what the
    search raises.
    """
    from store.search.search_query import as_begun

    query = words.strip()
    at_most = _at_most(sort, limit)

    def told(partial: Concordance) -> None:
        if tell is not None:
            how_far = f"{partial.looked:,} of {partial.of:,} articles"
            tell(SearchResults(query, partial.hits, rows_of(partial), True, sort, True), how_far)

    def rows_of(result: Concordance) -> Mapping[str, Row]:
        return library.articles.rows(list(dict.fromkeys(hit.id for hit in result.hits)))

    result = library.search.concordance(query, at_most, sort, stop, SECONDS, told)
    if begun and not result.hits and not stop():
        more = as_begun(query)
        if more is not None:
            query, result = more, library.search.concordance(more, at_most, sort, stop)
    rows = {} if stop() else rows_of(result)
    of_pattern = bool(result.of)
    return SearchResults(query, result.hits, rows, result.more, sort, of_pattern, shortfall(result))


def _at_most(sort: str, limit: int) -> int:
    """Return how many hits are asked for: where they are mixed, all that were sorted."""
    from store.search.concordance import SORTED_AT_MOST

    return SORTED_AT_MOST if sort in ("left", "right") else limit


def shortfall(result: Concordance) -> str:
    """Return which texts were not looked through, in words; empty where all were."""
    parts = []
    if result.out_of_time:
        looked = f"{result.looked:,} of {result.of:,} articles looked through"
        parts.append(f"stopped after {SECONDS:g} s: {looked}")
    if result.slow:
        articles = display_text.count(len(result.slow), "article")
        parts.append(f"{articles} left out, the pattern takes too long there")
    return " · ".join(parts)
