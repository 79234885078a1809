"""Repairs the index and the journal if their files are damaged, deleted or replaced while open."""

from __future__ import annotations

import errno
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from store.errors import LibraryError
from store.folder.locations import Locations
from store.index.database import Database
from store.index.file_state import FileState, file_at
from store.userdata import atomic_file
from store.userdata.journal import Journal
from store.userdata.writer import TRANSIENT_ERRORS

MOST_RENEWALS, WITHIN = 3, 60.0
"""Maximum number of index rebuilds within so many seconds: a failing disk would never end them."""


class HealthCheck:
    """Watches over the files of one library.

    Only `is_healthy` may be used outside the writer thread.
    """

    def __init__(self, places: Locations, database: Database, journal: Journal, lock: Path) -> None:
        self._places = places
        self._database = database
        self._journal = journal
        self._lock = lock
        self.on_index_rebuilt: Callable[[], None] | None = None
        """Called when the index has been rebuilt and contains the user's data."""
        self._generation = database.generation
        self._renewed: deque[float] = deque(maxlen=MOST_RENEWALS)

    @property
    def open_id(self) -> tuple[str, int]:
        """Return an identifier that changes when the journal or the index is reopened."""
        return self._journal.id, self._database.open_id

    def is_healthy(self) -> bool:
        """Return whether both files are still the open ones, judging by their names.

        Raises OSError.
        """
        journal = self._journal.file
        return (journal is None or journal == file_at(self._journal.path)) and (
            self._database.standing() is FileState.SOUND
        )

    def check(self) -> None:
        """Repair the journal and the index where needed, in that order.

        Raises FileNotFoundError if the library is gone, OSError if a repair fails.
        """
        before = self._journal.file
        try:
            if self._journal.check(suspected=self._database.is_suspected):
                self._database.is_suspected = False
            current = self._journal.file
            if before is not None and current is not None and not current.is_same(before):
                self._places.prepare()
            if self._database.standing() is not FileState.SOUND:
                self._renew()
        except LibraryError as error:
            raise OSError(errno.EIO, str(error)) from error

    def _renew(self) -> None:
        now = time.monotonic()
        if len(self._renewed) == MOST_RENEWALS and now - self._renewed[0] < WITHIN:
            message = "damaged repeatedly; the disk may be failing"
            raise OSError(errno.EIO, message, str(self._database.path))
        with atomic_file.locked(self._lock):
            if self._database.standing() is not FileState.SOUND:
                self._renewed.append(now)
                self._database.renew()

    def note_opened(self) -> None:
        """Note that the open index now contains the user's data."""
        if self._generation != self._database.generation:
            self._generation = self._database.generation
            if self.on_index_rebuilt is not None:
                self.on_index_rebuilt()

    def repair_after(self, error: Exception) -> bool:
        """Find the cause of an error; return whether it was repaired."""
        before = self.open_id
        self._database.report_error(error)
        try:
            self.check()
        except TRANSIENT_ERRORS:
            return False
        return self.open_id != before
