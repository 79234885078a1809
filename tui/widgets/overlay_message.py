"""A line in an overlay that says what came of something, and is there only while it does."""

from __future__ import annotations

from rich.segment import Segment

from tui.reading.glyphs import cells, fit, shown_line
from tui.widgets.bar import Bar


class OverlayMessage(Bar):
    """A message above the hints of an overlay."""

    DEFAULT_CSS = """
    OverlayMessage { display: none; background: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = ""
        self._warning = False

    def say(self, words: str, warning: bool = False) -> None:
        """Show some words; none take the line away."""
        self._words, self._warning = words, warning
        self.display = bool(words)
        self.refresh()

    def parts(self) -> tuple[list[Segment], list[Segment]]:
        """Return the message."""
        words = shown_line(self._words)
        words = fit(words, min(cells(words), max(0, self.size.width - 1)))
        return [Segment(f" {words}", self.look("bar--alert" if self._warning else "bar--key"))], []
