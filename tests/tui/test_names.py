"""The list of the library's names."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.naming import Listed
from tests.tui.probe import screen
from tui.overlays.entity_card import CardHead, EntityCard
from tui.overlays.name_list import NameList
from tui.widgets.key_bar import KeyBar
from tui.widgets.pick_list import PickList


@pytest.fixture(autouse=True)
def named(library: Library) -> None:
    """Give the seeds their names."""
    library.annotate(executor=Listed())


def shown(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, NameList)
    return words(pilot.app.screen.query_one(PickList))


async def test_i_lists_names_with_their_numbers_most_mentions_first(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "i")
        first = library.entities.names()[0]
        line = shown(pilot).splitlines()[1]
        assert first.name in line
        assert f"{first.mentions} in {first.articles} articles" in line


async def test_typing_finds_a_name_with_a_typo_and_enter_lists_its_articles(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "i", *"lavorv")
        assert "Sergey Lavrov" in shown(pilot).splitlines()[1]
        await press(pilot, "enter")
        browse = screen(pilot)
        assert browse.state.query == 'ent:="Sergey Lavrov"'
        assert 0 < len(browse.list) < 5
        await press(pilot, "escape")
        assert len(browse.list) == 5


async def test_tab_goes_round_the_kinds(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "i", "tab")
        assert "PEOPLE" in shown(pilot)
        assert "Sergey Lavrov" in shown(pilot)
        assert "Turkey" not in shown(pilot)
        await press(pilot, "tab", "tab")
        assert "PLACES" in shown(pilot)
        assert "Turkey" in shown(pilot)
        await press(pilot, *["tab"] * 5)
        assert "Lavrov" in shown(pilot)


async def test_a_key_opens_the_card_of_a_name_that_is_not_in_view(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "i", *"lavrov", "ctrl+o")
        assert isinstance(pilot.app.screen, EntityCard)
        assert "Sergey Lavrov" in words(pilot.app.screen.query_one(CardHead))


async def test_a_name_out_of_view_is_corrected_everywhere(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "i", *"lavrov", "ctrl+o", "r", *"organisation", "tab", "enter")
        labels = {name.label for name in library.entities.names() if name.name == "Sergey Lavrov"}
        assert labels == {"ORG"}
        await press(pilot, "i", "tab")
        assert "Lavrov" not in shown(pilot)


async def test_nothing_found_says_so(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "i", *"zzzqqq")
        assert "no name like that" in shown(pilot)
        await press(pilot, "enter", "escape")
        assert pilot.app.screen_stack[-1] is screen(pilot)


async def test_what_was_hidden_is_listed_and_enter_shows_it_again(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "i", *"lavrov", "ctrl+o", "x", "enter")
        await press(pilot, "i", *"lavrov")
        assert "Sergey Lavrov" not in shown(pilot)
        await press(pilot, *["tab"] * 7)
        assert "HIDDEN" in shown(pilot)
        assert "Sergey Lavrov" in shown(pilot)
        assert "everywhere" in shown(pilot)
        assert ("Enter", "show it again") in pilot.app.screen.query_one(KeyBar).hints
        await press(pilot, "enter")
        assert library.entities.hidden() == []
        assert any(name.name == "Sergey Lavrov" for name in library.entities.names())
        await press(pilot, "u")
        assert [one.name for one in library.entities.hidden()] == ["Sergey Lavrov"]


async def test_the_list_and_its_filter_count_the_same_articles(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        for name in library.entities.names()[:8]:
            await press(pilot, "i", *name.name.lower(), "enter")
            wanted = {n.articles for n in library.entities.names() if n.name == name.name}
            assert len(screen(pilot).list) in wanted


async def test_the_numbers_of_a_name_are_never_cut(start: Start, library: Library) -> None:
    for width in (120, 80, 40):
        async with start(size=(width, 24)) as pilot:
            await press(pilot, "i")
            line = shown(pilot).splitlines()[1]
            first = library.entities.names()[0]
            assert line.rstrip().endswith(f"{first.mentions} in {first.articles} articles")
