"""Line breaking: a shown string cut into lines that fit a number of cells."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from tui.reading.glyphs import widths

_BREAK_AFTER = ("-", "–", "—", "/")


def wrap(glyphs: str, width: int, hang: int = 0) -> list[tuple[int, int]]:
    """Return the lines of a shown string as index pairs; no line is wider than `width` cells.

    Those after the first have `hang` cells less. Lines break at blanks, after dashes and slashes,
    between double-width characters, and inside a word only where it is wider than a line. Blanks
    at a break belong to no line.
    """
    width = max(width, 2)
    later = max(width - hang, 2)
    measured = widths(glyphs)
    if measured is None:
        return _wrap_even(glyphs, width, later)
    return _wrap_measured(glyphs, measured, width, later)


def _wrap_even(glyphs: str, width: int, later: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at, length = 0, len(glyphs)
    while length - at > width:
        end = _break_before(glyphs, at, at + width)
        lines.append((at, end))
        at, width = _skip_blanks(glyphs, end), later
    if at < length or not lines:
        lines.append((at, length))
    return lines


def _wrap_measured(
    glyphs: str, measured: list[int], width: int, later: int
) -> list[tuple[int, int]]:
    reach = [0, *accumulate(measured)]
    lines: list[tuple[int, int]] = []
    at, length = 0, len(glyphs)
    while reach[length] - reach[at] > width:
        limit = bisect_right(reach, reach[at] + width) - 1
        if limit < length and glyphs[limit] != " " and measured[limit] < 2:
            limit = _break_before(glyphs, at, limit)
        while limit > at + 1 and limit < length and measured[limit] == 0:
            limit -= 1
        lines.append((at, max(limit, at + 1)))
        at, width = _skip_blanks(glyphs, max(limit, at + 1)), later
    if at < length or not lines:
        lines.append((at, length))
    return lines


def _break_before(glyphs: str, at: int, limit: int) -> int:
    """Return where a line that starts at `at` and may hold up to `limit` ends best."""
    if limit < len(glyphs) and glyphs[limit] == " ":
        return limit
    blank = glyphs.rfind(" ", at + 1, limit)
    dash = max(glyphs.rfind(mark, at + 1, limit) for mark in _BREAK_AFTER) + 1
    best = max(blank, dash if dash > at + 2 else -1)
    return best if best > at else limit


def _skip_blanks(glyphs: str, at: int) -> int:
    while at < len(glyphs) and glyphs[at] in " \u200b":
        at += 1
    return at
