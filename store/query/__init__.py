"""The query language: `parse` reads it into a tree, `sql.where` compiles that to SQL."""

from store.query.nodes import Query
from store.query.parser import parse

__all__ = ["Query", "parse"]
