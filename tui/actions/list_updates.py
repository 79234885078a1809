"""What came and went in the list behind the screen: one look after the other comes to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.errors import CuttingsError
from store.index.listings import Listing
from store.model import Change
from tui.actions.listing_diff import ListingDiff, listing_diff

if TYPE_CHECKING:
    from tui.browse import BrowseScreen


class ListUpdates:
    """Works out what a list would have now, when it may be something else than is shown.

    What happens meanwhile waits until that is done: else, while more keeps coming, nothing of it
    would ever be shown.
    """

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._changes: list[Change] = []
        self._anything = False
        """What happened that the list does not follow yet: changes; whether anything may have."""

    def follow(self, changes: Sequence[Change] = ()) -> None:
        """Have the list follow `changes`: all that happened; without any, anything may have."""
        self._changes += changes
        self._anything = self._anything or not changes
        if not self._screen.jobs.busy("follow"):
            self._begin()

    def _begin(self) -> None:
        listed, library = self._screen.listed, self._screen.library
        shown, query, order = listed.listing, listed.query, listed.order
        if shown is None:
            return
        made, anything = self._changes, self._anything
        self._changes, self._anything = [], False

        def job(stop: Callable[[], bool]) -> tuple[Listing, ListingDiff] | None:
            if not anything and not library.articles.depends_on(
                made, query, order.sort, order.group
            ):
                return None
            now = library.articles.listing(query, order.sort, stop, group=order.group)
            return now, listing_diff(shown, now)

        def then(result: tuple[Listing, ListingDiff] | None) -> None:
            if listed.listing is shown:
                if result is None:
                    listed.draw_anew()
                else:
                    listed.take(*result)
            if self._changes or self._anything:
                self._begin()

        def failed(error: CuttingsError) -> None:
            self._anything = True  # until the next look
            self._screen.failed(error)

        self._screen.jobs.run("follow", job, then, failed)
