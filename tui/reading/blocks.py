"""A text as blocks to be shown one below the other: heading, paragraphs, pieces of long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from store.model import Article, Span

LONGEST_BLOCK = 6_000
"""Code points after which a paragraph is cut, so that wrapping is paid only for what is seen."""

NOTE_SIGN = "✎"
"""Stands before a note, and in the list at an article that has one."""

LONGEST_DRAFT = 200
"""Code points that are shown of a note that is not saved yet."""

_BLANKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Block:
    """A range of the text that is wrapped by itself."""

    start: int
    end: int
    kind: Literal["title", "byline", "note", "body", "fold"] = "body"
    gap: int = 1
    """Blank lines above it."""
    reflow: bool = True
    """Whether its line ends are only wrapping; else each starts a new line on the screen."""
    label: str = ""
    """What is shown where the block is no part of the text, or in the place of a fold's text."""


def blocks_of(article: Article, draft: str = "") -> tuple[Block, ...]:
    """Return an article's blocks: title, byline, note, then the text without the headline.

    A `draft` of the note is told of with its first words.
    """
    return (*_heading(article, draft), *_body(article))


def _heading(article: Article, draft: str) -> Iterator[Block]:
    if article.title_span is not None:
        yield Block(*article.title_span, kind="title")
    elif article.title_from != "lead":
        yield Block(0, 0, kind="title", label=article.title)
    yield Block(0, 0, kind="byline", gap=1 if article.title_from == "lead" else 0, label="·")
    for line in (article.note or "").splitlines():
        if line.strip():
            yield Block(0, 0, kind="note", gap=0, label=f"{NOTE_SIGN} {line.strip()}")
    if draft:
        words = " ".join(draft[:LONGEST_DRAFT].split())
        rest = "…" if len(draft) > LONGEST_DRAFT else ""
        yield Block(0, 0, kind="note", gap=0, label=f"{NOTE_SIGN} not saved yet: {words}{rest}")


def _body(article: Article) -> Iterator[Block]:
    flows = article.reflow or (True,) * len(article.paragraphs)
    for span, reflow in zip(article.paragraphs, flows, strict=True):
        for start, end in _without(span, article.title_span, article.text):
            yield from _cut(article.text, start, end, reflow)


def _without(span: Span, headline: Span | None, text: str) -> Iterator[Span]:
    """Yield what of a paragraph is left when the headline, shown above, is taken out."""
    if headline is None or headline[1] <= span[0] or headline[0] >= span[1]:
        yield span
        return
    for start, end in ((span[0], headline[0]), (headline[1], span[1])):
        if start < end and (words := text[start:end].strip()):
            start = text.index(words, start)
            yield start, start + len(words)


def _cut(text: str, start: int, end: int, reflow: bool) -> Iterator[Block]:
    gap = 1
    while end - start > LONGEST_BLOCK:
        limit = start + LONGEST_BLOCK
        newline = text.rfind("\n", start + 1, limit)
        blank = newline if newline > start and not reflow else text.rfind(" ", start + 1, limit)
        at = blank if blank > start else limit
        yield Block(start, at, gap=gap, reflow=reflow)
        start = at + 1 if _BLANKS.match(text, at) else at
        gap = 0
    if start < end:
        yield Block(start, end, gap=gap, reflow=reflow)
