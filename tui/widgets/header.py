"""The top line: the library, how much is in it, and which part of it is listed."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive

from tui.reading.glyphs import cells, fit, shown_line
from tui.widgets.bar import Bar


class Header(Bar):
    """The program's name, the library's name, its totals, the filter."""

    library: reactive[str] = reactive("")
    """The library's name."""
    totals: reactive[str] = reactive("")
    """How many articles there are, in words."""
    filter: reactive[str] = reactive("")
    """The query that the list is filtered by; empty where all is listed."""

    def parts(self) -> tuple[list[Segment], list[Segment]]:
        """Return name and library at the left, then totals; the filter at the right."""
        name = [Segment(" cuttings ", self.look("bar--strong"))]
        place = [Segment(f" {shown_line(self.library)} ", self.look())]
        right: list[Segment] = []
        if self.filter:
            used = sum(cells(part.text) for part in (*name, *place))
            room = max(8, min(self.size.width // 2, self.size.width - used - 4))
            words = shown_line(self.filter)
            words = fit(words, min(cells(words), room - 9))
            right = [
                Segment("filter ", self.look("bar--quiet")),
                Segment(f"{words} ", self.look("bar--key")),
            ]
        room = self.size.width - 1 - sum(cells(part.text) for part in (*name, *place, *right))
        if room < 0:
            return name, right
        return [*name, *place, *self._totals(room)], right

    def _totals(self, room: int) -> list[Segment]:
        """Return as many of the totals as there is room for, the first ones first."""
        parts = self.totals.split(" · ")
        while parts and cells(words := f"  {' · '.join(parts)}") > room:
            parts.pop()
        return [Segment(words, self.look("bar--quiet"))] if parts else []
