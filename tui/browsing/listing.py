"""Which articles are listed: filter, sort, selection, and keeping the place when they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.index.listing import Listing
from store.model import Row
from tui import wording
from tui.selection import EVERYTHING, NOTHING

if TYPE_CHECKING:
    from tui.first import First
    from tui.screens.browse import BrowseScreen

SORTS = (
    ("id", "file name"),
    ("-published", "newest first"),
    ("published", "oldest first"),
    ("title", "title"),
    ("source,-published", "source"),
    ("-words", "longest first"),
)
"""The orders that a key goes round, and their names."""

CHUNK = 400
"""Rows that a search through the list reads at a time."""


class Listed:
    """The list's state: query, order, the row numbers they give."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self.query = ""
        self.sort = "id"
        self.listing: Listing | None = None
        self.more = 0
        """Articles that the filter would give now, and that are not listed yet."""
        self._range_start: int | None = None
        self._awaited: str | None = None
        self._last_num: int | None = None
        """The article under the cursor when the list last had any."""

    # -- running the query

    def run(self, query: str | None = None, *, go_to: int | None = None) -> None:
        """List what a query gives (the same as before without one), the place kept."""
        wanted = self.query if query is None else query
        sort = self.sort
        library = self._screen.library

        def job(_stop: Callable[[], bool]) -> Listing:
            return library.listing(wanted, sort)

        def then(listing: Listing) -> None:
            fresh = wanted != self.query
            self.query = wanted
            self._show(listing, go_to, fresh)

        self._screen.jobs.run("list", job, then)

    def _show(self, listing: Listing, go_to: int | None, fresh: bool) -> None:
        widget = self._screen.list
        current = widget.current
        if current is not None:
            self._last_num = current.num
        before = widget.cursor
        self.listing = listing
        widget.stale = frozenset()
        self.more = 0
        at = None
        for num in (go_to, self._last_num):
            if num is not None and at is None:
                at = listing.index_of(num)
        if fresh:
            widget.selection = NOTHING
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

    def _why_empty(self) -> str:
        if self.query:
            return "Nothing matches the filter.\nEsc shows all again, f changes it."
        if not self._screen.background.settled:
            return "Reading the folder …"
        return (
            "No articles here yet.\nPut .txt or .md files into\n"
            f"{self._screen.library.places.articles}"
        )

    def open_first(self, first: First, wanted: str | None) -> None:
        """List everything, and show the article that was read before the screen was there.

        An article that is wanted and not in the index yet is opened when it has been read.
        """
        self._awaited = wanted
        self._show(first.listing, first.num, fresh=True)
        if first.page is not None:
            self._screen.reading.show(first.page, first.offset)
        self._open_awaited()

    def _open_awaited(self) -> None:
        if self._awaited is None or self.listing is None:
            return
        nums = self._screen.library.nums_of([self._awaited])
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

    def follow_index(self) -> None:
        """List what came or went behind the screen; under a filter, only say so."""
        query, sort, library, shown = self.query, self.sort, self._screen.library, self.listing
        if shown is None:
            return

        def job(_stop: Callable[[], bool]) -> tuple[Listing, int, bool]:
            now = library.listing(query, sort)
            same = now.nums() == shown.nums()
            more = sum(1 for num in now.nums() if shown.index_of(num) is None) if query else 0
            return now, more, same

        def then(result: tuple[Listing, int, bool]) -> None:
            now, more, same = result
            if self.listing is not shown:
                return
            self.more = more
            if not query and not same:
                self._show(now, None, fresh=False)
                self._open_awaited()
            else:
                self.explain()
                self._screen.list.forget()
                self._screen.showing.place()

        self._screen.jobs.run("follow", job, then)

    def mark_stale(self, nums: frozenset[int]) -> None:
        """Dim those of the rows that the filter would not give any more; they stay until ^L."""
        if not self.query or self.listing is None:
            return
        query, sort, library, shown = self.query, self.sort, self._screen.library, self.listing

        def job(_stop: Callable[[], bool]) -> tuple[frozenset[int], frozenset[int]]:
            now = library.listing(query, sort)
            gone = {n for n in nums if now.index_of(n) is None and shown.index_of(n) is not None}
            return frozenset(gone), nums - gone

        def then(result: tuple[frozenset[int], frozenset[int]]) -> None:
            gone, back = result
            widget = self._screen.list
            widget.stale = (widget.stale | gone) - back
            widget.forget(nums)
            if gone:
                words = wording.count(len(widget.stale), "row")
                self._screen.say(f"{words} no longer match the filter: ^L runs it again")

        self._screen.jobs.run("stale", job, then)

    def next_sort(self) -> None:
        """List in the next order, and say which."""
        keys = [key for key, _ in SORTS]
        at = keys.index(self.sort) if self.sort in keys else -1
        self.sort, words = SORTS[(at + 1) % len(SORTS)]
        self._screen.say(f"sorted by {words}")
        self.run()

    # -- going to articles

    def go_to_id(self, id: str) -> None:
        """Bring the cursor to an article; outside the filter, the filter is taken away."""
        library = self._screen.library

        def job(_stop: Callable[[], bool]) -> Row:
            return library.row(id)

        def then(row: Row) -> None:
            at = self.listing.index_of(row.num) if self.listing is not None else None
            if at is not None:
                self._screen.list.move_to(at)
                self._screen.reading.open_now()
                return
            if self.query:
                self._screen.say("the filter is off: it left this article out")
            self.run("", go_to=row.num)

        self._screen.jobs.run("go", job, then)

    def next_where(self, condition: str, by: int, what: str) -> None:
        """Bring the cursor to the next (or previous) listed article that meets a condition."""
        listing, library, sort = self.listing, self._screen.library, self.sort
        start = self._screen.list.cursor
        if listing is None:
            return
        query = f"({self.query}) {condition}" if self.query else condition

        def job(_stop: Callable[[], bool]) -> int | None:
            matching = library.listing(query, sort)
            places = (listing.index_of(matching.num(i)) for i in range(len(matching)))
            beyond = [at for at in places if at is not None and (at - start) * by > 0]
            return (min(beyond) if by > 0 else max(beyond)) if beyond else None

        def then(at: int | None) -> None:
            if at is None:
                way = "below" if by > 0 else "above"
                self._screen.say(f"no {what} article {way} this one")
            else:
                self._screen.list.move_to(at)

        self._screen.jobs.run("go", job, then)

    def find(self, words: str, by: int, start: int, back_to: int) -> None:
        """Bring the cursor to the next row whose title, source or tags hold some words.

        Where none does, the cursor goes back to a place.
        """
        listing = self.listing
        folded = words.casefold()
        if listing is None or not folded:
            return
        total = len(listing)

        def job(stop: Callable[[], bool]) -> int | None:
            order = [(start + by * step) % total for step in range(total)]
            for first in range(0, total, CHUNK):
                if stop():
                    return None
                places = order[first : first + CHUNK]
                low, high = min(places), max(places) + 1
                if high - low > len(places):
                    rows = {at: listing.rows(at, at + 1)[0] for at in places}
                else:
                    rows = dict(zip(range(low, high), listing.rows(low, high), strict=True))
                for at in places:
                    if folded in _searchable(rows[at]):
                        return at
            return None

        def then(at: int | None) -> None:
            if at is None:
                self._screen.list.move_to(back_to)
                self._screen.say(f"not found in the list: {words}", warning=True)
            else:
                self._screen.list.move_to(at)

        self._screen.jobs.run("go", job, then)

    # -- selection

    def toggle_and_step(self) -> None:
        """Select the row under the cursor, or not any more, and go down."""
        row = self._screen.list.current
        if row is not None:
            widget = self._screen.list
            widget.selection = widget.selection.toggled(row.num)
            widget.move(1)
            self._screen.showing.place()

    def select_range(self) -> None:
        """Start a range at the cursor; the second time, select from there to here."""
        widget = self._screen.list
        if self.listing is None or not len(widget):
            return
        if self._range_start is None:
            self._range_start = widget.cursor
            self._screen.say("range starts here: v again selects to the cursor")
            return
        first, last = sorted((self._range_start, widget.cursor))
        self._range_start = None
        nums = (self.listing.num(at) for at in range(first, last + 1))
        widget.selection = widget.selection.with_range(nums)
        self._screen.showing.place()

    def select_all(self) -> None:
        """Select every row that is listed."""
        self._screen.list.selection = EVERYTHING
        self._screen.showing.place()

    def invert(self) -> None:
        """Select what isn't selected."""
        widget = self._screen.list
        widget.selection = widget.selection.inverted()
        self._screen.showing.place()

    def clear_selection(self) -> bool:
        """Select nothing; say whether anything was."""
        widget = self._screen.list
        had = self._range_start is not None or self.selected > 0
        self._range_start = None
        widget.selection = NOTHING
        if had:
            self._screen.showing.place()
        return had

    @property
    def selected(self) -> int:
        """How many of the listed rows are selected."""
        return self._screen.list.selection.size(len(self._screen.list))

    def selected_nums(self) -> list[int]:
        """Return the selected row numbers in the order of the list."""
        if self.listing is None:
            return []
        listing = self.listing
        nums = (listing.num(at) for at in range(len(listing)))
        return list(self._screen.list.selection.of(nums))


def _searchable(row: Row) -> str:
    return " ".join((row.title, row.source or "", *row.tags)).casefold()
