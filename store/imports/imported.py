"""The data read by imports from any file: documents with spans, tags and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.errors import ExportError
from store.exports.losses import Losses
from store.imports.offset_units import QuotedSpan
from store.model import LABELS

OTHER_LABELS = {
    "PER": "PERSON",
    "PERS": "PERSON",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "LOCATION": "LOC",
    "FACILITY": "FAC",
}
"""Our labels by the labels of other schemes."""

UNKNOWN_LABELS = frozenset(
    ("MISC", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "TIME", "LANGUAGE")
)
"""Entity labels that are not supported; they don't become tags either."""

MOST_DIGITS = 18
"""Maximum digits of an offset; Python refuses to parse numbers with thousands of digits."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NameIn:
    """An entity: offsets in the document's text, label, and canonical name if there is one."""

    start: int
    end: int
    label: str
    name: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class MarkIn:
    """A mark: offsets in the document's text (None if only the quote is known), and its tag."""

    start: int | None
    end: int | None
    tag: str
    note: str | None = None
    id: str | None = None
    quote: str | None = None


@dataclass(slots=True)
class Document:
    """The data on one article in a file; None for data that the file lacks."""

    id: str | None = None
    sha256: str | None = None
    """At least the first 16 hex digits of the hash of the article's file."""
    text: str | None = None
    tags: list[str] = field(default_factory=list)
    note: str | None = None
    read: str | None = None
    marks: list[MarkIn] = field(default_factory=list)
    names: list[NameIn] | None = None
    utf16: bool = False
    """Whether the format counts offsets in UTF-16 code units instead of code points."""
    quotes_are_titles: bool = False
    """Whether the quotes of marks may be truncated, or titles with other words."""
    trimmed: bool = False
    """Whether the format has no spans that start or end with a line break."""
    evidence: list[QuotedSpan] = field(default_factory=list)
    """Further quotes with offsets, which help to detect the units of offsets."""

    @property
    def display_name(self) -> str:
        """The name of the document in a report."""
        if self.id is not None:
            return self.id
        words = " ".join((self.text or "")[:200].split())[:40]
        return f"“{words}”" if words else "a document without a name"

    def add_span(self, span: Span, losses: Losses) -> None:
        """Add a labelled span: as a name if its label is an entity label, else as a mark."""
        label = OTHER_LABELS.get(span.label, span.label)
        if label in LABELS:
            self.names = self.names or []
            losses.add("notes on names", self.display_name, span.note is not None)
            self.names.append(NameIn(span.start, span.end, label, span.name, span.quote))
        elif label in UNKNOWN_LABELS:
            losses.add(f"entities labelled {label}, which are not supported", self.display_name)
        else:
            quote = span.quote
            mark = MarkIn(span.start, span.end, span.label, span.note, span.id, quote)
            self.marks.append(mark)


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled span as annotation programs store it."""

    start: int
    end: int
    label: str
    name: str | None = None
    note: str | None = None
    id: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A tag of a codebook."""

    name: str
    color: str | None = None
    description: str | None = None


Reader = Callable[[Path, Losses], Iterator[Document | Code]]
"""Yields the data in a file. Raises ExportError if it can't be read."""


def text_of(value: Any) -> str | None:
    """Return a value if it is text and not blank, without lone surrogates; else None."""
    return (_well_formed(value) or None) if isinstance(value, str) and value.strip() else None


def texts_of(value: Any) -> list[str]:
    """Return the strings in a list; a single string counts as a list of one."""
    if isinstance(value, str):
        return [_well_formed(value)]
    values = value if isinstance(value, list) else ()
    return [_well_formed(text) for text in values if isinstance(text, str)]


def items_of(value: Any) -> list[Any]:
    """Return a value if it is a list, else an empty list."""
    return value if isinstance(value, list) else []


def fields_of(value: Any) -> dict[str, Any]:
    """Return a value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def _well_formed(text: str) -> str:
    """Return text without lone surrogates, which JSON allows but UTF-8 doesn't."""
    return _SURROGATES.sub("", text)


def offset_of(digits: str | None) -> int | None:
    """Return an offset from its digits; None if it is invalid."""
    if digits is None or not digits.isascii() or not digits.isdigit():
        return None
    return int(digits) if len(digits) <= MOST_DIGITS else None


def place_of(start: Any, end: Any) -> tuple[int, int] | None:
    """Return a span if both offsets are integers in order, else None."""
    whole = type(start) is int and type(end) is int and 0 <= start < end
    return (start, end) if whole else None


def unreadable(path: Path, why: object, line: int | None = None) -> ExportError:
    """Return the error for a file that can't be read."""
    where = f", line {line}" if line else ""
    return ExportError(f"{path}{where}: {why}")
