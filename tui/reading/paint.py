"""Spans over a text, and how a line is cut into pieces of one look."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

Painted = tuple[int, int, str]
"""A range of the text, in code points, and the name of a style."""


class Layer:
    """Spans of one sort, sorted and apart: entities, boilerplate, what a search found."""

    def __init__(self, spans: Iterable[Painted] = ()) -> None:
        self.spans: list[Painted] = sorted(spans)
        self._ends = [end for _, end, _ in self.spans]

    def __len__(self) -> int:
        return len(self.spans)

    def within(self, start: int, end: int) -> list[Painted]:
        """Return the spans that share a code point with the range."""
        spans = []
        for index in range(bisect_left(self._ends, start + 1), len(self.spans)):
            span = self.spans[index]
            if span[0] >= end:
                break
            spans.append(span)
        return spans


def pieces(start: int, end: int, layers: Iterable[Layer]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut a range of the text where its look changes: start, end, style names, lowest first."""
    here = [layer.within(start, end) for layer in layers]
    cuts = {start, end}
    for spans in here:
        for first, last, _ in spans:
            cuts.update((max(first, start), min(last, end)))
    edges = sorted(cuts)
    return [
        (a, b, tuple(name for spans in here for s, e, name in spans if s <= a and b <= e))
        for a, b in pairwise(edges)
    ]
