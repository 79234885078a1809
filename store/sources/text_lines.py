"""Lines of a text, each part of the article or aside, joined to a text with boilerplate ranges."""

from __future__ import annotations

from collections.abc import Iterable

from store.model import Span

Line = tuple[str, bool]
"""A line without its end, and whether it is an aside: a quoted message, a signature."""


def joined(lines: Iterable[Line]) -> tuple[str, tuple[Span, ...]]:
    """Return lines as a text, and the ranges of its asides in code points, sorted and disjoint.

    Blanks at line ends go, and empty lines at the start, at the end and after another one.
    """
    chosen: list[str] = []
    spans: list[Span] = []
    position = 0
    start: int | None = None
    end = 0
    is_open = False
    for line, is_aside in lines:
        line = line.rstrip()
        if not line:
            is_open = bool(chosen)
            continue
        if is_open:
            chosen.append("")
            position += 1
            is_open = False
        if not is_aside and start is not None:
            spans.append((start, end))
            start = None
        elif is_aside and start is None:
            start = position
        chosen.append(line)
        end = position + len(line)
        position = end + 1
    if start is not None:
        spans.append((start, end))
    return "\n".join(chosen), tuple(spans)
