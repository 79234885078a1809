"""The words of a nearness as one place: from the first of them to the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from store.model import Span
from store.query.proximity import Nearness
from store.query.query_words import has_phrase
from store.text.words import terms

MOST_PLACES = 20_000
"""Places of single words in one text that are put together."""


def near_together(body: str, spans: Iterator[Span], nears: Sequence[Nearness]) -> Iterator[Span]:
    """Yield matches in order, merging the words of each `NEAR` into one match.

    `spans` are the matches of all words, in order. Where a word is near several others, the closest
    one counts, and each counts once.
    """
    singles = list(islice(spans, MOST_PLACES))
    words_of_places = [terms(body[start:end]) for start, end in singles]
    joined: set[Span] = set()
    used: set[int] = set()
    for near in nears:
        phrases = [(terms(value), prefix) for value, prefix in near.parts]
        parts_at = [
            {at for at, phrase in enumerate(phrases) if has_phrase(words, *phrase)}
            for words in words_of_places
        ]
        used.update(at for at, parts in enumerate(parts_at) if parts)
        joined.update(_joined(body, singles, parts_at, near))
    joined.update(span for at, span in enumerate(singles) if at not in used)
    yield from sorted(joined or singles)


def _joined(
    body: str, singles: Sequence[Span], parts_at: Sequence[set[int]], near: Nearness
) -> Iterator[Span]:
    """Yield the merged matches of one `NEAR`, disjoint."""
    latest: dict[int, int] = {}
    for at, parts in enumerate(parts_at):
        latest.update(dict.fromkeys(parts, at))
        if not parts or len(latest) < len(near.parts):
            continue
        start = singles[at][0]
        ends = (singles[single][1] for single in set(latest.values()))
        if all(len(terms(body[end:start])) <= near.within for end in ends):
            yield singles[min(latest.values())][0], singles[at][1]
            latest.clear()
