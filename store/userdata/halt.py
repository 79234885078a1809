"""What the program does when it fails itself: it keeps what there is, and takes no more changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from store.errors import CuttingsError, Defect
from store.userdata.tags_file import Stamp, TagsFile
from store.userdata.writer import TRANSIENT_ERRORS, defect

REMEDY = "earlier changes are kept; nothing more is changed until one is undone or tags.yaml edited"


class Halt:
    """Whether the work has come to a halt, and why: `reason` is None while it goes on.

    Used by the writer's thread. Trying again would fail again, so that it is not done before the
    file is another one, a change was undone, or the program is started anew.
    """

    def __init__(self, file: TagsFile) -> None:
        self.reason: Defect | None = None
        self._file = file
        self._stamp: Stamp | None = None

    @contextmanager
    def guard(self, failure: str) -> Iterator[None]:
        """Halt at an error that nobody foresaw; `failure` says in words what can't be done.

        Raises Defect then. Failures of the disk and known errors pass.
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
        """Raise the reason, where the work has come to a halt."""
        if self.reason is not None:
            raise Defect(str(self.reason))

    def try_resume(self) -> bool:
        """Go on where the file is another one by now; return whether that is so."""
        if self.reason is None or self._stamp == self._file.stamp():
            return False
        self.reason = None
        return True
