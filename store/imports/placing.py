"""Where a document's spans stand in the article's text, which may have changed since."""

from __future__ import annotations

from typing import Any

from store.imports.model import Document
from store.model import Span as ModelSpan
from store.text.anchors import CONTEXT, find_again


class Placer:
    """Finds the spans of one document in one text."""

    def __init__(self, document: Document, text: str, sha256: str | None) -> None:
        self._text = text
        self._given = document.text
        self._same = document.text == text
        digest = (document.sha256 or "").lower()
        self._unchanged = bool(digest) and (sha256 or "").startswith(digest)
        self._changed = bool(digest) and not self._unchanged

    def place(self, start: int | None, end: int | None, quote: str | None) -> ModelSpan | None:
        """Return where a span stands now, as `(start, end)`; None where it can't be found.

        By its quote, for which offsets in the document's own text stand too. Without any, the
        offsets hold unless the file is known to be another one.
        """
        if start is not None and end is not None:
            if self._same:
                return (start, end) if end <= len(self._text) else None
            if self._given is not None:
                if end > len(self._given):
                    return None
                return find_again(self._text, self._quoted(self._given, start, end))
        if quote:
            at = None if start is None or end is None else [start, end]
            return find_again(self._text, {"at": at, "quote": quote})
        if start is None or end is None or self._changed or end > len(self._text):
            return None
        return start, end

    def _quoted(self, text: str, start: int, end: int) -> dict[str, Any]:
        return {
            "at": [start, end],
            "quote": text[start:end],
            "before": text[max(0, start - CONTEXT) : start],
            "after": text[end : end + CONTEXT],
        }
