"""What the first screen shows, read before there is a screen: one frame then has it all."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store import Library
from store.index.listings import Listing
from store.model import Article, Row

if TYPE_CHECKING:
    from tui.reading.page import Page

AROUND = 60
"""Rows that are read above and below the cursor: no window shows more."""


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The list to begin with, the rows around its cursor, and the article that is open."""

    listing: Listing
    """The articles of the folder that was opened, by id."""
    cursor: int
    """The place of the cursor in the list."""
    rows: dict[int, Row]
    """Rows around the cursor, by their places."""
    article: Article | None
    offset: int
    """The code point of its text at which one left it."""
    draft: str = ""
    """What was typed as its note and not saved."""


def begin(library: Library, id: str | None) -> Future[FirstScreen]:
    """Return what comes to hold what is to be shown first: `id`, else what was open last.

    It is read in a thread of its own, while what draws is still being loaded.
    """
    thread = ThreadPoolExecutor(1, "first")
    first = thread.submit(library.health.retry_after_repair, lambda: _read(library, id))
    thread.shutdown(wait=False)
    return first


def _read(library: Library, id: str | None) -> FirstScreen:
    part = library.articles.of_part()
    listing = library.articles.listing(part) if part else library.articles.all_listed()
    article_id = id
    if article_id is None and (last := library.userdata.last_open()) is not None:
        article_id = last[0]
    nums = library.articles.nums_of([article_id]) if article_id is not None else []
    cursor = listing.index_of(nums[0]) if nums else None
    if cursor is None and id is None and len(listing):
        cursor, nums = 0, listing.nums(0, 1).tolist()
    if cursor is None or not nums:
        return FirstScreen(listing, 0, {}, None, 0)
    start = max(0, cursor - AROUND)
    rows = dict(enumerate(listing.rows(start, cursor + AROUND), start))
    (shown_id,) = library.articles.ids_of(nums[:1])
    article = library.article(shown_id)
    draft = library.userdata.note_draft(article)
    words = "" if draft is None else draft.words
    return FirstScreen(
        listing, cursor, rows, article, library.userdata.position(shown_id) or 0, words
    )


def lay_out(first: Future[FirstScreen]) -> Future[Page | None]:
    """Return what comes to hold the page of the article that is open first."""
    from tui.reading.page import page_of

    def page() -> Page | None:
        shown = first.result()
        return None if shown.article is None else page_of(shown.article, draft=shown.draft)

    thread = ThreadPoolExecutor(1, "page")
    laid_out = thread.submit(page)
    thread.shutdown(wait=False)
    return laid_out
