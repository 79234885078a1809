"""Which articles are listed: a query and an order are run, and the place in the list is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.index.listings import Listing
from store.model import Row
from tui.filter_words import tree_of
from tui.selection import NOTHING
from tui.snippets import Snippets
from tui.state import FILTER_HITS, LastFind

if TYPE_CHECKING:
    from store import Library
    from tui.ports import ListPort, Stop, Ui
    from tui.prefetch import FirstScreen
    from tui.reading.page import Page
    from tui.services.article_loader import ArticleLoader
    from tui.state import BrowseState


class ListQuery:
    """Runs queries off the UI thread, and shows what they give."""

    def __init__(
        self, library: Library, state: BrowseState, ui: Ui, rows: ListPort, loader: ArticleLoader
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._list = rows
        self._loader = loader
        self._last_num: int | None = None
        """The article under the cursor when the list last had any."""

    def run(self, query: str | None = None, *, go_to: int | None = None) -> None:
        """List what a query gives (the same as before without one), the place kept."""
        library, state = self._library, self._state
        order = state.order
        text = state.query if query is None else query

        def job(stop: Stop) -> Listing:
            return library.articles.listing(text, order.sort, stop, group=order.group)

        def then(listing: Listing) -> None:
            fresh = text != state.query
            state.update(query=text)
            self.show(listing, go_to, fresh)
            if fresh:
                self._begin_filter()

        self._ui.run("list", job, then)

    def _begin_filter(self) -> None:
        """Begin with another filter: its words are what `n` looks for, and are shown at once."""
        state = self._state
        if tree_of(state.query) is not None:
            state.update(last_find=LastFind(FILTER_HITS, state.query))
        elif state.last_find is not None and state.last_find.place == FILTER_HITS:
            state.update(last_find=None)
        self._loader.go_to_filter_words()

    @property
    def _group(self) -> str | None:
        """The name of the group that the cursor is in; None where the list has none."""
        listing = self._state.listing
        group = listing.group_at(self._list.place) if listing is not None else None
        return None if group is None else group.name

    def show(self, listing: Listing, go_to: int | None = None, fresh: bool = False) -> None:
        """Show a listing, with the cursor on row number `go_to` or the article it was on.

        A `fresh` one is of another query, and begins at its top.
        """
        state = self._state
        before = state.listing
        renewed = before is not None and before.generation != listing.generation
        current = None if renewed else self._list.current
        if current is not None or renewed:
            self._last_num = None if current is None else current.num
        place, group = self._list.place, self._group
        at = None
        for num in (go_to, self._last_num):
            if num is not None and at is None:
                at = listing.index_of(num, group)
        if fresh or renewed:
            self._begin_snippets()
            state.update(selection=NOTHING, range_start=None)
        elif state.snippets is not None:
            state.snippets.forget()
        self._list.show(listing, at if at is not None else (0 if fresh else place))
        state.update(listing=listing, stale=frozenset(), new_rows=0, reordered=False)
        self._loader.follow()

    def _begin_snippets(self) -> None:
        """Begin with another query or another index, whose row numbers are its own."""
        self._ui.cancel("snippets")
        asks = tree_of(self._state.query) is not None
        self._state.update(snippets=Snippets() if asks else None)

    # -- the first list

    def open_first(self, first: FirstScreen, page: Page | None) -> None:
        """List everything, and show the article that was read before the screen was there."""
        self._list.show(first.listing, first.cursor, first.rows)
        self._state.update(listing=first.listing)
        if page is not None:
            self._loader.show(page, first.offset)
        else:
            self._loader.follow()

    def complete(self) -> None:
        """Read the order of the whole list that is shown first, and put it in its place."""
        library, state = self._library, self._state
        shown, query = state.listing, state.query

        def then(listing: Listing) -> None:
            if state.listing is not shown:
                return
            if self._list.take_over(listing):
                state.update(listing=listing)
            else:
                self.show(listing)

        self._ui.run("complete", lambda _stop: library.articles.listing(query), then)

    def start_again(self) -> None:
        """List what an index has that was made again, with the cursor on the article it was on."""
        library, state = self._library, self._state
        query, order = state.query, state.order
        ids = [row.id for row in (self._list.current, state.article) if row is not None]

        def job(stop: Stop) -> tuple[Listing, list[int]]:
            return library.articles.listing(
                query, order.sort, stop, group=order.group
            ), library.articles.nums_of(ids)

        def then(result: tuple[Listing, list[int]]) -> None:
            listing, nums = result
            self.show(listing, nums[0] if nums else None)

        self._ui.run("list", job, then)

    def ids_in_sight(self) -> list[str]:
        """Return, on any thread, the ids of the articles in sight, the one that is read first."""
        article, shown = self._state.article, self._list.seen_ids()
        return shown if article is None else [article.id, *shown]

    # -- going to articles

    def go_to_id(self, id: str) -> None:
        """Bring the cursor to an article; outside the filter, the filter is taken away."""
        library, state = self._library, self._state

        def then(row: Row) -> None:
            listing = state.listing
            at = listing.index_of(row.num, self._group) if listing is not None else None
            if at is not None:
                self._list.move_to(at)
                self._loader.open_now()
                return
            if state.query:
                self._ui.say("the filter is off: it left this article out")
            self.run("", go_to=row.num)

        self._ui.run("go", lambda _stop: library.articles.row(id), then)
