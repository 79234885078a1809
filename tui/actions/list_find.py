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
    from tui.browse import BrowseScreen

FIRST_LOOK, LONGEST_LOOK = 400, 50_000
"""Rows that are looked at first for the next article of some kind, and later at the most."""
TYPED_ON_WITHIN = 0.06
"""Seconds for which a find waits for the next letter, so that not each one costs a look at all."""

Places = Sequence[int]
"""Places in the list, sorted."""


class ListFind:
    """Brings the list's cursor to rows that are looked for, off the UI thread."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._found: tuple[str, Listing, Places] | None = None
        self._asked: tuple[str, Listing | None, int] | None = None

    def next_where(self, condition: str, by: int, what: str) -> None:
        """Bring the cursor to the next (or previous) listed article that meets a condition."""
        listing, library = self._screen.listed.listing, self._screen.library
        start, self._asked = self._screen.list.cursor, None
        if listing is None:
            return

        def nearest(edge: int, by: int, stop: Callable[[], bool]) -> int | None:
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

        def job(stop: Callable[[], bool]) -> tuple[int | None, bool]:
            at = nearest(start + by, by, stop)
            return at, at is None and nearest(start - by, -by, stop) is not None

        def then(result: tuple[int | None, bool]) -> None:
            at, others = result
            if at is None:
                self._screen.say(_no_more(what, by, others))
            else:
                self._screen.list.move_to(at)

        self._screen.jobs.run("go", job, then)

    def next_group(self, by: int) -> None:
        """Bring the cursor to the first row of the next group, or back to one that starts above."""
        listing, cursor = self._screen.listed.listing, self._screen.list.cursor
        starts = [group.start for group in listing.groups] if listing is not None else []
        at = bisect_right(starts, cursor) if by > 0 else bisect_left(starts, cursor) - 1
        if 0 <= at < len(starts):
            self._screen.list.move_to(starts[at])
        else:
            self._screen.say(f"no group {'below' if by > 0 else 'above'} this one")

    def find(self, words: str, place: int) -> None:
        """Bring the cursor to the first row from a place on that shows some words, round.

        Title, source and tags are looked at. Where no row has them, the cursor goes to the place.
        """
        asked = words, self._screen.listed.listing, place
        if asked != self._asked or not self._screen.jobs.busy("go"):
            self._with_places(words, lambda places: self._go(places, place, 1), place)
        self._asked = asked

    def find_again(self, words: str, by: int) -> None:
        """Bring the cursor to the next (or previous) row that shows some words, round."""
        cursor, self._asked = self._screen.list.cursor, None
        self._with_places(words, lambda places: self._go(places, cursor + by, by), cursor)

    def stop(self) -> None:
        """Find no more: what is still being looked for is wanted no more."""
        self._screen.jobs.cancel("go")

    def forget(self) -> None:
        """Look anew at the next find: what rows show has changed."""
        self._found = None

    def _with_places(self, words: str, go: Callable[[Places], None], back_to: int) -> None:
        listing, library = self._screen.listed.listing, self._screen.library
        if listing is None:
            return
        if self._found is not None and self._found[:2] == (words, listing):
            go(self._found[2])
            return

        def job(stop: Callable[[], bool]) -> Places:
            time.sleep(TYPED_ON_WITHIN)
            if stop():
                return array("q")
            showing = library.articles.showing(words)
            return array("q", (at for at, num in enumerate(listing.nums()) if num in showing))

        def then(places: Places) -> None:
            if places:
                self._found = words, listing, places
                go(places)
            else:
                self._screen.list.move_to(back_to)
                self._screen.say(f"not found in the list: {words}", warning=True)

        self._screen.jobs.run("go", job, then)

    def _go(self, places: Places, start: int, by: int) -> None:
        """Go to the first of some places from a place on, downwards or upwards, round."""
        at = bisect_left(places, start) if by > 0 else bisect_right(places, start) - 1
        wrapped = not 0 <= at < len(places)
        at %= len(places)
        self._screen.list.move_to(places[at])
        self._screen.say(display_text.match(at + 1, len(places), by if wrapped else 0))


def _no_more(what: str, by: int, others: bool) -> str:
    """Return what is said where no further article is of some kind: whether others still are."""
    here, there = ("below", "above") if by > 0 else ("above", "below")
    if not others:
        return f"no other {what} article in the list"
    return f"no {what} article {here} this one, but {there}"
