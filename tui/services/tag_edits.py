"""Adding tags to articles and taking them off, as one change each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.panes import READER
from tui.selection import NOTHING
from tui.state import Retag

if TYPE_CHECKING:
    from store import Library
    from store.model import Change
    from tui.ports import Ids, OnDone, Ui
    from tui.services.edits import Edits
    from tui.state import BrowseState


class TagEdits:
    """Changes the tags of articles, and remembers the last action for a repeat."""

    def __init__(self, library: Library, state: BrowseState, ui: Ui, edits: Edits) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._edits = edits

    def retag(self, ids: Ids, tags: Retag, nothing: str = "nothing to change") -> None:
        """Add tags to the articles that `ids` gives and take others off, as one change."""
        library = self._library
        self._state.update(last_retag=tags)

        def verb() -> Change | None:
            return library.userdata.retag(ids(), add=tags.add, remove=tags.remove)

        self._edits.do(verb, nothing, on_done=self._letting_go())

    def toggle(self, ids: Ids, tag: str, on_done: OnDone | None = None) -> None:
        """Add a tag to the articles that `ids` gives where any lacks it, else take it off."""
        library = self._library
        state, ui = self._state, self._ui

        def verb() -> Change | None:
            chosen = ids()
            lacking = library.articles.lacking(chosen, tag)
            tags = Retag(add=(tag,)) if lacking else Retag(remove=(tag,))
            ui.post(lambda: state.update(last_retag=tags))
            return library.userdata.retag(chosen, add=tags.add, remove=tags.remove)

        self._edits.do(verb, "no article is chosen", on_done=self._letting_go(on_done))

    def _letting_go(self, on_done: OnDone | None = None) -> OnDone | None:
        """Return what also clears the selection when a tag was put on it, or taken off.

        Else a digit that is meant for one article would be for all of them.
        """
        state, ui = self._state, self._ui
        if state.pane == READER or not state.selected:
            return on_done

        def hear(words: str, refused: bool) -> None:
            if on_done is not None:
                on_done(words, refused)
            elif words:
                ui.say(words, warning=refused)
            if not refused:
                state.update(selection=NOTHING, range_start=None)

        return hear
