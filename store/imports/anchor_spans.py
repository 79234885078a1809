"""Locates the spans of an imported document in the article's text, which may have changed."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import Any

from store.imports.imported import Document
from store.imports.offset_units import (
    Original,
    QuotedSpan,
    Units,
    choose_units,
    likeness,
    normalized,
    without_ellipsis,
)
from store.model import Span as ModelSpan
from store.text.anchors import CONTEXT, find_again, pattern

NEAR = 200
"""Code points around a position within which words that occur several times are searched first."""

LONG = 12
"""Minimum length of a truncated quote to search for."""


class Placer:
    """Locates the spans of one document in one text."""

    def __init__(self, document: Document, text: str, sha256: str | None) -> None:
        self._document = document
        self._text = text
        digest = (document.sha256 or "").lower()
        self._changed = bool(digest) and not (sha256 or "").startswith(digest)
        self._has_text = document.text is not None
        self._original = Original(document.text if document.text is not None else text)
        self._body = self._original.text
        self._titles = document.quotes_are_titles

    def place(self, start: int | None, end: int | None, quote: str | None) -> ModelSpan | None:
        """Return the current position of a span as `(start, end)`; None if it can't be found.

        A quote in the file takes precedence over its offsets. Without a quote, the offsets are used
        unless the article's file is known to have changed.
        """
        if start is None or end is None:
            return find_again(self._text, {"at": None, "quote": quote}) if quote else None
        span = self._units.span(start, end)
        if not self._has_text:
            return self._place_at_once(span, quote)
        if quote and not likeness(self._body, span, quote, self._titles):
            place = self._by_quote(span, quote)
        else:
            place = span
        if place is None or not 0 <= place[0] < place[1] <= len(self._body):
            return None
        return place if self._body == self._text else self._in_article(*place)

    def _place_at_once(self, span: ModelSpan, quote: str | None) -> ModelSpan | None:
        """Return the position of a span whose text the file doesn't include."""
        if quote:
            if likeness(self._text, span, quote, self._titles):
                return span
            return find_again(self._text, {"at": list(span), "quote": quote})
        inside = 0 <= span[0] < span[1] <= len(self._text)
        return span if inside and not self._changed and not self._titles else None

    @cached_property
    def _places(self) -> list[QuotedSpan]:
        document = self._document
        spans = [*document.evidence, *document.marks, *(document.names or ())]
        return [
            QuotedSpan(span.start, span.end, span.quote)
            for span in spans
            if span.start is not None and span.end is not None
        ]

    @cached_property
    def _units(self) -> Units:
        return choose_units(self._original, self._places, self._document.utf16, self._titles)

    @cached_property
    def _offsets_fit(self) -> bool:
        """Whether any quote of the document matches the text at its offsets."""
        return any(
            likeness(
                self._body, self._units.span(place.start, place.end), place.quote, self._titles
            )
            for place in self._places
            if place.quote
        )

    def _by_quote(self, span: ModelSpan, quote: str) -> ModelSpan | None:
        """Return the position in the document's text of a quote that does not match its offsets."""
        length, words = span[1] - span[0], normalized(quote)
        whole = abs(len(words) - length) <= 3 + length // 8 and without_ellipsis(quote) == quote
        if not self._titles or whole:
            place = self._nearest(words, span[0])
            return place if place or not (self._titles and self._offsets_fit) else span
        if len(words) < LONG:
            return span
        prefix = self._nearest(normalized(without_ellipsis(quote)), span[0])
        return span if prefix is None else (prefix[0], prefix[0] + length)

    def _nearest(self, words: str, start: int) -> ModelSpan | None:
        """Return the position of words closest to `start`, or else their only position."""
        form = re.compile(pattern(words))
        begun = max(0, start - NEAR)
        close = self._body[begun : start + NEAR + 2 * len(words)]
        places = [match.span() for match in form.finditer(close)]
        if places:
            first, last = min(places, key=lambda place: abs(begun + place[0] - start))
            return begun + first, begun + last
        places = [match.span() for match in islice(form.finditer(self._body), 2)]
        return places[0] if len(places) == 1 else None

    def _in_article(self, start: int, end: int) -> ModelSpan | None:
        """Return the position in the article of a passage of the document's text."""
        body = self._body
        item: dict[str, Any] = {"at": [start, end], "quote": body[start:end]}
        item["before"] = body[max(0, start - CONTEXT) : start]
        item["after"] = body[end : end + CONTEXT]
        return find_again(self._text, item)
