"""Going through the list: to the next article of some kind, and round what a find gives."""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.index.listings import Listing
from tui import display_text

if TYPE_CHECKING:
    from store import Library
    from tui.ports import ListPort, Stop, Ui
    from tui.state import BrowseState

FIRST_LOOK, LONGEST_LOOK = 400, 50_000
"""Rows that are looked at first for the next article of some kind, and later at the most."""
TYPED_ON_WITHIN = 0.06
"""Seconds for which a find waits for the next letter, so that not each one costs a look at all."""

Places = Sequence[int]
"""Places in the list, sorted."""
_Search = tuple[str, Listing | None, int]
"""Words, the list in which they are looked for, and the version of its rows."""


class ListFind:
    """Brings the list's cursor to rows that are looked for, off the UI thread."""

    def __init__(self, library: Library, state: BrowseState, ui: Ui, rows: ListPort) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._list = rows
        self._begun_at = 0
        self._last: tuple[_Search, Places] | None = None
        self._asked: tuple[_Search, int] | None = None

    def begin(self) -> None:
        """Take note of the cursor's place, to find from it on and to go back to it."""
        self._begun_at = self._list.place

    def give_up(self) -> None:
        """Find no more, and bring the cursor back to that place."""
        self._ui.cancel("go")
        self._list.move_to(self._begun_at)

    def next_where(self, condition: str, by: int, kind: str) -> None:
        """Bring the cursor to the next (or previous) listed article that meets a condition."""
        listing, library = self._state.listing, self._library
        start, self._asked = self._list.place, None
        if listing is None:
            return

        def nearest(edge: int, by: int, stop: Stop) -> int | None:
            size = FIRST_LOOK
            while 0 <= edge < len(listing) and not stop():
                low = edge if by > 0 else max(0, edge - size + 1)
                nums = listing.nums(low, low + size if by > 0 else edge + 1)
                matching = library.articles.among(nums, condition)
                places = [at for at, num in enumerate(nums, low) if num in matching]
                if places:
                    return places[0 if by > 0 else -1]
                edge = low + len(nums) if by > 0 else low - 1
                size = min(size * 4, LONGEST_LOOK)
            return None

        def job(stop: Stop) -> tuple[int | None, bool]:
            at = nearest(start + by, by, stop)
            return at, at is None and nearest(start - by, -by, stop) is not None

        def then(result: tuple[int | None, bool]) -> None:
            at, others = result
            if at is None:
                self._ui.say(_no_more(kind, by, others))
            else:
                self._list.move_to(at)

        self._ui.run("go", job, then)

    def next_group(self, by: int) -> None:
        """Bring the cursor to the first row of the next group, or back to one that starts above."""
        listing, cursor = self._state.listing, self._list.place
        starts = [group.start for group in listing.groups] if listing is not None else []
        at = bisect_right(starts, cursor) if by > 0 else bisect_left(starts, cursor) - 1
        if 0 <= at < len(starts):
            self._list.move_to(starts[at])
        else:
            self._ui.say(f"no group {'below' if by > 0 else 'above'} this one")

    def find(self, words: str) -> None:
        """Bring the cursor to the first row from that place on that shows some words, round.

        Title, source and tags are looked at. Where no row has them, the cursor goes to the place.
        """
        place = self._begun_at
        target = self._search(words), place
        if target != self._asked or not self._ui.busy("go"):
            self._with_places(words, lambda places: self._go(places, place, 1), place)
        self._asked = target

    def again(self, words: str, by: int) -> None:
        """Bring the cursor to the next (or previous) row that shows some words, round."""
        cursor, self._asked = self._list.place, None
        self._with_places(words, lambda places: self._go(places, cursor + by, by), cursor)

    def _search(self, words: str) -> _Search:
        return words, self._state.listing, self._state.rows_version

    def _with_places(self, words: str, go: Callable[[Places], None], back_to: int) -> None:
        search, library = self._search(words), self._library
        _, listing, _ = search
        if listing is None:
            return
        if self._last is not None and self._last[0] == search:
            go(self._last[1])
            return

        def job(stop: Stop) -> Places:
            time.sleep(TYPED_ON_WITHIN)
            if stop():
                return array("q")
            showing = library.articles.showing(words)
            return array("q", (at for at, num in enumerate(listing.nums()) if num in showing))

        def then(places: Places) -> None:
            if places:
                self._last = search, places
                go(places)
            else:
                self._list.move_to(back_to)
                self._ui.say(f"not found in the list: {words}", warning=True)

        self._ui.run("go", job, then)

    def _go(self, places: Places, start: int, by: int) -> None:
        """Go to the first of some places from a place on, downwards or upwards, round."""
        at = bisect_left(places, start) if by > 0 else bisect_right(places, start) - 1
        wrapped = not 0 <= at < len(places)
        at %= len(places)
        self._list.move_to(places[at])
        self._ui.say(display_text.match(at + 1, len(places), by if wrapped else 0))


def _no_more(kind: str, by: int, others: bool) -> str:
    """Return what is said where no further article is of some kind: whether others still are."""
    near, far = ("below", "above") if by > 0 else ("above", "below")
    if not others:
        return f"no other {kind} article in the list"
    return f"no {kind} article {near} this one, but {far}"
