"""The list of articles: row numbers in memory, rows fetched as they come into sight."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive

from store.index.listings import Group
from store.model import Row
from store.userdata.writer import TRANSIENT_ERRORS
from tui import display_text
from tui.list_order import group_label
from tui.reading.glyphs import cells, fit
from tui.widgets.article_lines import ArticleLines
from tui.widgets.list_plan import Plan
from tui.widgets.seen_rows import Rows, SeenRows

LEAST_FOR_GROUPS = 3
"""Lines of height under which the names of groups have no room."""


class ArticleList(ArticleLines):
    """The articles that are shown, a cursor, and a selection."""

    cursor: reactive[int] = reactive(0, repaint=False)
    """The place in the list that the cursor is on."""

    empty: reactive[str] = reactive("")
    """What is said while there is nothing to list."""

    class Moved(Message):
        """The cursor came to another place, or to another article at the same place."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Opened(Message):
        """The article under the cursor is to be read."""

    class Unreadable(Message):
        """Rows could not be read; the last that were read are shown."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Rows | None = None
        self._seen = SeenRows()
        self._top = 0

    # -- what is listed

    def show(self, rows: Rows, cursor: int, rows_read: Mapping[int, Row] | None = None) -> None:
        """List other rows, the cursor at an index; `rows_read` holds some of them by index."""
        self._rows = rows
        self._seen = SeenRows(rows_read)
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, len(rows) - 1)))
        self._centre_cursor()
        self.moved()

    def take_over(self, rows: Rows) -> bool:
        """Go on with a list that has the same rows as far as they are known; say whether it has."""
        if self._rows is None or len(rows) != len(self) or rows.groups != self._rows.groups:
            return False
        if any(rows.nums(at, at + 1)[0] != row.num for at, row in self._seen):
            return False
        self._rows = rows
        return True

    def forget(self, nums: frozenset[int] | None = None) -> None:
        """Fetch some rows anew when they are next drawn, or all."""
        self._seen.forget(nums)
        self.refresh()

    def __len__(self) -> int:
        return 0 if self._rows is None else len(self._rows)

    def row(self, index: int) -> Row | None:
        """Return the row at a place, fetched with its screenful when it is not at hand."""
        if self._rows is None or not 0 <= index < len(self._rows):
            return None
        if index not in self._seen:
            start = self._top if self._top <= index < self._top + self.shown else index
            try:
                self._seen.read(self._rows, start, start + self.shown + 1)
            except TRANSIENT_ERRORS as error:
                self.post_message(self.Unreadable(error))
        return self._seen.get(index)

    def seen_ids(self) -> list[str]:
        """Return the ids of the articles on the pane, as far as they were read; from any thread."""
        return [row.id for row in self._seen_rows()]

    def seen_nums(self) -> list[int]:
        """Return the row numbers of the articles on the pane, in the same way."""
        return [row.num for row in self._seen_rows()]

    def _seen_rows(self) -> list[Row]:
        rows = map(self._seen.get, range(self._top, self._top + self.shown))
        return [row for row in rows if row is not None]

    @property
    def place(self) -> int:
        """The place in the list that the cursor is on."""
        return self.cursor

    def redraw(self) -> None:
        """Draw the rows in sight again."""
        self.refresh()

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    # -- moving

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
        if self._come_into_sight(abs(new - old)):
            self.moved()
        else:
            plan, top = self._plan, self._top_line
            for index in (old, new):
                self.repaint_body(plan.line_of(index) - top, plan.height)
        self.post_message(self.Moved(new))

    @property
    def _plan(self) -> Plan:
        """Where rows and headings stand; in the lowest windows there is no room for headings."""
        if self._rows is None or self.body_height < LEAST_FOR_GROUPS:
            return Plan(len(self), self.row_height)
        return Plan(len(self), self.row_height, self._rows.groups)

    @property
    def _top_line(self) -> int:
        return self._plan.first_line_of(self._top)

    def _centre_cursor(self) -> None:
        """Scroll so that a cursor out of sight has as many articles above as below."""
        if not self._top <= self.cursor < self._top + self.shown:
            self._top = max(0, self.cursor - self.shown // 2)
        self._keep_cursor_in_sight()

    def _come_into_sight(self, steps: int) -> bool:
        """Scroll to a cursor that has moved by some rows; say whether that was needed.

        Where it went far out of sight, it has as many articles above as below.
        """
        before = self._top
        if steps > self.shown:
            self._centre_cursor()
        else:
            self._keep_cursor_in_sight()
        return self._top != before

    def _keep_cursor_in_sight(self) -> bool:
        plan, room = self._plan, max(self.body_height, self.row_height)
        lowest = plan.row_from(plan.lines - room)
        enough = plan.row_from(plan.line_of(self.cursor) + plan.height - room)
        top = max(0, min(max(min(self._top, self.cursor), enough), lowest, len(self) - 1))
        changed, self._top = top != self._top, top
        return changed

    def scroll_by(self, lines: int) -> None:
        """Move the cursor with the wheel."""
        self.move(1 if lines > 0 else -1)

    def extent(self) -> tuple[float, float]:
        """Return which part of the list is shown."""
        plan = self._plan
        total, top = max(1, plan.lines), plan.first_line_of(self._top)
        return top / total, min(1.0, (top + self.body_height) / total)

    def on_resize(self) -> None:
        """Keep the cursor in sight in a window of another size."""
        before = self._top
        if before == self.cursor:
            self._top = max(0, self.cursor - self.shown // 2)
        self._keep_cursor_in_sight()
        if self._top != before:
            self.moved()

    async def on_click(self, event: events.Click) -> None:
        """Move to the article that was clicked; open it with the second click."""
        if event.y >= 1:
            index, _, _ = self._plan.spot(self._top_line + event.y - 1)
            if index < len(self):
                self.move_to(index)
                if event.chain > 1:
                    self.post_message(self.Opened())

    # -- drawing

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y`: the title of an article, or what is known about it."""
        if not len(self):
            return self.empty_line(y, self.empty)
        plan = self._plan
        index, line, group = plan.spot(self._top_line + y)
        if group is not None:
            return self._group_line(group)
        fits = y - line + plan.height <= max(self.body_height, plan.height)
        row = self.row(index) if fits else None
        if row is None:
            return []
        looks = ["list--cursor"] if index == self.cursor else []
        if line == 0:
            return self._title_line(row, looks)
        return self._about_line(row, looks)

    def _group_line(self, group: Group) -> list[Segment]:
        by = "" if self._rows is None else self._rows.grouped_by
        words = display_text.one_line(group_label(group.name, by))
        number = f" {group.count:,} "
        room = max(0, self.body_width - 1 - cells(number))
        return [
            Segment(" ", self.look()),
            Segment(fit(words, room), self.look("list--group")),
            Segment(number, self.look("list--group-count")),
        ]
