"""What stands below an article as a block: links to other pages, readers' comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.model import Span
from store.text.paragraph_layout import BULLETS, Paragraph, ends_sentence
from store.text.rules import Rules, any_number, fold

LONGEST_LINK = 120
"""Code points of a line that may be a link to another page."""
MOST_LINKS = 40
"""Lines in a row that may be links to other pages."""
LONGEST_COMMENT_HEAD = 80
"""Code points of the line under `3 comments`, which says who wrote the first one."""
FEWEST_PARAGRAPHS = 2
"""Paragraphs of prose that stand above readers' comments."""
SHORTEST_PROSE = 80
"""Code points of such a paragraph."""


def links(text: str, opener: int, rules: Rules) -> list[Span]:
    """Return the lines after the one that ends at `opener` which only lead to other pages.

    They are short and end no sentence. A line that stands apart right above prose may be its
    heading, and isn't one of them.
    """
    spans: list[Span] = []
    apart = gap = True
    for start, line in _lines(text, opener):
        if not line:
            gap = True
            continue
        sure = rules.is_line(fold(line))
        if len(line) > LONGEST_LINK or (line[-1] not in "?!" and ends_sentence(line)):
            return spans[:-1] if apart else spans
        if line[0] in BULLETS or len(spans) == MOST_LINKS:
            return []
        spans.append((start, start + len(line)))
        apart = gap and not sure
        gap = False
    return spans


def comments(text: str, paragraphs: Sequence[Paragraph], opener: Span) -> list[Span]:
    """Return the paragraphs of readers' comments after the line `opener`, `3 comments:`."""
    number = any(c in "123456789" for c in text[opener[0] : opener[1]])
    above = (p for p in paragraphs if p.end <= opener[0] and p.end - p.start >= SHORTEST_PROSE)
    if not number or sum(1 for _ in above) < FEWEST_PARAGRAPHS:
        return []
    first = next((line for _, line in _lines(text, opener[1]) if line), "")
    if (
        not first
        or len(first) > LONGEST_COMMENT_HEAD
        or (ends_sentence(first) and first[-3:] != "...")
    ):
        return []
    below = ((max(p.start, opener[1] + 1), p.end) for p in paragraphs if p.end > opener[1])
    return [(start, end) for start, end in below if start < end]


def opens_links(folded: str, rules: Rules) -> bool:
    """Return whether links to other pages follow a folded line of furniture."""
    return folded in rules.links or any_number(folded) in rules.links


def opens_comments(folded: str, rules: Rules) -> bool:
    """Return whether readers' comments may follow a folded line of furniture."""
    return any_number(folded) in rules.comments


def _lines(text: str, position: int) -> Iterator[tuple[int, str]]:
    """Give the lines from `position` on: where each begins without its indent, and its words."""
    if position:
        position = text.find("\n", position) + 1
        if not position:
            return
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        piece = text[position:end]
        yield position + len(piece) - len(piece.lstrip()), piece.strip()
        position = end + 1
