"""The article in view: it follows the cursor of the list, and is read again when it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.errors import CuttingsError, UnknownArticle
from store.model import Article, Span
from tui.filter_words import matches_in
from tui.reading.page import Page, page_of

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Panes, Stop, Timer, Ui
    from tui.services.reading_record import ReadingRecord
    from tui.state import BrowseState

FOLLOW_AFTER = 0.08
"""Seconds after the cursor's last move at which the reader follows it."""


@dataclass(frozen=True, slots=True)
class _Loading:
    """An article that is being read, and what is to be done when it is shown."""

    id: str
    then: Callable[[], None] | None


@dataclass(frozen=True, slots=True)
class FreshArticle:
    """An article that was read again, with the draft of its note."""

    article: Article
    draft: str


class ArticleLoader:
    """Loads articles off the UI thread, and shows them in the reader."""

    def __init__(
        self, library: Library, state: BrowseState, ui: Ui, panes: Panes, record: ReadingRecord
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._list = panes.list
        self._reader = panes.reader
        self._record = record
        self._follow: Timer | None = None
        self._loading: _Loading | None = None
        self._arrival: tuple[str, int | None, Callable[[], None]] | None = None

    # -- following the list

    @property
    def is_following(self) -> bool:
        """Whether the reader waits for the list's cursor to come to rest."""
        return self._follow is not None

    def follow(self) -> None:
        """Show the article under the list's cursor when the cursor has come to rest."""
        self._stop_following()
        self._follow = self._ui.after(FOLLOW_AFTER, self.open_now)

    def _stop_following(self) -> None:
        if self._follow is not None:
            self._follow.stop()
            self._follow = None

    def open_now(self, then: Callable[[], None] | None = None, at: int | None = None) -> None:
        """Show the article under the list's cursor: at a code point, or where one left it."""
        self._stop_following()
        row = self._list.current
        if row is None:
            self._record.keep_place()
            self._reader.clear("")
            self._state.update(page=None)
            return
        if self._arrival is not None and self._arrival[0] == row.id:
            _, at, then = self._arrival
            then = self._arriving(then)
        article = self._state.article
        if article is not None and article.id == row.id:
            if at is not None:
                self._reader.go_to(at)
            if then is not None:
                then()
            return
        loading = self._loading
        if at is None and loading and loading.id == row.id and self._ui.busy("article"):
            self._loading = replace(loading, then=then or loading.then)
            return
        self._load(row.id, then, at)

    def arrive(self, id: str, at: int | None, then: Callable[[], None]) -> None:
        """When the list's cursor comes to an article, open it there and call `then`.

        `at` is a code point; None: where one left it.
        """
        self._arrival = (id, at, then)

    def _arriving(self, then: Callable[[], None]) -> Callable[[], None]:
        def arrived() -> None:
            self._arrival = None
            then()

        return arrived

    def _load(self, id: str, then: Callable[[], None] | None, at: int | None) -> None:
        library, state = self._library, self._state
        hidden, query = state.hidden_labels, state.query
        self._loading = _Loading(id, then)

        def job(_stop: Stop) -> tuple[Page, int, list[Span]]:
            article = library.article(id)
            draft = library.userdata.note_draft(article)
            page = page_of(article, hidden, "" if draft is None else draft.words)
            spans = matches_in(article, query)
            place = spans[0][0] if spans else library.userdata.position(id) or 0
            return page, 0 if at is not None else place, spans

        def loaded(result: tuple[Page, int, list[Span]]) -> None:
            page, place, spans = result
            self._record.keep_place()
            self.show(page, 0 if spans else place, spans)
            if spans and at is None:
                self._reader.go_to(place)
            if at is not None:
                self._reader.go_to(at)
            if self._loading is not None and self._loading.then is not None:
                self._loading.then()

        def failed(error: CuttingsError) -> None:
            listing = state.listing
            if listing is None or listing.generation == library.health.generation:
                self._ui.failed(error)  # else it comes when the new index is listed

        self._ui.run("article", job, loaded, failed)

    def show(self, page: Page, offset: int, filter_matches: list[Span] | None = None) -> None:
        """Show a page from a code point of its text on."""
        self._reader.show(page, offset)
        self._state.update(
            page=page,
            at=None,
            here=None,
            match=None,
            matches=(),
            filter_matches=filter_matches or (),
            passage=None,
        )
        self._record.opened()

    def reload(self) -> None:
        """Fetch the tags, marks and entities of the article in view anew."""
        article = self._state.article
        if article is not None:
            id = article.id
            self._ui.run("reload", lambda _stop: self.read_again(id), self.take)

    def read_again(self, id: str) -> FreshArticle | None:
        """Return an article as it is now; None where it is gone. Not for the UI thread."""
        try:
            article = self._library.article(id)
        except UnknownArticle:
            return None
        draft = self._library.userdata.note_draft(article)
        return FreshArticle(article, "" if draft is None else draft.words)

    def take(self, fresh: FreshArticle | None) -> None:
        """Show an article that was read again, if it still is the one in view."""
        shown, hidden = self._state.page, self._state.hidden_labels
        if fresh is None or shown is None or shown.article.id != fresh.article.id:
            return
        if fresh.article.text != shown.article.text:
            page = page_of(fresh.article, hidden, fresh.draft)
            self._reader.show(page, self._reader.place)
            self._state.update(page=page, passage=None)
        else:
            page = shown.with_entities(fresh.article, hidden, fresh.draft)
            self._reader.update_page(page)
            self._state.update(page=page)

    def go_to_filter_words(self) -> None:
        """Paint the words of a filter that has just been set, and go to the first of them."""
        article, query = self._state.article, self._state.query
        if article is None:
            return

        def then(spans: list[Span]) -> None:
            if self._state.article is not None and self._state.article.id == article.id:
                self._state.update(filter_matches=spans)
                if spans:
                    self._reader.go_to(spans[0][0])

        self._ui.run("filter hits", lambda _stop: matches_in(article, query), then)
