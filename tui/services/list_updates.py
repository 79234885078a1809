"""What came and went in the list in the background: one look after the other comes to its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.errors import CuttingsError
from store.index.listings import Listing
from store.model import Change
from tui import display_text
from tui.services.listing_diff import ListingDiff, listing_diff

if TYPE_CHECKING:
    from store import Library
    from tui.ports import ListPort, Stop, Ui
    from tui.services.list_query import ListQuery
    from tui.state import BrowseState


class ListUpdates:
    """Works out what a list would have now, when it may be something else than is shown.

    What happens meanwhile waits until that is done: else, while more keeps coming, nothing of it
    would ever be shown.
    """

    def __init__(
        self, library: Library, state: BrowseState, ui: Ui, rows: ListPort, listings: ListQuery
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._list = rows
        self._listings = listings
        self._changes: list[Change] = []
        self._anything = False
        """What happened that the list does not follow yet: changes; whether anything may have."""
        self._redraw = False
        """Whether the rows do not show it yet either."""

    def follow(self, changes: Sequence[Change] = (), *, redraw: bool = True) -> None:
        """Have the list follow `changes`: all that happened; without any, anything may have.

        Rows whose articles have changed are read again, unless without `redraw` they were already.
        """
        self._redraw = self._redraw or redraw
        self._changes += changes
        self._anything = self._anything or not changes
        if not self._ui.busy("follow"):
            self._begin()

    def _begin(self) -> None:
        library, state = self._library, self._state
        shown, query, order = state.listing, state.query, state.order
        if shown is None:
            return
        changes, anything, redraw = self._changes, self._anything, self._redraw
        self._changes, self._anything, self._redraw = [], False, False

        def job(stop: Stop) -> tuple[Listing, ListingDiff] | None:
            if not anything and not library.articles.depends_on(
                changes, query, order.sort, order.group
            ):
                return None
            fresh = library.articles.listing(query, order.sort, stop, group=order.group)
            return fresh, listing_diff(shown, fresh)

        def then(result: tuple[Listing, ListingDiff] | None) -> None:
            if state.listing is shown:
                if result is not None:
                    self._take(*result)
                elif redraw:
                    self.read_rows_again()
            if self._changes or self._anything:
                self._begin()

        def failed(error: CuttingsError) -> None:
            self._anything = self._redraw = True  # until the next look
            self._ui.failed(error)

        self._ui.run("follow", job, then, failed)

    def _take(self, fresh: Listing, diff: ListingDiff) -> None:
        """Show what came or went in the background; under a filter, only say so."""
        state = self._state
        state.update(
            new_rows=diff.came if state.is_filtered else 0,
            reordered=diff.disordered,
        )
        if not state.is_filtered and (diff.came or diff.gone):
            # a range starts anew, since its places are others now
            state.update(selection=state.selection.without(diff.gone), range_start=None)
            self._listings.show(fresh)
        else:
            self.read_rows_again()

    def read_rows_again(self, nums: frozenset[int] | None = None) -> None:
        """Read what some rows show again, or all, when they are next drawn."""
        self._list.forget(nums)
        self._state.update(rows_version=self._state.rows_version + 1)
        if nums is None and self._state.snippets is not None:
            self._state.snippets.forget()

    def mark_stale(self, nums: frozenset[int], changes: Sequence[Change]) -> None:
        """Dim those of the rows that the filter would not give any more; they stay until ^L."""
        state, library = self._state, self._library
        query, shown = state.query, state.listing
        if not query or shown is None:
            return

        def job(_stop: Stop) -> tuple[frozenset[int], frozenset[int]]:
            if not library.articles.depends_on(changes, query):
                return frozenset(), frozenset()
            back = frozenset(library.articles.among(list(nums), query))
            return (nums - back).intersection(shown.nums()), back

        def then(result: tuple[frozenset[int], frozenset[int]]) -> None:
            lost, back = result
            state.update(stale=(state.stale | lost) - back)
            self._list.forget(nums)
            if lost:
                words = display_text.count(len(state.stale), "row")
                self._ui.say(f"{words} no longer match the filter: ^L runs it again")

        self._ui.run("stale", job, then)
