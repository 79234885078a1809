"""The article of a hit beside the hits: all its hits painted, and the one under the cursor."""

from __future__ import annotations

from store.model import Hit
from tui.found import Found
from tui.reading.paint import Layer
from tui.widgets.reader import Reader


class HitPreview(Reader):
    """A reader that never takes the focus."""

    can_focus = False
    track = False

    @property
    def shown_id(self) -> str | None:
        """The id of the article in view."""
        return None if self.page is None else self.page.article.id

    def go_to_hit(self, found: Found, hit: Hit) -> None:
        """Paint what was found in the article in view, and go to one hit of it."""
        spans = found.spans(hit.id)
        self.found = Layer((start, end, "page--found") for start, end in spans)
        self.found_now = Layer([(hit.start, hit.end, "page--found-now")])
        self.go_to(hit.start)
