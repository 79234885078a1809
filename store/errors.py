"""The errors that the store raises: each says in one line what is wrong, where, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class CuttingsError(Exception):
    """The base of every error of the store; `str(error)` is one line fit to show to a person."""


class LibraryError(CuttingsError):
    """A folder can't be opened as a library: it is missing, no folder, or unreadable."""


class NeedsConfirmation(LibraryError):
    """A folder looks too large for a library (home, `/`, 20,000 candidates): ask first."""


class ReadOnlyError(CuttingsError):
    """A change was requested where nothing can be written, or while `tags.yaml` is broken."""


class Defect(ReadOnlyError):
    """The program itself failed; the message says where, so that it can be reported."""


class UnknownArticle(CuttingsError):
    """An id names no article of this library."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        shown = ", ".join(self.ids[:5]) + (" …" if len(self.ids) > 5 else "")
        super().__init__(f"no such article: {shown}")


class TagNameError(CuttingsError):
    """A tag name breaks a rule for names; the message says which one."""


class UnknownTag(CuttingsError):
    """A command names a tag that the library does not have."""


class NothingToDo(CuttingsError):
    """Undo, redo or a bulk action had nothing to change; the message says why."""


class ExportError(CuttingsError):
    """An export can't be written, or an import can't be read; the message says why."""


class Stopped(CuttingsError):
    """A long task was cancelled; none of its output exists."""


class QueryError(CuttingsError):
    """A query can't be parsed: `column` (from 1, in code points) and what was expected there."""

    def __init__(self, query: str, column: int, expected: str) -> None:
        self.query = query
        self.column = column
        self.expected = expected
        super().__init__(f"query, column {column}: expected {expected}")


class TooSlow(CuttingsError):
    """A regular expression took too long on a text, or was cancelled."""


class TagFileError(CuttingsError):
    """`tags.yaml` can't be used as it is: file, line and column (from 1), and the remedy."""

    def __init__(
        self, message: str, path: Path, line: int = 1, column: int = 1, remedy: str = ""
    ) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.remedy = remedy
        tail = f" ({remedy})" if remedy else ""
        super().__init__(f"{path}, line {line}, column {column}: {message}{tail}")


class ModelMissing(CuttingsError):
    """The language model is not installed, or can't be loaded."""
