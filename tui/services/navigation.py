"""Going to places: an article, a place in one, the articles that a query gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.model import Entity, Span
    from tui.ports import Ui
    from tui.services.article_loader import ArticleLoader
    from tui.services.list_query import ListQuery
    from tui.services.text_place import TextPlace


class Navigation:
    """What an action needs that goes elsewhere."""

    def __init__(
        self, ui: Ui, listings: ListQuery, loader: ArticleLoader, place: TextPlace
    ) -> None:
        self._ui = ui
        self._listings = listings
        self._loader = loader
        self._place = place

    def open(self, id: str) -> None:
        """Open an article; outside the filter, the filter is taken away."""
        self._listings.go_to_id(id)

    def open_at(self, id: str, at: int | None, then: Callable[[], None]) -> None:
        """Open an article at a code point (None: where one left it), and call `then` there."""
        self._loader.arrive(id, at, then)
        self._listings.go_to_id(id)

    def list_only(self, query: str) -> None:
        """Go to the list, and list what a query gives."""
        self._ui.focus("list")
        self._listings.run(query)

    def filter(self, query: str) -> None:
        """List what a query gives, the focus left where it is."""
        self._listings.run(query)

    def go_to_entity(self, entity: Entity) -> None:
        """Go to a mention of a name in the article in view."""
        self._ui.focus("reader")
        self._place.go_to_entity(entity)

    def go_to_match(self, matches: Sequence[Span], match: Span) -> None:
        """Paint matches in the article in view, and go to one of them."""
        self._place.go_to_match(matches, matches.index(match))
        self._ui.focus("reader")
