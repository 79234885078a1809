"""The rows of a list that have come into sight: read when they do, and kept for a while."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from store.index.listings import Group
from store.model import Row

MOST_KEPT = 1000
"""Rows that are kept when others come into sight."""


class Rows(Protocol):
    """The rows of a list: how many, in which groups, and those of a range."""

    groups: tuple[Group, ...]
    grouped_by: str

    def __len__(self) -> int: ...
    def nums(self, start: int = 0, stop: int | None = None) -> Sequence[int]:
        """Return the row numbers of a range of places."""
        ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """Return the rows of a range of places."""
        ...


class SeenRows:
    """Rows by their places in a list."""

    def __init__(self, rows_read: Mapping[int, Row] | None = None) -> None:
        self._rows = dict(rows_read or {})
        self._before: dict[int, Row] = {}
        """What was read before, where it is to be read again."""

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, place: int) -> bool:
        return place in self._rows

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        return iter(list(self._rows.items()))

    def get(self, place: int) -> Row | None:
        """Return the row at a place as far as it was read, also one that is to be read again."""
        return self._rows.get(place) or self._before.get(place)

    def read(self, rows: Rows, start: int, stop: int) -> None:
        """Read the rows of some places. Raises what reading them raises."""
        if len(self._rows) > MOST_KEPT:
            self._rows.clear()
        for place, row in enumerate(rows.rows(start, stop), start):
            self._rows.setdefault(place, row)

    def forget(self, nums: frozenset[int] | None = None) -> None:
        """Have rows with these numbers, or all, read again when they are next asked for."""
        again = [at for at, row in self if nums is None or row.num in nums]
        if len(self._before) > MOST_KEPT:
            self._before.clear()
        self._before |= {at: self._rows.pop(at) for at in again}
