"""Which articles are listed: filter, order, and keeping the place when they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.index.listings import Listing
from store.model import Change, Row
from store.userdata.writer import TRANSIENT_ERRORS
from tui import display_text
from tui.actions.list_updates import ListUpdates
from tui.actions.listing_diff import ListingDiff
from tui.list_order import Order, group_label

if TYPE_CHECKING:
    from tui.browse import BrowseScreen
    from tui.prefetch import FirstScreen
    from tui.reading.page import Page


class ListActions:
    """The list's state: query, order, the row numbers they give."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self.part = screen.library.articles.of_part()
        """The query for the folder that was opened; empty where that is the whole library."""
        self.query = self.part
        self.order = Order()
        self.listing: Listing | None = None
        self.more = 0
        """Articles that the filter would give now, and that are not listed yet."""
        self.disordered = False
        """Whether the same articles would stand in another order or other groups now."""
        self.following: ListUpdates = ListUpdates(screen)
        self._awaited: str | None = None
        self._last_num: int | None = None
        """The article under the cursor when the list last had any."""

    # -- running the query

    def run(self, query: str | None = None, *, go_to: int | None = None) -> None:
        """List what a query gives (the same as before without one), the place kept."""
        wanted = self.query if query is None else query
        order = self.order
        library = self._screen.library

        def job(stop: Callable[[], bool]) -> Listing:
            return library.articles.listing(wanted, order.sort, stop, group=order.group)

        def then(listing: Listing) -> None:
            fresh = wanted != self.query
            self.query = wanted
            self._show(listing, go_to, fresh)
            if fresh:
                self._screen.reading.filter_hits.began()

        self._screen.jobs.run("list", job, then)

    @property
    def is_filtered(self) -> bool:
        """Whether the list was narrowed further than to the folder that was opened."""
        return self.query not in ("", self.part)

    @property
    def articles(self) -> int:
        """How many articles are listed."""
        return self.listing.articles if self.listing is not None else 0

    @property
    def _group(self) -> str | None:
        """The name of the group that the cursor is in; None where the list has none."""
        at = self._screen.list.cursor
        group = self.listing.group_at(at) if self.listing is not None else None
        return None if group is None else group.name

    @property
    def heading(self) -> str:
        """What is listed, in words: the group that one is in, what ^L would change, the order."""
        group, by = self._group, "" if self.listing is None else self.listing.grouped_by
        parts = ["ARTICLES" if group is None else group_label(group, by)]
        if self.more:
            parts.append(f"{self.more:,} more: ^L")
        if self.disordered:
            parts.insert(0, "^L sorts anew")
        return " · ".join([*parts, self.order.words] if self.order.words else parts)

    def _show(self, listing: Listing, go_to: int | None, fresh: bool) -> None:
        widget = self._screen.list
        renewed = self.listing is not None and self.listing.generation != listing.generation
        current = None if renewed else widget.current
        if current is not None or renewed:
            self._last_num = None if current is None else current.num
        before, group = widget.cursor, self._group
        self.listing = listing
        widget.stale = frozenset()
        self.more, self.disordered = 0, False
        at = None
        for num in (go_to, self._last_num):
            if num is not None and at is None:
                at = listing.index_of(num, group)
        if fresh or renewed:
            self._screen.choosing.forget()
            self._screen.snippets.begin()
        else:
            self._screen.snippets.forget()
        widget.empty = self._why_empty()
        widget.show(listing, at if at is not None else (0 if fresh else before))
        self._screen.showing.place()
        self._screen.reading.follow()

    def explain(self) -> None:
        """Say anew why nothing is listed, where nothing is."""
        self._screen.list.empty = self._why_empty()
        if not len(self._screen.list):
            self._screen.list.refresh()
        self._open_awaited()

    def say_why_empty(self) -> None:
        """Say why there is nothing that a key could be for."""
        self._screen.say(self._why_empty().partition("\n")[0])

    def _why_empty(self) -> str:
        if self.is_filtered:
            return "Nothing matches.\nEsc shows all again,\nf changes the filter."
        if not self._screen.background.settled:
            return "Reading the folder …"
        return (
            "No articles here yet.\nPut .txt or .md files in\n"
            f"{self._screen.library.places.articles}"
        )

    def open_first(self, first: FirstScreen, page: Page | None, wanted: str | None) -> None:
        """List everything, and show the article that was read before the screen was there.

        An article that is wanted and not in the index yet is opened when it has been read.
        """
        self._awaited = wanted
        self.listing = first.listing
        self._screen.list.empty = self._why_empty()
        self._screen.list.show(first.listing, first.cursor, first.rows)
        self._screen.showing.place()
        if page is not None:
            self._screen.reading.show(page, first.offset)
        else:
            self._screen.reading.follow()
        self._open_awaited()

    def complete(self) -> None:
        """Read the order of the whole list that is shown first, and put it in its place."""
        library, shown, query = self._screen.library, self.listing, self.query

        def job(_stop: Callable[[], bool]) -> Listing:
            return library.articles.listing(query)

        def then(listing: Listing) -> None:
            if self.listing is not shown:
                return
            if self._screen.list.take_over(listing):
                self.listing = listing
            else:
                self._show(listing, None, fresh=False)

        self._screen.jobs.run("complete", job, then)

    def _open_awaited(self) -> None:
        if self._awaited is None or self.listing is None:
            return
        try:
            nums = self._screen.library.articles.nums_of([self._awaited])
        except TRANSIENT_ERRORS as error:  # it is opened when it can be read
            self._screen.library.health.report_error(error)
            return
        at = self.listing.index_of(nums[0]) if nums else None
        if at is not None:
            self._awaited = None
            self._screen.list.move_to(at)
            self._screen.reading.open_now(then=self._read_it)
        elif self._screen.background.settled and not nums:
            self._screen.say(f"no such article: {self._awaited}", warning=True)
            self._awaited = None

    def _read_it(self) -> None:
        self._screen.moving.go("reader")

    def run_again(self) -> None:
        """Look into the folder and run the filter again, and draw everything anew."""
        self._screen.refresh(layout=True)
        self.run()
        self._screen.background.read_folder()

    def take(self, now: Listing, moved: ListingDiff) -> None:
        """Show what came or went behind the screen; under a filter, only say so."""
        self.more = moved.came if self.is_filtered else 0
        self.disordered = moved.disordered
        if not self.is_filtered and (moved.came or moved.gone):
            self._screen.choosing.keep(moved.gone)
            self._show(now, None, fresh=False)
            self._open_awaited()
        else:
            self.draw_anew()

    def start_again(self) -> None:
        """List what an index has that was made again, with the cursor on the article it was on."""
        library, query, order = self._screen.library, self.query, self.order
        row, article = self._screen.list.current, self._screen.reading.article
        ids = [one.id for one in (row, article) if one is not None]

        def job(stop: Callable[[], bool]) -> tuple[Listing, list[int]]:
            return library.articles.listing(
                query, order.sort, stop, group=order.group
            ), library.articles.nums_of(ids)

        def then(result: tuple[Listing, list[int]]) -> None:
            listing, nums = result
            self._screen.seeking.forget()
            self._show(listing, nums[0] if nums else None, fresh=False)

        self._screen.jobs.run("list", job, then)

    def draw_anew(self) -> None:
        """Read what the rows show again, when they are next drawn."""
        self.explain()
        self._screen.list.forget()
        self._screen.snippets.forget()
        self._screen.seeking.forget()
        self._screen.showing.place()

    def mark_stale(self, nums: frozenset[int], change: Change) -> None:
        """Dim those of the rows that the filter would not give any more; they stay until ^L."""
        if not self.query or self.listing is None:
            return
        query, library, shown = self.query, self._screen.library, self.listing

        def job(_stop: Callable[[], bool]) -> tuple[frozenset[int], frozenset[int]]:
            if not library.articles.depends_on([change], query):
                return frozenset(), frozenset()
            back = frozenset(library.articles.among(list(nums), query))
            return (nums - back).intersection(shown.nums()), back

        def then(result: tuple[frozenset[int], frozenset[int]]) -> None:
            gone, back = result
            widget = self._screen.list
            widget.stale = (widget.stale | gone) - back
            widget.forget(nums)
            if gone:
                words = display_text.count(len(widget.stale), "row")
                self._screen.say(f"{words} no longer match the filter: ^L runs it again")

        self._screen.jobs.run("stale", job, then)

    def ask_order(self) -> None:
        """Open what the order is put together in, and list in the one that comes of it."""
        from tui.overlays.sort_menu import SortMenu

        def then(order: Order | None) -> None:
            if order is not None and order != self.order:
                self.order = order
                self.run()

        self._screen.app.push_screen(SortMenu(self.order), then)

    # -- going to articles

    def go_to_id(self, id: str) -> None:
        """Bring the cursor to an article; outside the filter, the filter is taken away."""
        library = self._screen.library

        def job(_stop: Callable[[], bool]) -> Row:
            return library.articles.row(id)

        def then(row: Row) -> None:
            listing = self.listing
            at = listing.index_of(row.num, self._group) if listing is not None else None
            if at is not None:
                self._screen.list.move_to(at)
                self._screen.reading.open_now()
                return
            if self.query:
                self._screen.say("the filter is off: it left this article out")
            self.run("", go_to=row.num)

        self._screen.jobs.run("go", job, then)
