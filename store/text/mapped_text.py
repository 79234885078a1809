"""A text that was changed, with the way back: which code points of the original a range is."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.model import Span


@dataclass(frozen=True, slots=True)
class Mapped:
    """A changed text, and how far its code points stand from those of the text it was made of."""

    text: str
    source: str
    places: array[int] = field(default_factory=lambda: array("q"))
    """Where, in `text`, the distance changes; ascending."""
    shifts: array[int] = field(default_factory=lambda: array("q"))
    """What is to be added from there on."""
    below: Mapped | None = None
    """What `source` itself was made from; None where it is the original."""

    @property
    def root(self) -> str:
        """The original text."""
        return self.source if self.below is None else self.below.root

    def original(self, place: int) -> int:
        """Return the code point of the original that a code point of the text stands for."""
        step = bisect_right(self.places, place) - 1
        place += self.shifts[step] if step >= 0 else 0
        return place if self.below is None else self.below.original(place)

    def span(self, start: int, end: int) -> Span:
        """Return the range of the original that a range of the text, not empty, stands for.

        Marks that the last letter has in the original belong to it.
        """
        step = bisect_right(self.places, start) - 1
        first = start + (self.shifts[step] if step >= 0 else 0)
        step = bisect_right(self.places, end - 1) - 1
        last = end + (self.shifts[step] if step >= 0 else 0)
        source = self.source
        while last < len(source) and source[last] > "\x7f" and is_mark(source[last]):
            last += 1
        return (first, last) if self.below is None else self.below.span(first, last)


class Steps:
    """Gathers the pieces of a changed text, and where the distance to the original changes."""

    def __init__(self, source: str, below: Mapped | None = None) -> None:
        self._source = source
        self._below = below
        self._parts: list[str] = []
        self._places: array[int] = array("q")
        self._shifts: array[int] = array("q")
        self._length = self._shift = 0

    def add(self, start: int, text: str) -> None:
        """Add what stands in the original from `start`, one code point for one."""
        if text:
            self._step(start)
            self._parts.append(text)
            self._length += len(text)

    def add_each(self, start: int, text: str, offsets: Iterable[int] | None) -> None:
        """Add a text of which each code point stands for the one at its offset from `start`.

        None: for one after the other.
        """
        if offsets is None:
            self.add(start, text)
            return
        self._parts.append(text)
        for offset in offsets:
            self._step(start + offset)
            self._length += 1

    def _step(self, start: int) -> None:
        shift = start - self._length
        if shift != self._shift:
            self._places.append(self._length)
            self._shifts.append(shift)
            self._shift = shift

    def mapped(self) -> Mapped:
        """Return the text with its way back."""
        text = "".join(self._parts)
        return Mapped(text, self._source, self._places, self._shifts, self._below)


def is_mark(letter: str) -> bool:
    """Say whether a code point is a combining mark: an accent, a vowel sign, a virama, …"""
    return unicodedata.category(letter)[0] == "M"
