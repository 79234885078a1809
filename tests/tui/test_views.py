"""Saved views from the screen."""

from __future__ import annotations

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen
from tui.overlays.saved_views import SavedViews
from tui.widgets.pick_list import PickList


async def test_views_are_listed_with_query_and_number_and_filter_the_list(
    start: Start, library: Library
) -> None:
    library.userdata.set_view("agency", "source:TASS")
    library.userdata.set_view("to do", "unread")
    async with start() as pilot:
        await press(pilot, "F")
        shown = words(pilot.app.screen.query_one(PickList))
        assert "source:TASS       2" in shown
        assert "unread       5" in shown
        await press(pilot, *"agen", "enter")
        assert len(screen(pilot).list) == 2
        assert screen(pilot).state.query == "source:TASS"


async def test_the_filter_is_saved_under_the_name_that_is_typed(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"source:TASS", "enter", "F", *"agency")
        assert "+ save as  agency" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, "enter")
        assert library.userdata.views() == {"agency": "source:TASS"}
        assert "save view agency" in screen(pilot).status.message
        await press(pilot, "F")
        assert "agency" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, "escape", "u")
        assert library.userdata.views() == {}


async def test_a_view_of_the_same_name_is_changed_only_by_its_own_row(
    start: Start, library: Library
) -> None:
    library.userdata.set_view("agency", "source:TASS")
    async with start() as pilot:
        await press(pilot, "f", *"source:RT", "enter", "F", *"agency")
        assert "+ change to the filter  agency" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, "down", "enter")
        assert library.userdata.views() == {"agency": "source:RT"}


async def test_without_a_filter_nothing_can_be_saved(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "F", *"name", "enter")
        assert isinstance(pilot.app.screen, SavedViews)
        assert "No views yet." in words(pilot.app.screen.query_one(PickList))
        assert library.userdata.views() == {}


async def test_a_view_is_deleted_and_undo_brings_it_back(start: Start, library: Library) -> None:
    library.userdata.set_view("agency", "source:TASS")
    async with start() as pilot:
        await press(pilot, "F", "ctrl+x")
        assert library.userdata.views() == {}
        assert "delete view agency" in words(pilot.app.screen.query_one("OverlayMessage"))
        await press(pilot, "escape", "u")
        assert library.userdata.views() == {"agency": "source:TASS"}


async def test_a_view_that_cannot_be_read_says_where(start: Start, library: Library) -> None:
    library.userdata.set_view("broken", "(nato")
    async with start() as pilot:
        await press(pilot, "F")
        assert "column 6" in words(pilot.app.screen.query_one(PickList))
