"""A text in tokens and sentences, so that every span begins and ends with a token.

Words, numbers and single signs, without a model, and single letters of scripts without blanks: who
trains on them has the same text again and can cut it as wanted. A word that a span begins or ends
within is cut there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from store.model import Span
from store.text.sentences import sentences
from store.text.tokens import marks, standing

_JOINERS = "'’"


def tokens(text: str, spans: Iterable[Span] = ()) -> list[Span]:
    """Return the tokens of a text, in code points, cut where spans begin or end; no blanks."""
    cuts = sorted({edge for span in spans for edge in span})
    result: list[Span] = []
    for match in _token().finditer(text):
        start, end = match.span()
        first = bisect_right(cuts, start)
        while first < len(cuts) and cuts[first] < end:
            result.append((start, cuts[first]))
            start = cuts[first]
            first += 1
        result.append((start, end))
    return result


@cache
def _token() -> re.Pattern[str]:
    """Return what finds a word with the marks on it, or a sign."""
    return re.compile(rf"{standing(_JOINERS)}|[^\w\s][{marks()}]*")


def covered_tokens(tokens: Sequence[Span], start: int, end: int) -> tuple[int, int] | None:
    """Return the first and last token within a span, by number; None where there is none."""
    first = bisect_left(tokens, (start, start))
    last = bisect_left(tokens, (end, end)) - 1
    return (first, last) if first <= last else None


def tokens_by_sentence(
    text: str, tokens: Sequence[Span], spans: Iterable[Span]
) -> list[list[Span]]:
    """Return the tokens by sentence; no sentence ends within one of the spans."""
    ends = [end for _, end in sentences(text, 0, len(text))]
    inside: set[int] = set()
    for start, end in spans:
        inside.update(range(bisect_right(ends, start), bisect_left(ends, end)))
    ends = [end for number, end in enumerate(ends) if number not in inside]
    result: list[list[Span]] = []
    at = -1
    for token in tokens:
        number = bisect_right(ends, token[0])
        if number != at:
            result.append([])
            at = number
        result[-1].append(token)
    return result
