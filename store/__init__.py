"""The library behind cuttings: a folder of articles, read, indexed, searched, tagged.

`Library` is the one face of it; what it hands out and raises is exported beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import (
    CuttingsError,
    ExportError,
    LibraryError,
    ModelMissing,
    NeedsConfirmation,
    NothingToDo,
    QueryError,
    ReadOnlyError,
    Stopped,
    TagFileError,
    TagNameError,
    TooSlow,
    UnknownArticle,
    UnknownTag,
)
from store.index.refresh_results import Progress, Refreshed
from store.model import (
    LABELS,
    OWN_TAGS,
    Article,
    Change,
    Copy,
    CopyGroup,
    Entity,
    Hit,
    Mark,
    Match,
    Op,
    Row,
    Span,
    Status,
    Tag,
    TitleFrom,
)

if TYPE_CHECKING:
    from store.library import Library

__all__ = [
    "LABELS",
    "OWN_TAGS",
    "Article",
    "Change",
    "Copy",
    "CopyGroup",
    "CuttingsError",
    "Entity",
    "ExportError",
    "Hit",
    "Library",
    "LibraryError",
    "Mark",
    "Match",
    "ModelMissing",
    "NeedsConfirmation",
    "NothingToDo",
    "Op",
    "Progress",
    "QueryError",
    "ReadOnlyError",
    "Refreshed",
    "Row",
    "Span",
    "Status",
    "Stopped",
    "Tag",
    "TagFileError",
    "TagNameError",
    "TitleFrom",
    "TooSlow",
    "UnknownArticle",
    "UnknownTag",
]


def __getattr__(name: str) -> object:
    """Import `Library` at its first use: SQLite and the folder code come with it."""
    if name == "Library":
        from store.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
