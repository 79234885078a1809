"""The table of readers: which module reads which files."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

from store.sources.source_document import Reader


class Format(NamedTuple):
    """A file format, and the module whose `read` is its reader."""

    name: str
    module: str
    version: int
    """Raised when the reader gives another text for the same file."""
    suffixes: tuple[str, ...]
    """In lower case, with the dot."""
    signatures: tuple[bytes, ...] = ()
    """What such a file begins with, where that tells the format whatever the file's name is."""

    def reader(self) -> Reader:
        """Return the reader, importing it and its library."""
        return cast(Reader, import_module(self.module).read)


FORMATS: tuple[Format, ...] = ()
"""Sorted by name."""
