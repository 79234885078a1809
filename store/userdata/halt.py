"""Stops all changes after an internal error, keeping the existing data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from store.errors import CuttingsError, Defect
from store.userdata.tags_file import Stamp, TagsFile
from store.userdata.writer import TRANSIENT_ERRORS, defect

REMEDY = "earlier changes are safe; to continue, undo a change or edit tags.yaml"


class Halt:
    """Whether changes have been stopped, and why: `reason` is None in normal operation.

    Used by the writer thread. Retrying would fail again, so it waits until the file changes, a
    change is undone or the program is restarted.
    """

    def __init__(self, file: TagsFile) -> None:
        self.reason: Defect | None = None
        self._file = file
        self._stamp: Stamp | None = None

    @contextmanager
    def guard(self, failure: str) -> Iterator[None]:
        """Stop all changes if the block raises an unexpected error; `failure` is the message.

        Raises Defect then. Disk errors and CuttingsErrors pass through.
        """
        try:
            yield
        except (*TRANSIENT_ERRORS, CuttingsError):
            raise
        except Exception as error:
            self.reason = Defect(f"{failure}: {defect(error)}; {REMEDY}")
            self._stamp = self._file.stamp()
            raise self.reason from error

    def check(self) -> None:
        """Raise the reason if changes have been stopped."""
        if self.reason is not None:
            raise Defect(str(self.reason))

    def try_resume(self) -> bool:
        """Resume if the file has changed since; return whether that is so."""
        if self.reason is None or self._stamp == self._file.stamp():
            return False
        self.reason = None
        return True
