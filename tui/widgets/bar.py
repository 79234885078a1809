"""A line across the screen that is drawn from a few segments."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.reading.glyphs import cells


class Bar(Widget):
    """One line: what stands left, and what stands right of it where there is room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar--strong",
        "bar--quiet",
        "bar--key",
        "bar--alert",
    }
    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; background: $background; color: $foreground; }
    Bar > .bar--strong { color: $accent; text-style: bold; }
    Bar > .bar--quiet { color: $muted; }
    Bar > .bar--key { color: $accent; text-style: bold; }
    Bar > .bar--alert { color: $warning; text-style: bold; }
    """

    def look(self, *names: str) -> Style:
        """Return the bar's style with the named component styles upon it."""
        style = self.visual_style.rich_style
        for name in names:
            style += self.get_component_rich_style(name, partial=True)
        return style

    def parts(self) -> tuple[list[Segment], list[Segment]]:
        """Return the segments at the left and those at the right end."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return the line: left and right parts, the right one left out where it has no room."""
        left, right = self.parts()
        width = self.size.width
        base = self.look()
        used = sum(cells(segment.text) for segment in left)
        wanted = sum(cells(segment.text) for segment in right)
        if used + wanted + 1 > width:
            right, wanted = [], 0
        gap = Segment(" " * max(0, width - used - wanted), base)
        return Strip([*left, gap, *right]).adjust_cell_length(width, base)
