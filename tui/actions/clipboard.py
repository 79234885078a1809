"""Copying a sentence with its source to the clipboard."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from store.model import Article, Row, Span
from store.text.sentences import sentence_at, sentences
from tui import display_text
from tui.reading.hyphens import in_one
from tui.reading.window import Window

if TYPE_CHECKING:
    from tui.browse import BrowseScreen

REACH = 5_000
"""Code points around a place that are looked at for a sentence, however long the paragraph is."""

_QUOTES = {"“": "”", '"': '"', "«": "»"}


class ClipboardActions:
    """Copies what one is reading."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen

    def copy(self) -> None:
        """Copy the sentence of the current match or name, else the first in view."""
        screen = self._screen
        article, window = screen.reading.article, screen.reader.window
        if article is None or window is None:
            return
        at = screen.reading.at
        start, end = _first_in_view(article, window) if at is None else _sentence(article, at)
        if start == end:
            screen.say("there is no sentence to copy here", warning=True)
            return
        self.copy_words(article.text[start:end], article)

    def copy_words(self, words: str, row: Row) -> None:
        """Copy words of an article with their source, and say so."""
        quoted = quotation(words, row)
        self._screen.app.copy_to_clipboard(quoted)
        self._screen.say(f"copied: {quoted}")


def quotation(words: str, row: Row) -> str:
    """Return words in quotes with their source: `“…” — TASS, 9 December, 001_6b9e.txt`.

    Quotes within the words become single ones. White space is one blank, and what could act on a
    terminal where it is pasted is left out.
    """
    plain = "".join(
        letter
        for letter in display_text.one_line(in_one(words))
        if unicodedata.category(letter) not in ("Cc", "Cs")
    )
    inner = plain[1:-1]
    close = _QUOTES.get(plain[:1])
    if close is not None and plain.endswith(close) and close not in inner:
        plain = inner
    when = display_text.day(row.published, display_text.LONG_MONTHS)
    source = ", ".join(part for part in (row.source or "", when, row.id) if part)
    return f"“{_within_quotes(plain)}” — {source}"


def _within_quotes(words: str) -> str:
    """Return words with single quotation marks for the double ones, open or closed as they are."""
    return _STRAIGHT.sub(_single, words.translate(_SINGLE))


_SINGLE = str.maketrans("“”„«»", "‘’‚‹›")
_STRAIGHT = re.compile(r'(?P<before>^|[\s(\[—–-])?"')
"""A straight mark, and what it stands behind where it opens."""


def _single(mark: re.Match[str]) -> str:
    before = mark["before"]
    return "’" if before is None else f"{before}‘"


def _range_of(article: Article, offset: int) -> Span:
    """Return the headline or the paragraph that a code point stands in, or the next one."""
    title = article.title_span
    if title is not None and title[0] <= offset < title[1]:
        return title
    if not article.paragraphs:
        return 0, 0
    at = bisect_right(article.paragraphs, offset, key=lambda paragraph: paragraph[1])
    start, end = article.paragraphs[min(at, len(article.paragraphs) - 1)]
    if title is not None and start <= title[0] and title[1] <= end and offset >= title[1]:
        start = title[1]
    near = max(start, offset)
    return max(start, near - REACH), min(end, near + REACH)


def _sentence(article: Article, offset: int) -> Span:
    found = _range_of(article, offset)
    return found if found == article.title_span else sentence_at(article.text, offset, *found)


def _first_in_view(article: Article, window: Window) -> Span:
    """Return the first sentence that begins in view; where none does, the one that is in view."""
    lines = [line for line in window.lines if line.in_text]
    if not lines:
        return 0, 0
    first, last = lines[0].start, lines[-1].end
    title = article.title_span
    if lines[0].block.kind == "title" and title is not None:
        return title
    at = first
    while at < last:
        start, end = _range_of(article, at)
        begun = next((s for s in sentences(article.text, start, end) if s[0] >= first), None)
        if begun is not None and begun[0] < last:
            return begun
        at = max(end, at + 1)
    return _sentence(article, first)
