"""The jump: a few letters of a title, source, tag or name bring one to the article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from textual import on

from store.errors import CuttingsError
from store.model import Match
from tui.overlays.preview_picker import PreviewPicker
from tui.reading.find_words import find_all
from tui.reading.page import Page, page_of
from tui.widgets.pick_list import Choice, PickList

if TYPE_CHECKING:
    from store import Library

MOST_SHOWN = 50
"""Articles that a jump offers."""


class JumpPicker(PreviewPicker[str]):
    """Chooses one article; the result is its id."""

    title_text = "JUMP"
    narrowing = "jump"
    placeholder = "title, source, #tag or name"
    hints = (("Enter", "go there"), ("↑↓", "move"), ("Esc", "close"))

    def __init__(self, library: Library, colors: dict[str, str], hidden: frozenset[str]) -> None:
        super().__init__(library, colors, hidden)
        self._matches: Sequence[Match] = ()
        self._words = ""

    def narrow(self, words: str) -> None:
        """Look for the words, off this thread; the answer for the latest words counts."""
        self._words = words
        if not words.strip():
            self.jobs.cancel("jump")
            self.choices.empty = (
                "Type a few letters.\nTypos do not matter,\nnor does the order of words."
            )
            self._show([])
            return
        library = self._library

        def job(stop: Callable[[], bool]) -> list[Match]:
            return library.jump(words, limit=MOST_SHOWN, stop=stop)

        self.jobs.run("jump", job, self._show)

    def _show(self, matches: list[Match]) -> None:
        if self._words.strip():
            self.choices.empty = "no article like that"
        self._matches = matches
        best = "best " if len(matches) == MOST_SHOWN else ""
        self.choices.tail = f"{best}{len(matches)}" if matches else ""
        self.choices.show([Choice(m.title, m.positions, behind=m.via) for m in matches])
        if not matches:
            self.preview.clear()

    def failed(self, error: CuttingsError) -> None:
        """Say in the place of the matches why there are none."""
        self.choices.empty = str(error)
        self._show([])

    @on(PickList.Moved)
    def _show_current(self) -> None:
        match = self._current
        if match is None:
            self.jobs.cancel("preview")
            return
        library, hidden, words, id = self._library, self._hidden, self._words, match.id

        def job(_stop: Callable[[], bool]) -> tuple[Page, list[tuple[int, int]]]:
            page = page_of(library.article(id), hidden)
            return page, _places(page.article.text, words, match.via)

        self.jobs.run("preview", job, self._show_preview)

    def _show_preview(self, result: tuple[Page, list[tuple[int, int]]]) -> None:
        page, spans = result
        self.preview.show(page)
        self.preview.paint(spans)
        if spans:
            self.preview.go_to(spans[0][0])

    @property
    def _current(self) -> Match | None:
        at = self.choices.cursor
        return self._matches[at] if at < len(self._matches) else None

    def take(self) -> None:
        """Go to the article under the cursor."""
        match = self._current
        if match is not None:
            self.dismiss(match.id)


def _places(text: str, words: str, via: str) -> list[tuple[int, int]]:
    """Return where the text has what was typed, or the name through which it was found."""
    for sought in (words, via):
        if spans := list(islice(find_all(text, sought), 200)):
            return spans
    return []
