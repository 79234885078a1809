"""The order of the list, and looking again for what it would have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.list_order import Order
    from tui.ports import Ui
    from tui.services.list_query import ListQuery
    from tui.state import BrowseState


class ListActions:
    """What is done with the list as a whole."""

    def __init__(
        self,
        state: BrowseState,
        ui: Ui,
        listings: ListQuery,
        read_folder: Callable[[], None],
    ) -> None:
        self._state = state
        self._ui = ui
        self._listings = listings
        self._read_folder = read_folder

    def run_again(self) -> None:
        """Look into the folder and run the filter again, and draw everything anew."""
        self._ui.redraw()
        self._listings.run()
        self._read_folder()

    def ask_order(self) -> None:
        """Open what the order is put together in, and list in the one that comes of it."""
        from tui.overlays.sort_menu import SortMenu

        def then(order: Order | None) -> None:
            if order is not None and order != self._state.order:
                self._state.update(order=order)
                self._listings.run()

        self._ui.push(SortMenu(self._state.order), then)
