"""What goes on behind the screen: reading the folder, finding entities, changes from elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from store.errors import CuttingsError, ModelMissing
from store.folder.watch import FilesChanged, watch_in_process
from tui import display_text
from tui.actions.library_watcher import LibraryWatcher

if TYPE_CHECKING:
    from store.entities.annotate import AnnotateProgress
    from store.entities.pipelines import Pipelines
    from store.index.refresh_results import Progress, Refreshed
    from tui.browse import BrowseScreen

NOTED_FOR = 8.0
"""Seconds for which it is said what was put right."""

AGAIN_AFTER = 3.0
"""Seconds after which what the disk has refused is tried again."""


class Progressed(Message):
    """Something behind the screen got on; the newest report replaces older ones."""

    def __init__(self, task: str, words: str) -> None:
        super().__init__()
        self.task = task
        self.words = words

    def can_replace(self, message: Message) -> bool:
        """Say whether this report makes another one void."""
        return isinstance(message, Progressed) and message.task == self.task


class FolderTouched(Message):
    """Another hand has changed articles, or the file of the user's work."""

    def __init__(self, touched: FilesChanged) -> None:
        super().__init__()
        self.touched = touched


class BackgroundWork:
    """The tasks behind the screen, and what the status line says of them."""

    def __init__(self, screen: BrowseScreen, find_names: bool) -> None:
        self._screen = screen
        self._find_names = find_names
        self.looking: LibraryWatcher = LibraryWatcher(screen)
        self._closing = threading.Event()
        self._watching = threading.Event()
        self._words: dict[str, str] = {}
        self._troubles: dict[str, str] = {}
        self._wanted: str | None = None
        self._workers: Executor | None = None
        self._model_problem = ""
        self._routes: Pipelines | None = None
        self._problems_said: frozenset[str] = frozenset()
        self._started = False
        self.settled = False
        """Whether the folder has been read since the start."""

    def start(self) -> None:
        """Begin to read the folder, then to find entities, and look for changes all along."""
        self._started = True
        self.want(self._wanted)
        self.looking.start()
        self.looking.look_beside()
        self.read_folder()
        self._begin_to_watch()

    def _begin_to_watch(self) -> None:
        """Watch the folder from now on, and no longer as it was watched before."""
        self._watching.set()
        stop = self._watching = threading.Event()

        def watch() -> None:
            for touched in watch_in_process(self._screen.library.places, stop):
                self._screen.post_message(FolderTouched(touched))

        context = copy_context()  # a message to a screen that is closing needs to know its app
        threading.Thread(target=partial(context.run, watch), name="watch", daemon=True).start()

    def there(self, is_there: bool) -> None:
        """Hear whether the folder of the articles is there: it is said for as long as it isn't."""
        was_there = self._troubles.get("there") is None
        if is_there and not was_there:
            self._troubles.pop("there")
            self._begin_to_watch()
            self.read_folder()
        elif not is_there:
            self._troubles["there"] = f"{self._screen.library.places.articles}: the folder is gone"
        if is_there != was_there:
            self._screen.showing.problem()

    def note(self, words: str) -> None:
        """Say what was put right, for a while, whatever else is said."""
        self._troubles["mended"] = words
        self._screen.showing.problem()
        self._screen.set_timer(NOTED_FOR, self._noted)

    def _noted(self) -> None:
        self._troubles.pop("mended", None)
        self._screen.showing.problem()

    def look(self) -> None:
        """Show what has changed in the index."""
        self.looking.show()

    def touched(self, touched: FilesChanged) -> None:
        """Take what another hand has changed."""
        if touched.articles:
            self.read_folder()
        if touched.tags:
            self.look()
        self.looking.look_beside()

    @property
    def closing(self) -> bool:
        """Whether what goes on is to stop."""
        return self._closing.is_set()

    def close(self) -> None:
        """Stop what goes on; what is done is kept."""
        self._closing.set()
        self._watching.set()
        self.looking.close()
        self._dismiss_workers()

    # -- tasks

    def read_folder(self) -> None:
        """Take what is new or changed in the folder into the index, then find its names."""
        library = self._screen.library

        def job(stop: Callable[[], bool]) -> Refreshed:
            report = library.refresh(
                progress=lambda p: self.tell("folder", _reading_words(p)),
                stop=lambda: stop() or self._closing.is_set(),
                apart=True,
            )
            if report.anything:  # noted here, since of two that overlap only the later is heard
                self.looking.changed()
            return report

        def then(_report: Refreshed) -> None:
            self.settled = True
            self._troubles.pop("folder", None)
            self.told("folder", "")
            self._screen.listed.explain()
            self.look()
            self._look_up_models()
            self._screen.copying.look()
            self._find(None)

        self._screen.jobs.run("refresh", job, then, self._trouble("folder", self.read_folder))

    @property
    def trouble(self) -> str:
        """Why something behind the screen can't be done, for as long as that is so; else empty."""
        return next(iter(self._troubles.values()), "")

    def _trouble(self, task: str, again: Callable[[], None]) -> Callable[[CuttingsError], None]:
        """Return what says why a task failed, and tries it again until it succeeds."""

        def failed(error: CuttingsError) -> None:
            self._troubles[task] = str(error)
            self.told(task, "")
            self._screen.showing.problem()
            self._screen.set_timer(AGAIN_AFTER, again)

        return failed

    def want(self, id: str | None) -> None:
        """Say which article is in view, so that its entities are found first.

        Before the first screen is there, nothing is begun that would delay it.
        """
        self._wanted = id
        article = self._screen.reading.article
        missing = (
            article is not None and article.entities is None and not display_text.state(article)
        )
        if missing and self._started and not self.settled and id is not None:
            self._find([id])

    def _find(self, only: Sequence[str] | None) -> None:
        """Find the entities of some articles, or of all that have none."""
        if not self._find_names:
            return
        library = self._screen.library

        def progress(p: AnnotateProgress) -> None:
            if only is None:
                words = f"finding names {p.done:,} of {p.total:,}"
                self.tell("entities", words + _left(p.seconds_left))

        def job(stop: Callable[[], bool]) -> str:
            try:
                library.entities.annotate(
                    executor=self._hire_workers(),
                    progress=progress,
                    first=lambda: self._wanted,
                    only=only,
                    stop=lambda: stop() or self._closing.is_set(),
                )
            except ModelMissing as error:
                self._model_problem = str(error)  # the sidebar says so for as long as it is so
                return ""
            except CuttingsError as error:
                return str(error)
            return ""

        def then(problem: str) -> None:
            if problem:
                self._screen.say(problem, warning=True)
            self._troubles.pop("entities", None)
            self.told("entities", "")
            if only is None:
                self._dismiss_workers()
            self.look()
            self._screen.showing.article()

        again = self._trouble("entities", lambda: self._find(only))
        self._screen.jobs.run("annotate", job, then, again)

    def _hire_workers(self) -> Executor:
        if self._workers is None:
            self._workers = self._screen.library.entities.workers()
        return self._workers

    def _dismiss_workers(self) -> None:
        if self._workers is not None:
            self._workers.shutdown(wait=False, cancel_futures=True)
            self._workers = None

    def _look_up_models(self) -> None:
        """Learn which model reads what, and say, once each, which that are asked for don't."""
        if not self._find_names:
            return
        library = self._screen.library

        def job(_stop: Callable[[], bool]) -> tuple[Pipelines | None, tuple[str, ...]]:
            try:
                routes = library.entities.pipelines()
            except ModelMissing as error:
                return None, (str(error),)
            return routes, routes.problems

        def then(result: tuple[Pipelines | None, tuple[str, ...]]) -> None:
            self._routes, problems = result
            fresh = [problem for problem in problems if problem not in self._problems_said]
            if fresh:
                self._problems_said = self._problems_said.union(fresh)
                self._screen.say("; ".join(fresh), warning=True)
            self._screen.showing.article()

        self._screen.jobs.run("models", job, then)

    def why_no_entities(self) -> str:
        """Return why the article in view has no entities, or few, in words; empty where it has."""
        article = self._screen.reading.article
        if article is None or article.status != "ok":
            return ""
        if article.entities is not None:
            routes = self._routes
            return (routes.why_few(article.language) if routes is not None else None) or ""
        if not self._find_names:
            return "names are not looked for"
        return self._model_problem or article.reason or "finding names …"

    # -- what is said

    def tell(self, task: str, words: str) -> None:
        """Report, from any thread, what a task is at."""
        self._screen.post_message(Progressed(task, words))

    def told(self, task: str, words: str) -> None:
        """Take note of what a task reports."""
        self._words[task] = words
        self.show_work()

    def show_work(self) -> None:
        """Say in the status line what goes on."""
        self._screen.status.work = " · ".join(words for words in self._words.values() if words)


def _reading_words(progress: Progress) -> str:
    if progress.stage == "looking":
        return f"looking through the folder: {progress.completed:,}"
    return f"reading {progress.completed:,} of {progress.total or progress.completed:,}"


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 90:
        return f", {max(1, round(seconds))} s left"
    return f", {display_text.count(round(seconds / 60), 'minute')} left"
