"""Compiles queries to SQL conditions, after bringing the index up to date with their needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.query.sql_functions import patterns_bounded

if TYPE_CHECKING:
    from store.query.nodes import Query
    from store.query.sql import Condition


class Conditions:
    """Compiles queries for one index.

    `narrow` returns the FTS5 expression for the only texts in which a regular expression can match.
    Each of `preparations` is called with a query before it is compiled, and updates the parts of
    the index that the query uses.
    """

    def __init__(
        self,
        narrow: Callable[[str], str | None],
        *preparations: Callable[[Query], None],
    ) -> None:
        self._narrow = narrow
        self._preparations = preparations

    def of(self, query: str) -> Condition:
        """Return the SQL condition of a query and its parameters. Raises QueryError."""
        from store.query import parse

        return self.of_tree(parse(query)) if query else ("1", ())

    def of_tree(self, tree: Query) -> Condition:
        """Return the SQL condition of a parsed query and its parameters."""
        from store.query import sql

        for prepare in self._preparations:
            prepare(tree)
        return sql.where(tree, self._narrow)

    @contextmanager
    def bounded(self, query: str, stop: Callable[[], bool] | None = None) -> Iterator[Condition]:
        """Yield the condition of a query; while it is used, no regular expression runs for ever.

        Raises QueryError, and TooSlow from inside the block.
        """
        condition = self.of(query)
        with patterns_bounded(stop):
            yield condition
