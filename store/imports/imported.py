"""What an import reads: documents with spans, tags and notes, whatever file they come from."""

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
"""Labels of other schemes, and what they are called here."""

UNKNOWN_LABELS = frozenset(
    ("MISC", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "TIME", "LANGUAGE")
)
"""Labels of entities that are not kept here; they are no tags either."""

MOST_DIGITS = 18
"""Digits that an offset may have; Python refuses to read numbers of thousands of them."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NameIn:
    """An entity: positions in the document's text, its label, and its name where one is given."""

    start: int
    end: int
    label: str
    name: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class MarkIn:
    """A mark: positions in the document's text (None: only the quote is known), and its tag."""

    start: int | None
    end: int | None
    tag: str
    note: str | None = None
    id: str | None = None
    quote: str | None = None


@dataclass(slots=True)
class Document:
    """What a file says of one article; None where it says nothing of a thing."""

    id: str | None = None
    sha256: str | None = None
    """The first 16 hex digits at least, of the bytes of the article's file."""
    text: str | None = None
    tags: list[str] = field(default_factory=list)
    note: str | None = None
    read: str | None = None
    marks: list[MarkIn] = field(default_factory=list)
    names: list[NameIn] | None = None
    utf16: bool = False
    """Whether the format counts positions in UTF-16 code units, not code points."""
    quotes_are_titles: bool = False
    """Whether the quotes of marks may be cut off, or other words altogether."""
    trimmed: bool = False
    """Whether the format has no spans that begin or end with a line end."""
    evidence: list[QuotedSpan] = field(default_factory=list)
    """Further words with their positions, from which is seen how the file counts."""

    @property
    def display_name(self) -> str:
        """What a report calls the document."""
        if self.id is not None:
            return self.id
        words = " ".join((self.text or "")[:200].split())[:40]
        return f"“{words}”" if words else "a document without a name"

    def add_span(self, span: Span, losses: Losses) -> None:
        """Take in a labelled span: as a name where its label is an entity's, else as a mark."""
        label = OTHER_LABELS.get(span.label, span.label)
        if label in LABELS:
            self.names = self.names or []
            losses.add("notes on names", self.display_name, span.note is not None)
            self.names.append(NameIn(span.start, span.end, label, span.name, span.quote))
        elif label in UNKNOWN_LABELS:
            losses.add(f"entities labelled {label}, which are not kept", self.display_name)
        else:
            quote = span.quote
            mark = MarkIn(span.start, span.end, span.label, span.note, span.id, quote)
            self.marks.append(mark)


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled range as annotation programs have it."""

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
"""Yields what a file says. Raises ExportError where it can't be read."""


def text_of(value: Any) -> str | None:
    """Return a value as text where it is one that isn't blank, else None; it is well formed."""
    return (_well_formed(value) or None) if isinstance(value, str) and value.strip() else None


def texts_of(value: Any) -> list[str]:
    """Return those values of a list that are texts; a text alone is a list of one."""
    if isinstance(value, str):
        return [_well_formed(value)]
    values = value if isinstance(value, list) else ()
    return [_well_formed(text) for text in values if isinstance(text, str)]


def items_of(value: Any) -> list[Any]:
    """Return a value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def fields_of(value: Any) -> dict[str, Any]:
    """Return a value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def _well_formed(text: str) -> str:
    """Return text without lone surrogates, which JSON may have and UTF-8 can't hold."""
    return _SURROGATES.sub("", text)


def offset_of(digits: str | None) -> int | None:
    """Return an offset that is written as digits; None where it is none."""
    if digits is None or not digits.isascii() or not digits.isdigit():
        return None
    return int(digits) if len(digits) <= MOST_DIGITS else None


def place_of(start: Any, end: Any) -> tuple[int, int] | None:
    """Return two offsets where they are whole numbers in order, else None."""
    whole = type(start) is int and type(end) is int and 0 <= start < end
    return (start, end) if whole else None


def unreadable(path: Path, why: object, line: int | None = None) -> ExportError:
    """Return the error for a file that can't be read."""
    where = f", line {line}" if line else ""
    return ExportError(f"{path}{where}: {why}")
