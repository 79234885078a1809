"""The overlays over what is kept beside the articles: saved views, history, codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import Change
from tui.display_text import one_line
from tui.panes import SIDE

if TYPE_CHECKING:
    from store import Library
    from tui.overlays.list_editor import Came, Verb
    from tui.ports import Stop, Ui
    from tui.services.edits import Edits
    from tui.services.navigation import Navigation
    from tui.state import BrowseState


class CodebookActions:
    """Opens these overlays, and does what was chosen in them."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        edits: Edits,
        navigation: Navigation,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._edits = edits
        self._navigation = navigation

    def _do(self, verb: Verb, came: Came) -> None:
        def say(words: str, refused: bool) -> None:
            if not came(words, refused):
                self._ui.say(words, warning=refused)

        self._edits.do(verb, on_done=say)

    def views(self) -> None:
        """Open the saved views."""
        from tui.overlays.saved_views import SavedViews

        overlay = SavedViews(self._library, self._state.query, self._do)
        self._ui.push(overlay, self._filter)

    def codebook(self) -> None:
        """Open the codebook, at the tag of the sidebar; from there one comes to articles."""
        self._open(asking=False)

    def ask_about_tag(self) -> None:
        """Open the codebook, and ask at once what is to be done with the tag of the sidebar."""
        self._open(asking=True)

    def _open(self, asking: bool) -> None:
        from tui.overlays.codebook_editor import CodebookEditor

        at = self._state.chosen_tag if self._state.pane == SIDE else None
        self._ui.push(CodebookEditor(self._library, self._do, at, asking), self._filter)

    def conflicts(self) -> None:
        """Open the conflicts; from there one comes to the article of one."""
        from tui.overlays.conflict_list import ConflictList

        def then(id: str | None) -> None:
            if id is not None:
                self._navigation.open(id)

        self._ui.push(ConflictList(self._library, self._do), then)

    def _filter(self, query: str | None) -> None:
        if query is not None:
            self._navigation.list_only(query)

    def history(self) -> None:
        """Open the history; from there one comes to the articles of a change."""
        from tui.overlays.history_list import HistoryList

        def then(change: Change | None) -> None:
            if change is not None:
                self._go_to(change.seq)

        self._ui.push(HistoryList(self._library), then)

    def _go_to(self, seq: int) -> None:
        library = self._library

        def job(_stop: Stop) -> Change | None:
            return next((c for c in library.userdata.history(1, seq + 1) if c.seq == seq), None)

        def then(change: Change | None) -> None:
            if change is None:
                return
            label = one_line(change.label)
            if not change.ids:
                self._ui.say(f"{label}: no article was touched")
                return
            first, total = change.ids[0], len(change.ids)
            which = "its article" if total == 1 else f"the first of its {total:,} articles"
            words = f"{label}: here is {which}"
            self._navigation.open_at(first, None, lambda: self._ui.say(words))

        self._ui.run("go", job, then)
