"""The marked passages of the article in view, as the sidebar lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import Mark
from tui import display_text

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Ui
    from tui.services.edits import Edits
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState


class SidebarMarks:
    """Shows marks, and takes them away."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        place: TextPlace,
        edits: Edits,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._place = place
        self._edits = edits

    def go_to(self, mark_id: str) -> None:
        """Show the passage of a mark, if it is not lost."""
        mark = self._mark(mark_id)
        if mark is None:
            return
        if mark.start is None or mark.end is None:
            self._ui.say("its words are no longer in the text", warning=True)
            return
        self._place.go_to_span(mark.start, mark.end)
        note = f" · {mark.note}" if mark.note else ""
        self._ui.say(display_text.one_line(f"{mark.tag}: {mark.quote}{note}"))

    def remove(self) -> None:
        """Take away the mark that the sidebar is on."""
        mark_id, article, library = self._state.chosen_mark, self._state.article, self._library
        if mark_id is not None and article is not None:
            self._edits.do(lambda: library.userdata.unmark(article.id, mark_id))

    def _mark(self, mark_id: str) -> Mark | None:
        article = self._state.article
        marks = article.marks if article is not None else ()
        return next((mark for mark in marks if mark.id == mark_id), None)
