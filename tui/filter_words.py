"""The words of a filter that can stand in a text, and where they stand in an article."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from store.errors import QueryError

if TYPE_CHECKING:
    from store.model import Article, Span
    from store.query.nodes import Query


@lru_cache(maxsize=4)
def tree_of(query: str) -> Query | None:
    """Return the tree of a query that asks for words in texts; None for any other."""
    if not query:
        return None
    from store.query import parse
    from store.search.filter_matches import asks_of_texts

    try:
        tree = parse(query)
    except QueryError:
        return None
    return tree if asks_of_texts(tree) else None


def matches_in(article: Article, query: str) -> list[Span]:
    """Return where a filter's words, phrases and patterns stand in an article; not for the UI."""
    tree = tree_of(query)
    if tree is None:
        return []
    from store.search.filter_matches import filter_places

    return filter_places(tree, article)
