"""The search of all texts: opening it, and going on from hit to hit, across articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.model import Hit, Tag
from tui import display_text
from tui.search_results import (
    NOTHING,
    SECONDS,
    SearchResults,
    look_for,
)

if TYPE_CHECKING:
    from tui.browse import BrowseScreen
    from tui.overlays.search_overlay import Opened, SearchOverlay

SEARCH = "search"
"""Stands for the pane where what was found last is the result of a search."""

MOST_MARKED = 5_000
"""Hits that are marked at a time."""


class SearchHits:
    """The latest search, and the hit of it that one is at."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._words = ""
        self._sort = "id"
        self._found = NOTHING
        self._at = 0

    def open(self) -> None:
        """Open the search, with the latest words in it."""
        from tui.overlays.search_overlay import Begin, SearchOverlay

        screen = self._screen

        def then(opened: Opened | None) -> None:
            if opened is not None:
                self._words, self._found, self._at = opened.words, opened.results, opened.at
                self._sort = opened.results.sort
                screen.asking.last_find = (SEARCH, opened.words)
                self._go()

        colors, hidden = screen.list.tag_colors, screen.reading.hidden
        begin = Begin(self._words, self._sort)
        overlay = SearchOverlay(screen.library, colors, hidden, begin, self._tag, self._mark)
        screen.app.push_screen(overlay, then)

    # -- going from hit to hit

    def _go(self) -> None:
        """Open the article of the hit, with all its hits painted."""
        screen = self._screen
        hit = self._found.hits[self._at]
        filtered = bool(screen.listed.query)

        def arrived() -> None:
            spans = self._found.spans(hit.id)
            screen.reading.finding.show(spans, spans.index((hit.start, hit.end)))
            screen.moving.go("reader")
            screen.say(self._where() + _unfiltered(filtered and not screen.listed.query))

        screen.reading.arrive(hit.id, hit.start, arrived)
        screen.listed.go_to_id(hit.id)

    def _where(self) -> str:
        total = f"{len(self._found.hits):,}{' and more' if self._found.more else ''}"
        return f"search {display_text.one_line(self._words)}: hit {self._at + 1:,} of {total}"

    def step(self, by: int) -> None:
        """Go to the next or previous hit in the order of the result, round.

        From another article that was opened since: to the nearest, where the order is that of ids.
        """
        hits = self._found.hits
        at = self._at + by
        article = self._screen.reading.article
        if article is not None and self._sort == "id" and article.id != hits[self._at].id:
            ids = [hit.id for hit in hits]
            at = bisect_left(ids, article.id) if by > 0 else bisect_right(ids, article.id) - 1
        if at >= len(hits) and self._found.more and not self._found.is_mixed:
            self._look_further(at)
            return
        self._at = at % len(hits)
        self._go()

    def _look_further(self, at: int) -> None:
        library, found = self._screen.library, self._found

        def job(stop: Callable[[], bool]) -> SearchResults:
            return look_for(library, found.query, 2 * len(found.hits), stop, found.sort)

        def then(further: SearchResults) -> None:
            if self._found is found and further.hits:
                self._found, self._at = further, at % len(further.hits)
                self._go()

        self._screen.jobs.run("search", job, then)

    # -- tagging and marking

    def _tag(self, overlay: SearchOverlay, found: SearchResults, chosen: Sequence[Hit]) -> None:
        """Open the tag picker for the articles of some hits; of all, shown or not, where none."""
        from tui.overlays.tag_picker import TagPicker

        screen, library = self._screen, self._screen.library

        def job(stop: Callable[[], bool]) -> tuple[list[Tag], list[str]]:
            if found.more and not chosen:
                return library.tags(), library.search.ids(found.query, stop, SECONDS)
            hits = chosen or found.hits
            return library.tags(), sorted({hit.id for hit in hits})

        def then(result: tuple[list[Tag], list[str]]) -> None:
            tags, ids = result

            def toggle(tag: str) -> None:
                screen.changes.toggle_on(lambda: ids, tag, screen.asking.teller(overlay))

            def count_tags() -> dict[str, int]:
                return library.articles.tag_counts(library.articles.nums_of(ids))

            picker = TagPicker(tags, (), len(ids), toggle, count_tags)
            picker.title_text = f"TAG {display_text.count(len(ids), 'article').upper()}"
            screen.app.push_screen(picker)

        screen.jobs.run("picker", job, then)

    def _mark(self, overlay: SearchOverlay, found: SearchResults, chosen: Sequence[Hit]) -> None:
        """Open the tag picker for the passages of some hits; of all, shown or not, where none."""
        from tui.overlays.tag_picker import TagPicker

        screen, library = self._screen, self._screen.library

        def job(stop: Callable[[], bool]) -> tuple[list[Tag], Sequence[Hit], bool]:
            if chosen or not found.more:
                return library.tags(), chosen or found.hits, False
            every = library.search.concordance(found.query, MOST_MARKED, "id", stop, SECONDS)
            return library.tags(), every.hits, every.more

        def then(result: tuple[list[Tag], Sequence[Hit], bool]) -> None:
            tags, hits, more = result
            places = [(hit.id, hit.start, hit.end) for hit in hits]

            def toggle(tag: str) -> None:
                screen.changes.do(
                    lambda: library.userdata.mark_each(places, tag),
                    "they are marked so already",
                    told=screen.asking.teller(overlay),
                )

            picker = TagPicker(tags, (), 1, toggle)
            articles = len({hit.id for hit in hits})
            first = "THE FIRST " if more else ""
            count = display_text.count
            words = f"{count(len(hits), 'hit')} in {count(articles, 'article')}"
            picker.title_text = f"MARK {first}{words.upper()}"
            screen.app.push_screen(picker)

        screen.jobs.run("picker", job, then)


def _unfiltered(so: bool) -> str:
    return " · the filter is off: it left this article out" if so else ""
