"""The search of all texts: opening it, and going on from hit to hit, across articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tui import display_text
from tui.search_results import (
    NOTHING,
    SearchResults,
    look_for,
)
from tui.state import SEARCH, LastFind

if TYPE_CHECKING:
    from store import Library
    from tui.overlays.search_overlay import Opened
    from tui.ports import Stop, Ui
    from tui.services.hit_tags import HitTags
    from tui.services.navigation import Navigation
    from tui.state import BrowseState


class SearchHits:
    """The latest search, and the hit of it that one is at."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        navigation: Navigation,
        tagging: HitTags,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._navigation = navigation
        self._tagging = tagging
        self._words = ""
        self._sort = "id"
        self._results = NOTHING
        self._at = 0

    def open(self) -> None:
        """Open the search, with the latest words in it."""
        from tui.overlays.search_overlay import Begin, SearchOverlay

        state = self._state

        def then(opened: Opened | None) -> None:
            if opened is not None:
                self._words, self._results, self._at = opened.words, opened.results, opened.at
                self._sort = opened.results.sort
                state.update(last_find=LastFind(SEARCH, opened.words))
                self._go()

        begin = Begin(self._words, self._sort)
        tag, mark = self._tagging.tag, self._tagging.mark
        colors, hidden = state.tag_colors, state.hidden_labels
        self._ui.push(SearchOverlay(self._library, colors, hidden, begin, tag, mark), then)

    # -- going from hit to hit

    def _go(self) -> None:
        """Open the article of the hit, with all its hits painted."""
        state = self._state
        hit = self._results.hits[self._at]
        filtered = bool(state.query)

        def arrived() -> None:
            self._navigation.go_to_match(self._results.spans(hit.id), (hit.start, hit.end))
            self._ui.say(self._where() + _unfiltered(filtered and not state.query))

        self._navigation.open_at(hit.id, hit.start, arrived)

    def _where(self) -> str:
        total = f"{len(self._results.hits):,}{' and more' if self._results.more else ''}"
        return f"search {display_text.one_line(self._words)}: hit {self._at + 1:,} of {total}"

    def again(self, _words: str, by: int) -> None:
        """Go to the next or previous hit in the order of the result, round.

        From another article that was opened since: to the nearest, where the order is that of ids.
        """
        hits = self._results.hits
        at = self._at + by
        article = self._state.article
        if article is not None and self._sort == "id" and article.id != hits[self._at].id:
            ids = [hit.id for hit in hits]
            at = bisect_left(ids, article.id) if by > 0 else bisect_right(ids, article.id) - 1
        if at >= len(hits) and self._results.more and not self._results.is_mixed:
            self._look_further(at)
            return
        self._at = at % len(hits)
        self._go()

    def _look_further(self, at: int) -> None:
        library, results = self._library, self._results

        def job(stop: Stop) -> SearchResults:
            return look_for(library, results.query, 2 * len(results.hits), stop, results.sort)

        def then(further: SearchResults) -> None:
            if self._results is results and further.hits:
                self._results, self._at = further, at % len(further.hits)
                self._go()

        self._ui.run("search", job, then)


def _unfiltered(was_filtered: bool) -> str:
    return " · the filter is off: it left this article out" if was_filtered else ""
