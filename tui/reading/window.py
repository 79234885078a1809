"""Which lines of a layout are on the screen, and how one gets to others."""

from __future__ import annotations

from tui.reading.line_layout import Layout, Line

Place = tuple[int, int]
"""A block and a line in it."""


class Window:
    """A number of lines of a layout from a place on; nothing outside it is ever wrapped.

    Heights of blocks that were not seen are not known and not needed: the window moves line by
    line from where it is, or is put where a code point of the text is shown.
    """

    def __init__(self, layout: Layout, height: int, top: Place = (0, 0)) -> None:
        self.layout = layout
        self.height = max(1, height)
        self.top = top
        self._lines: list[Line] | None = None

    @property
    def lines(self) -> list[Line]:
        """The lines that are shown, `height` at the most."""
        if self._lines is None:
            self._lines = self._collect()
        return self._lines

    def _collect(self) -> list[Line]:
        lines: list[Line] = []
        block, row = self.top
        while block < len(self.layout) and len(lines) < self.height:
            lines.extend(self.layout.lines(block)[row : row + self.height - len(lines)])
            block, row = block + 1, 0
        return lines

    def _put(self, top: Place) -> bool:
        moved = top != self.top
        self.top = top
        self._lines = None
        return moved

    def _after(self, place: Place, by: int) -> Place:
        """Return the place `by` lines on, or the last one there is."""
        block, row = place
        while by > 0:
            left = len(self.layout.lines(block)) - 1 - row
            if by <= left:
                return block, row + by
            if block + 1 >= len(self.layout):
                return block, row + left
            by -= left + 1
            block, row = block + 1, 0
        return block, row

    def _before(self, place: Place, by: int) -> Place:
        """Return the place `by` lines back, or the first one."""
        block, row = place
        while by > row:
            if block == 0:
                return 0, 0
            by -= row + 1
            block -= 1
            row = len(self.layout.lines(block)) - 1
        return block, row - by

    def _last_top(self) -> Place:
        if not len(self.layout):
            return 0, 0
        last = len(self.layout) - 1
        return self._before((last, len(self.layout.lines(last)) - 1), self.height - 1)

    def extent(self, length: int) -> tuple[float, float]:
        """Return the visible part of a text of `length` code points, from 0 to 1."""
        if self.at_start and self.at_end:
            return 0.0, 1.0
        return self.start_offset / max(1, length), self.end_offset / max(1, length)

    def move(self, by: int) -> bool:
        """Move by some lines, no further than the ends; say whether anything changed."""
        if not len(self.layout):
            return False
        if by < 0:
            return self._put(self._before(self.top, -by))
        return self._put(max(self.top, min(self._after(self.top, by), self._last_top())))

    def home(self) -> bool:
        """Show the start; say whether anything changed."""
        return self._put((0, 0))

    def end(self) -> bool:
        """Show the end; say whether anything changed."""
        return self._put(self._last_top())

    def reveal(self, offset: int, above: int = 0) -> bool:
        """Put the line that shows a code point below `above` others; say whether it moved."""
        if not len(self.layout):
            return False
        place = self._before(self.layout.locate(offset), above)
        return self._put(min(place, self._last_top()))

    def shows(self, offset: int) -> int | None:
        """Return the line, from 0, that shows a code point of the text; None where none does."""
        for at, line in enumerate(self.lines):
            if line.in_text and line.start <= offset <= line.end:
                return at
            if _is_body(line) and line.start == offset:
                return at
        return None

    def below(self, offset: int, by: int) -> int:
        """Return the code point drawn below (or above) another, in the next line of the text."""
        place = self.layout.locate(offset)
        column = self.layout.lines(place[0])[place[1]].column_of(offset)
        while True:
            following = self._after(place, 1) if by > 0 else self._before(place, 1)
            if following == place:
                return offset
            place = following
            line = self.layout.lines(place[0])[place[1]]
            if line.in_text:
                return line.offset_at(column)

    @property
    def at_start(self) -> bool:
        """Whether the first line is shown."""
        return self.top == (0, 0)

    @property
    def at_end(self) -> bool:
        """Whether the last line is shown."""
        return not len(self.layout) or self._after(self.top, self.height - 1) == self._end_place()

    def _end_place(self) -> Place:
        last = len(self.layout) - 1
        return last, len(self.layout.lines(last)) - 1

    @property
    def start_offset(self) -> int:
        """The first code point of the body that is shown; 0 while the heading is."""
        if self.at_start:
            return 0
        return next((line.start for line in self.lines if _is_body(line)), 0)

    @property
    def end_offset(self) -> int:
        """The code point behind the last that is shown."""
        if self.at_end:
            return len(self.layout.text)
        return next((line.end for line in reversed(self.lines) if _is_body(line)), 0)


def _is_body(line: Line) -> bool:
    """Say whether a line shows a part of the body, or that a part is folded there."""
    return (line.in_text and line.block.kind == "body") or (
        line.block.kind == "fold" and bool(line.glyphs)
    )
