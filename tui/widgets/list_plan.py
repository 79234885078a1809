"""Which line of a list shows which row or heading: sums and a binary search at any length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from store.index.listings import Group

Spot = tuple[int, int, Group | None]
"""What stands on a line: the place of a row and which line of it, None; or that of the first row
below a heading, 0, and the group whose heading it is."""


class Plan:
    """A list of `rows` rows of `height` lines each, with a heading of one line over each group."""

    __slots__ = ("groups", "height", "rows")

    def __init__(self, rows: int, height: int, groups: Sequence[Group] = ()) -> None:
        self.rows = rows
        self.height = height
        self.groups = groups

    @property
    def lines(self) -> int:
        """How many lines the whole takes."""
        return self.rows * self.height + len(self.groups)

    def line_of(self, index: int) -> int:
        """Return the first line of the row at a place."""
        above = bisect_right(self.groups, index, key=lambda group: group.start)
        return index * self.height + above

    def first_line_of(self, index: int) -> int:
        """Return the first line of the row at a place, or of the heading right above it."""
        above = bisect_right(self.groups, index, key=lambda group: group.start)
        begins = above > 0 and self.groups[above - 1].start == index
        return index * self.height + above - begins

    def spot(self, line: int) -> Spot:
        """Return what stands on a line from 0 on; below the last one, as if the list went on."""
        at = bisect_right(range(len(self.groups)), line, key=self._heading_line) - 1
        if at < 0:
            return *divmod(line, self.height), None
        group, below = self.groups[at], line - self._heading_line(at) - 1
        if below < 0:
            return group.start, 0, group
        index, within = divmod(below, self.height)
        return group.start + index, within, None

    def row_from(self, line: int) -> int:
        """Return the place of the first row that, its heading included, starts at a line or below.

        Lines above the list count as its first.
        """
        index, _, _ = self.spot(max(0, line))
        return index if self.first_line_of(index) >= line else index + 1

    def _heading_line(self, at: int) -> int:
        return self.groups[at].start * self.height + at
