"""The line above the keys: what was just done, what goes on behind, and the legend."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.timer import Timer

from tui.reading.glyphs import cells, fit, shown_line
from tui.themes import KIND_LOOKS
from tui.widgets.bar import Bar
from tui.widgets.strips import CUT
from tui.widgets.styles import LookTable

SHOWN_FOR = 6.0
"""Seconds after which a message makes room for the legend again."""
LEGEND = ("people", "organisations", "places", "groups", "things")


class StatusLine(Bar):
    """A message, and an alert beside it, else the legend of the entities; work at the right."""

    LOOKS: ClassVar[LookTable] = KIND_LOOKS

    message: reactive[str] = reactive("")
    """What was just done or found; gone after a few seconds."""
    alert: reactive[str] = reactive("")
    """What is wrong, for as long as it is."""
    work: reactive[str] = reactive("")
    """What goes on behind the screen: reading files, finding entities."""
    legend: reactive[bool] = reactive(False)
    """Whether the article in view has entities to explain."""

    spare: reactive[bool] = reactive(False)
    """Whether the window is so low that the line is there only while it has something to say."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timer: Timer | None = None
        self._warning = False

    def say(self, words: str, *, warning: bool = False) -> None:
        """Show a message for some seconds."""
        self._warning = warning
        self.message = words
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SHOWN_FOR, self.hush)

    def watch_message(self) -> None:
        """Come and go in a low window."""
        self._come_or_go()

    def watch_alert(self) -> None:
        """Come and go in a low window."""
        self._come_or_go()

    def watch_spare(self) -> None:
        """Come and go in a low window."""
        self._come_or_go()

    def _come_or_go(self) -> None:
        self.display = bool(not self.spare or self.message or self.alert)

    def hush(self) -> None:
        """Take the message away."""
        self.message = ""

    def parts(self) -> tuple[list[Segment], list[Segment]]:
        """Return the message or the legend at the left, work and alerts at the right."""
        right: list[Segment] = []
        if self.work:
            most = self.size.width // (2 if self.message or self.alert else 1) - 4
            right.append(Segment(f" {_cut(self.work, max(1, most))} ", self.look("bar--quiet")))
        room = self.size.width - 2 - sum(cells(part.text) for part in right)
        left: list[Segment] = []
        if self.message:
            look = "bar--alert" if self._warning else "bar--key"
            words = _cut(self.message, room * 2 // 3 if self.alert else room)
            left = [Segment(f" {words}", self.look(look))]
            room -= cells(words) + 2
        if self.alert and not (self._warning and self.message) and room > 0:
            space = "   " if left else " "
            left.append(Segment(f"{space}{_cut(self.alert, room)}", self.look("bar--alert")))
        if left:
            return left, right
        return self._legend_segments(room), right

    def _legend_segments(self, room: int) -> list[Segment]:
        if not self.legend:
            return []
        segments = [Segment(" ", self.look())]
        used = 0
        for kind in LEGEND:
            if used + len(kind) + 2 > room:
                segments.append(Segment(CUT, self.look("bar--quiet")))
                break
            segments += [
                Segment(kind, self.look(f"kind--{kind}")),
                Segment("  ", self.look()),
            ]
            used += len(kind) + 2
        return segments


def _cut(words: str, room: int) -> str:
    words = shown_line(words)
    return fit(words, room) if cells(words) > room else words
