"""The last line: the keys that work now."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive

from tui.reading.glyphs import cells
from tui.widgets.bar import Bar

Hint = tuple[str, str]
"""A key, and in a word what it does."""


class KeyBar(Bar):
    """Hints, the most useful first; those that have no room are left out, help never is."""

    hints: reactive[tuple[Hint, ...]] = reactive(())
    """The hints for the pane in focus, best first; the last is always shown."""

    def parts(self) -> tuple[list[Segment], list[Segment]]:
        """Return as many hints as there is room for, and the last one at the right end."""
        if not self.hints:
            return [], []
        *hints, last = self.hints
        room = self.size.width - _room(last) - 3
        segments: list[Segment] = [Segment(" ", self.look())]
        for hint in hints:
            room -= _room(hint)
            if room < 0:
                break
            segments += self._hint(hint)
        return segments, self._hint(last)

    def _hint(self, hint: Hint) -> list[Segment]:
        key, words = hint
        return [
            Segment(key, self.look("bar--key")),
            Segment(f" {words}  ", self.look("bar--quiet")),
        ]


def _room(hint: Hint) -> int:
    return cells(hint[0]) + cells(hint[1]) + 3
