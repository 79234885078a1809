"""Mark mode: a passage chosen by keyboard, then tagged, copied, or said to be a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.model import Article, Mark, Tag
from tui import display_text
from tui.actions.entity_cards import spot_of
from tui.key_names import shown_keys
from tui.reading import passage as moves
from tui.reading.glyphs import cells
from tui.reading.paint import Layer
from tui.reading.passage import Passage

if TYPE_CHECKING:
    from tui.actions.tag_actions import Told
    from tui.browse import BrowseScreen
    from tui.overlays.correction_menu import CorrectionAnswer

UNITS = ("letter", "word", "sentence", "paragraph", "line")
"""What an end can move by, as the ids of the commands name it."""


class MarkMode:
    """The passage that is being chosen, while one is."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._passage: Passage | None = None

    @property
    def active(self) -> bool:
        """Whether a passage is being chosen."""
        return self._passage is not None

    # -- the passage

    def begin(self) -> None:
        """Choose a passage: from the match or name one is at, or the first word in view."""
        passage = self._first()
        if passage is None:
            self._screen.say("there are no words here to mark", warning=True)
            return
        self._show(passage)
        self._screen.say(self._moves())

    def _moves(self) -> str:
        """Return the keys that move the end, each with its unit where there is room for that."""
        keys = self._screen.keymap.keys
        pairs = [
            (shown_keys([*keys[f"end.{unit}.back"][:1], *keys[f"end.{unit}"][:1]]), unit)
            for unit in UNITS
        ]
        words = f"move the end: {', '.join(f'{pair} {unit}' for pair, unit in pairs)}"
        if cells(words) <= self._screen.size.width - 2:
            return words
        return f"{' '.join(pair for pair, _ in pairs)} move the end"

    def _first(self) -> Passage | None:
        screen = self._screen
        article, window = screen.reading.article, screen.reader.window
        if article is None or window is None:
            return None
        at = screen.reading.at
        for layer in (screen.reader.found_now, screen.reader.here):
            for start, end, _ in layer.spans:
                if start == at:
                    return Passage(start, end)
        lines = (line for line in window.lines if line.in_text)
        words = (moves.first_word(article.text, line.start, line.end) for line in lines)
        return next((word for word in words if word is not None), None)

    def _show(self, passage: Passage) -> None:
        screen = self._screen
        article = screen.reading.article
        if article is None:
            return
        self._passage = passage
        _, end = passage.span
        screen.reader.here = screen.reader.found_now = Layer()
        screen.reader.passage = _painted(passage, article.text)
        screen.reader.go_to(passage.moving if passage.moving < end else end - 1)
        screen.showing.place()

    def leave(self) -> None:
        """Choose no passage any more."""
        if self._passage is not None:
            self._passage = None
            self._screen.reader.passage = Layer()
            self._screen.reader.refresh()
            self._screen.showing.place()

    # -- moving its ends

    def move(self, unit: str, by: int) -> None:
        """Move the end by a letter, word, sentence, paragraph or line."""
        article, window = self._screen.reading.article, self._screen.reader.window
        passage = self._passage
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
        if self._passage is not None:
            self._show(self._passage.swapped())

    # -- what is done with it

    def _chosen(self) -> tuple[Article, int, int] | None:
        article = self._screen.reading.article
        if article is None or self._passage is None:
            return None
        return article, *self._passage.span

    def tag(self) -> None:
        """Choose tags for the passage; the mode ends when the picker closes with one."""
        chosen = self._chosen()
        if chosen is None:
            return
        screen, library = self._screen, self._screen.library
        article, start, end = chosen

        def toggle(tag: str, told: Told | None = None) -> None:
            self._mark_as(article.id, start, end, tag, told)

        def job(_stop: Callable[[], bool]) -> list[Tag]:
            return library.tags()

        def then(tags: list[Tag]) -> None:
            from tui.overlays.tag_picker import TagPicker

            picker = TagPicker(tags, (), 1, toggle)
            picker.title_text = f"MARK {display_text.one_line(article.text[start:end])}"
            screen.app.push_screen(picker)

        screen.jobs.run("picker", job, then)

    def tag_key(self, digit: int) -> None:
        """Mark the passage with the tag whose key is a digit."""
        chosen = self._chosen()
        tag = next((tag for tag in self._screen.showing.tags if tag.key == digit), None)
        if tag is None:
            self._screen.say(f"no tag has the key {digit}")
        elif chosen is not None:
            article, start, end = chosen
            self._mark_as(article.id, start, end, tag.name)

    def _mark_as(self, id: str, start: int, end: int, tag: str, told: Told | None = None) -> None:
        library = self._screen.library
        self._screen.changes.do(
            lambda: library.mark(id, start, end, tag), "it is marked so already", told=told
        )
        self.leave()

    def copy(self) -> None:
        """Copy the passage with its source."""
        chosen = self._chosen()
        if chosen is not None:
            article, start, end = chosen
            self._screen.quoting.copy_words(article.text[start:end], article)
            self.leave()

    def add_name(self) -> None:
        """Say that the passage is a name, and what kind of one."""
        chosen = self._chosen()
        if chosen is None:
            return
        from tui.actions.correction_prompts import missed

        article, start, end = chosen
        spot = spot_of(article, start, end)
        asked = missed(spot)

        def then(wanted: CorrectionAnswer | None) -> None:
            if wanted is not None:
                self._screen.naming.correct(spot, lambda standing: asked.wish(wanted, standing))
                self.leave()

        self._screen.app.push_screen(asked.ask, then)

    # -- marks that are there

    def go_to(self, mark_id: str) -> None:
        """Show the passage of a mark, if it is not lost."""
        mark = self._mark(mark_id)
        if mark is None:
            return
        if mark.start is None or mark.end is None:
            self._screen.say("its words are no longer in the text", warning=True)
            return
        self._screen.reading.go_to_span(mark.start, mark.end)
        note = f" · {mark.note}" if mark.note else ""
        self._screen.say(display_text.one_line(f"{mark.tag}: {mark.quote}{note}"))

    def remove(self) -> None:
        """Take away the mark that the sidebar is on."""
        screen, library = self._screen, self._screen.library
        mark_id, article = screen.side.chosen_mark, screen.reading.article
        if mark_id is not None and article is not None:
            screen.changes.do(lambda: library.userdata.unmark(article.id, mark_id))

    def _mark(self, mark_id: str) -> Mark | None:
        article = self._screen.reading.article
        marks = article.marks if article is not None else ()
        return next((mark for mark in marks if mark.id == mark_id), None)


def _painted(passage: Passage, text: str) -> Layer:
    """Return the passage as it is painted: the letter at the end that moves stands out."""
    (start, end), (first, last) = passage.span, passage.moving_letter(text)
    spans = (
        (start, first, "page--passage"),
        (first, last, "page--end"),
        (last, end, "page--passage"),
    )
    return Layer(span for span in spans if span[0] < span[1])
