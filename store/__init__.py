"""The library behind cuttings: reads, indexes, searches and tags a folder of articles.

`Library` is its interface; the values it returns and the errors it raises are exported here.
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
    """Import `Library` at its first use, and with it SQLite and the folder code."""
    if name == "Library":
        from store.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
