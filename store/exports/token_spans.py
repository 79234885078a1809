"""Splits a text into tokens and sentences such that every span consists of whole tokens.

Tokens are words, numbers and single characters, found without a model; scripts without word spaces
are split into letters, which training programs can split differently. A word is split where a span
starts or ends within it.
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
    """Return the tokens of a text in code points, split at span boundaries; no whitespace."""
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
    """Return a pattern for a word with its combining marks, or a single character."""
    return re.compile(rf"{standing(_JOINERS)}|[^\w\s][{marks()}]*")


def covered_tokens(tokens: Sequence[Span], start: int, end: int) -> tuple[int, int] | None:
    """Return the indices of the first and last token within a span; None if there is none."""
    first = bisect_left(tokens, (start, start))
    last = bisect_left(tokens, (end, end)) - 1
    return (first, last) if first <= last else None


def tokens_by_sentence(
    text: str, tokens: Sequence[Span], spans: Iterable[Span]
) -> list[list[Span]]:
    """Return the tokens by sentence; sentences don't end within spans."""
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
