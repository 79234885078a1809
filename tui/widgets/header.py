"""The top line: the library, how much is in it, and which part of it is listed."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive

from tui.reading.glyphs import cells, fit, shown_line
from tui.widgets.bar import Bar

LEAST_OF_NAME = 4
"""Cells of the library's name under which it is left away."""


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
        right = self._filter()
        room = self.size.width - 1 - sum(cells(part.text) for part in right)
        name = Segment(" cuttings ", self.look("bar--strong"))
        if cells(name.text) > room:
            return [], right
        room -= cells(name.text)
        library = shown_line(self.library)
        if cells(library) + 2 > room:
            if room < LEAST_OF_NAME + 2:
                return [name], right
            library = fit(library, room - 2)
        left = [name, Segment(f" {library} ", self.look())]
        return [*left, *self._totals(room - cells(library) - 2)], right

    def _filter(self) -> list[Segment]:
        if not self.filter:
            return []
        room = max(8, self.size.width // 2 - 9)
        words = shown_line(self.filter)
        words = fit(words, min(cells(words), room))
        return [
            Segment("filter ", self.look("bar--quiet")),
            Segment(f"{words} ", self.look("bar--key")),
        ]

    def _totals(self, room: int) -> list[Segment]:
        """Return as many of the totals as there is room for, the first ones first."""
        parts = self.totals.split(" · ")
        while parts and cells(words := f"  {' · '.join(parts)}") > room:
            parts.pop()
        return [Segment(words, self.look("bar--quiet"))] if parts else []
