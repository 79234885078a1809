"""Small manners: digits in the picker, a view that is saved, a selection that was tagged."""

from __future__ import annotations

import pytest

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen
from tui.overlays.saved_views import SavedViews
from tui.overlays.tag_picker import TagPicker
from tui.widgets.completions import Verdict


@pytest.fixture
def tagged(library: Library) -> list[str]:
    """Give the first article two tags, which have the digits 1 and 2; return all ids."""
    ids = list(library.ids())
    library.tag(ids[:1], "syria")
    library.tag(ids[:1], "nato")
    return ids


async def test_a_digit_in_the_tag_picker_applies_its_tag(
    start: Start, library: Library, tagged: list[str]
) -> None:
    digit = next(str(tag.key) for tag in library.tags() if tag.name == "nato")
    async with start() as pilot:
        await press(pilot, "j", "t", digit)
        assert not isinstance(pilot.app.screen, TagPicker)
        assert library.article(tagged[1]).tags == ("nato",)


async def test_a_digit_behind_other_letters_and_one_without_a_tag_are_typed(
    start: Start, library: Library, tagged: list[str]
) -> None:
    async with start() as pilot:
        await press(pilot, "j", "t", *"a1b2", "enter")
        await press(pilot, "t", *"9x", "enter")
        await press(pilot, "t", *"#2016", "enter")
        assert library.article(tagged[1]).tags == ("a1b2", "9x", "2016")


async def test_the_box_of_views_closes_when_the_filter_is_saved(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"oil", "enter", "F", *"about oil", "enter")
        assert not isinstance(pilot.app.screen, SavedViews)
        assert library.userdata.views() == {"about oil": "oil"}
        assert "about oil" in screen(pilot).status.message
        assert screen(pilot).state.query == "oil"


@pytest.mark.parametrize("keys", [["t", *"new", "enter"], ["1"], ["."]])
async def test_a_selection_is_let_go_when_it_was_tagged(
    start: Start, library: Library, tagged: list[str], keys: list[str]
) -> None:
    async with start() as pilot:
        await press(pilot, "j", "1")
        await press(pilot, "*")
        assert screen(pilot).state.selected == 5
        await press(pilot, *keys)
        assert screen(pilot).state.selected == 0
        assert "articles" in screen(pilot).status.message


async def test_a_tag_put_on_in_the_reader_leaves_the_selection_alone(
    start: Start, tagged: list[str]
) -> None:
    async with start() as pilot:
        await press(pilot, "space", "enter", "1")
        assert screen(pilot).state.selected == 1


async def test_what_is_wrong_with_the_filter_takes_the_lines_that_it_needs(start: Start) -> None:
    async with start(size=(44, 20)) as pilot:
        await press(pilot, "f", *"autor:lavrov oil", "enter")
        verdict = screen(pilot).query_one(Verdict)
        assert verdict.size.height > 1
        assert "column 1" in words(verdict).replace("\n", " ")
        await press(pilot, *["backspace"] * 13)
        assert verdict.size.height == 1


async def test_the_cursor_of_the_sidebar_has_a_bar(start: Start, tagged: list[str]) -> None:
    async with start() as pilot:
        assert "▌" not in words(screen(pilot).side)
        await press(pilot, "shift+tab")
        assert words(screen(pilot).side).count("▌") == 1
