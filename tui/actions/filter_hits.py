"""What the filter found, in the text: its words are painted, and `n` goes through them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from store.errors import QueryError
from store.model import Article, Span
from tui import display_text

if TYPE_CHECKING:
    from store.query.nodes import Query
    from tui.browse import BrowseScreen

FILTER_HITS = "filter"
"""Stands for the pane where what was found last are the words of the filter."""


class FilterHits:
    """Where the words, phrases and patterns of the filter stand in the article in view."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._spans: Sequence[Span] = ()

    def places_in(self, article: Article) -> list[Span]:
        """Return where the filter's words stand in an article; called from a thread of its own."""
        query = tree_of(self._screen.listed.query)
        if query is None:
            return []
        from store.search.filter_matches import filter_places

        return filter_places(query, article)

    def show(self, spans: Sequence[Span]) -> None:
        """Take note of the places in the article that is shown now, and paint them."""
        self._spans = spans
        self._screen.reading.finding.paint_filter(spans)

    def began(self) -> None:
        """Begin with another filter: its words are what `n` looks for, and are shown at once."""
        screen = self._screen
        if tree_of(screen.listed.query) is not None:
            screen.asking.last_find = (FILTER_HITS, screen.listed.query)
        elif screen.asking.last_find is not None and screen.asking.last_find[0] == FILTER_HITS:
            screen.asking.last_find = None
        article = screen.reading.article
        if article is None:
            return

        def job(_stop: Callable[[], bool]) -> list[Span]:
            return self.places_in(article)

        def then(spans: list[Span]) -> None:
            if screen.reading.article is not None and screen.reading.article.id == article.id:
                self.show(spans)
                if spans:
                    screen.reader.go_to(spans[0][0])

        screen.jobs.run("filter hits", job, then)

    def step(self, by: int) -> None:
        """Go to the next or previous place; behind the last one, on to the next article."""
        starts = [start for start, _ in self._spans]
        here = self._screen.reading.here
        at = bisect_left(starts, here + 1) if by > 0 else bisect_left(starts, here) - 1
        if 0 <= at < len(starts):
            self._go(at)
        else:
            self._step_on(by)

    def _step_on(self, by: int) -> None:
        """Open the next or previous article of the list at its first, or last, place."""
        screen = self._screen
        before = screen.list.cursor

        def arrived() -> None:
            if self._spans:
                self._go(0 if by > 0 else len(self._spans) - 1)
            else:
                screen.say("the words of the filter are not in this text: n goes on")

        screen.list.move(by)
        if screen.list.cursor == before:
            which = "last" if by > 0 else "first"
            screen.say(f"this is the {which} article of the list")
        else:
            screen.reading.open_now(then=arrived)

    def _go(self, at: int) -> None:
        screen = self._screen
        screen.reading.finding.show(self._spans, at)
        articles = screen.listed.articles
        where = f"article {screen.list.cursor + 1:,} of {articles:,}"
        screen.say(f"{display_text.match(at + 1, len(self._spans))} · {where}")


@lru_cache(maxsize=4)
def tree_of(query: str) -> Query | None:
    """Return the tree of a query that asks for words in texts; None for any other."""
    if not query:
        return None
    from store.query import parse
    from store.search.filter_matches import asks_of_texts

    try:
        tree = parse(query)
    except QueryError:
        return None
    return tree if asks_of_texts(tree) else None
