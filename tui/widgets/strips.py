"""A drawn line of exact width: no text is cut at its end without a sign."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.reading.glyphs import cells, fit

CUT = "…"


def line_of(segments: Iterable[Segment], width: int, style: Style) -> Strip:
    """Return segments on exactly `width` cells: filled in a style, or cut where they take more.

    Text that goes on behind the cut ends in `…`, in the look of what stands there.
    """
    strip = Strip(segments)
    if strip.cell_length <= width:
        return strip.adjust_cell_length(width, style)
    if width <= 0 or cells(strip.text.rstrip()) <= width:
        return strip.crop(0, max(0, width))
    parts, room = [], width
    for segment in strip:
        if cells(segment.text) >= room:
            parts.append(Segment(fit(segment.text + CUT, room), segment.style))
            break
        parts.append(segment)
        room -= cells(segment.text)
    return Strip(parts, width)
