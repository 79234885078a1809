"""Finds passages again in a text that changed around them, or slightly within them.

After the selectors of the W3C's Web Annotation Data Model: position, quote, and context.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

CONTEXT = 32
"""Code points of context stored before and after a passage."""

SAME = 0.75
"""The share of a passage that must remain where its context is unchanged."""

SHORTEST_CONTEXT = 8
"""Code points that must be known on either side for that."""

_ALIKE = ('"“”„‟«»', "'’‘‚`", "-‐‑‒–—−")
"""Signs that editors and converters put in the place of each other."""


def locate(text: str, item: dict[str, Any]) -> tuple[int, int] | None:
    """Return the position of a mark or span: unchanged, or nearest to it with the same context.

    None where its quote is nowhere in `text`.
    """
    quote = item.get("quote")
    at = item.get("at")
    start = at[0] if isinstance(at, list) and len(at) == 2 and isinstance(at[0], int) else None
    end = at[1] if isinstance(at, list) and len(at) == 2 and isinstance(at[1], int) else None
    if not isinstance(quote, str) or not quote:
        fits = start is not None and end is not None and 0 <= start < end <= len(text)
        return (start, end) if fits and start is not None and end is not None else None
    if start is not None and start >= 0 and text.startswith(quote, start):
        return start, start + len(quote)
    before, after = str(item.get("before") or ""), str(item.get("after") or "")
    places = [match.start() for match in re.finditer(re.escape(quote), text)]
    if not places:
        return None

    def fit(place: int) -> tuple[int, int]:
        context = text.endswith(before, 0, place) + text.startswith(after, place + len(quote))
        return -context, abs(place - (start or 0))

    best = min(places, key=fit)
    return best, best + len(quote)


def find_again(text: str, item: dict[str, Any]) -> tuple[int, int] | None:
    """Return the position of the passage of a mark or span, None where it is lost or ambiguous.

    In this order: its position, or the same words elsewhere; the only place with the same words,
    ignoring blanks, quotation marks and dashes; the text between its contexts.
    """
    place = locate(text, item)
    quote = item.get("quote")
    if place is not None or not isinstance(quote, str) or not quote.strip():
        return place
    spans = [match.span() for match in re.finditer(pattern(quote), text)]
    if spans:
        return spans[0] if len(spans) == 1 else None
    return _between(text, quote, str(item.get("before") or ""), str(item.get("after") or ""))


def anchored(text: str, item: dict[str, Any], place: tuple[int, int]) -> dict[str, Any]:
    """Return a mark or span with place, quote and context as they are in the text now."""
    start, end = place
    return item | {
        "at": [start, end],
        "quote": text[start:end],
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[end : end + CONTEXT],
    }


def pattern(quote: str) -> str:
    """Return a regular expression for the same words, whatever blanks and quotation marks."""
    return r"\s+".join("".join(map(_alike, word)) for word in quote.split())


def _alike(sign: str) -> str:
    for group in _ALIKE:
        if sign in group:
            return f"[{re.escape(group)}]"
    return re.escape(sign)


def _between(text: str, quote: str, before: str, after: str) -> tuple[int, int] | None:
    """Return the only place between `before` and `after` that is like `quote`."""
    if min(len(before.strip()), len(after.strip())) < SHORTEST_CONTEXT:
        return None
    spans: list[tuple[int, int]] = []
    for match in re.finditer(re.escape(before), text):
        start = match.end()
        end = text.find(after, start, start + 2 * len(quote) + len(after))
        passage = text[start : max(start, end)]
        if passage and SequenceMatcher(None, quote, passage, autojunk=False).ratio() >= SAME:
            spans.append((start, end))
    return spans[0] if len(spans) == 1 else None
