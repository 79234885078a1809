"""Finds the names in the articles, those in sight first, in processes of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from store.errors import CuttingsError, ModelMissing
from tui import display_text

if TYPE_CHECKING:
    import threading

    from store import Library
    from store.entities.annotate import AnnotateProgress
    from store.entities.pipelines import Pipelines
    from tui.ports import Stop, Ui
    from tui.services.task_reports import TaskReports
    from tui.state import BrowseState

NAMES = "entities"
"""The task, as progress and alerts name it."""


class NameFinder:
    """Annotates the library in the background."""

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
        self._workers: Executor | None = None
        self._first: str | None = None
        """The article at the cursor, whose names are found before all others."""
        self._problems_said: frozenset[str] = frozenset()
        self.is_started = False
        """Whether names are looked for from now on: nothing delays the first screen."""
        self.on_done: Callable[[], None] = lambda: None
        """Called when the names of some articles were found."""
        state.subscribe(self._changed)

    def _changed(self, names: frozenset[str]) -> None:
        row = self._state.current
        self._first = row.id if row is not None else None
        if "page" in names:
            self._find_in_view()

    def start(self) -> None:
        """Begin: the article in view may have no names yet."""
        self.is_started = True
        self._find_in_view()

    def _find_in_view(self) -> None:
        """Find the names of the article in view at once, where reading the folder takes long."""
        article = self._state.article
        if not self.is_started or self._state.folder_read or article is None:
            return
        if article.entities is None and not display_text.state(article):
            self._find([article.id])

    def find_all(self) -> None:
        """Find the names of all articles that have none yet."""
        self._find(None)

    def _find(self, only: Sequence[str] | None) -> None:
        """Find the entities of some articles, or of all that have none."""
        if not self._state.find_names:
            return
        library = self._library

        def progress(p: AnnotateProgress) -> None:
            if only is None:
                words = f"finding names {p.done:,} of {p.total:,}"
                self._reports.post(NAMES, words + _left(p.seconds_left))

        def job(stop: Stop) -> tuple[str, str]:
            try:
                library.entities.annotate(
                    executor=self._hire_workers(),
                    progress=progress,
                    first=lambda: self._first,
                    only=only,
                    stop=lambda: stop() or self._closing.is_set(),
                )
            except ModelMissing as error:
                return "", str(error)  # the sidebar says so for as long as it is so
            except CuttingsError as error:
                return str(error), ""
            return "", ""

        def then(result: tuple[str, str]) -> None:
            problem, missing = result
            if problem:
                self._ui.say(problem, warning=True)
            self._reports.ended(NAMES)
            if missing:
                self._state.update(model_problem=missing)
            if only is None:
                self.close()
            self.on_done()

        again = self._reports.retry(NAMES, lambda: self._find(only))
        self._ui.run("annotate", job, then, again)

    def _hire_workers(self) -> Executor:
        if self._workers is None:
            self._workers = self._library.entities.workers()
        return self._workers

    def close(self) -> None:
        """Dismiss the processes; what they have found is kept."""
        if self._workers is not None:
            self._workers.shutdown(wait=False, cancel_futures=True)
            self._workers = None

    def look_up_models(self) -> None:
        """Learn which model reads what, and say, once each, which that are asked for don't."""
        if not self._state.find_names:
            return
        library = self._library

        def job(_stop: Stop) -> tuple[Pipelines | None, tuple[str, ...]]:
            try:
                pipelines = library.entities.pipelines()
            except ModelMissing as error:
                return None, (str(error),)
            return pipelines, pipelines.problems

        def then(result: tuple[Pipelines | None, tuple[str, ...]]) -> None:
            pipelines, problems = result
            fresh = [problem for problem in problems if problem not in self._problems_said]
            if fresh:
                self._problems_said = self._problems_said.union(fresh)
                self._ui.say("; ".join(fresh), warning=True)
            self._state.update(pipelines=pipelines)

        self._ui.run("models", job, then)


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 90:
        return f", {max(1, round(seconds))} s left"
    return f", {display_text.count(round(seconds / 60), 'minute')} left"
