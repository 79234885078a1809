"""The part of `Library` that looks up rows: by id, by row number, by what they show."""

from __future__ import annotations

from collections.abc import Sequence

from store.errors import UnknownArticle
from store.index import listings, rows
from store.index.database import Database
from store.index.listings import Listing
from store.model import Change, Row


class LookingUp:
    """Finds articles in the index of a library."""

    _database: Database

    def showing(self, words: str) -> set[int]:
        """Return the row numbers of the articles with some words in title, source or a tag."""
        return listings.showing(self._database, words)

    def all_listed(self) -> Listing:
        """Return all articles by id, at once: what is asked of the list is looked up then."""
        return listings.AllListed(self._database)

    def num(self, id: str) -> int:
        """Return an article's row number. Raises UnknownArticle."""
        return rows.known_num(self._database, id)

    def nums_of(self, ids: Sequence[str]) -> list[int]:
        """Return the row numbers of those of these articles that are there, in order."""
        return rows.nums_of(self._database, ids)[0]

    def ids_of(self, nums: Sequence[int]) -> list[str]:
        """Return the ids of row numbers, in order."""
        return rows.ids_of(self._database, nums)

    def lacking(self, ids: Sequence[str], tag: str) -> list[str]:
        """Return those of these articles that do not have a tag."""
        having = rows.having_tag(self._database, self.nums_of(ids), tag)
        return [id for id in ids if id not in having]

    def tag_counts(self, nums: Sequence[int]) -> dict[str, int]:
        """Return how many of the articles with these row numbers have each tag, by casefold."""
        return rows.tag_counts(self._database, nums)

    def id(self, num: int) -> str | None:
        """Return the id of the article with this row number, or None where it is gone."""
        found = rows.fetch(self._database, [num])
        return found[0].id if found else None

    def row(self, id: str) -> Row:
        """Return what a list shows of an article. Raises UnknownArticle."""
        for row in rows.fetch(self._database, [self.num(id)]):
            return row
        raise UnknownArticle([id])

    def bears_on(
        self, changes: Sequence[Change], query: str = "", sort: str = "id", group: str = ""
    ) -> bool:
        """Say whether changes may alter which articles a listing has, their order or its groups."""
        from store.query.dependencies import depends_on

        return depends_on(changes, query, sort, group)
