"""Find in the article in view: every match painted, and going round them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from store.model import Span
from tui.reading.find_words import find_all

if TYPE_CHECKING:
    from tui.ports import ReaderPort, Ui
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState

MOST_FOUND = 5_000
"""Matches of a find in the reader that are kept and shown."""


class TextFind:
    """Finds words in the article in view."""

    def __init__(self, state: BrowseState, ui: Ui, reader: ReaderPort, place: TextPlace) -> None:
        self._state = state
        self._ui = ui
        self._reader = reader
        self._place = place
        self._begun_at = 0

    def begin(self) -> None:
        """Take note of the place in the text, to go back to it."""
        self._begun_at = self._reader.place

    def give_up(self) -> None:
        """Go back to that place, the paint taken away."""
        self._place.clear()
        self._reader.go_to(self._begun_at, opening=False)

    def find(self, words: str) -> None:
        """Paint every match of some words, and go to the next one from here."""
        self._find(words, 1)

    def _find(self, words: str, by: int) -> None:
        article = self._state.article
        if article is None:
            return
        text = article.text

        def then(matches: list[Span]) -> None:
            if self._state.article is None or self._state.article.id != article.id:
                return
            self._state.update(matches=matches)
            if matches:
                self._go(by, include_here=True)
            else:
                self._place.clear()
                self._ui.say(f"not found in this article: {words}", warning=True)

        self._ui.run("find", lambda _stop: list(islice(find_all(text, words), MOST_FOUND)), then)

    def again(self, words: str, by: int) -> None:
        """Go to the next (or previous) match; in another article, find the words there first."""
        if self._state.matches:
            self._go(by)
        else:
            self._find(words, by)

    def _go(self, by: int, include_here: bool = False) -> None:
        matches = self._state.matches
        starts = [start for start, _ in matches]
        start = self._place.start
        if by > 0:
            at = bisect_left(starts, start if include_here else start + 1) % len(starts)
        else:
            at = bisect_left(starts, start) - 1
        self._place.go_to_match(matches, at)
        self._ui.say(f"match {at % len(starts) + 1} of {len(starts)}")
