"""The list of articles: row numbers in memory, rows fetched as they come into sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive

from store.model import Row
from tui import wording
from tui.reading.blocks import NOTE_SIGN
from tui.reading.glyphs import cells, fit, shown_line
from tui.selection import NOTHING, Selection
from tui.widgets.looks import LookTable
from tui.widgets.pane import Pane

DENSE_BELOW = 9
"""Lines of height under which an article takes one line instead of two."""


class Rows(Protocol):
    """The rows of a list: how many, and those of a range."""

    def __len__(self) -> int: ...
    def num(self, index: int) -> int:
        """Return the row number at a place in the list."""
        ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """Return the rows of a range of places."""
        ...


class ArticleList(Pane):
    """The articles that are shown, a cursor, and a selection."""

    LOOKS: ClassVar[LookTable] = {
        "list--unread": "bold",
        "list--read": "",
        "list--about": "$muted",
        "list--cursor": "on $cursor-blur",
        "list--cursor:focus": "on $cursor",
        "list--bar": "$accent",
        "list--fault": "$warning",
        "list--gone": "$faint",
        "list--cursor:nocolor": "reverse",
    }

    cursor: reactive[int] = reactive(0, repaint=False)
    """The place in the list that the cursor is on."""
    selection: reactive[Selection] = reactive(NOTHING)
    """Which row numbers are selected."""

    class Moved(Message):
        """The cursor came to another place, or to another article at the same place."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Opened(Message):
        """The article under the cursor is to be read."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Rows | None = None
        self._seen: dict[int, Row] = {}
        self._top = 0
        self.stale: frozenset[int] = frozenset()
        """Row numbers that no longer match the filter, and are shown dimmed."""
        self.empty = "Reading the folder …"
        """What is said while there is nothing to list."""

    # -- what is listed

    def show(self, rows: Rows, cursor: int) -> None:
        """List other rows, with the cursor at a place."""
        self._rows = rows
        self._seen.clear()
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, len(rows) - 1)))
        self._centre_cursor()
        self.moved()

    def forget(self, nums: frozenset[int] | None = None) -> None:
        """Fetch some rows anew when they are next drawn, or all."""
        if nums is None:
            self._seen.clear()
        else:
            self._seen = {at: row for at, row in self._seen.items() if row.num not in nums}
        self.refresh()

    def __len__(self) -> int:
        return 0 if self._rows is None else len(self._rows)

    def row(self, index: int) -> Row | None:
        """Return the row at a place, fetched with its screenful when it is not at hand."""
        if self._rows is None or not 0 <= index < len(self._rows):
            return None
        if index not in self._seen:
            if len(self._seen) > 1000:
                self._seen.clear()
            start = self._top if self._top <= index < self._top + self.shown else index
            for at, row in enumerate(self._rows.rows(start, start + self.shown + 1), start):
                self._seen.setdefault(at, row)
        return self._seen.get(index)

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    # -- moving

    @property
    def row_height(self) -> int:
        """Lines of an article."""
        return 1 if self.body_height < DENSE_BELOW else 2

    @property
    def shown(self) -> int:
        """Articles that fit on the pane."""
        return max(1, self.body_height // self.row_height)

    def move(self, by: int) -> None:
        """Move the cursor by some articles, as far as the list goes."""
        self.move_to(self.cursor + by)

    def move_to(self, index: int) -> None:
        """Move the cursor to a place, or to the end that is nearest to it."""
        if len(self):
            self.cursor = max(0, min(index, len(self) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two articles that changed, or the whole when it had to be scrolled."""
        if self._keep_cursor_in_sight():
            self.moved()
        else:
            for index in (old, new):
                self.repaint_body((index - self._top) * self.row_height, self.row_height)
        self.post_message(self.Moved(new))

    def _centre_cursor(self) -> None:
        """Scroll so that a cursor out of sight has as many articles above as below."""
        if not self._top <= self.cursor < self._top + self.shown:
            self._top = self.cursor - self.shown // 2
        self._keep_cursor_in_sight()

    def _keep_cursor_in_sight(self) -> bool:
        top = max(min(self._top, self.cursor), self.cursor - self.shown + 1)
        top = max(0, min(top, len(self) - self.shown))
        changed, self._top = top != self._top, top
        return changed

    def scroll_by(self, lines: int) -> None:
        """Move the cursor with the wheel."""
        self.move(1 if lines > 0 else -1)

    def extent(self) -> tuple[float, float]:
        """Return which part of the list is shown."""
        total = max(1, len(self))
        return self._top / total, min(1.0, (self._top + self.shown) / total)

    def on_resize(self) -> None:
        """Keep the cursor in sight in a window of another size."""
        if self._top == self.cursor:
            self._top = self.cursor - self.shown // 2
        self._keep_cursor_in_sight()

    async def on_click(self, event: events.Click) -> None:
        """Move to the article that was clicked; open it with the second click."""
        if event.y >= 1:
            index = self._top + (event.y - 1) // self.row_height
            if index < len(self):
                self.move_to(index)
                if event.chain > 1:
                    self.post_message(self.Opened())

    # -- drawing

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y`: the title of an article, or what is known about it."""
        if not len(self):
            return self.empty_line(y, self.empty)
        index, line = self._top + y // self.row_height, y % self.row_height
        row = self.row(index) if y // self.row_height < self.shown else None
        if row is None:
            return []
        looks = ["list--cursor"] if index == self.cursor else []
        if line == 0:
            return self._title_line(row, looks)
        return self._about_line(row, looks)

    def _title_line(self, row: Row, looks: list[str]) -> list[Segment]:
        width = self.body_width
        state = "list--read" if row.read else "list--unread"
        if row.num in self.stale:
            state = "list--gone"
        mark, mark_look = ("●", "list--bar") if not row.read else (" ", state)
        if row.status != "ok":
            mark, mark_look = "!", "list--fault"
        return [
            self._bar(row, looks),
            Segment(mark, self.look(mark_look, *looks)),
            Segment(" ", self.look(*looks)),
            *self._title(row, width - 3, state, looks),
        ]

    def _title(self, row: Row, room: int, state: str, looks: list[str]) -> list[Segment]:
        sign = f"{NOTE_SIGN} " if row.note else ""
        title = fit(wording.one_line(row.title), room - 1 - len(sign)) + " "
        segments = [Segment(title, self.look(state, *looks))]
        return [*segments, Segment(sign, self.look("list--bar", *looks))] if sign else segments

    def _about_line(self, row: Row, looks: list[str]) -> list[Segment]:
        width = self.body_width - 4
        if row.status != "ok":
            words, style = wording.state(row), self.look("list--fault", *looks)
        else:
            words = wording.origin(row) or wording.count(row.words, "word")
            style = self.look("list--about", *looks)
        words = fit(words, min(width, cells(shown_line(words))))
        segments = [
            self._bar(row, looks),
            Segment("  ", self.look(*looks)),
            Segment(words, style),
        ]
        used = cells(words)
        for tag in row.tags:
            label = f" #{shown_line(tag)}"
            if used + cells(label) > width:
                if used + 2 <= width:
                    segments.append(Segment(" …", style))
                    used += 2
                break
            segments.append(Segment(label, self.tag_look(tag, *looks)))
            used += cells(label)
        segments.append(Segment(" " * (width - used + 2), self.look(*looks)))
        return segments

    def _bar(self, row: Row, looks: list[str]) -> Segment:
        if row.num in self.selection:
            return Segment("┃" if not looks else "█", self.look("list--bar", *looks))
        return Segment("▌" if looks else " ", self.look("list--bar", *looks))
