"""Polls for changes that the screen does not show yet, whoever made them."""

from __future__ import annotations

import os
import threading
from collections import deque
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from store.errors import CuttingsError
from store.userdata.writer import TRANSIENT_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Library
    from store.index.totals import Totals
    from store.model import Change
    from tui.ports import Ui
    from tui.services.change_display import ChangeDisplay
    from tui.state import BrowseState

LOOK_EVERY = 0.4
"""Seconds between two looks: what another program does is on the screen within a second."""

FileEvent = Literal["there", "gone", "rebuilt", "restored"]
"""What was seen of the files: the folder of the articles is there or gone, the index was rebuilt
from the articles, or restored without a loss."""


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


class LibraryWatcher:
    """Looks on a thread of its own, has what is found shown, one look after the other."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        display: ChangeDisplay,
        on_files: Callable[[FileEvent], None],
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._display = display
        self._on_files = on_files
        self._closing = threading.Event()
        self._shown = Snapshot()
        self._changes: deque[Change] = deque()
        self._shown_here: set[int] = set()
        """Numbers of changes that are to be dropped."""
        self._anything = threading.Event()
        self.looks = 0
        """How often there was something to show."""

    def start(self) -> None:
        """Begin to look; what was read before may have changed while it was opened."""
        self._library.userdata.on_change = self._changes.append
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
                self._ui.post(partial(self._show_unless_busy, seen), replaces="look")

    def _is_new(self, seen: Snapshot) -> bool:
        """Say whether there is something to show; what the start has noted waits for the folder."""
        noted = self._anything.is_set() and self._state.folder_read
        return noted or seen != self._shown

    def _look(self) -> Snapshot | None:
        """Put right what fell under the program's hands, and return how things stand.

        None where that could not be told this time.
        """
        library = self._library
        try:
            library.health.recover()
            if library.userdata.state.fault is not None:  # the file may be sound again
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

    def changed(self) -> None:
        """Note, from any thread, that anything may have changed, for the next look."""
        self._anything.set()

    def look_beside(self) -> None:
        """Look, without waiting, for other versions of `tags.yaml` beside it."""

        def job(_stop: object) -> tuple[str, ...]:
            with suppress(OSError):  # a folder that can't be listed is told by who reads it
                return tuple(path.name for path in self._library.userdata.versions())
            return ()

        def then(names: tuple[str, ...]) -> None:
            self._state.update(versions=names)
            self._display.health()

        self._ui.run("versions", job, then)

    def _show_unless_busy(self, seen: Snapshot) -> None:
        """Show what a look has seen, unless another one is just being shown: then the next."""
        if not self._ui.busy("look"):
            self.show(seen)

    def show(self, seen: Snapshot | None = None) -> None:
        """Show what has changed in the index since the last time."""
        self.looks += 1
        self._display.health()
        library = self._library

        def job(_stop: object) -> tuple[bool, Totals]:
            return library.userdata.sync(wait=False), library.articles.totals()

        def then(result: tuple[bool, Totals]) -> None:
            synced, totals = result
            if seen is not None:
                self._take(seen)
            anything = synced or self._anything.is_set()
            self._anything.clear()
            changes = self._changes_of_others()
            if anything or changes:
                self._display.index_changed(anything, changes)
            else:
                self._display.totals(totals)  # a commit may have brought articles, or names

        def failed(_error: CuttingsError) -> None:
            if seen is not None:
                self._take(seen)
            self._display.health()

        self._ui.run("look", job, then, failed)

    def shown_already(self, change: Change) -> None:
        """Drop a change that was made and shown here, when it is seen."""
        self._shown_here.add(change.seq)

    def _changes_of_others(self) -> list[Change]:
        changes = [self._changes.popleft() for _ in range(len(self._changes))]
        seen_here = {change.seq for change in changes} & self._shown_here
        self._shown_here -= seen_here
        return [change for change in changes if change.seq not in seen_here]

    def _take(self, seen: Snapshot) -> None:
        """Take what was seen for shown, and report what was put right meanwhile."""
        before, self._shown = self._shown, seen
        self._on_files("there" if seen.is_there else "gone")
        if seen.generation != before.generation:
            self._anything.set()
            self._on_files("rebuilt")
        elif seen.turn[1] != before.turn[1]:
            self._on_files("restored")
