"""The hits of a search below one another, each in its line, under the titles of their articles."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.reactive import reactive

from store.model import Hit, Row
from tui import display_text
from tui.reading.glyphs import cells, fit, shown_line
from tui.reading.hit_context import in_context
from tui.search_results import NOTHING, SearchResults
from tui.widgets.pick_list import PickList
from tui.widgets.styles import LookTable

Place = tuple[str, int, int]
"""An article's id, and where in its text something stands."""

TITLE_CELLS = 20
"""What a title takes in the line of a hit."""
ROOM_FOR_TITLE = 70
"""Cells of a line from which on it has room for one."""
TICK = "✓"


def place_of(hit: Hit) -> Place:
    """Return where a hit stands: what it is known by, whatever the order."""
    return hit.id, hit.start, hit.end


class HitList(PickList):
    """Hits to choose from; the titles between them are passed over."""

    LOOKS: ClassVar[LookTable] = {"hit--title": "bold"}

    results: reactive[SearchResults] = reactive(NOTHING, repaint=False, always_update=True)
    """What is shown."""
    selected: reactive[frozenset[Place]] = reactive(frozenset())
    """The places of the hits that are selected."""
    with_titles: reactive[bool] = reactive(True)
    """Whether a hit's title stands in its line, where there is room and no title above it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[str, int] | int] = []
        self._line_of: list[int] = []

    def show_found(self, results: SearchResults, cursor: int = 0) -> None:
        """Show the hits of a search, with the cursor on one of them."""
        self.results = results
        self._lines, self._line_of = [], []
        counts: dict[str, int] = {}
        for hit in results.hits:
            counts[hit.id] = counts.get(hit.id, 0) + 1
        previous = None
        for index, hit in enumerate(results.hits):
            if hit.id != previous and not results.is_mixed:
                self._lines.append((hit.id, counts[hit.id]))
                previous = hit.id
            self._line_of.append(len(self._lines))
            self._lines.append(index)
        self._top = 0
        self.set_reactive(PickList.cursor, max(0, min(cursor, len(results.hits) - 1)))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    @property
    def current(self) -> Hit | None:
        """The hit under the cursor."""
        return self.results.hits[self.cursor] if self.cursor < len(self) else None

    def __len__(self) -> int:
        return len(self._line_of)

    def move(self, by: int) -> None:
        """Move the cursor by some hits, as far as they go."""
        if len(self):
            self.cursor = max(0, min(self.cursor + by, len(self) - 1))

    def _keep_in_sight(self) -> None:
        if not len(self):
            self._top = 0
            return
        height = max(1, self.body_height)
        line = self._line_of[self.cursor]
        with_title = line - 1 if not isinstance(self._lines[line - 1], int) else line
        first = with_title if height > 1 else line
        self._top = max(0, min(max(self._top, line - height + 1), first))

    def extent(self) -> tuple[float, float]:
        """Return which part of the hits is shown."""
        total = max(1, len(self._lines))
        return self._top / total, min(1.0, (self._top + self.body_height) / total)

    async def on_click(self, event: events.Click) -> None:
        """Take the hit that was clicked."""
        event.prevent_default()
        at = self._top + event.y - 1
        line = self._lines[at] if event.y >= 1 and at < len(self._lines) else None
        if isinstance(line, int):
            self.cursor = line
            self.post_message(self.Chosen())

    # -- drawing

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y`: an article's title, or a hit between the words around it."""
        if not self._lines:
            return self.empty_line(y, self.empty)
        at = self._top + y
        if at >= len(self._lines):
            return []
        line = self._lines[at]
        return self._hit_line(line) if isinstance(line, int) else self._title_line(*line)

    def _title_line(self, id: str, hits: int) -> list[Segment]:
        row: Row | None = (self.results.rows or {}).get(id)
        about = " · ".join(
            part for part in (display_text.origin(row) if row else "", str(hits)) if part
        )
        room = self.body_width - 2
        about = fit(about, min(cells(shown_line(about)), room // 2))
        title = display_text.one_line(row.title) if row is not None else id
        quiet = self.look("choice--quiet")
        return [
            Segment(" ", self.look()),
            Segment(fit(title, max(0, room - cells(about) - 2)), self.look("hit--title")),
            Segment(f"  {about} ", quiet),
        ]

    def _hit_line(self, index: int) -> list[Segment]:
        hit = self.results.hits[index]
        looks = ("choice--cursor",) if index == self.cursor else ()
        match = display_text.one_line(hit.match)
        title = self._title_beside(hit)
        room = self.body_width - 3 - cells(title)
        before, match, after = in_context(hit.before, match, hit.after, room)
        quiet = self.look("choice--quiet", *looks)
        tick = TICK if place_of(hit) in self.selected else " "
        return [
            Segment("▌" if looks else " ", self.look("choice--bar", *looks)),
            Segment(tick, self.look("choice--key", *looks)),
            Segment(before, quiet),
            Segment(match, self.look("choice--match", *looks)),
            Segment(f"{after} ", quiet),
            Segment(title, quiet),
        ]

    def _title_beside(self, hit: Hit) -> str:
        """Return the title that stands at the end of a hit's line; empty where none does."""
        if not (self.results.is_mixed and self.with_titles and self.body_width >= ROOM_FOR_TITLE):
            return ""
        row = (self.results.rows or {}).get(hit.id)
        title = display_text.one_line(row.title) if row is not None else hit.id
        return f" {fit(title, TITLE_CELLS)} "
