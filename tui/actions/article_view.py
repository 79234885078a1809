"""The article in view: following the list, going round its names and matches, reading marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from store.errors import CuttingsError, UnknownArticle
from store.model import Article, Entity, Span
from tui import display_text
from tui.actions.filter_hits import FilterHits
from tui.actions.text_find import TextFind
from tui.reading.page import Page, page_of
from tui.reading.paint import Layer

if TYPE_CHECKING:
    from tui.browse import BrowseScreen

FOLLOW_AFTER = 0.08
"""Seconds after the cursor's last move at which the reader follows it."""
KEEP_AFTER = 1.0
"""Seconds for which the text rests before the place in it is remembered."""
READ_AFTER = 3.0
"""Seconds after which an article that stays open counts as read."""


class ArticleView:
    """What the reader shows, and where in it one is."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._follow: Timer | None = None
        self._stays: Timer | None = None
        self._rests: Timer | None = None
        self._loading: str | None = None
        self._after: Callable[[], None] | None = None
        self._at: int | None = None
        self._arrival: tuple[str, int | None, Callable[[], None]] | None = None
        self.finding: TextFind = TextFind(screen)
        """Find in the article in view."""
        self.filter_hits: FilterHits = FilterHits(screen)
        """The words of the filter in it."""
        self.hidden: frozenset[str] = frozenset({"DATE"})
        """Labels whose entities are not shown."""

    @property
    def article(self) -> Article | None:
        """The article in view."""
        page = self._screen.reader.page
        return None if page is None else page.article

    # -- following the list

    @property
    def is_following(self) -> bool:
        """Whether the reader waits for the list's cursor to come to rest."""
        return self._follow is not None

    def follow(self) -> None:
        """Show the article under the list's cursor when the cursor has come to rest."""
        self._stop_following()
        self._follow = self._screen.set_timer(FOLLOW_AFTER, self.open_now)

    def _stop_following(self) -> None:
        if self._follow is not None:
            self._follow.stop()
            self._follow = None

    def open_now(self, then: Callable[[], None] | None = None, at: int | None = None) -> None:
        """Show the article under the list's cursor: at a code point, or where one left it."""
        self._stop_following()
        row = self._screen.list.current
        if row is None:
            self.keep_place()
            self._screen.reader.clear("")
            self._screen.showing.article()
            return
        if self._arrival is not None and self._arrival[0] == row.id:
            _, at, then = self._arrival
            then = self._arriving(then)
        if self.article is not None and self.article.id == row.id:
            if at is not None:
                self._screen.reader.go_to(at)
            if then is not None:
                then()
            return
        if at is None and self._loading == row.id and self._screen.jobs.busy("article"):
            self._after = then or self._after
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
        library, hidden = self._screen.library, self.hidden
        self._loading, self._after = id, then

        def job(_stop: Callable[[], bool]) -> tuple[Page, int, list[Span]]:
            article = library.article(id)
            draft = library.userdata.note_draft(article)
            page = page_of(article, hidden, "" if draft is None else draft.words)
            spans = self.filter_hits.places_in(article)
            place = spans[0][0] if spans else library.userdata.position(id) or 0
            return page, 0 if at is not None else place, spans

        def loaded(result: tuple[Page, int, list[Span]]) -> None:
            page, place, spans = result
            self.keep_place()
            self.show(page, 0 if spans else place)
            self.filter_hits.show(spans)
            if spans and at is None:
                self._screen.reader.go_to(place)
            if at is not None:
                self._screen.reader.go_to(at)
            if self._after is not None:
                self._after()

        def failed(error: CuttingsError) -> None:
            listing = self._screen.listed.listing
            if listing is None or listing.generation == library.health.generation:
                self._screen.failed(error)  # else it comes when the new index is listed

        self._screen.jobs.run("article", job, loaded, failed)

    def show(self, page: Page, offset: int) -> None:
        """Show a page from a code point of its text on."""
        self._at = None
        self.finding.forget()
        self._screen.marking.leave()
        self._screen.reader.show(page, offset)
        self._screen.showing.article()
        self._start_clock()
        self.keep_place()

    def reload(self) -> None:
        """Fetch the tags, marks and entities of the article in view anew."""
        article = self.article
        if article is None:
            return
        library, hidden, id = self._screen.library, self.hidden, article.id

        def job(_stop: Callable[[], bool]) -> tuple[Article, str] | None:
            try:
                article = library.article(id)
            except UnknownArticle:
                return None
            draft = library.userdata.note_draft(article)
            return article, "" if draft is None else draft.words

        def then(found: tuple[Article, str] | None) -> None:
            reader = self._screen.reader
            if found is None or reader.page is None or reader.page.article.id != found[0].id:
                return
            fresh, draft = found
            if fresh.text != reader.page.article.text:
                self._screen.marking.leave()
                reader.show(page_of(fresh, hidden, draft), reader.place)
            else:
                reader.update_page(reader.page.with_entities(fresh, hidden, draft))
            self._screen.showing.article()

        self._screen.jobs.run("reload", job, then)

    def keep_place(self) -> None:
        """Remember where in the article one is, for the next time."""
        article = self.article
        if article is not None:
            self._screen.changes.keep_position(article.id, self._screen.reader.place)

    def moved(self) -> None:
        """Remember the place when the text has come to rest, so that a killed program has it."""
        if self._rests is not None:
            self._rests.stop()
        self._rests = self._screen.set_timer(KEEP_AFTER, self.keep_place)

    # -- read marks

    def _start_clock(self) -> None:
        if self._stays is not None:
            self._stays.stop()
        self._stays = self._screen.set_timer(READ_AFTER, self._stayed)

    def _stayed(self) -> None:
        if self._screen.is_current:
            self._count_as_read()

    def finished(self) -> None:
        """The end came into sight: that counts when one is reading, not while one passes by."""
        if self._screen.reader.has_focus:
            self._count_as_read()

    def _count_as_read(self) -> None:
        article = self.article
        if article is not None and article.read is None and article.status == "ok":
            self._screen.changes.read_by_itself(article.id)

    # -- names

    def _shown_entities(self) -> list[Entity]:
        entities = self.article.entities if self.article is not None else None
        return [e for e in entities or () if e.label not in self.hidden]

    def next_entity(self, by: int, name: str | None = None) -> None:
        """Go to the next (or previous) entity, or to the next mention of one name, round."""
        entities = [e for e in self._shown_entities() if name is None or e.name == name]
        if not entities:
            self._screen.say(self._screen.background.why_no_entities() or "no names found here")
            return
        here = self.here
        starts = [entity.start for entity in entities]
        at = bisect_right(starts, here) % len(starts) if by > 0 else bisect_left(starts, here) - 1
        self.go_to_entity(entities[at])

    def go_to_entity(self, entity: Entity) -> None:
        """Go to one mention of a name, and say what it is."""
        self.go_to_span(entity.start, entity.end)
        self._screen.say(_about(entity, self._shown_entities()))

    @property
    def current(self) -> Entity | None:
        """The name that one is at; None where one is at none, or it is out of view."""
        at = self.at
        if at is None:
            return None
        return next((e for e in self._shown_entities() if e.start <= at < e.end), None)

    def go_to_span(self, start: int, end: int) -> None:
        """Go to a range of the text, and show it as the place where one is."""
        self._at = start
        self._screen.reader.here = Layer([(start, end, "page--here")])
        self._screen.reader.go_to(start)

    @property
    def at(self) -> int | None:
        """The code point of the match or name that one is at, while it is in view."""
        window = self._screen.reader.window
        if self._at is not None and window is not None and window.shows(self._at) is not None:
            return self._at
        return None

    def stand_at(self, start: int | None) -> None:
        """Take note of the match that one is at; None: at none, and at no name either."""
        self._at = start

    @property
    def here(self) -> int:
        """The code point that next and previous are counted from."""
        at = self.at
        return at if at is not None else self._screen.reader.place - 1

    def toggle_dates(self) -> None:
        """Show dates among the names, or not any more."""
        self.hidden = self.hidden ^ {"DATE"}
        self._screen.say("dates are shown" if "DATE" not in self.hidden else "dates are hidden")
        self.reload()


def _about(entity: Entity, entities: Sequence[Entity]) -> str:
    same = [e for e in entities if e.name == entity.name]
    kind = display_text.KIND_OF_LABEL[entity.label]
    number = sum(e.start <= entity.start for e in same)
    mention = f"mention {number} of {len(same)}" if number else "no name here any more"
    return " · ".join((display_text.one_line(entity.name), kind, mention, entity.reason))
