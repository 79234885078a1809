"""Reads files that may be new or changed, and decides what to do about each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.folder import file_types
from store.folder.decode import MAX_BYTES, Content, read_bytes
from store.folder.encodings import decode_bytes
from store.folder.file_types import FileType
from store.index import move_detection
from store.index.article_builder import Prepared, prepare, settled
from store.index.file_conversion import LARGEST_FILE
from store.index.file_diff import Task
from store.sources import news_export
from store.sources.file_kind import kind_of


class Unchanged(NamedTuple):
    """The content is unchanged; time, size on disk or spelling of the name may differ."""

    size: int
    mtime_ns: int
    """The new values to store."""


class NeedsReader(NamedTuple):
    """The file is of a format that another process has to read."""


Outcome = Prepared | Unchanged | move_detection.NewFile | NeedsReader | None
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

    def content(self, task: Task, most: int = MAX_BYTES) -> Content:
        """Return the content of a file; one over `most` bytes is not read."""
        path = os.path.join(self.folder, task.raw)
        if not os.path.realpath(path).startswith(self.root.rstrip(b"/") + b"/"):
            return Content(b"", None, -1, 0, "a link that leads outside the library")
        return read_bytes(path, most)

    def look(self, task: Task) -> tuple[Content, FileType | None]:
        """Return the content of a file that a reader may have to read, and its format."""
        content = self.content(task, LARGEST_FILE)
        kind = kind_of(task.raw.rpartition(b"/")[2], content.data)
        if kind is None and content.size <= MAX_BYTES and is_news_export(content.data):
            kind = file_types.find("news export")
        return content, kind

    def at(self, task: Task) -> Outcome:
        """Return what to do about a file."""
        content = self.content(task)
        kind = kind_of(task.raw.rpartition(b"/")[2], content.data)
        if kind is not None or is_news_export(content.data):
            return NeedsReader()
        if task.reader is not None:  # it was no plain text before
            task = task._replace(present=None, sha256=None)
        if (
            task.num is None
            and content.sha256
            and move_detection.key(content.sha256) in self.vanished
        ):
            return move_detection.NewFile(task, content.sha256)
        return read_candidate(task, content)


def is_news_export(data: bytes) -> bool:
    """Return whether a file of plain text is the export of a news database, with several articles.

    Almost every other file is told by its first bytes, without decoding it.
    """
    head = data[: news_export.HEAD]
    if not any(sign in head for sign in news_export.SIGNS):
        return False
    text = decode_bytes(data, None).text
    return news_export.find(text.replace("\r\n", "\n").replace("\r", "\n")) is not None


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
