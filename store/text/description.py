"""`describe`: the whole analysis of a text, in one value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from store.model import Span, TitleFrom
from store.text import (
    boilerplate_spans,
    headline,
    language,
    line_classifier,
    paragraph_layout,
    source_and_date,
    subtitles,
    tokens,
)
from store.text.head_lines import ClassifiedLine, Kind

LONGEST_AUTHOR = 200
"""Code points."""
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")


@dataclass(frozen=True, slots=True)
class Description:
    """The analysis of a text; offsets are code points, ends exclusive."""

    title: str
    """One line of at most 200 code points, never empty."""
    title_from: TitleFrom
    title_span: Span | None
    """The span of the headline; None where the title is not one."""
    source: str | None
    """The agency or paper by its short name."""
    published: str | None
    """EDTF."""
    paragraphs: tuple[Span, ...]
    """Sorted, disjoint, covering all that isn't blank."""
    reflow: tuple[bool, ...]
    """For each paragraph, whether its line breaks only fit a width and may be reflowed."""
    boilerplate: tuple[Span, ...]
    """Sorted, disjoint, none in the headline."""
    words: int
    language: str | None
    """Its ISO 639 code; None where that isn't sure."""
    url: str | None = None
    """The address that a field or a line of the head gives."""
    author: str | None = None
    """The author that a field of the head names, as it writes the name."""


def describe(text: str, id: str) -> Description:
    """Return the analysis of `text`; `id` names an article without words, and may give its day.

    The time is proportional to the length: title, source and date are read from a few thousand code
    points at both ends, and every other step looks at each line once.
    """
    cues = subtitles.marks(text)
    lines, start = line_classifier.read(text) if not cues else line_classifier.ClassifiedHead([], 0)
    headline_match = headline.find(text, lines)
    alone = _standing_alone(lines, headline_match.lines)
    paragraphs = paragraph_layout.paragraphs(text, alone)
    spoken = subtitles.words(text, cues)
    spoken = headline.cut(headline.clean(spoken), headline.LEAD_LENGTH) if spoken else ""
    title, title_from = (
        _title(text, id, headline_match, paragraphs) if not spoken else (spoken, "lead")
    )
    tongue = language.language(text)
    return Description(
        title=title,
        title_from=title_from,
        title_span=headline_match.span if title_from == "headline" else None,
        source=source_and_date.source(text, lines, headline_match.source),
        published=source_and_date.published(text, lines, id, tongue not in (None, "en")),
        paragraphs=tuple((p.start, p.end) for p in paragraphs),
        reflow=tuple(p.reflow for p in paragraphs),
        boilerplate=tuple(cues)
        or boilerplate_spans.ranges(text, paragraphs, lines, headline_match.span, start),
        words=tokens.count(text),
        language=tongue,
        url=_address(lines),
        author=_author(lines),
    )


def _address(lines: list[ClassifiedLine]) -> str | None:
    """Return the first address of the web that a line of the head is or has as its value."""
    for line in lines:
        if line.kind is Kind.URL or line.label == "address":
            match = _WEB_ADDRESS.search(line.value or line.text)
            if match is not None:
                return match[0].rstrip(".,;")
    return None


def _author(lines: list[ClassifiedLine]) -> str | None:
    named = (line.value for line in lines if line.kind is Kind.FIELD and line.label == "author")
    name = " ".join(next(named, "").split())
    return name if 0 < len(name) <= LONGEST_AUTHOR else None


def undescribed(text: str, id: str) -> Description:
    """Return a description of a text that `describe` failed on: its file's name, one paragraph."""
    start = len(text) - len(text.lstrip())
    blank = start == len(text)
    return Description(
        title=headline.file_name(id),
        title_from="file",
        title_span=None,
        source=None,
        published=None,
        paragraphs=() if blank else ((start, len(text.rstrip())),),
        reflow=() if blank else (False,),
        boilerplate=(),
        words=len(text.split()),
        language=None,
    )


def _standing_alone(lines: list[ClassifiedLine], title: Span | None) -> list[Span]:
    """Return the ranges of whole lines of the head that are paragraphs of their own."""
    single = (Kind.DATELINE, Kind.DATE, Kind.BYLINE, Kind.FIELD)
    spans = [(line.start, line.end) for line in lines if line.kind in single]
    if title is not None:
        spans = [s for s in spans if s[1] <= title[0] or s[0] >= title[1]] + [title]
    spans.sort()
    return [span for before, span in pairwise([(0, 0), *spans]) if span[0] >= before[1]]


def _title(
    text: str,
    id: str,
    headline_match: headline.Headline,
    paragraphs: list[paragraph_layout.Paragraph],
) -> tuple[str, TitleFrom]:
    if headline_match.title:
        return headline_match.title, "headline"
    start = headline_match.lead if headline_match.lead is not None else 0
    for paragraph in paragraphs:
        if paragraph.end > start:
            title = headline.lead(text, max(start, paragraph.start), paragraph.end)
            if title:
                return title, "lead"
    return headline.file_name(id), "file"
