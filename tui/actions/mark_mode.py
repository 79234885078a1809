"""Mark mode: a passage of the text is chosen by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.key_names import shown_keys
from tui.reading import passage as moves
from tui.reading.glyphs import cells
from tui.reading.passage import Passage

if TYPE_CHECKING:
    from tui.ports import ReaderPort, Ui
    from tui.services.text_place import TextPlace
    from tui.state import BrowseState

UNITS = ("letter", "word", "sentence", "paragraph", "line")
"""What an end can move by, as the ids of the commands name it."""


class MarkMode:
    """The passage that is being chosen, while one is."""

    def __init__(self, state: BrowseState, ui: Ui, reader: ReaderPort, place: TextPlace) -> None:
        self._state = state
        self._ui = ui
        self._reader = reader
        self._place = place

    # -- the passage

    def begin(self) -> None:
        """Choose a passage: from the match or name one is at, or the first word in view."""
        passage = self._first()
        if passage is None:
            self._ui.say("there are no words here to mark", warning=True)
            return
        self._show(passage)
        self._ui.say(self._moves())

    def _moves(self) -> str:
        """Return the keys that move the end, each with its unit where there is room for that."""
        keys = self._state.keys
        pairs = [
            (shown_keys([*keys[f"end.{unit}.back"][:1], *keys[f"end.{unit}"][:1]]), unit)
            for unit in UNITS
        ]
        words = f"move the end: {', '.join(f'{pair} {unit}' for pair, unit in pairs)}"
        if cells(words) <= self._state.width - 2:
            return words
        return f"{' '.join(pair for pair, _ in pairs)} move the end"

    def _first(self) -> Passage | None:
        state = self._state
        article, window = state.article, self._reader.window
        if article is None or window is None:
            return None
        at = self._place.at
        for span in (state.match, state.here):
            if span is not None and span[0] == at:
                return Passage(*span)
        lines = (line for line in window.lines if line.in_text)
        words = (moves.first_word(article.text, line.start, line.end) for line in lines)
        return next((word for word in words if word is not None), None)

    def _show(self, passage: Passage) -> None:
        _, end = passage.span
        self._state.update(passage=passage, here=None, match=None)
        self._reader.go_to(passage.moving if passage.moving < end else end - 1)

    def leave(self) -> None:
        """Choose no passage any more."""
        self._state.update(passage=None)

    # -- moving its ends

    def move(self, unit: str, by: int) -> None:
        """Move the end by a letter, word, sentence, paragraph or line."""
        article, window = self._state.article, self._reader.window
        passage = self._state.passage
        if article is None or window is None or passage is None:
            return
        text, paragraphs = article.text, article.paragraphs
        if unit == "letter":
            moved = moves.by_letter(text, passage, by)
        elif unit == "word":
            moved = moves.by_word(text, passage, by)
        elif unit == "sentence":
            moved = moves.by_sentence(text, paragraphs, passage, by)
        elif unit == "paragraph":
            moved = moves.by_paragraph(paragraphs, passage, by)
        else:
            moved = moves.to_offset(text, passage, window.below(passage.moving, by))
        self._show(moved)

    def swap(self) -> None:
        """Let the other end move."""
        if self._state.passage is not None:
            self._show(self._state.passage.swapped())
