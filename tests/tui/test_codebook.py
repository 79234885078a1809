"""The codebook on the screen."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from store import Library
from store.model import Tag
from tests.tui.conftest import Start, press, wait_until, words
from tests.tui.probe import screen
from tui.overlays.codebook_editor import CodebookEditor
from tui.overlays.menu import Menu, Words
from tui.widgets.pick_list import PickList

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


@pytest.fixture(autouse=True)
def tags(library: Library) -> None:
    """Two tags: `syria` on two articles, `nato` on one."""
    library.tag([FIRST, SECOND], "syria")
    library.tag([FIRST], "nato")
    library.userdata.describe_tag("syria", description="The war and the talks")


def named(library: Library, name: str) -> Tag | None:
    return next((tag for tag in library.tags() if tag.name == name), None)


def shown(pilot: Pilot[None]) -> str:
    return words(pilot.app.screen.query_one(PickList))


def said(pilot: Pilot[None]) -> str:
    return words(pilot.app.screen.query_one("OverlayMessage"))


async def test_tags_are_listed_with_key_description_and_number(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, CodebookEditor)
        lines = shown(pilot).splitlines()
        assert lines[1].split() == ["▌", "1", "syria", "The", "war", "and", "the", "talks", "2"]
        assert lines[2].split() == ["2", "nato", "1"]


async def test_the_cursor_stays_with_its_tag_and_goes_to_one_just_made(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "T", "down")
        await press(pilot, *"zebra", "enter")
        choices = pilot.app.screen.query_one(PickList)
        assert "zebra" in words(choices).splitlines()[choices.cursor + 1]
        await press(pilot, "up", "ctrl+r", *"2", "enter")
        assert "nato2" in words(choices).splitlines()[choices.cursor + 1]


async def test_a_tag_is_renamed_and_undo_brings_the_name_back(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "ctrl+r")
        assert isinstance(pilot.app.screen, Words)
        await press(pilot, "2", "enter")
        assert isinstance(pilot.app.screen, CodebookEditor)
        assert "rename tag syria to syria2" in said(pilot)
        assert set(library.articles.row(FIRST).tags) == {"nato", "syria2"}
        await press(pilot, "escape", "u")
        assert set(library.articles.row(FIRST).tags) == {"nato", "syria"}


async def test_a_name_that_is_refused_is_said_in_place_and_can_be_mended(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "ctrl+r", "ctrl+u", *"nato", "enter")
        assert isinstance(pilot.app.screen, Words)
        assert "merge the two instead" in said(pilot)
        await press(pilot, "1", "enter")
        assert named(library, "nato1") is not None


async def test_the_actions_of_a_tag_open_with_enter(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "enter")
        assert isinstance(pilot.app.screen, Menu)
        assert "TAG syria" in shown(pilot)
        await press(pilot, *"colour", "enter", *"viol", "enter")
        tag = named(library, "syria")
        assert tag is not None
        assert tag.color == "violet"
        await press(pilot, "escape")
        assert screen(pilot).list.tag_colors["syria"] == "violet"


async def test_a_key_is_chosen_and_taken_from_the_tag_that_has_it(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"nato", "enter", *"key", "enter")
        lines = shown(pilot).splitlines()
        assert lines[1].split() == ["1", "syria"]
        assert lines[2].split() == ["▌", "2", "nato"]
        await press(pilot, "up", "enter")
        nato, syria = named(library, "nato"), named(library, "syria")
        assert nato is not None
        assert syria is not None
        assert (nato.key, syria.key) == (1, None)


async def test_a_tag_is_described(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"nato", "ctrl+e", *"allies", "enter")
        tag = named(library, "nato")
        assert tag is not None
        assert tag.description == "allies"
        assert "allies" in shown(pilot)


async def test_a_tag_is_merged_into_another(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "enter", *"merge", "enter", *"nato", "enter")
        assert named(library, "syria") is None
        assert library.count("tag:nato") == 2
        assert "merge tag syria into nato" in said(pilot)
        await press(pilot, "escape", "u")
        assert library.count("tag:syria") == 2


async def test_deleting_asks_and_says_on_how_many_articles(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "ctrl+x")
        assert "DELETE syria?" in shown(pilot)
        assert "take it off 2 articles" in shown(pilot)
        await press(pilot, "enter")
        assert named(library, "syria") is not None
        await press(pilot, "ctrl+x", "down", "enter")
        assert named(library, "syria") is None
        assert "delete tag syria (2 articles)" in said(pilot)


async def test_a_new_name_makes_a_tag(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"draft", "enter")
        tag = named(library, "draft")
        assert tag is not None
        assert (tag.articles, tag.key) == (0, 3)
        assert "new tag draft" in said(pilot)


async def test_the_articles_of_a_tag_are_listed(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "enter", "enter")
        assert len(screen(pilot).list) == 2
        assert screen(pilot).state.query == 'tag:="syria"'


async def test_a_tag_is_split_by_a_query_that_shows_what_it_gives(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "ctrl+s")
        assert len(shown(pilot).split("\n")) > 2
        await press(pilot, "enter")
        assert "type a query" in said(pilot)
        await press(pilot, *"(")
        assert "expected" in shown(pilot)
        await press(pilot, "backspace", *"tag:nato")
        assert library.articles.row(FIRST).title[:20] in shown(pilot)
        assert library.articles.row(SECOND).title[:20] not in shown(pilot)
        await press(pilot, "enter", *"aleppo", "enter")
        assert isinstance(pilot.app.screen, CodebookEditor)
        assert "split tag syria: aleppo on 1 article" in said(pilot)
        assert set(library.articles.row(FIRST).tags) == {"nato", "aleppo"}
        await press(pilot, "escape", "u")
        assert set(library.articles.row(FIRST).tags) == {"nato", "syria"}


async def test_the_codebook_opens_at_the_tag_of_the_sidebar(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "tab", "tab", "j", "T")
        choices = pilot.app.screen.query_one(PickList)
        assert "nato" in words(choices).splitlines()[choices.cursor + 1]


async def test_c_on_a_tag_of_the_sidebar_asks_what_to_do_with_it(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "tab", "tab", "c")
        menu = pilot.app.screen
        assert isinstance(menu, Menu)
        assert menu.title_text == "TAG syria, ON 2 ARTICLES"
        await press(pilot, "down", "enter", *"n", "enter", "escape")
        assert named(library, "syrian") is not None
        assert screen(pilot).side.chosen_tag is not None


async def test_passages_are_counted_and_said(start: Start, library: Library) -> None:
    library.tag([FIRST], "quote")
    for place in (0, 10, 20):
        library.mark(SECOND, place, place + 5, "quote")
    async with start() as pilot:
        assert "1 ¶3" in words(screen(pilot).side)
        await press(pilot, "T", *"quote")
        assert "1 + 3 passages" in shown(pilot)
        await press(pilot, "ctrl+x")
        assert "take it off 1 article, 3 passages" in shown(pilot)
        await press(pilot, "escape", "enter", "enter")
        await wait_until(pilot, lambda: len(screen(pilot).list) == 2)
