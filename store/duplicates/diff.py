"""Word-by-word differences between two versions of a text."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from store.model import Span
from store.text.words import spans

MOST_WORDS = 8_000
"""Words compared per text; the cost grows with the product."""


@dataclass(frozen=True, slots=True)
class Differences:
    """How another text differs from this one."""

    new: tuple[Span, ...]
    """Passages of the other text that this one lacks: sorted, without overlaps, whole words."""
    new_words: int
    missing_words: int
    """Number of words that the other text lacks."""


def differences(text: str, other_text: str) -> Differences:
    """Return how `other_text` differs from `text`, ignoring case and accents.

    Up to MOST_WORDS words of each are compared; the rest counts as equal.
    """
    words, _ = _words(text)
    other_words, places = _words(other_text)
    spans: list[Span] = []
    new = missing = 0
    for operation in LCSseq.opcodes(words, other_words):
        if operation.tag == "equal":
            continue
        missing += operation.src_end - operation.src_start
        if operation.dest_end > operation.dest_start:
            new += operation.dest_end - operation.dest_start
            start, end = places[operation.dest_start][0], places[operation.dest_end - 1][1]
            spans.append((start, end))
    return Differences(tuple(spans), new, missing)


def _words(text: str) -> tuple[list[str], list[Span]]:
    words: list[str] = []
    places: list[Span] = []
    for word, place in spans(text):
        words.append(word)
        places.append(place)
        if len(words) == MOST_WORDS:
            break
    return words, places
