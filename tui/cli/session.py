"""An opened library for the length of a command, its index brought up to date."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from store.errors import LibraryError, ModelMissing
from store.index.db_identity import ODD_VALUE, UNREADABLE
from tui.cli import output
from tui.cli.options import Common
from tui.cli.outcome import IndexRebuilt
from tui.cli.progress_line import QUIET, ProgressLine

if TYPE_CHECKING:
    from store import Library
    from store.entities.annotate import AnnotateProgress
    from store.index.refresh import Progress, Refreshed


class Interrupt:
    """Whether Ctrl-C was pressed: asked by work that ends by itself and keeps what is done."""

    def __init__(self) -> None:
        self.pressed = False

    def __call__(self) -> bool:
        """Return whether it was pressed."""
        return self.pressed

    def _press(self, number: int, frame: FrameType | None) -> None:
        if self.pressed:
            raise KeyboardInterrupt
        self.pressed = True

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Take Ctrl-C as a wish to stop; pressed twice, it is a KeyboardInterrupt as ever."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._press)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


@contextmanager
def open_session(common: Common, *, up_to_date: bool = True) -> Iterator[Library]:
    """Give the library that the options name, and close it at the end.

    `up_to_date` first brings its index in step with the folder. Raises LibraryError for every
    trouble that the database reports.
    """
    from store import Library
    from tui.settings import load

    settings = load()
    for fault in settings.faults:
        output.say(fault)

    def open_with(yes: bool) -> Library:
        return Library.open(
            common.library,
            tags_file=common.tags_file,
            coder=settings.coder,
            model=common.model or settings.model,
            jobs=settings.jobs,
            yes=yes,
        )

    try:
        with common.confirmed(open_with) as library:
            for notice in (library.places.notice, library.userdata.state.problem):
                if notice is not None:
                    output.say(notice)
            taken_away = library.userdata.state.removed_facts
            if taken_away is not None and taken_away.is_new:
                output.say(taken_away.message)
            with _healed(library):
                if up_to_date:
                    _bring_up_to_date(library)
                yield library
    except sqlite3.Error as error:
        raise LibraryError(f"the library's database: {error}") from error


@contextmanager
def _healed(library: Library) -> Iterator[None]:
    """Raise MadeAgain where a command met damage that is mended by now; say what was mended."""
    try:
        yield
    except (OSError, *UNREADABLE, *ODD_VALUE) as error:
        library.health.report_error(error)
        if library.health.recover():
            raise IndexRebuilt(
                output.Written.anything or library.userdata.change_count > 0
            ) from error
        raise
    finally:
        if library.health.generation:
            output.say("the index was damaged, and is made again from the articles")


def _bring_up_to_date(library: Library) -> None:
    stop = Interrupt()
    refreshed = refresh(library, stop)
    if stop.pressed:
        raise KeyboardInterrupt
    if refreshed.moved:
        output.say(moved_words(refreshed))


def refresh(library: Library, stop: Interrupt, quiet: float = QUIET) -> Refreshed:
    """Bring the index in step with the folder, with a progress line on a terminal."""
    with ProgressLine(quiet) as line, stop.watch():

        def progress(report: Progress) -> None:
            line.count(report.stage, report.completed, report.total, "articles")

        return library.refresh(progress, stop)


def moved_words(refreshed: Refreshed) -> str:
    """Return in words which articles have moved."""
    old, new = refreshed.moved[0]
    more = len(refreshed.moved) - 1
    return f"moved, with the work on it: {old} to {new}" + (f", and {more:,} more" if more else "")


def in_part(library: Library, query: str = "") -> str:
    """Return a query for what is in the folder that was opened, and say which part that is.

    Raises QueryError.
    """
    if library.places.part:
        output.say(f"only what is in {library.places.part} (the whole library: -L its top folder)")
    return library.articles.of_part(query)


def find_names(library: Library, query: str, no_entities: bool = False) -> bool:
    """Find the names that a query needs and that are unknown; say how many are left unknown.

    Return whether the query can be answered in full. Raises QueryError.
    """
    lacking = library.articles.lacking_names(query)
    complete = not lacking or (not no_entities and annotate(library, lacking))
    unknown = 0 if complete else len(library.articles.lacking_names(query))
    if unknown:
        articles = "1 article is" if unknown == 1 else f"{unknown:,} articles are"
        output.say(f"{articles} left out of account: their names are not known yet")
    return complete


def annotate(library: Library, ids: Sequence[str] | None, jobs: int | None = None) -> bool:
    """Find the entities that the articles (None: all) lack, with a progress line on a terminal.

    Return False, after a message, where no model can do it. Ctrl-C keeps what is done, and is then
    a KeyboardInterrupt.
    """
    stop = Interrupt()
    with ProgressLine() as line, stop.watch():

        def progress(report: AnnotateProgress) -> None:
            line.show(
                "finding entities",
                report.done,
                report.total,
                report.words_per_second,
                "words",
                report.seconds_left,
            )

        try:
            annotated = library.entities.annotate(progress=progress, stop=stop, only=ids, jobs=jobs)
        except ModelMissing as error:
            line.clear()
            output.say(f"no entities: {error}")
            return False
    if stop.pressed:
        raise KeyboardInterrupt
    for problem in library.entities.pipelines().problems:
        output.say(problem)
    if annotated.articles:
        for some in library.entities.unsupported(ids):
            output.say(f"{some}: no language model reads them, well-known names only")
    for id, reason in annotated.failed:
        output.say(f"no entities in {id}: {reason}")
    return True
