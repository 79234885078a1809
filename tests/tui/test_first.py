"""The first screen: there before the order of the whole list is, and right all the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from store import Library
from store.index.articles import Articles
from store.index.listings import AllListed, Listing
from tests.tui.conftest import Start, settle, wait_until, words
from tests.tui.probe import has_followed, screen
from tests.tui.test_scale import MANY, library
from tui.prefetch import begin

__all__ = ["library"]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An event before which no order of the list arrives."""
    go_on = threading.Event()
    whole = Articles.listing

    def later(self: Articles, *args: Any, **more: Any) -> Listing:
        go_on.wait(20)
        return whole(self, *args, **more)

    monkeypatch.setattr(Articles, "listing", later)
    yield go_on
    go_on.set()


async def until_shown(pilot: Pilot[None]) -> None:
    browse = screen(pilot)
    await wait_until(pilot, lambda: browse.state.article is not None)
    await wait_until(pilot, lambda: has_followed(pilot))
    await pilot.pause()


def at(pilot: Pilot[None]) -> tuple[int, str]:
    row = screen(pilot).list.current
    assert row is not None
    return screen(pilot).list.cursor, row.id


def test_what_is_shown_first_is_where_one_left_off(library: Library) -> None:
    library.userdata.keep_position("015000.txt", 4)
    first = begin(library, None).result()
    assert isinstance(first.listing, AllListed)
    assert (len(first.listing), first.cursor, first.offset) == (MANY, 14_999, 4)
    assert first.article is not None
    assert first.article.id == "015000.txt"
    assert first.rows[14_999].id == "015000.txt"
    assert {place + 1 for place in first.rows} == {int(row.id[:6]) for row in first.rows.values()}


def test_where_there_is_nothing_nothing_is_shown_first(library: Library) -> None:
    library._database.connection().execute("DELETE FROM articles")
    first = begin(library, None).result()
    assert (len(first.listing), first.rows, first.article) == (0, {}, None)


async def test_keys_that_come_before_the_order_do_what_they_do_later(
    start_held: Start, held: threading.Event
) -> None:
    async with start_held() as pilot:
        browse = screen(pilot)
        assert isinstance(browse.state.listing, AllListed)
        assert f"1/{MANY:,}" in words(browse.list)
        await pilot.press("G")
        assert at(pilot) == (MANY - 1, f"{MANY:06}.txt")
        await pilot.press("k", "k", "space", "asterisk", "tilde")
        assert browse.state.selected == 0
        await pilot.press("k", "enter")
        await wait_until(pilot, lambda: browse.state.pane == "reader")
        assert browse.state.article is not None
        assert browse.state.article.id == at(pilot)[1] == f"{MANY - 2:06}.txt"
        before = words(browse.list)
        held.set()
        await wait_until(pilot, lambda: not isinstance(browse.state.listing, AllListed))
        await settle(pilot)
        assert at(pilot) == (MANY - 3, f"{MANY - 2:06}.txt")
        assert words(browse.list) == before


async def test_an_article_that_came_meanwhile_does_not_move_the_cursor_from_its_article(
    start_held: Start, held: threading.Event, library: Library
) -> None:
    async with start_held() as pilot:
        browse = screen(pilot)
        await pilot.press("j", "j")
        assert at(pilot) == (2, "000003.txt")
        library._database.connection().execute(
            "INSERT INTO articles (num, id, title) VALUES (?, '000001b.txt', 'new')", (MANY + 1,)
        )
        held.set()
        await wait_until(pilot, lambda: not isinstance(browse.state.listing, AllListed))
        await settle(pilot)
        assert at(pilot) == (3, "000003.txt")
        assert f"4/{MANY + 1:,}" in words(browse.list)


async def test_a_filter_that_was_quicker_than_the_order_stays(
    start_held: Start, held: threading.Event
) -> None:
    async with start_held() as pilot:
        browse = screen(pilot)
        await pilot.press("f", *"tag:x", "enter")
        held.set()
        await settle(pilot)
        assert browse.state.query == "tag:x"
        assert len(browse.list) == 0


@pytest.fixture
def start_held(library: Library) -> Start:
    """Starts the program, and does not wait for the order of the list."""
    from contextlib import asynccontextmanager

    from tui.app import CuttingsApp

    @asynccontextmanager
    async def run(size: tuple[int, int] = (120, 36)):  # type: ignore[no-untyped-def]
        app = CuttingsApp(library, find_names=False)
        async with app.run_test(size=size, notifications=True) as pilot:
            await until_shown(pilot)
            yield pilot
        app.browse.close()

    return run
