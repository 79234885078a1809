"""Find in the article in view: every match painted, and going round them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from store.model import Span
from tui.reading.find_words import find_all
from tui.reading.paint import Layer

if TYPE_CHECKING:
    from tui.browse import BrowseScreen

MOST_FOUND = 5_000
"""Matches of a find in the reader that are kept and shown."""


class TextFind:
    """The matches in the article in view, of a find or of a search of all texts."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._found: Sequence[Span] = ()
        self._of_filter: Sequence[Span] = ()
        """Where the filter's words stand: painted while nothing else was looked for."""

    def forget(self) -> None:
        """Have no matches: another article is shown."""
        self._found = self._of_filter = ()

    def paint_filter(self, spans: Sequence[Span]) -> None:
        """Paint where the filter's words stand, unless something else was looked for here."""
        self._of_filter = spans
        if not self._found:
            self._screen.reader.found = _layer(spans)
            self._screen.reader.refresh()

    def find(self, words: str, by: int = 1) -> None:
        """Paint every match of some words, and go to the next one from here."""
        reading = self._screen.reading
        article = reading.article
        if article is None:
            return
        text = article.text

        def job(_stop: Callable[[], bool]) -> list[Span]:
            return list(islice(find_all(text, words), MOST_FOUND))

        def then(found: list[Span]) -> None:
            if reading.article is None or reading.article.id != article.id:
                return
            self._paint(found)
            if found:
                self._go(by, include_here=True)
            else:
                self.clear()
                self._screen.say(f"not found in this article: {words}", warning=True)

        self._screen.jobs.run("find", job, then)

    def again(self, words: str, by: int) -> None:
        """Go to the next (or previous) match; in another article, find the words there first."""
        if self._found:
            self._go(by)
        else:
            self.find(words, by)

    def show(self, spans: Sequence[Span], at: int) -> None:
        """Paint what a search found in the article in view, and go to one of it."""
        self._paint(spans)
        self._stand_at(at)

    def _paint(self, spans: Sequence[Span]) -> None:
        self._found = spans
        self._screen.reader.found = _layer(spans)

    def _go(self, by: int, include_here: bool = False) -> None:
        starts = [start for start, _ in self._found]
        here = self._screen.reading.here
        if by > 0:
            at = bisect_left(starts, here if include_here else here + 1) % len(starts)
        else:
            at = bisect_left(starts, here) - 1
        self._stand_at(at)
        self._screen.say(f"match {at % len(starts) + 1} of {len(starts)}")

    def _stand_at(self, at: int) -> None:
        start, end = self._found[at]
        self._screen.reading.stand_at(start)
        reader = self._screen.reader
        reader.found_now = Layer([(start, end, "page--found-now")])
        reader.go_to(start)

    def clear(self) -> bool:
        """Take the paint of find and of the current name away; say whether there was any.

        The words of the filter stay painted.
        """
        reader = self._screen.reader
        had = bool(self._found or len(reader.found_now) or len(reader.here))
        self._found = ()
        self._screen.reading.stand_at(None)
        reader.found = _layer(self._of_filter)
        reader.found_now = reader.here = Layer()
        reader.refresh()
        return had


def _layer(spans: Sequence[Span]) -> Layer:
    return Layer((start, end, "page--found") for start, end in spans)
