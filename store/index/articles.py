"""The articles of an index: lists that a query gives, their rows, and whole articles."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from store.errors import UnknownArticle
from store.folder.locations import Locations, lies_in
from store.index import listings, rows
from store.index.conditions import Conditions
from store.index.database import Database
from store.index.listings import Ids, Listing
from store.index.totals import Totals, totals
from store.model import Article, Change, Entity, Row
from store.query.sql_functions import patterns_bounded


class Articles:
    """Finds and reads the articles of one index.

    `entities_of` returns the entities of an article with the user's corrections, by its id.
    """

    def __init__(
        self,
        locations: Locations,
        database: Database,
        conditions: Conditions,
        entities_of: Callable[[str], tuple[Entity, ...] | None],
    ) -> None:
        self._locations = locations
        self._database = database
        self._conditions = conditions
        self._entities_of = entities_of

    # -- lists

    def listing(
        self,
        query: str = "",
        sort: str = "id",
        stop: Callable[[], bool] | None = None,
        *,
        group: str = "",
    ) -> Listing:
        """Return the articles that match a query, in the order of `sort`.

        `sort` is a key of `store.query.sort_orders`, or several joined by commas; `group` puts the
        articles under headings: `date`, `source` or `tag`. Raises QueryError where one of the
        three can't be read, TooSlow where a regular expression takes long on a text, or when
        `stop()` says so while one is looked for.
        """
        from store.query.sort_orders import order_by

        order = order_by(sort)
        with self._conditions.bounded(query, stop) as (condition, bound):
            if not group:
                return listings.select(self._database, condition, bound, order)
            from store.index.list_groups import select_grouped

            return select_grouped(self._database, group, condition, bound, sort, order)

    def all_listed(self) -> Listing:
        """Return all articles by id without reading them: rows are looked up on demand."""
        return listings.AllListed(self._database)

    def listing_of(self, nums: list[int]) -> Listing:
        """Return the articles with these row numbers as a list, in their order."""
        return Listing(self._database, array("q", nums))

    def ids(self, query: str = "", sort: str = "id") -> Ids:
        """Return the ids that match a query, read as they are asked for. Raises QueryError."""
        return Ids(self.listing(query, sort))

    def among(self, nums: Sequence[int], query: str) -> set[int]:
        """Return those of these row numbers whose articles match a query. Raises QueryError."""
        with self._conditions.bounded(query) as (condition, bound):
            return listings.among(self._database, nums, condition, bound)

    def having(self, tag: str, query: str = "") -> Ids:
        """Return the ids of the articles that match a query and have a tag, or a passage with it.

        Raises QueryError.
        """
        from store.query import parse
        from store.query.query_words import quoted

        parse(query)  # so that an error names the column in the query as it was typed
        name = quoted(tag)
        having = f"(tag:={name} OR mark:={name})"
        return self.ids(having + (f" ({query})" if query.strip() else ""))

    def count(self, query: str = "", stop: Callable[[], bool] | None = None) -> int:
        """Return how many articles match a query. Raises what `listing` raises."""
        with self._conditions.bounded(query, stop) as (condition, bound):
            return listings.count(self._database, condition, bound)

    def lacking_names(self, query: str = "") -> list[str]:
        """Return the ids of articles not annotated yet whose names may affect the result of a
        query.

        Empty where the query uses no names. Raises QueryError.
        """
        from store.query import parse, sql

        tree = parse(query)
        if not sql.asks_for_names(tree):
            return []
        condition, bound = self._conditions.of_tree(sql.without_names(tree))
        lacking = f"a.recipe IS NULL AND ({condition})"
        with patterns_bounded():
            return listings.select(self._database, lacking, bound, "a.num").ids()

    def of_part(self, query: str = "") -> str:
        """Return a query for the same articles, within the folder that was opened.

        The query itself where that is the whole library. Raises QueryError.
        """
        if not self._locations.part:
            return query
        from store.query import parse
        from store.query.nodes import All, And, Below

        tree, part = parse(query), Below(self._locations.part)
        return str(part if tree == All() else And((part, tree)))

    def showing(self, words: str) -> set[int]:
        """Return the row numbers of the articles with some words in title, source or a tag."""
        return listings.showing(self._database, words)

    def depends_on(
        self, changes: Sequence[Change], query: str = "", sort: str = "id", group: str = ""
    ) -> bool:
        """Return whether changes may alter the articles of a list, their order or groups."""
        from store.query.dependencies import depends_on

        return depends_on(changes, query, sort, group)

    # -- articles

    def article(self, id: str) -> Article:
        """Return an article whole. Raises UnknownArticle."""
        article = rows.article(self._database, self.num(id))
        if article is None:
            raise UnknownArticle([id])
        return replace(article, entities=self._entities_of(id))

    def text(self, id: str) -> str:
        """Return an article's text alone. Raises UnknownArticle."""
        return rows.body(self._database, self.num(id))

    def row(self, id: str) -> Row:
        """Return the list row of an article. Raises UnknownArticle."""
        for row in rows.fetch(self._database, [self.num(id)]):
            return row
        raise UnknownArticle([id])

    def rows(self, ids: Sequence[str]) -> dict[str, Row]:
        """Return the list rows of those of these articles that exist, by id."""
        return {row.id: row for row in rows.fetch(self._database, self.nums_of(ids))}

    def single(self) -> str | None:
        """Return the id of the article that was named when the library was opened, if one was.

        Of a file with many articles it is the first. Raises UnknownArticle where it is left out of
        the library.
        """
        single = self._locations.single
        if single is None:
            return None
        id = self.first_of_file(single) or single
        self.num(id)
        return id

    def first_of_file(self, file_id: str) -> str | None:
        """Return the id of the first article of a file that holds several; None for any other."""
        return rows.first_of_file(self._database, file_id)

    def path(self, id: str) -> Path | None:
        """Return the path of the file behind an article; None where it is gone or lies outside."""
        raw = rows.raw_path(self._database, self.num(id))
        if raw is None:
            return None
        path = self._locations.path_of(raw)
        is_there = os.path.isfile(path) and lies_in(path, self._locations.root)
        return Path(os.fsdecode(path)) if is_there else None

    # -- row numbers

    def num(self, id: str) -> int:
        """Return an article's row number. Raises UnknownArticle."""
        return rows.known_num(self._database, id)

    def nums_of(self, ids: Sequence[str]) -> list[int]:
        """Return the row numbers of those of these articles that exist, in order."""
        return rows.nums_of(self._database, ids)[0]

    def id(self, num: int) -> str | None:
        """Return the id of the article with this row number, or None where it is gone."""
        return next((row.id for row in rows.fetch(self._database, [num])), None)

    def ids_of(self, nums: Sequence[int]) -> list[str]:
        """Return the ids of row numbers, in order."""
        return rows.ids_of(self._database, nums)

    # -- counts

    def lacking(self, ids: Sequence[str], tag: str) -> list[str]:
        """Return those of these articles that do not have a tag."""
        having = rows.having_tag(self._database, self.nums_of(ids), tag)
        return [id for id in ids if id not in having]

    def tag_counts(self, nums: Sequence[int]) -> dict[str, int]:
        """Return how many of the articles with these row numbers have each tag, by casefold."""
        return rows.tag_counts(self._database, nums)

    def totals(self) -> Totals:
        """Return how many articles there are, unread, tagged, annotated."""
        return totals(self._database)

    def version(self) -> int:
        """Return a number that differs whenever anything in the index changed, by any program.

        Compare numbers of one thread only.
        """
        return self._database.version()
