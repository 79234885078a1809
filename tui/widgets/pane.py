"""What the three panes share: a heading rule, a thumb that shows the place, lines drawn by hand."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.reading.glyphs import (
    cells,
    drawn,
    fit,
    shown,
    shown_line,
)
from tui.reading.wrap import wrap
from tui.themes import KIND_LOOKS, TAG_COLORS
from tui.widgets.strips import CUT, line_of
from tui.widgets.styles import LookTable, StyledWidget

RULE = "─"
TRACK = "│"
THUMB = "┃"


class Pane(StyledWidget, can_focus=True):
    """A focusable column whose first line is its heading and whose others `body_line` gives."""

    LOOKS: ClassVar[LookTable] = {
        "pane--rule": "$hairline",
        "pane--track": "$hairline",
        "pane--heading": "$faint",
        "pane--heading:focus": "$accent bold",
        "pane--rule:focus": "$accent-dim",
        "pane--thumb": "$faint",
        "pane--thumb:focus": "$accent",
        "pane--empty": "$muted",
        **{f"tag--{color}": f"$tag-{color}" for color in TAG_COLORS},
        **KIND_LOOKS,
    }
    DEFAULT_CSS = """
    Pane { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    """

    heading: reactive[str] = reactive("", repaint=False)
    """The words on the heading rule."""
    tail: reactive[str] = reactive("", repaint=False)
    """What stands at the right end of the heading rule."""
    track = True
    """Whether the last column is kept for the thumb that shows the place."""
    parted: reactive[bool] = reactive(True)
    """Whether a rule in that column parts the pane from another at its right."""
    room: reactive[int | None] = reactive(None, repaint=False, init=False)
    """The pane's width in cells: None takes what the others leave, 0 hides it."""

    tag_colors: reactive[dict[str, str]] = reactive({})
    """The colour of each tag that has one, by casefolded name."""

    class Scrolled(Message):
        """The pane shows another part of what it holds."""

        def __init__(self, pane: Pane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> Pane:
            """The pane that was scrolled."""
            return self.pane

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._area: Size | None = None

    @property
    def area(self) -> Size:
        """The pane's size; looked up once for all the lines of a frame."""
        return self._area or self.size

    @property
    def body_height(self) -> int:
        """Lines below the heading."""
        return max(0, self.area.height - 1)

    @property
    def body_width(self) -> int:
        """Cells of a line, without the track."""
        return max(0, self.area.width - (1 if self.track else 0))

    def extent(self) -> tuple[float, float]:
        """Return where what is shown starts and ends in the whole, each from 0 to 1."""
        return 0.0, 1.0

    def body_line(self, y: int) -> list[Segment]:
        """Return the segments of line `y` below the heading; what is short is filled."""
        raise NotImplementedError

    def scroll_by(self, lines: int) -> None:
        """Move what is shown by some lines, down where positive; what can't scroll stays."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region, the size looked up once for all."""
        self._area = self.size
        try:
            return super().render_lines(crop)
        finally:
            self._area = None

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the widget: the heading, or a line of the body with its track."""
        base = self.look()
        segments = self._heading_segments() if y == 0 else self.body_line(y - 1)
        strip = line_of(segments, self.body_width, base)
        if not self.track:
            return strip
        return Strip([*strip, self._track_segment(y)], self.area.width)

    def watch_room(self, room: int | None) -> None:
        """Take the room that the window has for the pane."""
        self.display = room != 0
        self.styles.width = "1fr" if room is None else room or 1

    def watch_heading(self) -> None:
        """Draw the heading alone."""
        self.refresh(Region(0, 0, self.size.width, 1))

    def watch_tail(self) -> None:
        """Draw the heading alone."""
        self.refresh(Region(0, 0, self.size.width, 1))

    def _heading_segments(self) -> list[Segment]:
        rule = self.look("pane--rule")
        width = self.body_width
        tail = shown_line(self.tail)
        tail = f" {fit(tail, min(cells(tail), max(1, width - 4)))} " if tail else ""
        room = max(0, width - 2 - cells(tail) - 2)
        words = shown_line(self.heading)
        words = fit(words, room).rstrip() if cells(words) > room else words
        left = f" {words} " if words else ""
        line = max(0, width - 1 - cells(left) - cells(tail))
        heading = self.look("pane--heading")
        ends = [Segment(RULE, rule)] if tail and line else []
        return [
            Segment(RULE, rule),
            Segment(left, heading),
            Segment(RULE * (line - len(ends)), rule),
            Segment(tail, heading),
            *ends,
        ]

    def _track_segment(self, y: int) -> Segment:
        if y == 0:
            return Segment("┬" if self.parted else RULE, self.look("pane--rule"))
        first, last = self.extent()
        height = self.body_height
        if last - first < 1 and height:
            top = min(int(first * height), height - 1)
            bottom = max(top + 1, round(last * height))
            if top <= y - 1 < bottom:
                return Segment(THUMB, self.look("pane--thumb"))
        return Segment(TRACK if self.parted else " ", self.look("pane--track"))

    def tag_look(self, tag: str, *names: str) -> Style:
        """Return the style of a tag's name, from its colour in the codebook."""
        return self.tag_style(self.tag_colors.get(tag.casefold(), "grey"), *names)

    def tag_style(self, color: str, *names: str) -> Style:
        """Return the style of a colour that a tag may have."""
        return self.look(*names, f"tag--{color if color in TAG_COLORS else 'grey'}")

    def empty_line(self, y: int, words: str) -> list[Segment]:
        """Return line `y` of a pane that has nothing to show but some lines of words."""
        room = max(1, self.body_width - 2)
        rows = [
            glyphs[start:end]
            for glyphs in map(shown, words.split("\n"))
            for start, end in wrap(glyphs, room)
        ]
        at = y - max(min(1, self.body_height - len(rows)), (self.body_height - len(rows)) // 3, 0)
        if not 0 <= at < len(rows):
            return []
        line = drawn(rows[at])
        if y == self.body_height - 1 and at < len(rows) - 1:
            line = fit(f"{line} {CUT}", min(room, cells(line) + 2))
        margin = " " * max(0, (self.body_width - cells(line)) // 2)
        return [Segment(margin + line, self.look("pane--empty"))]

    def repaint_body(self, y: int, lines: int = 1) -> None:
        """Ask for some lines of the body to be drawn again."""
        self.refresh(Region(0, y + 1, self.size.width, lines))

    def moved(self) -> None:
        """Draw the whole pane again, and tell that another part of it is shown."""
        self.refresh()
        self.post_message(self.Scrolled(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_by(-3)
