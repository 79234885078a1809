"""The lines of a name's card: mentions in context, articles, names, under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from textual import events

from tui.reading.glyphs import cells, fit, shown_line
from tui.reading.hit_context import in_context
from tui.widgets.pick_list import PickList
from tui.widgets.styles import LookTable


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line to choose: a mention with what stands around it, an article, or a name."""

    sort: Literal["mention", "article", "name"]
    words: str
    kind: str = ""
    """The kind of entity whose colour the words have."""
    before: str = ""
    after: str = ""
    """What stands around a mention."""
    behind: str = ""
    """What stands at the end of the line of an article or a name."""


class CardLines(PickList):
    """Lines to choose from; the headings between them are passed over."""

    LOOKS: ClassVar[LookTable] = {"card--heading": "$faint"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[CardLine] = []
        self._drawn: list[str | int] = []
        self._line_of: list[int] = []

    def show_sections(self, sections: Sequence[tuple[str, Sequence[CardLine]]]) -> None:
        """Show sections, each with its heading; those without lines are left out."""
        self._rows, self._drawn, self._line_of = [], [], []
        for heading, rows in sections:
            if not rows:
                continue
            self._drawn += ["", heading] if self._drawn else [heading]
            for row in rows:
                self._line_of.append(len(self._drawn))
                self._drawn.append(len(self._rows))
                self._rows.append(row)
        self.set_reactive(PickList.cursor, 0)
        self._keep_in_sight()
        self.refresh()

    def __len__(self) -> int:
        return len(self._rows)

    def move(self, by: int) -> None:
        """Move the cursor by some lines, as far as they go."""
        if self._rows:
            self.cursor = max(0, min(self.cursor + by, len(self._rows) - 1))

    def next_section(self) -> None:
        """Move the cursor to the first line of the next section, round."""
        first = [i for i, at in enumerate(self._line_of) if isinstance(self._drawn[at - 1], str)]
        self.cursor = next((i for i in first if i > self.cursor), 0)

    def _keep_in_sight(self) -> None:
        height = max(1, self.body_height)
        line = self._line_of[self.cursor] if self._line_of else 0
        headed = line > 0 and isinstance(self._drawn[line - 1], str)
        top = max(self._top, line - height + 1)
        self._top = max(0, min(top, line - 1 if headed and height > 1 else line))

    def extent(self) -> tuple[float, float]:
        """Return which part of the lines is shown."""
        total = max(1, len(self._drawn))
        return self._top / total, min(1.0, (self._top + self.body_height) / total)

    async def on_click(self, event: events.Click) -> None:
        """Take the line that was clicked."""
        at = self._top + event.y - 1
        if event.y >= 1 and at in self._line_of:
            self.cursor = self._line_of.index(at)
            self.post_message(self.Chosen())

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y`: a heading, or a line to choose."""
        at = self._top + y
        if at >= len(self._drawn):
            return self.empty_line(y, self.empty) if not self._drawn else []
        line = self._drawn[at]
        if isinstance(line, str):
            words = fit(line, max(0, self.body_width - 2))
            return [Segment(f" {words} ", self.look("card--heading"))]
        row = self._rows[line]
        looks = ("choice--cursor",) if line == self.cursor else ()
        bar = Segment("▌ " if looks else "  ", self.look("choice--bar", *looks))
        return [bar, *self.row_line(row, max(0, self.body_width - 3), looks)]

    def row_line(self, row: CardLine, room: int, looks: tuple[str, ...]) -> list[Segment]:
        """Return what a line shows behind its bar, in `room` cells and one blank."""
        named = self.look(f"kind--{row.kind}", *looks) if row.kind else self.look(*looks)
        quiet = self.look("choice--quiet", *looks)
        if row.sort == "mention":
            before, match, after = in_context(row.before, row.words, row.after, room)
            parts = [Segment(before, quiet), Segment(match, named), Segment(after, quiet)]
            return [*parts, Segment(" ", quiet)]
        behind = fit(row.behind, min(cells(shown_line(row.behind)), room // 2))
        room -= cells(behind) + 1
        words = fit(row.words, min(cells(shown_line(row.words)), max(0, room)))
        pad = " " * (room - cells(words) + 1)
        return [Segment(words, named), Segment(f"{pad}{behind} ", quiet)]
