"""The reader: an article in a measure that reads well, wrapped only where it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui.reading.fold_state import Folding
from tui.reading.glyphs import drawn
from tui.reading.line_layout import Layout, Line
from tui.reading.page import MARKED, Page
from tui.reading.paint import Layer, pieces
from tui.reading.window import Window
from tui.themes import TAG_COLORS
from tui.widgets.byline import byline
from tui.widgets.pane import Pane
from tui.widgets.styles import LookTable

MEASURE = 76
"""Cells of a line, where the pane is wide enough."""
NARROWEST, WIDEST = 30, 140

_NO_LAYER = Layer()

PAGE_LOOKS: LookTable = {
    "page--title": "bold",
    "page--byline": "$muted",
    "page--note": "$muted italic",
    "page--fault": "$warning",
    "page--fold": "$faint italic",
    "page--dimmed": "$faint",
    "mark--": "on $marked",
    "mark--:nocolor": "underline",
    **{f"mark--{color}": f"on $mark-{color}" for color in TAG_COLORS},
    **{f"mark--{color}:nocolor": "underline" for color in TAG_COLORS},
    "page--passage": "on $found $found-text",
    "page--passage:nocolor": "on $background $foreground reverse",
    "page--end": "on $found-now $found-now-text",
    "page--end:nocolor": "on $background $foreground bold underline",
    "page--found": "on $found $found-text",
    "page--found-now": "on $found-now $found-now-text",
    "page--here": "reverse",
    "page--found:nocolor": "underline",
    "page--found-now:nocolor": "on $background $foreground reverse",
}
"""What the parts of a text look like."""


class Reader(Pane):
    """The text of one article, with everything that is painted over it."""

    LOOKS: ClassVar[LookTable] = PAGE_LOOKS

    measure: reactive[int] = reactive(MEASURE, repaint=False)
    """The widest line, in cells."""
    page: reactive[Page | None] = reactive(None, repaint=False, always_update=True)
    """The article that is shown."""

    found: reactive[Layer] = reactive(_NO_LAYER)
    """What find in the pane has found."""
    found_now: reactive[Layer] = reactive(_NO_LAYER)
    """The match, or the hit, that the reader is at."""
    here: reactive[Layer] = reactive(_NO_LAYER)
    """The entity that the reader is at."""
    passage: reactive[Layer] = reactive(_NO_LAYER)
    """The passage that is being chosen."""

    class Finished(Message):
        """The end of the article came into sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.window: Window | None = None
        self.folding = Folding()
        """Whether boilerplate and repeated paragraphs are folded, and what is laid open."""
        self.empty = ""
        """What is said while there is no article."""

    # -- what is shown

    def show(self, page: Page, offset: int = 0) -> None:
        """Show a page from its start, or from the line that has a code point of its text."""
        self.found = self.found_now = self.here = self.passage = _NO_LAYER
        self.set_reactive(Reader.page, page)
        self.folding.begin(page)
        self._lay_out_at(offset)

    def update_page(self, page: Page) -> None:
        """Show the same text with other entities, marks, tags or note, the place kept."""
        anew = self.page is None or self.page.blocks is not page.blocks
        place = self.place
        self.set_reactive(Reader.page, page)
        if anew:
            self.folding.take(page)
            self._lay_out_at(place)
        self.refresh()

    def clear(self, words: str = "") -> None:
        """Show no article, but some words."""
        self.empty = words
        self.set_reactive(Reader.page, None)
        self.window = None
        self.moved()

    def _new_window(self, page: Page) -> Window:
        layout = Layout(page.article.text, self.folding.blocks, self.text_width)
        return Window(layout, self.body_height)

    # -- folds

    def toggle_folds(self) -> bool:
        """Fold boilerplate and repeated paragraphs, or lay all of them open; the place is kept.

        Return whether they are folded now.
        """
        self.folding.on = not self.folding.on
        if self.page is not None:
            place = self.place
            self.folding.begin(self.page)
            self._lay_out_at(place)
        return self.folding.on

    def _lay_out_at(self, place: int, above: int = 0) -> None:
        """Lay the blocks out anew, and show a code point of the text."""
        if self.page is None:
            return
        self.window = self._new_window(self.page)
        if place:
            self.window.reveal(place, above)
        self.moved()

    def _open_fold(self, offset: int) -> None:
        """Lay the fold open that a code point of the text is in, if it is in one."""
        if self.page is None or self.window is None or self.folding.blocks is self.page.blocks:
            return
        at, _ = self.window.layout.locate(offset)
        if self.folding.open(self.page, at, offset):
            self._lay_out_at(offset, above=self.body_height // 3)

    @property
    def text_width(self) -> int:
        """Cells of a line of text."""
        margin = 3 if self.body_width >= 60 else 1
        return max(2, min(self.measure, self.body_width - 2 * margin))

    @property
    def _margin(self) -> int:
        return max(0, (self.body_width - self.text_width) // 2)

    def widen(self, by: int) -> tuple[int, bool]:
        """Make the lines longer or shorter by some cells, from what is shown.

        Return their cells now, and whether these are as many as before.
        """
        shown = self.text_width
        measure = max(NARROWEST, min(WIDEST, min(self.measure, shown) + by))
        if by < 0 or shown == self.measure:
            self.measure = measure
        return self.text_width, self.text_width == shown

    def watch_measure(self) -> None:
        """Wrap anew at another width."""
        self._rewrap()

    def on_resize(self) -> None:
        """Wrap anew in a window of another size, the place in the text kept."""
        self._rewrap()

    def _rewrap(self) -> None:
        if self.page is None or self.window is None:
            return
        old = self.window
        place = old.start_offset
        kept = old.top if old.layout.width == self.text_width else None
        self.window = self._new_window(self.page)
        if kept is not None:
            self.window = Window(old.layout, self.body_height, kept)
            self.window.move(0)
        elif place:
            self.window.reveal(place)
        self.moved()

    # -- moving

    def scroll_by(self, lines: int) -> None:
        """Scroll by some lines."""
        if self.window is not None and self.window.move(lines):
            self.moved()

    def scroll_pages(self, pages: float) -> None:
        """Scroll by screenfuls, with two lines kept for the eye."""
        room = max(1, self.body_height - 2)
        self.scroll_by(int(room * pages) or (1 if pages > 0 else -1))

    def go_home(self) -> None:
        """Show the start."""
        if self.window is not None and self.window.home():
            self.moved()

    def go_end(self) -> None:
        """Show the end."""
        if self.window is not None and self.window.end():
            self.moved()

    def go_to_percent(self, percent: int) -> None:
        """Show the text down to so many hundredths of it."""
        if self.window is not None and self.page is not None:
            offset = len(self.page.article.text) * percent // 100
            if percent < 100:
                self._open_fold(offset)
                self.window.reveal(offset, above=self.body_height - 1)
            else:
                self.window.end()
            self.moved()

    def go_to(self, offset: int, *, opening: bool = True) -> None:
        """Bring a code point of the text into sight, a third down unless it is there already.

        A fold around it is opened, unless without `opening`.
        """
        if opening:
            self._open_fold(offset)
        if self.window is None:
            return
        if self.window.shows(offset) is None:
            self.window.reveal(offset, above=self.body_height // 3)
        self.moved()

    @property
    def place(self) -> int:
        """The code point at which the reader is."""
        return 0 if self.window is None else self.window.start_offset

    def shows(self, offset: int) -> bool:
        """Say whether a code point of the text is in view."""
        return self.window is not None and self.window.shows(offset) is not None

    @property
    def percent(self) -> int | None:
        """How much of the text was shown down to here; None without an article."""
        if self.page is None or self.window is None:
            return None
        length = len(self.page.article.text)
        return 100 if self.window.at_end else int(100 * self.window.end_offset / max(1, length))

    def extent(self) -> tuple[float, float]:
        """Return which part of the text is shown."""
        if self.page is None or self.window is None:
            return 0.0, 1.0
        length = max(1, len(self.page.article.text))
        if self.window.at_start and self.window.at_end:
            return 0.0, 1.0
        return self.window.start_offset / length, self.window.end_offset / length

    def moved(self) -> None:
        """Draw again, and say when the end is in sight."""
        super().moved()
        if self.window is not None and self.window.at_end:
            self.post_message(self.Finished())

    async def on_click(self, event: events.Click) -> None:
        """Take the focus; what is under the pointer stays where it is."""
        self.focus()

    # -- drawing

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y` of what is shown, between its margins."""
        if self.window is None or self.page is None:
            return self.empty_line(y, self.empty)
        lines = self.window.lines
        if y >= len(lines):
            return []
        margin = Segment(" " * self._margin, self.look())
        return [margin, *self._line(lines[y], self.page)]

    def _line(self, line: Line, page: Page) -> list[Segment]:
        if line.block.kind == "byline" and line.glyphs:
            return byline(page.article, self.text_width, self.look, self.tag_look)
        title = (
            (f"page--{line.block.kind}",) if line.block.kind in ("title", "note", "fold") else ()
        )
        if not line.in_text:
            return [Segment(line.glyphs, self.look(*title))]
        over = (self.found, self.here, self.found_now, self.passage)
        layers = (page.marks, page.entities, page.dimmed, *over)
        return [
            Segment(" " * line.indent, self.look()),
            *(
                Segment(
                    drawn(line.glyphs[start - line.start : end - line.start]),
                    self.look(*title, *(_look_of(name, self.tag_colors) for name in names)),
                )
                for start, end, names in pieces(line.start, line.end, layers)
            ),
        ]


def _look_of(name: str, tag_colors: Mapping[str, str]) -> str:
    """Return the name of a look: of a mark, that for the colour of its tag."""
    if not name.startswith(MARKED):
        return name
    color = tag_colors.get(name.removeprefix(MARKED).casefold(), "")
    return f"mark--{color}" if color in TAG_COLORS else "mark--"
