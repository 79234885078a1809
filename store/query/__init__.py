"""The query language: `parse` reads it into a tree, `sql.where` compiles that to SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.query.nodes import Query
    from store.query.parser import parse

__all__ = ["Query", "parse"]


def __getattr__(name: str) -> object:
    """Import the grammar at its first use: a start without a filter does not need it."""
    if name == "parse":
        from store.query.parser import parse

        return parse
    if name == "Query":
        from store.query.nodes import Query

        return Query
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
