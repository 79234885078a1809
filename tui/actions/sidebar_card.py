"""What is known of the item that the sidebar is on, a name or a tag, and done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.state import BrowseState


class SidebarCard:
    """Opens the card of a name; of a tag, asks what is to be done with it."""

    def __init__(
        self, state: BrowseState, open_card: Callable[[], None], ask_about_tag: Callable[[], None]
    ) -> None:
        self._state = state
        self._open_card = open_card
        self._ask_about_tag = ask_about_tag

    def open(self) -> None:
        """Open the card, or ask."""
        if self._state.chosen_tag is not None:
            self._ask_about_tag()
        else:
            self._open_card()
