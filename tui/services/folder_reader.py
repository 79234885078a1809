"""Reads what is new or changed in the folder of the articles into the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

    from store import Library
    from store.index.refresh_results import Progress, Refreshed
    from tui.ports import Stop, Ui
    from tui.services.task_reports import TaskReports
    from tui.state import BrowseState

FOLDER = "folder"
"""The task, as progress and alerts name it."""


class FolderReader:
    """Brings the index in step with the folder, then has done what depends on that."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        reports: TaskReports,
        closing: threading.Event,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._reports = reports
        self._closing = closing
        self.on_change: Callable[[], None] = lambda: None
        """Called, from a thread, where anything was new or changed."""
        self.next: Sequence[Callable[[], None]] = ()
        """What is done when the folder has been read."""

    def read(self) -> None:
        """Take what is new or changed in the folder into the index."""
        library = self._library

        def job(stop: Stop) -> Refreshed:
            report = library.refresh(
                progress=lambda p: self._reports.post(FOLDER, _reading_words(p)),
                stop=lambda: stop() or self._closing.is_set(),
                apart=True,
            )
            if report.anything:  # noted here, since of two that overlap only the later is heard
                self.on_change()
            return report

        def then(_report: Refreshed) -> None:
            self._reports.ended(FOLDER)
            self._state.update(folder_read=True)
            for call in self.next:
                call()

        self._ui.run("refresh", job, then, self._reports.retry(FOLDER, self.read))


def _reading_words(progress: Progress) -> str:
    if progress.stage == "looking":
        return f"looking through the folder: {progress.completed:,}"
    return f"reading {progress.completed:,} of {progress.total or progress.completed:,}"
