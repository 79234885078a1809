"""Fuzzy ranking of short lists in memory: tags, commands, saved queries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST_MISSPELT = 4
"""The length below which a word is never matched with a misspelling."""
LETTERS_A_SLIP = 8
"""One typing error is allowed, and another for each this many letters."""

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A matching candidate: its index in the list, its score, and the matched letters."""

    index: int
    score: float
    positions: tuple[int, ...] = ()
    """Code point indices into the candidate, sorted."""


def rank(query: str, candidates: Sequence[str], limit: int = 200) -> list[Ranked]:
    """Return the candidates that match a query, best first; all in order where it is empty.

    Every word of the query must match: the start of a word ranks before its middle, then letters in
    order, then a misspelt start. Ties keep their order.
    """
    words = list(dict.fromkeys(fold(query).split()))
    if not words:
        return [Ranked(index, 0.0) for index in range(min(limit, len(candidates)))]
    matches = []
    for index, candidate in enumerate(candidates):
        hits = _matches(words, fold(candidate))
        if hits:
            score = sum(score for score, _ in hits) / len(hits)
            score += 10.0 * len("".join(words)) / max(1, len(candidate))
            places = sorted({place for _, places in hits for place in places})
            matches.append(Ranked(index, score, tuple(places)))
    matches.sort(key=lambda ranked: -ranked.score)
    return matches[:limit]


def fold(text: str) -> str:
    """Return text without case and accents, code point for code point."""
    if text.isascii():
        return text.lower()
    bases = (unicodedata.normalize("NFD", letter)[0] for letter in text)
    return "".join(base.lower() if len(base.lower()) == 1 else base for base in bases)


def _matches(words: Sequence[str], folded: str) -> list[tuple[float, Sequence[int]]]:
    """Return the match of each word; empty as soon as one has none.

    The query may be a whole pasted text.
    """
    hits = []
    for word in words:
        hit = _match(word, folded)
        if hit[0] <= 0:
            return []
        hits.append(hit)
    return hits


def _match(word: str, folded: str) -> tuple[float, Sequence[int]]:
    at = folded.find(word)
    if at == 0 or (at > 0 and not folded[at - 1].isalnum()):
        return 100.0 if at == 0 else 95.0, range(at, at + len(word))
    inner = _word_start(word, folded)
    if inner is not None:
        return 95.0, range(inner, inner + len(word))
    if at > 0:
        return 85.0, range(at, at + len(word))
    places = _in_order(word, folded)
    if places and places[-1] - places[0] <= 3 * len(word):
        return 60.0, places
    return _misspelt(word, folded)


def _word_start(word: str, folded: str) -> int | None:
    at = folded.find(word, 1)
    while at > 0:
        if not folded[at - 1].isalnum():
            return at
        at = folded.find(word, at + 1)
    return None


def _in_order(word: str, folded: str) -> list[int]:
    places: list[int] = []
    at = -1
    for letter in word:
        at = folded.find(letter, at + 1)
        if at < 0:
            return []
        places.append(at)
    return places


def _misspelt(word: str, folded: str) -> tuple[float, Sequence[int]]:
    """Match the start of a word that differs by a slip or two (optimal string alignment)."""
    from rapidfuzz.distance import OSA

    if len(word) < SHORTEST_MISSPELT:
        return 0.0, ()
    slips = 1 + len(word) // LETTERS_A_SLIP
    best: tuple[float, Sequence[int]] = (0.0, ())
    for word_match in _WORDS.finditer(folded) if len(word) <= len(folded) + slips else ():
        for length in (len(word), len(word) - 1, len(word) + 1):
            start = word_match[0][:length]
            distance = OSA.distance(word, start, score_cutoff=slips)
            if distance <= slips and 50.0 - 10 * distance > best[0]:
                best = (
                    50.0 - 10 * distance,
                    range(word_match.start(), word_match.start() + len(start)),
                )
    return best
