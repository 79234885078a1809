"""Selecting rows of the list: one by one, ranges, all; whatever changes things then changes those.

A key costs the same for five articles and for all: the rows themselves are looked at by the threads
that work with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.selection import EVERYTHING

if TYPE_CHECKING:
    from tui.ports import ListPort, Ui
    from tui.state import BrowseState


class RowSelection:
    """The selection of the list."""

    def __init__(self, state: BrowseState, ui: Ui, rows: ListPort) -> None:
        self._state = state
        self._ui = ui
        self._list = rows

    def toggle_and_step(self) -> None:
        """Select the row under the cursor, or not any more, and go down."""
        row = self._list.current
        if row is not None:
            self._state.update(selection=self._state.selection.toggled(row.num))
            self._list.move(1)

    def range(self) -> None:
        """Start a range at the cursor; the second time, select from there to here."""
        state, cursor = self._state, self._list.place
        if state.listing is None or not len(self._list):
            return
        if state.range_start is None:
            state.update(range_start=cursor)
            self._ui.say("range starts here: v again selects to the cursor")
            return
        first, last = sorted((state.range_start, cursor))
        if last - first + 1 == len(self._list):
            selection = EVERYTHING
        else:
            selection = state.selection.with_range(state.listing.nums(first, last + 1))
        state.update(selection=selection, range_start=None)

    def all(self) -> None:
        """Select every article that is listed."""
        self._state.update(selection=EVERYTHING)

    def invert(self) -> None:
        """Select what isn't selected."""
        self._state.update(selection=self._state.selection.inverted())
