"""Copying a sentence with its source to the clipboard."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from store.model import Article, Span
from store.text.sentences import sentence_at, sentences
from tui.reading.window import Window
from tui.services.quotations import copy_quotation

if TYPE_CHECKING:
    from tui.ports import ReaderPort, Ui
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState

REACH = 5_000
"""Code points around a place that are looked at for a sentence, however long the paragraph is."""


class ClipboardActions:
    """Copies what one is reading."""

    def __init__(self, state: BrowseState, ui: Ui, reader: ReaderPort, place: TextPlace) -> None:
        self._state = state
        self._ui = ui
        self._reader = reader
        self._place = place

    def copy(self) -> None:
        """Copy the sentence of the current match or name, else the first in view."""
        article, window = self._state.article, self._reader.window
        if article is None or window is None:
            return
        at = self._place.at
        start, end = _first_in_view(article, window) if at is None else _sentence(article, at)
        if start == end:
            self._ui.say("there is no sentence to copy here", warning=True)
            return
        copy_quotation(self._ui, article.text[start:end], article, start)


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
    around = _range_of(article, offset)
    return around if around == article.title_span else sentence_at(article.text, offset, *around)


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
