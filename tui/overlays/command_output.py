"""What a command printed: its lines, wrapped, and narrowed to those with some words."""

from __future__ import annotations

from collections.abc import Iterator

from store.fuzzy import fold
from tui.display_text import count, one_line
from tui.overlays.picker import Picker
from tui.reading.glyphs import cells, shown_line
from tui.widgets.pick_list import Choice

MOST_LINES = 5_000
"""Lines that are shown."""


FEW_LINES = 8
"""Lines for which the overlay is smaller than it can be."""
AROUND = 6
"""Lines around the output: frame, input, heading, a message, hints."""


class CommandOutput(Picker[None]):
    """Shows lines; typing leaves those that have the words, Enter and Esc close."""

    placeholder = "type words to see only the lines that have them"
    hints = (("↑↓", "move"), ("PgUp PgDn", "pages"), ("Enter Esc", "close"))

    def __init__(self, command: str, output: str, note: str) -> None:
        super().__init__()
        self._command = command
        self._note = note
        self._lines = output.removesuffix("\n").split("\n")
        self._left_out = len(self._lines) > MOST_LINES
        self._lines = self._lines[:MOST_LINES]

    def begin(self) -> None:
        """Say what ran, and what was out of the ordinary; be as high as the lines need."""
        self.choices.heading = one_line(self._command)
        self.say(self._note, warning=bool(self._note))
        if not self.has_class("-low") and len(self._lines) < FEW_LINES:
            self.query_one("#box").styles.height = 2 * len(self._lines) + AROUND

    def on_resize(self) -> None:
        """Wrap the lines anew, once there is a width to wrap them at."""
        self.call_after_refresh(self._wrap)

    def _wrap(self) -> None:
        if self.is_there:
            self.narrow(self.input.value)

    def narrow(self, words: str) -> None:
        """Show the lines that have all the words."""
        sought = fold(words).split()
        lines = [
            output_line
            for output_line in self._lines
            if all(word in fold(output_line) for word in sought)
        ]
        more = " and more" if self._left_out else ""
        self.choices.tail = f"{count(len(lines), 'line')}{more}"
        self.choices.empty = "no line has that"
        room = max(10, self.choices.body_width - 4)
        self.choices.show([Choice(row) for line in lines for row in _wrapped(line, room)])

    def take(self) -> None:
        """Close."""
        self.dismiss(None)


def _wrapped(line: str, room: int) -> Iterator[str]:
    """Yield a line in pieces of at most `room` cells, its tabs as blanks."""
    rest = line.rstrip("\r").expandtabs(8)
    at = 0
    while True:
        piece = rest[at : at + room]
        while len(piece) > 1 and cells(shown_line(piece)) > room:
            piece = piece[:-1]
        yield piece
        at += len(piece)
        if at >= len(rest):
            return
