"""A tag split: the articles of it that a query gives get another tag instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import QueryError
from tui.display_text import count, one_line
from tui.overlays import unsubmitted_input
from tui.overlays.list_editor import Came, Do
from tui.overlays.menu import Words
from tui.overlays.picker import Picker
from tui.widgets.pick_list import Choice

if TYPE_CHECKING:
    from store import Library

SHOWN = 200
"""Articles that are shown of those that a query gives."""


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """What a query gives among the articles of a tag: their ids, and the titles of the first."""

    ids: list[str]
    titles: list[str]


class SplitTag(Picker[None]):
    """Asks for the query, with what it gives below, then for the new tag."""

    placeholder = "a query, as f has it: source:TASS date:2016"
    narrowing = "split"
    hints = (("Enter", "name the new tag"), ("↑↓", "look"), ("Esc", "back"))

    def __init__(self, library: Library, tag: str, do: Do, told: Came) -> None:
        super().__init__()
        self.title_text = f"SPLIT {tag}: WHICH OF ITS ARTICLES?"
        self._library = library
        self._tag = tag
        self._do = do
        self._report_back = told
        self._ids: list[str] = []

    def begin(self) -> None:
        """Start with the query that was left when the same tag was to be split before."""
        typed = unsubmitted_input.find(self.app, self.title_text)
        if typed is not None:
            self.input.value = typed.words
            self.input.cursor_position = typed.cursor

    def leave(self) -> None:
        """Keep the query for the next time."""
        unsubmitted_input.keep(
            self.app, self.title_text, self.input.value, self.input.cursor_position
        )

    def narrow(self, words: str) -> None:
        """Show which articles of the tag the query gives."""
        library, tag = self._library, self._tag

        def job(_stop: Callable[[], bool]) -> SplitPreview | QueryError:
            try:
                ids = list(library.articles.having(tag, words))
            except QueryError as error:
                return error
            rows = library.articles.rows(ids[:SHOWN])
            return SplitPreview(ids, [rows[id].title for id in ids[:SHOWN] if id in rows])

        self.jobs.run("split", job, self._show)

    def _show(self, preview: SplitPreview | QueryError) -> None:
        if isinstance(preview, QueryError):
            self._ids = []
            self.choices.empty = f"column {preview.column}: expected {preview.expected}"
            self.choices.tail = ""
            self.choices.show([], 0)
            return
        self._ids = preview.ids
        self.choices.empty = "no article of the tag matches"
        self.choices.tail = f"{len(preview.ids):,}"
        self.choices.show([Choice(one_line(title)) for title in preview.titles], 0)

    def take(self) -> None:
        """Ask for the tag that these articles get."""
        if not self.input.value.strip():
            self.say("type a query first: it says which articles get another tag")
            return
        if not self._ids:
            self.say(self.choices.empty, warning=True)
            return
        ids, tag, library = self._ids, self._tag, self._library
        self.app.push_screen(
            Words(
                f"{count(len(ids), 'article')} of {tag} get the tag".upper(),
                "",
                f"The name of the tag that they get instead of {tag},"
                "\nnew or not; their passages go along.",
                lambda words, came: self._do(
                    lambda: library.userdata.split_tag(ids, tag, words), came
                ),
                self._came,
            )
        )

    def _came(self, words: str, refused: bool) -> bool:
        if not refused:
            unsubmitted_input.keep(self.app, self.title_text, "")
        if self.is_there and not refused:
            self.dismiss(None)
        return self._report_back(words, refused)
