"""The lines of the help page: keys and what they do, under the headings of their tasks."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from tui.reading.glyphs import fit
from tui.widgets.card_lines import CardLine, CardLines

KEY_WIDTH = 10
"""Cells of the column of keys."""


class KeyLines(CardLines):
    """Keys with a sentence each; headings are passed over by the cursor."""

    def row_line(self, row: CardLine, room: int, looks: tuple[str, ...]) -> list[Segment]:
        """Return the keys of a line in their column, and the sentence behind them."""
        keys: Style = self.look("choice--key", *looks)
        column = min(KEY_WIDTH, room // 2)
        words = fit(row.words, max(0, room - column))
        return [Segment(fit(row.before, column - 1) + " ", keys), Segment(words, self.look(*looks))]
