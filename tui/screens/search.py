"""The search of all texts: hits in context at every key, and beside them the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from store.errors import CuttingsError
from tui import wording
from tui.found import FIRST, NOTHING, Found, look_for
from tui.reading.page import Page, page_of
from tui.reading.paint import Layer
from tui.screens.picker import Picker
from tui.widgets.choices import Choices
from tui.widgets.hits import Hits
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from store import Library

ROOM_FOR_PREVIEW = 100
"""Cells of the window from which on the article is shown beside the hits."""
HELP = "Whole words, all of them in one text.\n“a phrase” in quotes, the start of a word with *."


@dataclass(frozen=True, slots=True)
class Opened:
    """The result of a search: what was typed, what it gave, and the hit that was chosen."""

    words: str
    found: Found
    at: int


class Search(Picker[Opened]):
    """Chooses a hit; `tag(found)` is called to tag the articles of all of them."""

    title_text = "SEARCH ALL TEXTS"
    narrowing = "search"
    placeholder = 'words, "a phrase" or a beginn*'
    hints = (
        ("Enter", "read there"),
        ("↑↓", "move"),
        ("^T", "tag all these articles"),
        ("Esc", "close"),
    )

    def __init__(
        self,
        library: Library,
        colors: dict[str, str],
        hidden: frozenset[str],
        words: str,
        tag: Callable[[Search, Found], None],
    ) -> None:
        super().__init__()
        self._library = library
        self._colors = colors
        self._hidden = hidden
        self._first_words = words
        self._tag = tag
        self._words = ""
        self._found = NOTHING

    def compose_choices(self) -> ComposeResult:
        """Lay out the hits and, beside them, the article under the cursor."""
        with Horizontal():
            yield Hits()
            preview = Reader(id="preview")
            preview.can_focus = False
            preview.track = False
            yield preview

    @property
    def _hits(self) -> Hits:
        return self.query_one(Hits)

    @property
    def _preview(self) -> Reader:
        return self.query_one("#preview", Reader)

    def begin(self) -> None:
        """Offer the latest search again; what is typed takes its place."""
        self._preview.tag_colors = self._colors
        if self._first_words:
            self.input.value = self._first_words
            self.input.select_all()

    def on_resize(self, event: events.Resize) -> None:
        """Show the article where there is room for it."""
        self._preview.display = event.size.width >= ROOM_FOR_PREVIEW

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the key that tags."""
        return {"ctrl+t": self._tag_all}

    # -- searching

    def narrow(self, words: str) -> None:
        """Look for the words, off this thread; the answer for the latest words counts."""
        self._words = words
        if not words.strip():
            self.jobs.cancel("search")
            self._show_nothing(HELP)
            return
        library = self._library

        def job(stop: Callable[[], bool]) -> Found:
            return look_for(library, words, FIRST, stop, begun=True)

        self.jobs.run("search", job, self._show)

    def _show(self, found: Found) -> None:
        if not found.hits:
            self._show_nothing(_not_found(self._words))
            return
        at = self._hits.cursor if found.asked == self._found.asked else 0
        self._found = found
        as_begun = found.asked != self._words.strip()
        self._hits.heading = f"WORDS THAT BEGIN SO: {found.asked}" if as_begun else self.title_text
        self._hits.show_found(found, at)
        self._count(found)

    def _count(self, found: Found) -> None:
        if not found.more:
            self.jobs.cancel("count")
            self._hits.tail = _numbers(len(found.hits), found.articles())
            return
        self._hits.tail = f"the first {wording.count(len(found.hits), 'hit')}"
        library = self._library

        def job(_stop: Callable[[], bool]) -> int:
            return library.search_count(found.asked)

        def then(articles: int) -> None:
            self._hits.tail = f"first {_numbers(len(found.hits), articles)}"

        self.jobs.run("count", job, then)

    def _show_nothing(self, why: str) -> None:
        self.jobs.cancel("count")
        self.jobs.cancel("preview")
        self._found = NOTHING
        self._hits.heading, self._hits.tail = self.title_text, ""
        self._hits.empty = why
        self._hits.show_found(NOTHING)
        self._preview.clear()

    def failed(self, error: CuttingsError) -> None:
        """Say in the place of the hits what is wrong, and where."""
        self._show_nothing(str(error))

    # -- moving

    @on(Choices.Moved)
    def _moved_to(self) -> None:
        hit = self._hits.current
        if hit is None:
            return
        if self._found.more and self._hits.cursor >= len(self._hits) - 20:
            self._look_further()
        page = self._preview.page
        if page is not None and page.article.id == hit.id:
            self.jobs.cancel("preview")
            self._paint()
            return
        library, hidden = self._library, self._hidden

        def job(_stop: Callable[[], bool]) -> Page:
            return page_of(library.article(hit.id), hidden)

        def then(page: Page) -> None:
            self._preview.show(page)
            self._paint()

        if self._preview.display:
            self.jobs.run("preview", job, then)

    def _look_further(self) -> None:
        library, found = self._library, self._found

        def job(stop: Callable[[], bool]) -> Found:
            return look_for(library, found.asked, 2 * len(found.hits), stop)

        self.jobs.run("search", job, self._show)

    def _paint(self) -> None:
        hit, preview = self._hits.current, self._preview
        if hit is None or preview.page is None:
            return
        spans = self._found.spans(preview.page.article.id)
        preview.found = Layer((start, end, "page--found") for start, end in spans)
        preview.found_now = Layer([(hit.start, hit.end, "page--found-now")])
        preview.go_to(hit.start)

    # -- taking

    def take(self) -> None:
        """Read the article under the cursor at the hit."""
        if self._hits.current is not None:
            self.dismiss(Opened(self._words, self._found, self._hits.cursor))

    def _tag_all(self) -> None:
        if self._found.hits:
            self._tag(self, self._found)
        else:
            self.say("nothing is found that could be tagged", warning=True)


def _numbers(hits: int, articles: int) -> str:
    return f"{wording.count(hits, 'hit')} in {wording.count(articles, 'article')}"


def _not_found(words: str) -> str:
    if len(words.split()) > 1:
        return f"no text has all of this:\n{wording.one_line(words)}"
    return f"no text has this:\n{wording.one_line(words)}"
