"""A list of articles: their row numbers in an order, and the rows themselves when asked for."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import lt
from typing import Any, overload

from store.index import rows
from store.index.database import Database
from store.model import Row


class Listing:
    """The articles that a query gave, at the moment it ran: eight bytes for each.

    Rows are read from the index when they are asked for, and so show what they hold now.
    """

    def __init__(self, database: Database, nums: array[int]) -> None:
        self._database = database
        self._nums = nums
        self._ascending: bool | None = None
        self._places: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self._nums)

    def num(self, index: int) -> int:
        """Return the row number of the article at `index` (from 0)."""
        return self._nums[index]

    def nums(self, start: int = 0, stop: int | None = None) -> list[int]:
        """Return the row numbers from `start` to `stop`."""
        return self._nums[start:stop].tolist()

    def rows(self, start: int = 0, stop: int | None = None) -> list[Row]:
        """Return the rows from `start` to `stop`."""
        return rows.fetch(self._database, self._nums[start:stop])

    def index_of(self, num: int) -> int | None:
        """Return where the article with this row number stands in the list, if it does.

        The first call looks through the whole list.
        """
        if self._ascending is None:
            self._ascending = all(map(lt, self._nums, self._nums[1:]))
        if self._ascending:
            place = bisect_left(self._nums, num)
            return place if place < len(self._nums) and self._nums[place] == num else None
        if self._places is None:
            self._places = {number: place for place, number in enumerate(self._nums)}
        return self._places.get(num)

    def ids(self, start: int = 0, stop: int | None = None) -> list[str]:
        """Return the ids from `start` to `stop`; an article that is gone leaves its id here."""
        return rows.ids_of(self._database, self._nums[start:stop])


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
    """Return the present articles for which an SQL condition over `articles a` holds, in order."""
    # One value instead of a row for each article: SQLite then works without the interpreter.
    (nums,) = (
        database.connection()
        .execute(
            "SELECT json_group_array(num) FROM (SELECT a.num FROM articles a"
            f" WHERE a.present = 1 AND ({condition}) ORDER BY {order})",
            tuple(bound),
        )
        .fetchone()
    )
    return Listing(database, array("q", json.loads(nums)))


def count(database: Database, condition: str = "1", bound: Sequence[Any] = ()) -> int:
    """Return how many present articles an SQL condition over `articles a` holds for."""
    (number,) = (
        database.connection()
        .execute(
            f"SELECT count(*) FROM articles a WHERE a.present = 1 AND ({condition})", tuple(bound)
        )
        .fetchone()
    )
    return int(number)
