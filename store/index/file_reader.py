"""Reads files that may be new or changed, and decides what to do about each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.folder.decode import Content, read_bytes
from store.index import move_detection
from store.index.article_builder import Prepared, prepare, settled
from store.index.file_diff import Task


class Unchanged(NamedTuple):
    """The content is unchanged; time, size on disk or spelling of the name may differ."""

    size: int
    mtime_ns: int
    """The new values to store."""


Outcome = Prepared | Unchanged | move_detection.NewFile | None
"""None: as the index has it already."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """Reads files below a folder; the same for any number of processes."""

    folder: bytes
    root: bytes
    """The real path of the library when it was listed: nothing outside it is read."""
    vanished: frozenset[str]
    """Keys of the contents whose files have vanished: a new file with one may be a move."""

    def __call__(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return what to do about each of these files."""
        return [self.at(task) for task in tasks]

    def content(self, task: Task) -> Content:
        """Return the content of a file."""
        path = os.path.join(self.folder, task.raw)
        if not os.path.realpath(path).startswith(self.root.rstrip(b"/") + b"/"):
            return Content(b"", None, -1, 0, "a link that leads outside the library")
        return read_bytes(path)

    def at(self, task: Task) -> Outcome:
        """Return what to do about a file."""
        content = self.content(task)
        if (
            task.num is None
            and content.sha256
            and move_detection.key(content.sha256) in self.vanished
        ):
            return move_detection.NewFile(task, content.sha256)
        return read_candidate(task, content)


def read_candidate(task: Task, content: Content) -> Prepared | Unchanged | None:
    """Return what to do about a file with this content."""
    same = content.sha256 is not None and content.sha256 == task.sha256
    if task.present and same and task.status != "unreadable":
        return Unchanged(content.size, settled(content.mtime_ns))
    if task.present and task.status == "unreadable" and task.reason == content.problem:
        return None
    ready = prepare(task.id, task.raw, task.num, content, task.encoding if same else None)
    if task.present and same and ready.fault is not None and ready.fault == task.reason:
        return None
    return ready
