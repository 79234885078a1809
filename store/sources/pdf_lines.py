"""The lines of text on a page of a PDF, in the order in which they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

HYPHENS = "-\u2010\u00ad\ufffe\x02"
"""Signs at the end of a line that break a word; PDFium has two of its own."""
PDFIUM_HYPHENS = "\ufffe\x02"
MOST_CHARS = 200_000
"""Characters of a page that are read; more is a plot, not a text."""
MOST_RECTS = 4_000
"""Pieces of text on a page that are put into columns."""
LEAST_IN_COLUMN = 4
"""Pieces that each of two columns has."""
MOST_ACROSS = 0.25
"""The share of pieces that may reach across the gutter: headlines, captions."""

_LINE = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
"""PDFium joins the halves of a broken word with a sign of its own: the line ends there."""
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box in points; y grows upwards, as in the PDF."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Return the height of its letters in points."""
        return max(self.top - self.bottom, 0.1)


def page_lines(text_page: Any, width: float) -> list[Line]:
    """Return the lines of a page: one column after the other where it has two.

    `text_page` is a text page of pypdfium2, `width` the page's in points. Most programs write
    columns one after the other already; only where the pieces jump to and fro are they sorted.
    """
    if text_page.count_chars() > MOST_CHARS:
        return []
    count = text_page.count_rects()
    if 2 * LEAST_IN_COLUMN <= count <= MOST_RECTS:
        boxes = [text_page.get_rect(index) for index in range(count)]
        gutter = _gutter(boxes, width) if _jumps(boxes, width / 2) else None
        if gutter is not None and _jumps(boxes, gutter):
            return _sorted_columns(text_page, boxes, gutter)
    return _in_order(text_page)


def _in_order(text_page: Any) -> list[Line]:
    """Return the lines as the file has them, with the boxes of their first and last letters."""
    text = text_page.get_text_range()
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        words = match[0]
        inner = words.strip()
        if not inner:
            continue
        first = match.start() + words.index(inner[0])
        last = match.start() + len(words.rstrip(f" {PDFIUM_HYPHENS}")) - 1
        try:
            left, bottom, _, top = text_page.get_charbox(first, loose=True)
            _, last_bottom, right, last_top = text_page.get_charbox(max(first, last), loose=True)
        except Exception:  # a sign that PDFium made up has no box
            left, bottom, right, top = (
                (lines[-1].left, 0.0, lines[-1].right, 10.0) if lines else (0.0, 0.0, 0.0, 10.0)
            )
            last_bottom, last_top = bottom, top
        box = (left, min(bottom, last_bottom), right, max(top, last_top))
        lines.append(Line(_clean(inner), *box))
    return lines


def _gutter(boxes: list[tuple[float, ...]], width: float) -> float | None:
    """Return where a gap between two columns is, None where there is only one."""
    best, at = MOST_ACROSS * len(boxes), None
    for share in (0.5, 0.48, 0.52, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65):
        x = share * width
        across = sum(left < x < right for left, _, right, _ in boxes)
        before = sum(right <= x for _, _, right, _ in boxes)
        behind = sum(left >= x for left, _, _, _ in boxes)
        if across < best and min(before, behind) >= LEAST_IN_COLUMN:
            best, at = across, x
    return at


def _jumps(boxes: list[tuple[float, ...]], gutter: float) -> bool:
    """Return whether the pieces go to and fro between the columns, line by line."""
    sides = [left >= gutter for left, _, right, _ in boxes if not left < gutter < right]
    changes = sum(first != second for first, second in pairwise(sides))
    return changes > max(4, 0.3 * len(sides))


def _sorted_columns(text_page: Any, boxes: list[tuple[float, ...]], gutter: float) -> list[Line]:
    """Return the pieces as lines, by bands: what reaches across parts one band from the next."""
    pieces = [
        Line(_clean(" ".join(words.split())), left, bottom, right, top)
        for left, bottom, right, top in boxes
        if (words := text_page.get_text_bounded(left, bottom, right, top)).strip()
    ]
    pieces.sort(key=lambda piece: -piece.top)
    lines: list[Line] = []
    band: list[Line] = []
    for piece in pieces:
        if piece.left < gutter < piece.right:
            lines += _columns(band, gutter)
            band = []
            lines.append(piece)
        else:
            band.append(piece)
    return lines + _columns(band, gutter)


def _columns(band: list[Line], gutter: float) -> list[Line]:
    left = [piece for piece in band if piece.left < gutter]
    right = [piece for piece in band if piece.left >= gutter]
    return _joined(left) + _joined(right)


def _joined(pieces: list[Line]) -> list[Line]:
    """Return pieces of one column as lines: those on one base line belong together."""
    lines: list[Line] = []
    for piece in pieces:
        before = lines[-1] if lines else None
        if before is not None and abs(before.bottom - piece.bottom) < 0.4 * before.height:
            first, second = sorted((before, piece), key=lambda part: part.left)
            box = (first.left, min(first.bottom, second.bottom), max(first.right, second.right))
            lines[-1] = Line(f"{first.text} {second.text}", *box, max(first.top, second.top))
        else:
            lines.append(piece)
    return lines


def _clean(text: str) -> str:
    """Return a line with ligatures as letters, and without signs that have no meaning in text."""
    if text.isprintable() and not any(ligature in text for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"):
        return text
    return "".join(
        letter
        for letter in text.translate(_LIGATURES)
        if letter.isprintable() or letter in HYPHENS or letter.isspace()
    )


def body_height(lines: list[Line]) -> float:
    """Return the height of the letters of most lines, in points."""
    return median(line.height for line in lines) if lines else 10.0
