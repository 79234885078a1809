"""The story of an article: its running text as folded words, and the facts that identify it.

What another agency would print differently is left out: headline, dateline, byline, credits and
page furniture. The facts are names, numbers and dates, which fill the blanks of a template: two
market reports may share their sentences but not their facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b

from store.model import Span
from store.text import line_classifier
from store.text.head_lines import Kind
from store.text.words import words_of

WINDOW = 200_000
"""Code points of a text that are compared; the rest only matters for identity."""
LEAD = 20
"""Words at the start of a story whose names identify its subject."""
OPENING = 60
"""Words at the start of a story that a shortened version starts with."""
KEY_BYTES = 16
"""Bytes of a story's key."""

_NAME = re.compile(r"[^\W\d_][\w'’]*")
_NUMBER = re.compile(r"\d(?:[\d.,:/-]*\d)?")
_SEPARATORS = str.maketrans("", "", ",.")
_COUNTED = frozenset(
    (
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve", "hundred", "thousand"),
    )
)
"""Numbers that news stories spell out; `one` is left out because it is often a pronoun."""
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
"""Names that agencies write differently: `on Monday`, `today`."""
_DAY = re.compile(r"(XXXX|(?!0000)\d{4})-(\d\d)-(\d\d)$")
_LEAP_YEAR = 366

_NOT_THE_STORY = (
    Kind.BYLINE,
    Kind.CREDIT,
    Kind.DATE,
    Kind.DATELINE,
    Kind.FIELD,
    Kind.FURNITURE,
    Kind.RULE,
    Kind.URL,
)


@dataclass(frozen=True)
class Story:
    """A story as it is compared; created by `story_of`."""

    running: str
    """The running text, with newlines for the parts left out."""
    headline: str
    rest: str = ""
    """The text after the first WINDOW code points."""
    published: str | None = None
    """EDTF."""

    @cached_property
    def words(self) -> list[str]:
        """The folded words of the running text, in order."""
        return words_of(self.running)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The distinct words of the running text."""
        return frozenset(self.words)

    @cached_property
    def title(self) -> list[str]:
        """The folded words of the headline; empty if the text has none."""
        return words_of(self.headline)

    @cached_property
    def key(self) -> bytes:
        """A digest that is equal for stories with the same headline and words in the same order."""
        content = "\n".join((" ".join(self.title), " ".join(self.words), self.rest))
        return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the running text, without separators, and spelled-out ones."""
        digits = {n.translate(_SEPARATORS) for n in _NUMBER.findall(self.running)}
        return frozenset(digits | (self.vocabulary & _COUNTED))

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded words that always have a capital; empty if the text is mostly in capitals."""
        return frozenset(_names(_NAME.findall(self.running))) - _DAYS

    @cached_property
    def lead_names(self) -> frozenset[str]:
        """The names among the first LEAD words."""
        return self.names.intersection(self.words[:LEAD])

    @cached_property
    def opening(self) -> frozenset[str]:
        """The words of the headline and the first OPENING words of the running text."""
        return frozenset(self.title).union(self.words[:OPENING])


def story_of(
    body: str, boilerplate: Iterable[Span], title_span: Span | None, published: str | None
) -> Story:
    """Return the story of a text from the spans found in it (code points) and its date (EDTF)."""
    excluded = list(boilerplate)
    if title_span is not None:
        excluded.append(title_span)
    excluded += _head(body)
    pieces, at = [], 0
    for start, end in sorted(excluded):
        if start > at:
            pieces.append(body[at : min(start, WINDOW)])
        at = max(at, end)
        if at >= WINDOW:
            break
    else:
        pieces.append(body[at:WINDOW])
    headline = body[slice(*title_span)] if title_span is not None else ""
    return Story("\n".join(pieces), headline, body[WINDOW:], published)


def days_apart(story: Story, other_story: Story) -> int:
    """Return how many days lie between two stories; 0 if unknown.

    Dates without a year are taken to be in the same year or in consecutive ones.
    """
    first, second = _DAY.match(story.published or ""), _DAY.match(other_story.published or "")
    if first is None or second is None or (first[1] == "XXXX") != (second[1] == "XXXX"):
        return 0
    days = abs(_ordinal(first) - _ordinal(second))
    return min(days, _LEAP_YEAR - days) if first[1] == "XXXX" else days


def _ordinal(day: re.Match[str]) -> int:
    year = 2000 if day[1] == "XXXX" else int(day[1])
    return date(year, int(day[2]), int(day[3])).toordinal()


def _head(body: str) -> Iterable[Span]:
    """Yield the spans of the lines around the headline, and of the dateline."""
    for line in line_classifier.read(body).lines:
        if line.kind in _NOT_THE_STORY:
            yield line.start, line.end
        elif line.dateline is not None and line.dateline.firm:
            yield line.start, line.start + line.dateline.end


def _names(spelled: Sequence[str]) -> Iterable[str]:
    small = {word for word in spelled if word[0].islower()}
    capital = {word for word in spelled if word[0].isupper()}
    if len(capital) > len(small):
        return  # in capitals, or a table: capitals mean nothing here
    for word in capital:
        if word.lower() not in small:
            yield from words_of(re.split("['’]", word)[0])
