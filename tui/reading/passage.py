"""A passage of a text and how its ends move: by letters, words, sentences, paragraphs.

One end is fixed, the other moves. Right of the fixed end it stops where words (or sentences, or
paragraphs) end, left of it where they begin, so that what lies between is whole ones. It never
stops at the fixed end: a passage is never empty.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from store.model import Span
from store.text.sentences import sentences
from store.text.tokens import standing

NEAR = 2_000
"""Code points around the moving end in which words are looked for."""
REACH = 20_000
"""Code points around the moving end in which sentences are looked for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of a text, in code points, with the end that moves."""

    fixed: int
    moving: int

    @property
    def span(self) -> Span:
        """Start and end, whichever of them moves."""
        return min(self.fixed, self.moving), max(self.fixed, self.moving)

    def moving_letter(self, text: str) -> Span:
        """Return the letter at the end that moves, with all that combines with it."""
        start, end = self.span
        if self.moving == end:
            at = end - 1
            while at > start and _joins(text, at):
                at -= 1
            return at, end
        at = start + 1
        while at < end and _joins(text, at):
            at += 1
        return start, at

    def swapped(self) -> Passage:
        """Return the same range with the other end moving."""
        return Passage(self.moving, self.fixed)


def by_letter(text: str, passage: Passage, by: int) -> Passage:
    """Move by one letter with all that combines with it, right where `by` is positive."""
    step = 1 if by > 0 else -1
    at = passage.moving + step
    while 0 < at < len(text) and (at == passage.fixed or _joins(text, at)):
        at += step
    return Passage(passage.fixed, at) if _fits(text, passage, at) else passage


def by_word(text: str, passage: Passage, by: int) -> Passage:
    """Move by one word."""
    low, high = max(0, passage.moving - NEAR), min(len(text), passage.moving + NEAR)
    word_spans = (word.span() for word in _word().finditer(text, low, high))
    whole = [(a, b) for a, b in word_spans if (a > low or a == 0) and (b < high or b == len(text))]
    return _to_stop(passage, whole, by)


def by_sentence(text: str, paragraphs: Sequence[Span], passage: Passage, by: int) -> Passage:
    """Move by one sentence."""
    at = bisect_right(paragraphs, (passage.moving, len(text) + 1))
    low, high = passage.moving - REACH, passage.moving + REACH
    near = [
        span
        for start, end in paragraphs[max(0, at - 2) : at + 2]
        for span in sentences(text, max(start, low), min(end, high))
    ]
    return _to_stop(passage, near, by)


def by_paragraph(paragraphs: Sequence[Span], passage: Passage, by: int) -> Passage:
    """Move by one paragraph."""
    at = bisect_right(paragraphs, passage.moving, key=lambda span: span[0])
    return _to_stop(passage, paragraphs[max(0, at - 3) : at + 3], by)


def to_offset(text: str, passage: Passage, offset: int) -> Passage:
    """Move to a place, or next to it where it is the fixed end."""
    at = max(0, min(offset, len(text)))
    if at == passage.fixed:
        at += 1 if at < len(text) else -1
    return Passage(passage.fixed, at) if _fits(text, passage, at) else passage


def first_word(text: str, start: int, end: int) -> Passage | None:
    """Return the first word of a range as a passage; None where there is none."""
    word = _word().search(text, start, end)
    return None if word is None else Passage(*word.span())


@cache
def _word() -> re.Pattern[str]:
    """Return what finds a word as one marks it: `Turkish-Ukrainian`, `don’t`, `U.S`."""
    return re.compile(standing("'’.&-"))


def _to_stop(passage: Passage, spans: Iterable[Span], by: int) -> Passage:
    """Move to the next stop that whole ones of `spans` give; stay where there is none."""
    fixed, moving = passage.fixed, passage.moving
    whole = list(spans)
    stops = {end for _, end in whole if end > fixed} | {
        start for start, _ in whole if start < fixed
    }
    beyond = [stop for stop in stops if (stop > moving if by > 0 else stop < moving)]
    if not beyond:
        return passage
    return Passage(fixed, min(beyond) if by > 0 else max(beyond))


def _joins(text: str, at: int) -> bool:
    """Say whether a code point belongs to the letter before it."""
    letter = text[at]
    return (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")
        or letter in "\u200d\ufe0e\ufe0f"
        or text[at - 1] == "\u200d"
    )


def _fits(text: str, passage: Passage, at: int) -> bool:
    return 0 <= at <= len(text) and at != passage.fixed
