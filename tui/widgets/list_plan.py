"""Which line of a list shows which row or heading: sums and a binary search at any length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from store.index.listing import Group


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands on a line: a row and which line of it, or the heading of a group."""

    index: int
    """The place of the row; of a heading, that of the first row below it."""
    line: int
    group: Group | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A list of `rows` rows of `height` lines each, with a heading of one line over each group."""

    rows: int
    height: int
    groups: Sequence[Group] = ()

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
            return Spot(*divmod(line, self.height), None)
        group, below = self.groups[at], line - self._heading_line(at) - 1
        if below < 0:
            return Spot(group.start, 0, group)
        index, within = divmod(below, self.height)
        return Spot(group.start + index, within, None)

    def row_from(self, line: int) -> int:
        """Return the place of the first row that, its heading included, starts at a line or below.

        Lines above the list count as its first.
        """
        index = self.spot(max(0, line)).index
        return index if self.first_line_of(index) >= line else index + 1

    def _heading_line(self, at: int) -> int:
        return self.groups[at].start * self.height + at
