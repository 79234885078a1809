"""Looks for copies of one story in another process, and reports those that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

    from store import Library
    from store.duplicates.detect_progress import CopiesProgress
    from tui.ports import Stop, Ui
    from tui.services.library_watcher import LibraryWatcher
    from tui.services.task_reports import TaskReports

COPIES = "copies"
"""The task, as the progress names it."""


class DuplicateFinder:
    """Brings what the index knows of copies in step with its articles."""

    def __init__(
        self,
        library: Library,
        ui: Ui,
        reports: TaskReports,
        watcher: LibraryWatcher,
        closing: threading.Event,
    ) -> None:
        self._library = library
        self._ui = ui
        self._reports = reports
        self._watcher = watcher
        self._closing = closing

    def find(self) -> None:
        """Look for copies."""
        library = self._library

        def job(stop: Stop) -> None:
            before = library.articles.version()
            library.duplicates.find(
                lambda p: self._reports.post(COPIES, _progress_words(p)),
                lambda: stop() or self._closing.is_set(),
                apart=True,
            )
            if library.articles.version() != before:
                self._watcher.changed()

        def then(_: None) -> None:
            self._reports.show(COPIES, "")
            self._watcher.show()

        self._ui.run("find copies", job, then)


def _progress_words(progress: CopiesProgress) -> str:
    if progress.stage == "sampling":
        return f"looking for copies {progress.completed:,} of {progress.total:,}"
    return f"comparing copies {progress.completed:,} of {progress.total:,}"
