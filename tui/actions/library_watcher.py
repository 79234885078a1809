"""Looks, all along, whether anything happened that the screen does not show: by any hand."""

from __future__ import annotations

import os
import threading
from collections import deque
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from store.errors import CuttingsError
from store.userdata.writer import TRANSIENT_ERRORS

if TYPE_CHECKING:
    from store.model import Change
    from tui.browse import BrowseScreen

LOOK_EVERY = 0.4
"""Seconds between two looks: what another program does is on the screen within a second."""

MADE_AGAIN = "index.db was damaged: it is made again from the articles and tags.yaml"
PUT_BACK = "index.db was gone: it is put back, and nothing is lost"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a look has found; another value when something happened since."""

    version: int = -1
    """The index's number, which every commit of anybody changes."""
    generation: int = 0
    """How often the index was made again."""
    turn: tuple[str, int] = ("", 0)
    """Which files are open: the journal's id, and how often the index was opened."""
    problem: str | None = None
    """What keeps the work from the disk."""
    is_there: bool = True
    """Whether the folder of the articles is there."""


class SnapshotTaken(Message):
    """Something was found that is not shown yet; the newest look replaces older ones."""

    def __init__(self, seen: Snapshot) -> None:
        super().__init__()
        self.seen = seen

    def can_replace(self, message: Message) -> bool:
        """Say whether this look makes another one void."""
        return isinstance(message, SnapshotTaken)


class LibraryWatcher:
    """Looks on a thread of its own, has what is found shown, one look after the other."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._closing = threading.Event()
        self._shown = Snapshot()
        self._changes: deque[Change] = deque()
        self._anything = threading.Event()
        self.looks = 0
        """How often there was something to show."""
        self.versions: list[str] = []
        """Names of other versions of `tags.yaml` that lie beside it."""

    def start(self) -> None:
        """Begin to look; what was read before may have changed while it was opened."""
        library = self._screen.library
        library.userdata.on_change = self._changes.append
        library.health.visible_ids = self._in_sight
        self._anything.set()  # it is shown when the folder has been read
        context = copy_context()  # as the watch of the folder has it
        look = partial(context.run, self._run)
        threading.Thread(target=look, name="look", daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._closing.set()

    def _run(self) -> None:
        self._shown = self._look() or self._shown
        while not self._closing.wait(LOOK_EVERY):
            seen = self._look()
            if seen is not None and self._is_new(seen) and not self._closing.is_set():
                self._screen.post_message(SnapshotTaken(seen))

    def _is_new(self, seen: Snapshot) -> bool:
        """Say whether there is something to show; what the start has noted waits for the folder."""
        noted = self._anything.is_set() and self._screen.background.settled
        return noted or seen != self._shown

    def _look(self) -> Snapshot | None:
        """Put right what fell under the program's hands, and return how things stand.

        None where that could not be told this time.
        """
        library = self._screen.library
        try:
            library.health.recover()
            if (
                library.userdata.state.fault is not None
            ):  # the file may have come right without a word
                library.userdata.sync(wait=False)
            return Snapshot(
                library.articles.version(),
                library.health.generation,
                library.health.open_id,
                library.userdata.state.problem,
                os.path.isdir(library.places.articles),
            )
        except (CuttingsError, *TRANSIENT_ERRORS) as error:
            library.health.report_error(error)
            return None

    def _in_sight(self) -> list[str]:
        """Return the ids of the articles on the screen, the one that is read first."""
        article = self._screen.reading.article
        shown = self._screen.list.seen_ids()
        return shown if article is None else [article.id, *shown]

    def changed(self) -> None:
        """Note, from any thread, that anything may have changed, for the next look."""
        self._anything.set()

    def look_beside(self) -> None:
        """Look, without waiting, for other versions of `tags.yaml` beside it."""

        def job(_stop: object) -> list[str]:
            with suppress(OSError):  # a folder that can't be listed is told by who reads it
                return [path.name for path in self._screen.library.userdata.versions()]
            return []

        def then(names: list[str]) -> None:
            self.versions = names
            self._screen.showing.problem()

        self._screen.jobs.run("versions", job, then)

    def found(self, seen: Snapshot) -> None:
        """Show what a look has found, unless another one is just being shown: then the next."""
        if not self._screen.jobs.busy("look"):
            self.show(seen)

    def show(self, seen: Snapshot | None = None) -> None:
        """Show what has changed in the index since the last time."""
        if not self._screen.is_mounted:
            return
        self.looks += 1
        self._screen.showing.problem()
        library = self._screen.library

        def job(_stop: object) -> bool:
            return library.userdata.sync(wait=False)

        def then(synced: bool) -> None:
            if seen is not None:
                self._take(seen)
            anything = synced or self._anything.is_set()
            self._anything.clear()
            changes = [self._changes.popleft() for _ in range(len(self._changes))]
            self._screen.showing.index_changed(anything, changes)

        def failed(_error: CuttingsError) -> None:
            if seen is not None:
                self._take(seen)
            self._screen.showing.problem()

        self._screen.jobs.run("look", job, then, failed)

    def _take(self, seen: Snapshot) -> None:
        """Take what was found for shown, and say what was put right meanwhile."""
        before, self._shown = self._shown, seen
        self._screen.background.there(seen.is_there)
        if seen.generation != before.generation:
            self._anything.set()
            self._screen.background.note(MADE_AGAIN)
            self._screen.listed.start_again()
            self._screen.background.read_folder()
        elif seen.turn[1] != before.turn[1]:
            self._screen.background.note(PUT_BACK)
