"""Sorting and grouping the list from the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import screen, selected_nums
from tui.browse import BrowseScreen
from tui.overlays.sort_menu import SortMenu
from tui.widgets.pick_list import PickList


def titles(browse: BrowseScreen) -> list[str]:
    listing = browse.state.listing
    assert listing is not None
    return [row.title for row in listing.rows()]


def current_id(browse: BrowseScreen) -> str:
    assert browse.list.current is not None
    return browse.list.current.id


def lines(browse: BrowseScreen) -> list[str]:
    return [line.rstrip("│┃ ") for line in words(browse.list).splitlines()[1:]]


async def test_one_letter_sorts_and_the_heading_says_so(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        current = current_id(browse)
        await press(pilot, "S", "t")
        assert isinstance(pilot.app.screen, SortMenu)
        assert "A to Z 1" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, "enter")
        assert titles(browse) == sorted(titles(browse), key=str.upper)
        assert "ARTICLES · title" in words(browse.list).splitlines()[0]
        assert current_id(browse) == current
        await press(pilot, "S", "t", "enter")
        assert titles(browse) == sorted(titles(browse), key=str.upper, reverse=True)


async def test_capitals_add_further_keys(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "S", "s", "L", "enter")
        browse = screen(pilot)
        assert browse.state.order.sort == "source,-words"
        assert browse.list.heading == "ARTICLES · source, length ↓"


async def test_escape_leaves_the_order_as_it_was(start: Start) -> None:
    async with start() as pilot:
        before = titles(screen(pilot))
        await press(pilot, "S", "t", "t", "g", "escape")
        assert titles(screen(pilot)) == before
        assert screen(pilot).state.order.sort == "id"


async def test_arrows_and_enter_do_what_the_letters_do(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "S", "down", "tab", "tab", "down", "down", "enter")
        assert screen(pilot).state.order.sort == "source"
        await press(pilot, "S", "enter")
        assert screen(pilot).state.order.sort == "source"


async def test_keys_that_are_typed_at_once_are_not_lost(start: Start) -> None:
    async with start() as pilot:
        await pilot.press("S", "d", "T", "g", "enter")
        await settle(pilot)
        order = screen(pilot).state.order
        assert (order.sort, order.group) == ("-published,title", "date")


async def test_groups_have_headings_and_the_cursor_passes_over_them(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "S", "g", "g", "enter", "g")
        shown = [line.split("  ")[0].strip() for line in lines(browse) if "●" not in line]
        heads = [line for line in shown if line in ("RT", "Rudaw", "TASS", "no source")]
        assert [h for at, h in enumerate(heads) if h not in heads[:at]] == [
            "RT", "Rudaw", "TASS", "no source",
        ]  # fmt: skip
        assert lines(browse)[0].split() == ["RT", "1"]
        assert words(browse.list).startswith("─ RT ")
        seen = []
        for _ in range(5):
            assert browse.list.current is not None
            seen.append(browse.list.current.source)
            await press(pilot, "j")
        assert seen == ["RT", "Rudaw", "TASS", "TASS", None]


async def test_keys_go_from_group_to_group(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, ")")
        assert browse.list.cursor == 0
        await press(pilot, "S", "g", "g", "enter", "g")
        await press(pilot, ")", ")")
        assert browse.list.cursor == 2
        await press(pilot, "j", "(")
        assert browse.list.cursor == 2
        await press(pilot, "(")
        assert browse.list.cursor == 1
        await press(pilot, "G", ")")
        assert "no group below" in words(browse.status)


async def test_by_tag_an_article_stands_under_each_of_its_tags_and_counts_once(
    start: Start, library: Library
) -> None:
    ids = list(library.ids())
    library.tag(ids[:2], "syria")
    library.tag(ids[1:3], "nato")
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "S", "g", "g", "g", "enter")
        assert len(browse.list) == 6
        assert browse.state.articles == 5
        await press(pilot, "g", "asterisk")
        assert "5 SELECTED" in words(browse.list)
        await press(pilot, "escape", "j", "space")
        assert browse.state.selected == 1
        assert selected_nums(pilot)() == library.articles.nums_of([ids[1]])
        assert len([line for line in lines(browse) if line.startswith(("┃", "█"))]) == 4
        await press(pilot, "escape", "v", "G", "v")
        assert browse.state.selected == 4
        await press(pilot, "r")
        await wait_until(pilot, lambda: library.count("read:") == 4)


async def test_what_is_tagged_stays_where_it_stands_until_the_list_is_run_again(
    start: Start, library: Library
) -> None:
    ids = list(library.ids())
    library.tag([ids[0]], "syria")
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "S", "g", "g", "g", "enter", "G")
        before = titles(browse)
        assert browse.list.current is not None
        moved = browse.list.current.id
        library.tag([moved], "syria")
        await wait_until(pilot, lambda: browse.state.reordered)
        assert "^L sorts anew" in words(browse.list).splitlines()[0]
        assert titles(browse) == before
        await press(pilot, "ctrl+l")
        await wait_until(pilot, lambda: titles(browse) != before)
        assert not browse.state.reordered
        assert browse.list.current.id == moved
        group = browse.state.listing.group_at(browse.list.cursor)  # type: ignore[union-attr]
        assert group is not None
        assert (group.name, group.count) == ("syria", 2)


async def test_a_filter_a_jump_and_a_find_work_in_groups(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "S", "g", "g", "enter")
        await press(pilot, "f", *"source:TASS", "enter")
        assert lines(browse)[0].split() == ["TASS", "2"]
        await press(pilot, "o", *"mesop", "enter")
        assert browse.list.current is not None
        assert browse.list.current.title.startswith("MESOP")
        await press(pilot, "escape", "escape", "slash", *"isis leaders", "enter")
        assert browse.list.current.title.startswith("ISIS leaders")


async def test_an_article_that_comes_takes_its_place_in_its_group(
    start: Start, library_folder: Path
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "S", "g", "g", "enter", "G")
        current = current_id(browse)
        text = "Fresh rain\n\nMOSCOW, March 3. /TASS/. It rained all day in the city.\n"
        (library_folder / "seeds" / "zz.txt").write_text(text)
        await wait_until(pilot, lambda: len(browse.list) == 6)
        await settle(pilot)
        assert ["TASS", "3"] in [line.split() for line in lines(browse)]
        assert current_id(browse) == current
        assert browse.list.cursor == 5


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 10), (30, 5), (120, 9)])
async def test_the_cursor_is_always_in_sight_whole(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as pilot:
        browse = screen(pilot)
        await press(pilot, "S", "g", "g", "enter", "g")
        for key in "jjjjjkkkkkG(((g))))":
            await press(pilot, key)
            row = browse.list.current
            assert row is not None
            assert row.title[:10] in words(browse.list)
