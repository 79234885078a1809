"""Builds the next version of `tags.yaml` in the background if that takes long.

Changes in hundreds of blocks, or in a large file that can only be edited as a whole, take seconds,
during which other changes must not wait.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

from store.index.database import Database
from store.model import Change
from store.userdata import block_content
from store.userdata.tags_file import TagsFile, Version

MANY = 200
"""Maximum number of facts that are written on the writer thread."""


class NextVersion:
    """Builds one version at a time; `then` is called on another thread when it is finished."""

    def __init__(self, file: TagsFile, database: Database, then: Callable[[], None]) -> None:
        self.version: Future[Version] | None = None
        """The version being built, or finished but not yet written."""
        self._file = file
        self._database = database
        self._then = then

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, thread_name_prefix="cuttings-making")

    @property
    def is_busy(self) -> bool:
        """Return whether a version is being built."""
        return self.version is not None and not self.version.done()

    def is_long(self, changes: Sequence[Change]) -> bool:
        """Return whether writing the changes would take long."""
        if sum(len(change.ops) for change in changes) > MANY:
            return True
        from store.userdata.parse_process import LARGE

        current = self._file.current()
        if current is not None:
            return current[0].pieces is None and len(current[1]) > LARGE
        stamp = self._file.stamp()
        return stamp is not None and stamp[0] > LARGE

    def begin(self, changes: Sequence[Change], seq: int) -> None:
        """Start to build the version that includes `changes`, up to number `seq`."""
        current = self._file.current()
        held = None if current is None else (current[0].copy(), current[1])

        def make() -> Version:
            document, before = held or self._file.load()
            edits = block_content.edits(self._database.connection(), changes)
            return self._file.edited(document, before, edits, seq)

        self.version = self._thread.submit(make)
        self.version.add_done_callback(lambda _: self._then())

    def write(self, *, wait: bool) -> bool:
        """Write the finished version, if the file is still the one it was built from.

        Returns False while it is being built, unless `wait` is true. Raises any error from building
        or writing it.
        """
        if self.version is None:
            return True
        if self.is_busy and not wait:
            return False
        version, self.version = self.version, None
        finished = version.result()
        if self._file.is_current(finished.before):
            self._file.write_version(finished)
        return True

    def discard(self) -> None:
        """Discard the version, because its change numbers belong to another journal."""
        self.version = None
