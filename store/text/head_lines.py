"""Lines of the head of a text, each with its kind."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from store.model import Span
from store.text.dateline import Dateline


class Kind(Enum):
    """The kind of a line of the head."""

    TEXT = "text"
    """Words that may be a headline or prose."""
    PROSE = "prose"
    """Running text after a dateline."""
    DATELINE = "dateline"
    DATE = "date"
    BYLINE = "byline"
    FIELD = "field"
    CREDIT = "credit"
    URL = "url"
    FURNITURE = "furniture"
    SECTION = "section"
    ASIDE = "aside"
    """Below a headline: a point of a summary, or a remark such as `(Updates prices)`."""
    RULE = "rule"
    """No letters or digits at all."""


class ClassifiedLine(NamedTuple):
    """A line that isn't blank, stripped; `gap` tells that no other line is right above it."""

    start: int
    text: str
    indent: int
    gap: bool
    kind: Kind
    dateline: Dateline | None = None
    label: str = ""
    """Of a FIELD: title, source, author, published or updated."""
    value: str = ""
    """Of a FIELD: what stands after the colon, decoded where a frame has it encoded."""
    span: Span | None = None
    """Of a FIELD: where the value stands; None where its words are not in one place."""

    @property
    def end(self) -> int:
        """Return where the line ends in the text."""
        return self.start + len(self.text)
