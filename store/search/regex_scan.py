"""The search for regular expressions: texts looked through one after the other, within a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from store.index.database import Database
from store.model import Hit, Span
from store.query.user_patterns import SECONDS_A_TEXT, SlowPattern, places
from store.search.search_order import candidates, nums
from store.search.search_query import SearchQuery
from store.search.text_matches import hit_at, of_patterns, of_words
from store.search.text_vocabulary import Vocabulary
from store.text.mapped_text import Mapped
from store.text.words import apart

MOST_PLACES = 5_000
"""The largest number of matches of one pattern in one text."""

CHUNK = 200
"""Articles that patterns are looked for in at a time."""

TELL_EVERY = 0.2
"""Seconds between two progress reports of a search."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """The hits of a search in order."""

    hits: list[Hit] = field(default_factory=list)
    more: bool = False
    """Whether there are, or may be, more hits."""
    looked: int = 0
    """Articles that were looked through for a regular expression."""
    of: int = 0
    """Articles that had to be; 0 where the search has no regular expression."""
    out_of_time: bool = False
    """Whether it ended since its time was over."""
    slow: tuple[str, ...] = ()
    """Ids of the articles that were left since the expression took too long on them."""
    sorted: int = 0
    """The number of hits sorted by context; 0 where they are sorted by article."""


Tell = Callable[[Concordance], None]


class Scan:
    """The search for regular expressions: texts looked through one after the other."""

    def __init__(
        self,
        database: Database,
        vocabulary: Vocabulary,
        search_query: SearchQuery,
        order: str,
        stop: Callable[[], bool],
        seconds: float | None,
    ) -> None:
        self._connection = database.connection()
        self._search_query = search_query
        self._stop = stop
        self._until = None if seconds is None else time.monotonic() + seconds
        self._slow: list[str] = []
        self._looked = 0
        self._late = False
        match = candidates(search_query, vocabulary)
        self._nums = [] if match == "" else nums(self._connection, match, order)

    def concordance(self, limit: int, tell: Tell | None = None) -> Concordance:
        """Return the first `limit` hits."""
        hits: list[Hit] = []
        reported = time.monotonic()
        for id, body, spans in self.articles():
            hits += [hit_at(id, body, *span) for span in spans[: limit + 1 - len(hits)]]
            if len(hits) > limit:
                break
            if tell is not None and time.monotonic() - reported > TELL_EVERY:
                reported = time.monotonic()
                tell(self._result(hits, limit))
        return self._result(hits, limit)

    def _result(self, hits: list[Hit], limit: int) -> Concordance:
        of = len(self._nums)
        more = len(hits) > limit or self._looked < of
        slow = tuple(self._slow)
        return Concordance(hits[:limit], more, self._looked, of, self._late, slow)

    def articles(self) -> Iterator[tuple[str, str, list[Span]]]:
        """Yield id, text and matches of every article that matches all parts.

        Id and text are empty for an article without a match, so that the caller can report
        progress.
        """
        for start in range(0, len(self._nums), CHUNK):
            some = self._nums[start : start + CHUNK]
            words = {}
            if self._search_query.expression() is not None:
                rows = of_words(self._connection, self._search_query, some)
                words = {id: list(spans) for id, _, spans in rows}
            for id, body, seen in of_patterns(self._connection, some):
                if self._stop() or self._is_late():
                    return
                article_spans = self._in(id, seen)
                self._looked += 1
                spans = list(apart([*words.get(id, ()), *article_spans])) if article_spans else []
                yield (id, body, spans) if spans else ("", "", [])

    def _is_late(self) -> bool:
        self._late = self._until is not None and time.monotonic() > self._until
        return self._late

    def _in(self, id: str, seen: Mapped) -> list[Span]:
        """Return the matches of all patterns in a text; none where one of them has none."""
        spans: list[Span] = []
        for user_pattern in self._search_query.patterns:
            seconds = SECONDS_A_TEXT
            if self._until is not None:
                seconds = min(seconds, max(0.01, self._until - time.monotonic()))
            before = len(spans)
            try:
                matches = islice(places(user_pattern, seen.text, seconds), MOST_PLACES)
                spans += [seen.span(*match) for match in matches]
            except SlowPattern:
                self._slow.append(id)
            if len(spans) == before:
                return []
        return spans
