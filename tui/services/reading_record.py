"""What is remembered of reading: the place in each article, and that it was read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui.panes import READER

if TYPE_CHECKING:
    from store import Library
    from tui.ports import ReaderPort, Timer, Ui
    from tui.services.edits import Edits
    from tui.state import BrowseState

KEEP_AFTER = 1.0
"""Seconds for which the text rests before the place in it is remembered."""
READ_AFTER = 3.0
"""Seconds after which an article that stays open counts as read."""


class ReadingRecord:
    """Keeps the reading position, and marks articles as read."""

    def __init__(
        self, library: Library, state: BrowseState, ui: Ui, reader: ReaderPort, edits: Edits
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._reader = reader
        self._edits = edits
        self._stays: Timer | None = None
        self._rests: Timer | None = None

    def keep_place(self) -> None:
        """Remember the place in the article in view, for the next time."""
        article = self._state.article
        if article is not None:
            self._edits.keep_position(article.id, self._reader.place)

    def scrolled(self) -> None:
        """Remember the place when the text has come to rest, so that a killed program has it."""
        if self._rests is not None:
            self._rests.stop()
        self._rests = self._ui.after(KEEP_AFTER, self.keep_place)

    def opened(self) -> None:
        """Count the article in view as read when it has stayed open for a while."""
        if self._stays is not None:
            self._stays.stop()
        self._stays = self._ui.after(READ_AFTER, self._stayed)
        self.keep_place()

    def _stayed(self) -> None:
        if self._ui.is_uncovered():
            self._count_as_read()

    def reached_end(self) -> None:
        """The end came into sight: that counts when one is reading, not while one passes by."""
        state = self._state
        if state.pane == READER and state.prompt_hints is None and self._ui.is_uncovered():
            self._count_as_read()

    def _count_as_read(self) -> None:
        article, library = self._state.article, self._library
        if article is None or article.read is not None or article.status != "ok":
            return
        id, today = article.id, date.today().isoformat()  # an automatic mark is no step of undo
        self._edits.do(
            lambda: library.userdata.set_read([id], today, automatic=True), "", quiet=True
        )
