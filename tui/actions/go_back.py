"""One step back: from a find, a selection, a pane, and at last from the filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.article_facts import says_taken_away
from tui.panes import LIST, READER
from tui.selection import NOTHING

if TYPE_CHECKING:
    from tui.ports import Ui
    from tui.services.list_query import ListQuery
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState


class GoBack:
    """Leaves the innermost of what is open."""

    def __init__(
        self,
        state: BrowseState,
        ui: Ui,
        place: TextPlace,
        listings: ListQuery,
        accept_edit: Callable[[], None],
    ) -> None:
        self._state = state
        self._ui = ui
        self._place = place
        self._listings = listings
        self._accept_edit = accept_edit

    def back(self) -> None:
        """Leave the innermost: find, selection, only-text, pane; the filter from the list alone."""
        state = self._state
        if self._place.clear() and state.pane == READER:
            return
        if state.pane == LIST and self._clear_selection():
            return
        if state.text_only:
            state.update(text_only=False)
            self._ui.focus(READER)
        elif state.pane != LIST:
            self._ui.focus(LIST)
        elif says_taken_away(state):
            self._accept_edit()
        elif state.query:
            self._ui.hush()
            self._listings.run("")

    def _clear_selection(self) -> bool:
        """Select nothing; say whether anything was selected, or a range begun."""
        state = self._state
        selected = state.range_start is not None or state.selected > 0
        state.update(selection=NOTHING, range_start=None)
        return selected
