"""A list of articles: their row numbers in an order; rows are read on demand."""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, overload

from store.index import rows
from store.index.database import Database
from store.model import Row

_DIGITS_AT_ONCE = 1 << 18
"""Digits that become numbers in one go: meanwhile no other thread gets its turn."""


@dataclass(frozen=True, slots=True)
class Group:
    """A run of rows under one heading: its name, the index of its first row, their number."""

    name: str
    start: int
    count: int


class Listing:
    """The articles that matched a query when it ran, eight bytes a row.

    Rows are read from the index on demand, and show its present state. In a list grouped by tags,
    an article has a row in the group of each of its tags.
    """

    def __init__(
        self,
        database: Database,
        nums: array[int],
        groups: Sequence[Group] = (),
        grouped_by: str = "",
        articles: int | None = None,
    ) -> None:
        self._database = database
        self._nums = nums
        self.generation = database.generation
        """The index's generation: in another one, the row numbers are void."""
        self.groups = tuple(groups)
        """The groups in their order; empty where the list is not grouped."""
        self.grouped_by = grouped_by
        """The property of the groups, one of `list_groups.GROUPS`; empty where there are none."""
        self.articles = len(nums) if articles is None else articles
        """The number of different articles in the rows."""

    def __len__(self) -> int:
        return len(self._nums)

    def num(self, index: int) -> int:
        """Return the row number of the article at `index` (from 0)."""
        return self.nums(index, index + 1)[0]

    def nums(self, start: int = 0, stop: int | None = None) -> array[int]:
        """Return the row numbers from `start` to `stop`, counted from 0."""
        return self._nums[start:stop]

    def rows(self, start: int = 0, stop: int | None = None) -> list[Row]:
        """Return the rows from `start` to `stop`."""
        return rows.fetch(self._database, self.nums(start, stop))

    def group_at(self, index: int) -> Group | None:
        """Return the group that a place of the list is in; None where the list has none."""
        at = bisect_right(self.groups, index, key=lambda group: group.start) - 1
        return self.groups[at] if at >= 0 else None

    def index_of(self, num: int, group: str | None = None) -> int | None:
        """Return the index of the article with this row number in the list, or None.

        `group` names the group to search first. Scans the list, some 15 ns a row.
        """
        ranges = [
            (matching_group.start, matching_group.start + matching_group.count)
            for matching_group in self.groups
            if matching_group.name == group
        ]
        for start, stop in (*ranges, (0, len(self._nums))):
            with suppress(ValueError):
                return self._nums.index(num, start, stop)
        return None

    def ids(self, start: int = 0, stop: int | None = None) -> list[str]:
        """Return the ids from `start` to `stop`, those of deleted articles included."""
        return rows.ids_of(self._database, self.nums(start, stop))


class AllListed(Listing):
    """All articles by id, without reading them: a list to start with.

    Every access is a query, which takes longer further down the list: some 20 ns a row.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database, array("q"))
        (self.articles,) = (
            database.connection()
            .execute(
                # Two counts that SQLite has sooner than that of the rows where present = 1.
                "SELECT count(*) - (SELECT count(*) FROM articles WHERE present = 0) FROM articles"
            )
            .fetchone()
        )

    def __len__(self) -> int:
        return self.articles

    def nums(self, start: int = 0, stop: int | None = None) -> array[int]:
        """Return the row numbers from `start` to `stop`."""
        start, stop, _ = slice(start, stop).indices(len(self))
        return nums_in_order(
            self._database,
            "SELECT num FROM articles WHERE present = 1 ORDER BY id LIMIT ? OFFSET ?",
            (max(0, stop - start), start),
        )

    def index_of(self, num: int, group: str | None = None) -> int | None:
        """Return the index of the article with this row number in the list, or None."""
        row = (
            self._database.connection()
            .execute(
                "SELECT (SELECT count(*) FROM articles b WHERE b.present = 1 AND b.id < a.id)"
                " FROM articles a WHERE a.num = ? AND a.present = 1",
                (num,),
            )
            .fetchone()
        )
        return None if row is None else int(row[0])


class Ids(Sequence[str]):
    """The ids of a list of articles, read as they are asked for."""

    _PAGE = 1000

    def __init__(self, listing: Listing) -> None:
        self._listing = listing

    def __len__(self) -> int:
        return len(self._listing)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return (
                [self[place] for place in range(start, stop, step)]
                if step != 1
                else (self._listing.ids(start, stop))
            )
        place = range(len(self))[index]
        return self._listing.ids(place, place + 1)[0]

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), self._PAGE):
            yield from self._listing.ids(start, start + self._PAGE)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def select(
    database: Database, condition: str = "1", bound: Sequence[Any] = (), order: str = "a.id"
) -> Listing:
    """Return the present articles that meet an SQL condition over `articles a`, in order."""
    ordered = f"SELECT a.num FROM articles a WHERE a.present = 1 AND ({condition}) ORDER BY {order}"
    return Listing(database, nums_in_order(database, ordered, bound))


def nums_in_order(database: Database, ordered: str, bound: Sequence[Any]) -> array[int]:
    """Return the numbers that a statement yields, in its order.

    They arrive as one string of 16 hexadecimal digits each: SQLite then works without the
    interpreter, and other threads continue.
    """
    (digits,) = (
        database.connection()
        .execute(f"SELECT group_concat(printf('%016x', num), '') FROM ({ordered})", tuple(bound))
        .fetchone()
    )
    nums = array("q")
    for start in range(0, len(digits or ""), _DIGITS_AT_ONCE):
        nums.frombytes(bytes.fromhex(digits[start : start + _DIGITS_AT_ONCE]))
    if sys.byteorder == "little":
        nums.byteswap()
    return nums


def among(
    database: Database, nums: Sequence[int], condition: str, bound: Sequence[Any]
) -> set[int]:
    """Return those of these row numbers that meet a condition over `articles a`."""
    return set(
        nums_in_order(
            database,
            "SELECT a.num FROM articles a WHERE a.num IN (SELECT value FROM json_each(?))"
            f" AND a.present = 1 AND ({condition})",
            (json.dumps(list(nums)), *bound),
        )
    )


def showing(database: Database, words: str) -> set[int]:
    """Return the row numbers of the articles with some words in title, source or a tag.

    Letters are compared by casefold; the words may begin and end within others.
    """
    holds = " (instr(casefold({0}), :words) > 0)"
    if words.isascii():  # most titles are too: those SQLite compares by itself, which is far sooner
        holds = " ({0} LIKE :like ESCAPE '\\' OR ({0} GLOB '*[^ -~]*' AND" + holds + "))"
    title, source, tag = map(holds.format, ("title", "source", "name"))
    folded = words.casefold()
    like = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in folded)
    rows = database.connection().execute(
        f"SELECT num FROM articles WHERE {title} OR {source} UNION"
        f" SELECT num FROM article_tags WHERE tag_id IN (SELECT tag_id FROM tags WHERE {tag})",
        {"words": folded, "like": f"%{like}%"},
    )
    return {num for (num,) in rows}


def count(database: Database, condition: str = "1", bound: Sequence[Any] = ()) -> int:
    """Return how many present articles meet an SQL condition over `articles a`."""
    (number,) = (
        database.connection()
        .execute(
            f"SELECT count(*) FROM articles a WHERE a.present = 1 AND ({condition})", tuple(bound)
        )
        .fetchone()
    )
    return int(number)
