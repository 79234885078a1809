"""The values of a converted file: its row in the index, and the articles that it gave."""

from __future__ import annotations

from typing import NamedTuple

from store.index.article_builder import Prepared


class FileRow(NamedTuple):
    """The row of a file in `files`, in the order of its columns."""

    id: str
    raw: bytes
    size: int
    mtime_ns: int
    sha256: str | None
    reader: str
    problem: str | None
    """What of it is no article, and why; None where nothing is left out."""


class Converted(NamedTuple):
    """A file and the articles that its reader gave."""

    file: FileRow
    articles: tuple[Prepared, ...]


class SameFile(NamedTuple):
    """A file whose bytes are unchanged, read by the same reader: only the row may differ."""

    raw: bytes
    size: int
    mtime_ns: int
