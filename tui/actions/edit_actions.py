"""Read marks, undo and redo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Library
    from store.model import Change
    from tui.services.edits import Edits
    from tui.services.targets import Targets
    from tui.state import BrowseState


class EditActions:
    """Changes that ask nothing."""

    def __init__(
        self, library: Library, state: BrowseState, edits: Edits, targets: Targets
    ) -> None:
        self._library = library
        self._state = state
        self._edits = edits
        self._targets = targets

    def toggle_read(self) -> None:
        """Mark as read where the article at the cursor is unread, else as unread."""
        ids, library = self._targets.ids(), self._library
        row = self._state.current
        unread = row is not None and row.read is None
        today = date.today().isoformat()

        def verb() -> Change | None:
            return library.set_read(ids(), today if unread else None)

        self._edits.do(verb, "no article is chosen")

    def undo(self) -> None:
        """Take back the latest change."""
        self._edits.do(self._library.undo, "")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._edits.do(self._library.redo, "")

    def accept_edit(self) -> None:
        """Take the edit of `tags.yaml` that took much away for seen."""

        def verb() -> None:
            self._library.userdata.accept()

        self._edits.do(verb, "tags.yaml stays as it is; U shows what was changed")
