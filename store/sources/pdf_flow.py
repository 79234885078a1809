"""The paragraphs of a PDF: lines joined over columns and pages, running heads set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from store.model import Span
from store.sources.pdf_lines import HYPHENS, Line, body_height

MARGIN = 0.09
"""The share of a page's height at its top and bottom where running heads and feet stand."""
FEWEST_REPEATS = 3
"""Pages on which a line stands that is a running head."""
WIDE_GAP = 1.6
"""The distance of two base lines, in heights of a line, from which a paragraph begins."""
INDENT = 0.8
"""The indent of a first line, in heights of a letter."""
SHORT_LINE = 0.85
"""A line shorter than this share of the column is the last one of its paragraph."""

_NUMBER = re.compile(
    r"[\s\-–—|•]*(?:(?:page|seite|página|pagina|p\.|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?[\s\-–—|•]*",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•▪◦‣·*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")


@dataclass(slots=True)
class Page:
    """A page's number as it is cited, its height in points, and its lines in reading order."""

    number: int
    height: float
    lines: list[Line]


@dataclass(slots=True)
class Flow:
    """The text of a document, with its pages and what does not belong to the running text."""

    text: str = ""
    pages: list[tuple[int, int, int]] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)


def flow(pages: Sequence[Page]) -> Flow:
    """Return the running text of pages.

    A sentence that goes on in the next column or on the next page is not interrupted: running
    heads, feet and page numbers stand behind its paragraph.
    """
    repeated = _repeated(pages)
    words = _words(pages)
    writer = _Writer(words)
    for page in pages:
        body = [line for line in page.lines if not _is_furniture(line, page, repeated)]
        writer.begin_page(page.number, _column_width(body))
        for line in page.lines:
            if _is_furniture(line, page, repeated):
                writer.set_apart(line.text)
        previous: Line | None = None
        height = body_height(body)
        for line in body:
            writer.add(line, previous, height)
            previous = line
    return writer.finish()


def _column_width(lines: Sequence[Line]) -> float:
    """Return the width that most full lines have, in points."""
    widths = sorted(line.right - line.left for line in lines)
    return widths[len(widths) * 3 // 4] if widths else 1.0


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().casefold()


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom > (1 - MARGIN) * page.height or line.top < MARGIN * page.height


def _repeated(pages: Sequence[Page]) -> set[str]:
    """Return the lines at the edges that several pages have, numbers aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(line.text) for line in page.lines if _in_margin(line, page)})
    least = min(FEWEST_REPEATS, max(2, len(pages)))
    return {key for key, number in counts.items() if number >= least}


def _is_furniture(line: Line, page: Page, repeated: set[str]) -> bool:
    return _in_margin(line, page) and (
        _key(line.text) in repeated or _NUMBER.fullmatch(line.text) is not None
    )


def _words(pages: Sequence[Page]) -> set[str]:
    """Return the words of all lines, to tell how a word at a line's end is written."""
    return {
        word.casefold()
        for page in pages
        for line in page.lines
        for word in re.findall(r"\w+(?:-\w+)*", line.text)
    }


class _Writer:
    """Puts lines together into paragraphs, and notes where pages begin."""

    def __init__(self, words: set[str]) -> None:
        self._words = words
        self._text: list[str] = []
        self._length = 0
        self._paragraph: list[str] = []
        self._apart: list[str] = []
        self._starts: list[tuple[int, int]] = []
        self._boilerplate: list[Span] = []
        self._page: int | None = None
        self._width = 1.0

    def begin_page(self, number: int, width: float) -> None:
        self._page = number
        self._width = width

    def set_apart(self, text: str) -> None:
        """Put a running head behind the paragraph that is open."""
        self._apart.append(text)
        if not self._paragraph:
            self._close()

    def add(self, line: Line, previous: Line | None, height: float) -> None:
        if self._paragraph and self._begins(line, previous, height):
            self._close()
        if self._page is not None:
            offset = self._length + sum(map(len, self._paragraph))
            joins = self._paragraph and self._paragraph[-1][-1:] not in HYPHENS
            self._starts.append((self._page, offset + bool(joins)))
            self._page = None
        self._append(line.text)

    def _begins(self, line: Line, previous: Line | None, height: float) -> bool:
        """Return whether a line begins a paragraph, seen from the line before it."""
        ends = _TERMINAL.search(self._paragraph[-1]) is not None
        if _BULLET.match(line.text):
            return True
        if previous is None or line.bottom > previous.bottom + previous.height:
            # The next column or page: a sentence may go on there.
            return ends or (line.text[:1].isupper() and line.height > 1.2 * height)
        if abs(line.height - previous.height) > 0.35 * height and (
            max(line.height, previous.height) > 1.25 * height
        ):
            return True
        gap = previous.bottom - line.bottom
        if gap > WIDE_GAP * max(previous.height, line.height, height):
            return True
        if line.left - previous.left > INDENT * height and ends:
            return True
        return ends and previous.right - previous.left < SHORT_LINE * self._width

    def _append(self, text: str) -> None:
        if not self._paragraph:
            self._paragraph.append(text)
            return
        before = self._paragraph[-1]
        if before[-1:] in HYPHENS and text[:1].islower() and len(before) > 1:
            stem = re.search(r"(\w+(?:-\w+)*)$", before[:-1])
            rest = re.match(r"\w+", text)
            if stem is not None and rest is not None:
                whole, apart = stem[1] + rest[0], f"{stem[1]}-{rest[0]}"
                is_compound = apart.casefold() in self._words - {whole.casefold()}
                joined = before[:-1] + ("-" if is_compound else "")
                self._paragraph[-1] = joined
                self._paragraph.append(text)
                return
        self._paragraph[-1] = before.rstrip("\ufffe\x02\u00ad")
        self._paragraph.append(" " + text)

    def _close(self) -> None:
        """Write the open paragraph, and what was set apart behind it."""
        if self._paragraph:
            self._write("".join(self._paragraph).translate(_PLAIN_HYPHENS))
            self._paragraph = []
        for text in self._apart:
            start = self._write(text)
            self._boilerplate.append((start, self._length))
        self._apart = []

    def _write(self, text: str) -> int:
        if self._text:
            self._text.append("\n\n")
            self._length += 2
        start = self._length
        self._text.append(text)
        self._length += len(text)
        return start

    def finish(self) -> Flow:
        self._close()
        text = "".join(self._text)
        starts = [*self._starts, (0, len(text))]
        pages = [
            (number, start, max(start, following))
            for (number, start), (_, following) in pairwise(starts)
        ]
        return Flow(text, pages, self._boilerplate)


_PLAIN_HYPHENS = {0xFFFE: "-", 0x02: "-"}
