"""What a key costs with 20,000 articles, counted in lines drawn and statements run, not seconds."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library
from store.index.articles import Articles
from store.index.listings import Listing
from store.index.refresh_results import Refreshed
from store.model import Change
from tests.tui.conftest import Start, press, settle, wait_until
from tests.tui.probe import display, list_only, screen
from tui.selection import Selection
from tui.widgets.article_list import ArticleList
from tui.widgets.reader import Reader

MANY = 20_000


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """An index of many articles, whose folder nobody looks into."""
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(Library, "refresh", lambda *_args, **_more: Refreshed())
    with Library.open(tmp_path, coder="ann") as opened:
        connection = opened._database.connection()
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO articles (num, id, title, title_from, words)"
            " VALUES (?, ?, ?, 'headline', 9)",
            ((n, f"{n:06}.txt", f"Headline number {n} of many") for n in range(1, MANY + 1)),
        )
        connection.executemany(
            "INSERT INTO texts (num, title, body, paragraphs, boilerplate, reflow)"
            " VALUES (?, '', ?, '[[0, 29]]', '[]', '[true]')",
            ((n, f"The text of article {n:08}.") for n in range(1, MANY + 1)),
        )
        connection.execute("COMMIT")
        yield opened


class Counts:
    """Lines drawn by list and reader, and SQL statements of the UI thread."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
        self.list_lines = self.reader_lines = 0
        self.statements: list[str] = []
        list_line, reader_line = ArticleList.body_line, Reader.body_line

        def count_list(widget: ArticleList, y: int) -> object:
            self.list_lines += 1
            return list_line(widget, y)

        def count_reader(widget: Reader, y: int) -> object:
            self.reader_lines += 1
            return reader_line(widget, y)

        monkeypatch.setattr(ArticleList, "body_line", count_list)
        monkeypatch.setattr(Reader, "body_line", count_reader)
        connection: sqlite3.Connection = library._database.connection()
        connection.set_trace_callback(self.statements.append)

    def reset(self) -> None:
        self.list_lines = self.reader_lines = 0
        self.statements.clear()


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch, library: Library) -> Counts:
    return Counts(monkeypatch, library)


def costly(statements: list[str]) -> list[str]:
    """Return the statements that are more than a look at whether anything changed."""
    return [one for one in statements if not one.startswith("PRAGMA")]


async def test_a_key_in_the_list_draws_two_articles(start: Start, counts: Counts) -> None:
    async with start() as pilot:
        await press(pilot, "j", "j")
        counts.reset()
        await pilot.press("j")
        assert counts.list_lines <= 2 * screen(pilot).list.row_height
        assert counts.reader_lines <= screen(pilot).reader.size.height
        assert not costly(counts.statements)


async def test_a_page_fetches_no_more_rows_than_it_shows(start: Start, counts: Counts) -> None:
    async with start() as pilot:
        listed = screen(pilot).list
        before = len(listed._seen)
        counts.reset()
        await pilot.press("G")
        await settle(pilot)
        assert listed.cursor == MANY - 1
        assert len(listed._seen) - before <= 2 * (listed.shown + 1)
        assert len(costly(counts.statements)) <= 4


async def test_the_first_screen_needs_a_handful_of_statements(start: Start, counts: Counts) -> None:
    async with start() as pilot:
        assert len(screen(pilot).list) == MANY
        assert len(costly(counts.statements)) <= 20


async def test_selecting_everything_touches_no_row(start: Start, counts: Counts) -> None:
    async with start() as pilot:
        counts.reset()
        await pilot.press("asterisk")
        assert screen(pilot).state.selected == MANY
        assert not costly(counts.statements)


@pytest.mark.parametrize(("first", "taken"), [("g", []), ("j", [MANY - 1])])
async def test_a_long_range_is_one_slice_and_no_row(
    first: str, taken: list[int], start: Start, counts: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    slices: list[int] = []
    nums = Listing.nums

    def count(self: Listing, start: int = 0, stop: int | None = None) -> array[int]:
        slice = nums(self, start, stop)
        slices.append(len(slice))
        return slice

    async with start() as pilot:
        await press(pilot, first, "v", "G")
        counts.reset()
        monkeypatch.setattr(Listing, "nums", count)
        await pilot.press("v")
        assert screen(pilot).state.selected == MANY - (first == "j")
        assert [size for size in slices if size > 1] == taken
        assert not costly(counts.statements)


async def test_a_grouped_list_fetches_and_draws_what_is_on_screen(
    start: Start, counts: Counts
) -> None:
    async with start() as pilot:
        listed = screen(pilot).list
        await press(pilot, "S", "g", "enter")
        before = len(listed._seen)
        for key in ("G", "g", "pagedown", "j"):
            counts.reset()
            await pilot.press(key)
            assert counts.list_lines <= 2 * listed.size.height
            assert len(costly(counts.statements)) <= 4
            await settle(pilot)
        assert len(listed._seen) - before <= 4 * (listed.shown + 2)


async def test_a_tag_on_everything_looks_at_the_rows_in_another_thread(
    start: Start, counts: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    of = Selection.of

    def watched(self: Selection, nums: Sequence[int]) -> list[int]:
        threads.append(threading.current_thread())
        return of(self, nums)

    monkeypatch.setattr(Selection, "of", watched)
    async with start() as pilot:
        await press(pilot, "asterisk")
        counts.reset()
        await pilot.press("r")
        await wait_until(pilot, lambda: bool(threads))
        assert threading.main_thread() not in threads
        await settle(pilot)


async def test_a_tag_on_one_article_draws_the_list_once_or_twice(
    start: Start, counts: Counts, library: Library
) -> None:
    async with start() as pilot:
        library.tag(["000002.txt"], "syria")
        await wait_until(pilot, lambda: bool(screen(pilot).state.codebook))
        await settle(pilot)
        counts.reset()
        await press(pilot, "1")
        assert library.articles.row("000001.txt").tags == ("syria",)
        assert counts.list_lines <= 4 * screen(pilot).list.size.height


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows by the query of every list that is put together."""
    queries: list[str] = []
    listing = Articles.listing

    def count(
        self: Articles,
        query: str = "",
        sort: str = "id",
        stop: Callable[[], bool] | None = None,
        *,
        group: str = "",
    ) -> Listing:
        queries.append(query)
        return listing(self, query, sort, stop, group=group)

    monkeypatch.setattr(Articles, "listing", count)
    return queries


async def followed(pilot: Pilot[None], change: Callable[[], object]) -> None:
    """Make a change, and wait until the screen has looked at it."""
    showing = display(pilot)
    index_changed = showing.index_changed
    looks: list[Change] = []

    def watched(anything: bool, changes: Sequence[Change] = ()) -> None:
        index_changed(anything, changes)
        looks.extend(changes)

    showing.index_changed = watched  # type: ignore[method-assign]
    change()
    await wait_until(pilot, lambda: bool(looks))
    await settle(pilot)
    showing.index_changed = index_changed  # type: ignore[method-assign]


async def test_a_change_that_cannot_move_a_row_runs_no_query(
    start: Start, library: Library, listings: list[str]
) -> None:
    async with start() as pilot:
        await followed(pilot, lambda: library.tag(["000001.txt"], "syria"))
        listings.clear()
        await followed(pilot, lambda: library.tag(["000002.txt"], "syria"))
        await followed(pilot, lambda: library.set_read(["000002.txt"], "2026-11-21"))
        assert listings == []
        row = screen(pilot).list.row(1)
        assert row is not None
        assert (row.tags, row.read) == (("syria",), "2026-11-21")


async def test_a_change_that_the_filter_or_the_order_asks_for_runs_one_query(
    start: Start, library: Library, listings: list[str]
) -> None:
    library.tag(["000001.txt", "000002.txt"], "syria")
    async with start() as pilot:
        list_only(pilot, "tag:syria")
        await settle(pilot)
        listings.clear()
        await followed(pilot, lambda: library.set_read(["000001.txt"], "2026-11-21"))
        assert listings == []
        await followed(pilot, lambda: library.tag(["000003.txt"], "syria"))
        assert listings == ["tag:syria"]
        assert screen(pilot).state.new_rows == 1
