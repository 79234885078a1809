"""Changes to the user's work: queued one after the other, their outcome reported when done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from store.errors import CuttingsError
from store.userdata.writer import TRANSIENT_ERRORS
from store.userdata.writer import error_words as disk_words
from tui import display_text
from tui.state import with_entry

if TYPE_CHECKING:
    from store import Library
    from store.model import Change
    from tui.ports import OnDone, Ui
    from tui.state import BrowseState

SAVING_AFTER = 0.3
"""Seconds after which the screen says that a change is not yet saved."""
SAVING = "saving"
"""The task that the progress names while a change is not yet saved."""


class Edits:
    """Sends changes to the library's writer in the order of the keys."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        show: Callable[[Change | None], None],
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._show = show
        self._queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="changes")
        self.waiting = 0
        """Changes that were queued and are not yet made or refused."""

    def close(self) -> None:
        """Wait for the changes that were queued."""
        self._queue.shutdown(wait=True)

    def do(
        self,
        verb: Callable[[], Change | None],
        nothing: str = "nothing to change",
        quiet: bool = False,
        on_done: OnDone | None = None,
    ) -> None:
        """Queue a verb of the library; report its outcome to `on_done` instead of the status line.

        `nothing` is said where there was nothing to change; `quiet` says nothing at all.
        """
        self.waiting += 1
        self._ui.after(SAVING_AFTER, self._say_saving)

        def work() -> None:
            change, refused = None, True
            try:
                change = self._library.health.retry_after_repair(verb)
            except CuttingsError as error:
                words = display_text.short(str(error), self._state.places)
            except TRANSIENT_ERRORS as error:
                words = display_text.short(f"not saved: {disk_words(error)}", self._state.places)
            else:
                refused = False
                words = "" if quiet else change.label if change is not None else nothing
            self._ui.post(lambda: self._report(change, words, refused, on_done))

        self._queue.submit(work)

    def _say_saving(self) -> None:
        if self.waiting:
            self._state.update(progress=with_entry(self._state.progress, SAVING, "saving …"))

    def _report(
        self, change: Change | None, words: str, refused: bool, on_done: OnDone | None
    ) -> None:
        self.waiting -= 1
        if not self.waiting:
            self._state.update(progress=with_entry(self._state.progress, SAVING, ""))
        words = display_text.one_line(words)
        if on_done is not None:
            on_done(words, refused)
        elif words:
            self._ui.say(words, warning=refused)
        self._show(change)

    def keep_position(self, id: str, offset: int) -> None:
        """Remember the place in an article."""
        self._queue.submit(self._library.userdata.keep_position, id, offset)
