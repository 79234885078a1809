"""A hit in its line of context, the matches of all lines below one another."""

from __future__ import annotations

from tui.reading.glyphs import (
    cells,
    drawn,
    fit,
    shown,
    shown_line,
    widths,
)

MATCH_AT = 0.42
"""The part of the line that stands before the match."""


def in_context(
    before: str, match: str, after: str, width: int, spare: int = 0
) -> tuple[str, str, str]:
    """Return what stands left of a match, the match, and what stands right, as shown glyphs.

    Together they take exactly `width` cells, less those to `spare` at the end; the match begins at
    the same cell whatever it is and whatever is spared, the words left of it end there, and what
    has no room is cut with `…`, at a word where it can be.
    """
    left = int(width * MATCH_AT)
    width = max(left, width - spare)
    middle = shown_line(match)
    if cells(middle) > width - left:
        middle = fit(middle, max(0, width - left))
    return _ending(before, left), middle, fit(after, max(0, width - left - cells(middle)))


def _ending(text: str, width: int) -> str:
    """Return the end of a text on exactly `width` cells."""
    glyphs = shown(text)
    room = cells(glyphs)
    if room <= width:
        return " " * (width - room) + drawn(glyphs)
    if width <= 0:
        return ""
    fitting, used = len(glyphs), 1
    for size in reversed(widths(glyphs) or [1] * len(glyphs)):
        if used + size > width:
            break
        used += size
        fitting -= 1
    tail = glyphs[fitting:]
    blank = tail.find(" ")
    if 0 <= blank < len(tail) - 1 and glyphs[fitting - 1] != " ":
        tail = tail[blank:]
    tail = tail.lstrip()
    return " " * (width - cells(tail) - 1) + "…" + drawn(tail)
