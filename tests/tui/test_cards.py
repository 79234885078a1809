"""The card of a name, and what it corrects."""

from __future__ import annotations

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.naming import Listed
from tests.tui.probe import screen
from tui.article_facts import current_entity
from tui.overlays.entity_card import CardHead, EntityCard
from tui.widgets.card_lines import CardLines

FIRST = "000_74ea8e126a12d9c1.txt"


@pytest.fixture(autouse=True)
def named(library: Library) -> None:
    """Give the seeds their names."""
    library.annotate(executor=Listed())


def head(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, EntityCard)
    return words(pilot.app.screen.query_one(CardHead))


def lines(pilot: Pilot[None]) -> str:
    return words(pilot.app.screen.query_one(CardLines))


def labels(library: Library, name: str) -> set[str]:
    return {e.label for e in library.entities(FIRST) or () if e.name == name}


async def open_card(pilot: Pilot[None], name: str) -> None:
    """Go to a name in the first article, and open its card."""
    if screen(pilot).state.pane != "reader":
        await press(pilot, "enter")
    for _ in range(60):
        await press(pilot, "e")
        current = current_entity(screen(pilot).state)
        if current is not None and current.name == name:
            break
    await press(pilot, "enter")


async def test_enter_on_a_name_opens_its_card(start: Start, library: Library) -> None:
    async with start() as pilot:
        await open_card(pilot, "Mevlut Cavusoglu")
        shown = head(pilot)
        assert "Mevlut Cavusoglu" in shown
        found = [
            [e for e in library.entities(id) or () if e.name == "Mevlut Cavusoglu"]
            for id in library.ids()
        ]
        assert f"person · {sum(map(len, found))} mentions in 2 articles" in shown
        assert "why: the language model takes it for one" in shown
        assert "also: Cavusoglu" in shown
        assert f"{len(found[0])} HERE" in lines(pilot)
        assert "2 ARTICLES" in lines(pilot)
        assert "NAMED BESIDE IT" in lines(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen_stack[-1] is screen(pilot)


async def test_enter_in_the_reader_does_nothing_where_one_is_at_no_name(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter", "enter")
        assert pilot.app.screen_stack[-1] is screen(pilot)


async def test_the_card_goes_to_mentions_articles_and_names(start: Start, library: Library) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await open_card(pilot, "Mevlut Cavusoglu")
        await press(pilot, "j", "enter")
        assert "mention 2 of" in words(browse.status)
        await open_card(pilot, "Turkey")
        await press(pilot, "tab", "j", "enter")
        assert browse.list.current is not None
        assert browse.list.current.id == library.entities.details("Turkey").places[1].id
        await press(pilot, "e", "enter")
        first = head(pilot)
        await press(pilot, "tab", "tab", "enter")
        assert head(pilot) != first


async def test_c_in_the_sidebar_opens_the_card(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "tab", "tab", "G", "c")
        assert "Incirlik" in head(pilot) or "Turkey" in head(pilot)


async def test_f_lists_the_articles_of_the_name(start: Start) -> None:
    async with start() as pilot:
        await open_card(pilot, "Mevlut Cavusoglu")
        await press(pilot, "f")
        assert screen(pilot).state.query == 'ent:="Mevlut Cavusoglu"'
        assert len(screen(pilot).list) == 2


async def test_a_label_is_corrected_everywhere_at_once_and_undone(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await open_card(pilot, "Incirlik")
        await press(pilot, "r", *"building", "enter")
        assert "label Incirlik as building or site everywhere" in words(browse.status)
        assert labels(library, "Incirlik") == {"FAC"}
        assert browse.state.article is not None
        shown = {e.label for e in browse.state.article.entities or () if e.name == "Incirlik"}
        assert shown == {"FAC"}
        await press(pilot, "u")
        assert labels(library, "Incirlik") == {"GPE"}


async def test_tab_narrows_a_correction_to_the_article_and_to_the_place(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await open_card(pilot, "Incirlik")
        await press(pilot, "r", *"building", "tab", "tab", "enter")
        assert labels(library, "Incirlik") == {"FAC", "GPE"}
        assert library.userdata.facts("entities") == {}


async def test_a_name_becomes_another_of_the_library(start: Start, library: Library) -> None:
    async with start() as pilot:
        await open_card(pilot, "Daesh")
        await press(pilot, "a", *"islamc", "enter")
        names = {e.name for e in library.entities(FIRST) or () if e.text == "Daesh"}
        assert names == {"Islamic State"}
        assert labels(library, "Islamic State") == {"ORG"}
        assert "Daesh" not in words(screen(pilot).side)


async def test_a_name_becomes_one_that_is_typed(start: Start, library: Library) -> None:
    async with start() as pilot:
        await open_card(pilot, "Daesh")
        await press(pilot, "a", *"Qqq", "enter")
        assert {e.name for e in library.entities(FIRST) or () if e.text == "Daesh"} == {"Qqq"}


async def test_a_spelling_is_split_off(start: Start, library: Library) -> None:
    async with start() as pilot:
        await open_card(pilot, "Mevlut Cavusoglu")
        await press(pilot, "s", "enter")
        names = {e.name for e in library.entities(FIRST) or () if e.text == "Cavusoglu"}
        assert names == {"Cavusoglu"}


async def test_a_hidden_name_goes_from_text_and_sidebar(start: Start, library: Library) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await open_card(pilot, "Incirlik")
        await press(pilot, "x", "enter")
        assert labels(library, "Incirlik") == set()
        assert "Incirlik" not in words(browse.side)
        await press(pilot, "u")
        assert "Incirlik" in words(browse.side)


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_the_card_fits_small_windows(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as pilot:
        await open_card(pilot, "Incirlik")
        assert "Incirlik" in head(pilot)
        assert "HERE" in lines(pilot)
        assert "Incirlik" in lines(pilot)


async def test_rows_that_a_correction_takes_out_of_the_filter_are_dimmed(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "f", *"ent:Daesh", "enter")
        assert len(browse.list) > 0
        await open_card(pilot, "Daesh")
        await press(pilot, "x", "enter")
        assert len(browse.list.stale) == len(browse.list)
        await press(pilot, "u")
        assert len(browse.list.stale) == 0


async def test_esc_in_a_question_goes_back_to_the_card_where_one_was(start: Start) -> None:
    async with start() as pilot:
        await open_card(pilot, "Mevlut Cavusoglu")
        card = pilot.app.screen
        assert isinstance(card, EntityCard)
        await press(pilot, "j", "j")
        cursor = card.query_one(CardLines).cursor
        for key in ("r", "a", "s", "x"):
            await press(pilot, key)
            assert pilot.app.screen is not card
            await press(pilot, "escape")
            assert pilot.app.screen is card
        assert card.query_one(CardLines).cursor == cursor > 0
        await press(pilot, "escape")
        assert pilot.app.screen is screen(pilot)


async def test_the_wheel_leaves_the_head_of_a_card_as_it_is(start: Start, library: Library) -> None:
    async with start() as pilot:
        await open_card(pilot, "Mevlut Cavusoglu")
        x, y = map(int, pilot.app.screen.query_one(CardHead).region.center)
        for wheel in (MouseScrollDown, MouseScrollUp):  # this once ended the program
            pilot.app.post_message(
                wheel(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
            )
        await pilot.pause()
        assert isinstance(pilot.app.screen, EntityCard)
