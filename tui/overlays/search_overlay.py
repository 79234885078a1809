"""The search of all texts: hits in context at every key, and beside them the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on

from store.errors import CuttingsError
from store.model import Hit
from tui import display_text
from tui.overlays.preview_picker import PreviewPicker
from tui.reading.page import Page, page_of
from tui.search_results import (
    FIRST,
    NOTHING,
    SORTS,
    SearchResults,
    look_for,
)
from tui.tasks import TaskDone
from tui.widgets.hit_list import HitList, place_of
from tui.widgets.key_bar import KeyBar
from tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from store import Library
    from store.search.spell_hints import Missing

HELP = (
    "Whole words, all of them in one text.\n"
    "“a phrase” in quotes, the start of a word with *.\n"
    "NEAR(oil price, 8): at most eight words between them.\n"
    "/regular expression/"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The result of a search: what was typed, what it gave, and the hit that was chosen."""

    words: str
    results: SearchResults
    at: int


@dataclass(frozen=True, slots=True)
class Begin:
    """What a search begins with: the latest words, and their order."""

    words: str = ""
    sort: str = "id"


Act = Callable[["SearchOverlay", SearchResults, Sequence[Hit]], None]
"""Does something with the hits that are selected; with all that were found, where none is."""


_HINTS = (
    ("Enter", "read"),
    ("^T", "tag"),
    ("Tab", "select"),
    ("^V", "mark"),
    ("^S", "sort"),
    ("^A", "all"),
    ("↑↓", "move"),
    ("Esc", "close"),
)


class SearchOverlay(PreviewPicker[Opened]):
    """Chooses a hit; `tag` and `mark` are called for the articles and the passages of hits."""

    narrowing = "search"
    room_for_preview = 100
    placeholder = 'words, "a phrase", a beginn*, /a pattern/'
    hints = _HINTS

    def __init__(
        self,
        library: Library,
        colors: dict[str, str],
        hidden: frozenset[str],
        begin: Begin,
        tag: Act,
        mark: Act,
    ) -> None:
        super().__init__(library, colors, hidden)
        self._first_words = begin.words
        self._sort = begin.sort
        self.title_text = _heading(begin.sort)
        self._tag = tag
        self._mark = mark
        self._words = ""
        self._search_results = NOTHING
        self._total: int | None = None
        """The articles that have what was searched for, once they are counted."""
        self._instead: str | None = None
        """The search that may have been meant, where this one finds nothing."""

    def make_choices(self) -> HitList:
        """Return the hits to choose from."""
        return HitList()

    @property
    def _hits(self) -> HitList:
        return self.query_one(HitList)

    def begin(self) -> None:
        """Offer the latest search again; what is typed takes its place."""
        super().begin()
        if self._first_words:
            self.input.value = self._first_words
            self.input.select_all()

    def fit(self, with_preview: bool) -> None:
        """Name the articles in the lines of the hits where none is shown beside them."""
        self._hits.with_titles = not with_preview

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the keys that tag, mark, sort and select."""
        return {
            "ctrl+t": lambda: self._act(self._tag),
            "ctrl+v": lambda: self._act(self._mark),
            "ctrl+s": self._next_sort,
            "ctrl+a": self._select_all,
        }

    # -- searching

    def narrow(self, words: str) -> None:
        """Look for the words, off this thread; the answer for the latest words counts."""
        self._words, self.narrowing = words, "search"
        self._hits.selected = frozenset()
        if not words.strip():
            self.jobs.cancel("search")
            self._show_nothing(HELP)
            return
        self._look(FIRST, begun=True)

    def _look(self, limit: int, begun: bool) -> None:
        library, sort = self._library, self._sort
        words = self._words if begun else self._search_results.query

        def job(stop: Callable[[], bool]) -> SearchResults:
            def tell(results: SearchResults, how_far: str) -> None:
                self.post_message(TaskDone(show, (results, how_far)))

            def show(part: tuple[SearchResults, str]) -> None:
                if not stop():
                    self._show_part(*part)

            return look_for(library, words, limit, stop, sort, begun, tell)

        self.jobs.run("search", job, self._show)

    def _show_part(self, results: SearchResults, how_far: str) -> None:
        """Show what a long search has found until now; it can be taken already."""
        if results.hits and not results.is_mixed:
            at = self._hits.cursor if results.query == self._search_results.query else 0
            self._search_results, self._instead, self.narrowing = results, None, ""
            self._hits.show_found(results, at)
        elif not self._search_results.hits:
            self._hits.empty = "looking …"
            self._hits.refresh()
        self._hint()
        self._hits.tail = f"… {how_far}: {display_text.count(len(results.hits), 'hit')}"

    def _show(self, results: SearchResults) -> None:
        if not results.hits:
            less = f"\n{results.shortfall}" if results.shortfall else ""
            self._show_nothing(f"{_not_found(self._words)}{less}")
            self._look_for_meant()
            return
        same = (results.query, results.sort) == (
            self._search_results.query,
            self._search_results.sort,
        )
        at = self._hits.cursor if same else 0
        self._search_results, self._instead = results, None
        as_begun = results.query != self._words.strip()
        self._hits.heading = (
            f"WORDS THAT BEGIN SO: {results.query}" if as_begun else self.title_text
        )
        self._hits.show_found(results, at)
        self._hint()
        if results.shortfall:
            self.say(results.shortfall, warning=True)
        self._count()

    def _count(self) -> None:
        """Count the articles that have what was searched for, where not all hits are here."""
        results, library = self._search_results, self._library
        self._total = None
        self._show_number()
        if not results.more or results.of_pattern:
            self.jobs.cancel("count")
            return

        def then(articles: int) -> None:
            self._total = articles
            self._show_number()

        self.jobs.run("count", lambda _stop: library.search.count(results.query), then)

    def _show_number(self) -> None:
        self._hits.tail = _numbers(self._search_results, self._total, len(self._hits.selected))

    def _show_nothing(self, why: str) -> None:
        self.jobs.cancel("count")
        self.jobs.cancel("preview")
        self.jobs.cancel("missing")
        self._search_results, self._instead = NOTHING, None
        self._hits.heading, self._hits.tail = self.title_text, ""
        self._hits.empty = why
        self._hits.show_found(NOTHING)
        self._hint()
        self.preview.clear()

    def _look_for_meant(self) -> None:
        """Say which word is nowhere, and what may have been meant."""
        library, words = self._library, self._words

        def then(missing: Missing) -> None:
            if missing.words:
                self._instead = missing.instead
                self._hits.empty = _nowhere(missing)
                self._hits.refresh()
                self._hint()

        self.jobs.run("missing", lambda _stop: library.search.missing(words), then)

    def _hint(self) -> None:
        """Name the keys that work with what is shown."""
        meant = (("Tab", "look for that"),) if self._instead is not None else ()
        self.query_one(KeyBar).hints = (
            self.hints if self._search_results.hits else (*meant, self.hints[-1])
        )

    def failed(self, error: CuttingsError) -> None:
        """Say in the place of the hits what is wrong, and where."""
        self._show_nothing(str(error))

    def _next_sort(self) -> None:
        """Put the hits in the next order."""
        sorts = list(SORTS)
        self._sort = sorts[(sorts.index(self._sort) + 1) % len(sorts)]
        self.title_text = self._hits.heading = _heading(self._sort)
        if self._search_results.hits:
            self._look(FIRST, begun=False)

    # -- moving

    @on(PickList.Moved)
    def _moved_to(self) -> None:
        hit = self._hits.current
        if hit is None:
            return
        if self._search_results.more and self._hits.cursor >= len(self._hits) - 20:
            self._look_further()
        library, hidden, preview = self._library, self._hidden, self.preview
        if preview.shown_id == hit.id:
            self.jobs.cancel("preview")
            preview.go_to_hit(self._search_results, hit)
            return

        def job(_stop: Callable[[], bool]) -> Page:
            return page_of(library.article(hit.id), hidden)

        def then(page: Page) -> None:
            preview.show(page)
            preview.go_to_hit(self._search_results, hit)

        if preview.display:
            self.jobs.run("preview", job, then)

    def _look_further(self) -> None:
        busy = self.jobs.busy("search")
        if not busy and not self._search_results.is_mixed and not self._search_results.shortfall:
            self._look(2 * len(self._search_results.hits), begun=False)

    # -- choosing

    def take(self) -> None:
        """Read the article under the cursor at the hit."""
        if self._hits.current is not None:
            self.dismiss(Opened(self._words, self._search_results, self._hits.cursor))

    def take_and_stay(self) -> None:
        """Select the hit under the cursor, or not any more; where none is, take what is offered."""
        hit = self._hits.current
        if hit is not None:
            self._select(self._hits.selected ^ {place_of(hit)})
            self._hits.move(1)
        elif self._instead is not None:
            self.input.value = self._instead
            self.input.cursor_position = len(self._instead)

    def _select_all(self) -> None:
        """Select every hit that is shown; where all are, none."""
        all_places = frozenset(map(place_of, self._search_results.hits))
        self._select(frozenset() if self._hits.selected == all_places else all_places)

    def _select(self, places: frozenset[tuple[str, int, int]]) -> None:
        self._hits.selected = places
        self._show_number()

    def _act(self, act: Act) -> None:
        chosen = self._hits.selected
        if self._search_results.hits:
            act(
                self,
                self._search_results,
                [hit for hit in self._search_results.hits if place_of(hit) in chosen],
            )
        else:
            self.say("nothing is found that could be tagged", warning=True)


def _heading(sort: str) -> str:
    return "SEARCH ALL TEXTS" if sort == "id" else f"SEARCH · {SORTS[sort]}"


def _numbers(results: SearchResults, total: int | None, selected: int) -> str:
    """Return how many hits are selected; else how many there are in how many articles, if known."""
    if selected:
        return f"{selected:,} of {len(results.hits):,} selected"
    words = display_text.count(len(results.hits), "hit")
    if not results.more or results.of_pattern:
        words += f" in {display_text.count(results.articles(), 'article')}"
    elif total is not None:
        words += f", {results.articles():,} of {display_text.count(total, 'article')}"
    return f"{'first ' if results.more else ''}{words}"


def _not_found(words: str) -> str:
    if words.startswith("/"):
        return f"no text matches:\n{display_text.one_line(words)}"
    if len(words.split()) > 1:
        return f"no text has all of this:\n{display_text.one_line(words)}"
    return f"no text has this:\n{display_text.one_line(words)}"


def _nowhere(missing: Missing) -> str:
    words = f"no text has: {display_text.one_line(', '.join(missing.words))}"
    if missing.instead is None:
        return words
    return f"{words}\nTab looks for: {display_text.one_line(missing.instead)}"
