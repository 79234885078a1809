"""What the first screen shows, read before there is a screen: one frame then has it all."""

from __future__ import annotations

from dataclasses import dataclass

from store import Library
from store.index.listing import Listing
from tui.reading.page import Page, page_of


@dataclass(frozen=True, slots=True)
class First:
    """The whole list, the row number under its cursor, and the article that is open."""

    listing: Listing
    num: int | None
    page: Page | None
    offset: int
    """The code point of its text at which one left it."""


def read_first(library: Library, id: str | None) -> First:
    """Return what to show first: the article `id`, else the one that was open last."""
    listing = library.listing()
    wanted = id
    if wanted is None and (last := library.last_open()) is not None:
        wanted = last[0]
    nums = library.nums_of([wanted]) if wanted is not None else []
    if not nums and id is None and len(listing):
        nums = [listing.num(0)]
    if not nums:
        return First(listing, None, None, 0)
    (found,) = library.ids_of(nums[:1])
    return First(listing, nums[0], page_of(library.article(found)), library.position(found) or 0)
