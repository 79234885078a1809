"""A line across the screen that is drawn from a few segments."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from tui.reading.glyphs import cells
from tui.widgets.strips import line_of
from tui.widgets.styles import LookTable, StyledWidget


class Bar(StyledWidget):
    """One line: what stands left, and what stands right of it where there is room."""

    LOOKS: ClassVar[LookTable] = {
        "bar--strong": "$accent bold",
        "bar--quiet": "$muted",
        "bar--key": "$accent bold",
        "bar--alert": "$warning bold",
    }
    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; background: $background; color: $foreground; }
    """

    def parts(self) -> tuple[list[Segment], list[Segment]]:
        """Return the segments at the left and those at the right end."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return the line: left and right parts, the right one left out where it has no room."""
        left, right = self.parts()
        width = self.size.width
        base = self.look()
        used = sum(cells(segment.text) for segment in left)
        width_needed = sum(cells(segment.text) for segment in right)
        if used + width_needed + 1 > width:
            right, width_needed = [], 0
        gap = Segment(" " * max(0, width - used - width_needed), base)
        return line_of([*left, gap, *right], width, base)
