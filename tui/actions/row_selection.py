"""Selecting rows of the list: one by one, ranges, all; whatever changes things then changes those.

A key costs the same for five articles and for all: the rows themselves are looked at by the threads
that work with them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.errors import NothingToDo
from tui.selection import EVERYTHING, NOTHING, Selection

if TYPE_CHECKING:
    from tui.browse import BrowseScreen


class RowSelection:
    """The selection of the list."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._range_start: int | None = None

    @property
    def count(self) -> int:
        """How many of the listed articles are selected."""
        return self._screen.list.selection.size(self._screen.listed.articles)

    def nums(self) -> Callable[[], list[int]]:
        """Return a function for another thread: the row numbers selected now, in their order."""
        selection, listing = self._screen.list.selection, self._screen.listed.listing
        library = self._screen.library

        def selected() -> list[int]:
            if listing is None:
                return []
            if listing.generation != library.health.generation:
                raise NothingToDo("the index was made again: select the articles once more")
            return selection.of(listing.nums())

        return selected

    def toggle_and_step(self) -> None:
        """Select the row under the cursor, or not any more, and go down."""
        widget = self._screen.list
        row = widget.current
        if row is not None:
            self._select(widget.selection.toggled(row.num))
            widget.move(1)

    def range(self) -> None:
        """Start a range at the cursor; the second time, select from there to here."""
        widget, listing = self._screen.list, self._screen.listed.listing
        if listing is None or not len(widget):
            return
        if self._range_start is None:
            self._range_start = widget.cursor
            self._screen.say("range starts here: v again selects to the cursor")
            return
        first, last = sorted((self._range_start, widget.cursor))
        self._range_start = None
        if last - first + 1 == len(widget):
            self.all()
        else:
            self._select(widget.selection.with_range(listing.nums(first, last + 1)))

    def all(self) -> None:
        """Select every article that is listed."""
        self._select(EVERYTHING)

    def invert(self) -> None:
        """Select what isn't selected."""
        self._select(self._screen.list.selection.inverted())

    def clear(self) -> bool:
        """Select nothing; say whether anything was."""
        had = self._range_start is not None or self.count > 0
        self.forget()
        if had:
            self._screen.showing.place()
        return had

    def forget(self) -> None:
        """Select nothing, since other articles are listed."""
        self._range_start = None
        self._screen.list.selection = NOTHING

    def keep(self, gone: frozenset[int]) -> None:
        """Go on with the selection in a list that has lost some rows; a range starts anew."""
        self._range_start = None
        self._screen.list.selection = self._screen.list.selection.without(gone)

    def _select(self, selection: Selection) -> None:
        self._screen.list.selection = selection
        self._screen.showing.place()
