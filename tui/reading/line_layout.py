"""Blocks laid out in lines of cells, each line knowing which code points it shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tui.reading.blocks import Block
from tui.reading.glyphs import (
    HIDDEN,
    drawn,
    shown,
    widths,
)
from tui.reading.hyphens import closed_up
from tui.reading.wrap import wrap

_RUNS = re.compile(r"\s{2,}")
_NARROW = 8
"""Cells of a line under which nothing is indented."""
_KEPT = 2_000
"""Blocks whose lines are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the screen: the code points `start` to `end` of the text, as shown glyphs."""

    start: int
    end: int
    glyphs: str
    """One code point for each of the text's, or a label where the line is no part of it."""
    block: Block
    in_text: bool = True
    indent: int = 0
    """Blank cells before the glyphs, where a line of a table or a verse goes on under its start."""

    def column_of(self, offset: int) -> int:
        """Return the cell at which the code point `offset` of the text is drawn."""
        before = self.glyphs[: max(0, offset - self.start)]
        measured = widths(before)
        return self.indent + (len(before) if measured is None else sum(measured))

    def offset_at(self, column: int) -> int:
        """Return the code point of the text that is drawn at a cell, or the line's end."""
        at = self.indent
        for index, size in enumerate(widths(self.glyphs) or [1] * len(self.glyphs)):
            at += size
            if at > column:
                return self.start + index
        return self.end


class Layout:
    """The lines of a text at one width; a block is wrapped when its lines are first asked for."""

    def __init__(self, text: str, blocks: tuple[Block, ...], width: int) -> None:
        self.text = text
        self.blocks = blocks
        self.width = width
        self._lines: dict[int, tuple[Line, ...]] = {}
        self._starts = sorted(
            (block.start, index) for index, block in enumerate(blocks) if block.end > block.start
        )

    def __len__(self) -> int:
        return len(self.blocks)

    def lines(self, index: int) -> tuple[Line, ...]:
        """Return the lines of a block, blank ones above it included; at least one."""
        lines = self._lines.get(index)
        if lines is None:
            if len(self._lines) >= _KEPT:
                self._lines.pop(next(iter(self._lines)))
            lines = self._lines[index] = self._wrapped(self.blocks[index])
        return lines

    def _wrapped(self, block: Block) -> tuple[Line, ...]:
        blank = Line(block.start, block.start, "", block, in_text=False)
        gap = (blank,) * block.gap
        if block.kind == "fold" or block.end == block.start:
            label = shown(block.label)
            return gap + tuple(
                Line(block.start, block.end, drawn(label[a:b]), block, in_text=False)
                for a, b in wrap(label, self.width)
            )
        source = self.text[block.start : block.end]
        if block.reflow:
            return gap + self._lines_of(source, block.start, block)
        lines: list[Line] = []
        start, indent = block.start, self._blanks_before(block.start)
        for row in source.split("\n"):
            lines.extend(self._lines_of(row, start, block, indent))
            start, indent = start + len(row) + 1, 0
        return gap + tuple(lines)

    def _blanks_before(self, start: int) -> int:
        """Return how many blanks stand before a place in its line; 0 where anything else does."""
        low = max(0, start - self.width // 2) if self.width >= _NARROW else start
        before = self.text[low:start].rpartition("\n")[2] if "\n" in self.text[low:start] else "."
        return len(before) if not before.strip(" ") else 0

    def _lines_of(self, source: str, start: int, block: Block, indent: int = 0) -> tuple[Line, ...]:
        glyphs = shown(source)
        if block.reflow:
            glyphs = closed_up(glyphs, source, self.text, start)
            glyphs = _RUNS.sub(lambda run: " " + HIDDEN * (len(run[0]) - 1), glyphs)
        elif "\t" in source:
            glyphs = glyphs.replace("\t", " ")
        own_indent = len(glyphs) - len(glyphs.lstrip(" "))
        hangs = not block.reflow and self.width >= max(_NARROW, 2 * (indent + own_indent))
        hang = own_indent if hangs else 0
        return tuple(
            Line(start + a, start + b, glyphs[a:b], block, indent=indent + (hang if a else 0))
            for a, b in wrap(glyphs, self.width - indent, hang)
        )

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the block and the line in it that show a code point, or the fold it is in."""
        here = bisect_right(self._starts, (offset, len(self.blocks))) - 1
        at = self._starts[here][1] if here >= 0 else 0
        lines = self.lines(at)
        for row in range(len(lines) - 1, -1, -1):
            if lines[row].in_text and lines[row].start <= offset:
                return at, row
        return at, min(self.blocks[at].gap, len(lines) - 1)
