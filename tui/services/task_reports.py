"""What background tasks report: how far they are, and what keeps them from their work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.state import with_entry

if TYPE_CHECKING:
    from store.errors import CuttingsError
    from tui.ports import Ui
    from tui.state import BrowseState

AGAIN_AFTER = 3.0
"""Seconds after which what the disk has refused is tried again."""


class TaskReports:
    """Keeps progress and alerts of the background tasks in the state."""

    def __init__(self, state: BrowseState, ui: Ui) -> None:
        self._state = state
        self._ui = ui

    def post(self, task: str, words: str) -> None:
        """Report, from any thread, how far a task is; the newest report replaces older ones."""
        self._ui.post(partial(self.show, task, words), replaces=f"progress {task}")

    def show(self, task: str, words: str) -> None:
        """Show how far a task is; no words: it has ended."""
        self._state.update(progress=with_entry(self._state.progress, task, words))

    def alert(self, task: str, words: str) -> None:
        """Show what is wrong, until it is shown again without words."""
        self._state.update(alerts=with_entry(self._state.alerts, task, words))

    def ended(self, task: str) -> None:
        """Take away what was reported of a task."""
        self.show(task, "")
        self.alert(task, "")

    def retry(self, task: str, again: Callable[[], None]) -> Callable[[CuttingsError], None]:
        """Return what reports why a task failed, and tries it again until it succeeds."""

        def failed(error: CuttingsError) -> None:
            self.show(task, "")
            self.alert(task, str(error))
            self._ui.after(AGAIN_AFTER, again)

        return failed
