"""Detects how a file counts offsets: in code points or UTF-16, line ends as one or two.

Programs differ, and few document it. The quotes in a file decide; without quotes, the best way is
the one in which offsets don't split words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.exports.unsupported_chars import for_xml

SAMPLES = 400
"""Maximum number of spans compared per document."""

EXACT = 3
"""The likeness of a quote that matches its span exactly."""

_LINE_END = re.compile("\r\n?|\n")
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)\s*$")


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """A span as stored in a file, and its quote, if any."""

    start: int
    end: int
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """A way of counting offsets: the code points that count as two, in order, and deviations."""

    doubles: Sequence[int] = ()
    ahead: int = 0
    """Units before the text: 1 if the byte order mark is counted."""
    inclusive: bool = False
    """Whether a span's end is its last character instead of the position after it."""
    starts: list[int] = field(init=False)
    """The offsets, in units, of the code points that count as two."""

    def __post_init__(self) -> None:
        starts = [place + number for number, place in enumerate(self.doubles)]
        object.__setattr__(self, "starts", starts)

    def point(self, place: int) -> int:
        """Return the code point at an offset; within one that counts as two, that one."""
        before = bisect_left(self.starts, place)
        if before and self.starts[before - 1] + 1 == place:
            return self.doubles[before - 1]
        return place - before

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span in code points; it may lie outside the text."""
        return self.point(start - self.ahead), self.point(end - self.ahead + self.inclusive)

    def halves(self, place: int) -> bool:
        """Return whether an offset is within a code point that counts as two."""
        before = bisect_left(self.starts, place - self.ahead)
        return before > 0 and self.starts[before - 1] + 1 == place - self.ahead


class Original:
    """A document's text as stored in a file, and normalized: without BOM, with LF line ends."""

    def __init__(self, text: str) -> None:
        self._marked = text.startswith("\ufeff")
        body = text.removeprefix("\ufeff")
        self.text = _LINE_END.sub("\n", body) if "\r" in body else body
        self._crlf: list[int] = []
        if "\r\n" in body:
            places = [match.start() for match in re.finditer("\r\n", body)]
            self._crlf = [place - number for number, place in enumerate(places)]
        signs = re.finditer("[\U00010000-\U0010ffff]", self.text)
        self._astral = [match.start() for match in signs]

    def common_units(self, utf16: bool) -> Iterator[Units]:
        """Yield the ways of counting that need no evidence, the format's usual one first."""
        for wide in (utf16, not utf16):
            yield self._units(self._crlf, wide)
            yield self._units([], wide)

    def all_units(self, utf16: bool) -> Iterator[Units]:
        """Yield all ways of counting."""
        ends = [match.start() for match in re.finditer("\n", self.text)]
        ways = [
            *self.common_units(utf16),
            *(self._units(ends, wide) for wide in (utf16, not utf16)),
        ]
        yield from ways
        if self._marked:
            yield from (Units(way.doubles, ahead=1) for way in ways)
        yield from (Units(way.doubles, inclusive=True) for way in ways)

    def _units(self, ends: list[int], wide: bool) -> Units:
        return Units(sorted({*ends, *self._astral}) if wide and self._astral else ends)


def choose_units(
    original: Original, places: Sequence[QuotedSpan], utf16: bool, titles: bool
) -> Units:
    """Return how offsets in a text are counted.

    `utf16` is the format's usual way; with `titles`, quotes may be truncated, or only titles.
    """
    text, places = original.text, places[:SAMPLES]
    quoted = [place for place in places if place.quote]
    usual = next(original.common_units(utf16))

    def fitting(units: Units) -> int:
        return sum(
            likeness(text, units.span(place.start, place.end), place.quote or "", titles)
            for place in quoted
        )

    def cuts(units: Units) -> int:
        return sum(_cuts(text, units, place) for place in places)

    if quoted:
        if fitting(usual) == EXACT * len(quoted):
            return usual
        counts = [(fitting(units), units) for units in original.all_units(utf16)]
        best = max(count for count, _ in counts)
        if best:
            return min((units for count, units in counts if count == best), key=cuts)
    clean = min(original.common_units(utf16), key=cuts)
    return clean if 2 * cuts(clean) < cuts(usual) else usual


def likeness(text: str, span: tuple[int, int], quote: str, titles: bool) -> int:
    """Return how well a quote matches a span, ignoring whitespace and control characters.

    `EXACT`; 2 if the span has spaces at its edges, which may make it too long; 1 if, with `titles`,
    it only starts with the quote; else 0.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        return 0
    passage, words = normalized(text[start:end]), normalized(quote)
    if words and passage == words:
        return EXACT - (text[start].isspace() or text[end - 1].isspace())
    prefix = normalized(without_ellipsis(quote)) if titles else ""
    return int(len(prefix) > 2 and passage.startswith(prefix))


def normalized(text: str) -> str:
    """Return text with single spaces, as XML and tables store it; `\\n` is a space too."""
    return " ".join(for_xml(text)[0].replace("\\n", " ").split())


def without_ellipsis(quote: str) -> str:
    """Return a quote without the ellipsis that marks it as truncated."""
    return _CUT_OFF.sub("", quote)


def _cuts(text: str, units: Units, place: QuotedSpan) -> int:
    """Return a penalty for a span outside the text or with edges within characters or words."""
    start, end = units.span(place.start, place.end)
    if not 0 <= start < end <= len(text):
        return 6
    halves = units.halves(place.start) + units.halves(place.end)
    words = sum(
        text[at - 1].isalnum() and text[at].isalnum() for at in (start, end) if 0 < at < len(text)
    )
    blanks = text[start].isspace() + text[end - 1].isspace()
    return 4 * halves + 2 * words + blanks
