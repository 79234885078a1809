"""The jump to an article by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Ui
    from tui.services.navigation import Navigation
    from tui.state import BrowseState


class JumpActions:
    """Opens the jump, and goes where was chosen in it."""

    def __init__(
        self, library: Library, state: BrowseState, ui: Ui, navigation: Navigation
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._navigation = navigation

    def open(self) -> None:
        """Open the jump."""
        from tui.overlays.jump_picker import JumpPicker

        def then(id: str | None) -> None:
            if id is not None:
                self._navigation.open(id)

        colors, hidden = self._state.tag_colors, self._state.hidden_labels
        self._ui.push(JumpPicker(self._library, colors, hidden), then)
