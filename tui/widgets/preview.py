"""An article beside the choices that stand for it, what was found in it painted."""

from __future__ import annotations

from collections.abc import Iterable

from store.model import Hit, Span
from tui.reading.paint import Layer
from tui.search_results import SearchResults
from tui.widgets.reader import Reader


class Preview(Reader):
    """A reader that never takes the focus."""

    can_focus = False
    track = False

    @property
    def shown_id(self) -> str | None:
        """The id of the article in view."""
        return None if self.page is None else self.page.article.id

    def paint(self, spans: Iterable[Span]) -> None:
        """Paint what was found in the article in view: code points of its text."""
        self.found = Layer((start, end, "page--found") for start, end in spans)

    def go_to_hit(self, results: SearchResults, hit: Hit) -> None:
        """Paint what was found in the article in view, and go to one hit of it."""
        self.paint(results.spans(hit.id))
        self.found_now = Layer([(hit.start, hit.end, "page--found-now")])
        self.go_to(hit.start)
