"""Words that were typed and not used are there when the same is asked again."""

from __future__ import annotations

import pytest

from store import Library
from store.errors import ReadOnlyError
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen
from tests.tui.test_codebook import said, shown
from tui.overlays.menu import Words
from tui.overlays.picker import Picker


@pytest.fixture
def library(library: Library) -> Library:
    """The seeds, with two tags."""
    library.tag(library.ids()[:2], "syria")
    library.userdata.create_tag("nato")
    return library


def picker(start_screen: object) -> Picker[object]:
    """Return a screen as the overlay that it is."""
    assert isinstance(start_screen, Picker)
    return start_screen


async def test_a_new_name_that_was_left_is_there_again_for_the_same_tag(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "T", "ctrl+r", *"xyz", "left", "escape", "ctrl+r")
        asked = picker(pilot.app.screen)
        assert isinstance(asked, Words)
        first = asked.input.value
        assert first.endswith("xyz")
        assert asked.input.cursor_position == len(first) - 1
        assert "as it was left" in said(pilot)
        await press(pilot, "escape", "down", "ctrl+r")
        assert "xyz" not in picker(pilot.app.screen).input.value
        await press(pilot, "escape", "up", "ctrl+r", "enter")
        assert first in [tag.name for tag in library.tags()]
        await press(pilot, "ctrl+r")
        assert picker(pilot.app.screen).input.value == first
        assert "as it was left" not in said(pilot)


async def test_a_name_that_is_refused_stays_and_comes_back(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "T", "ctrl+r", "ctrl+u", *"nato", "enter")
        asked = pilot.app.screen
        assert isinstance(asked, Words)
        await press(pilot, "x", "escape", "ctrl+r")
        assert picker(pilot.app.screen).input.value == "natox"


@pytest.mark.parametrize(("first", "then"), [("T", "T"), ("T", "t"), ("t", "t"), ("t", "T")])
async def test_a_tag_that_was_not_made_is_offered_last(
    start: Start, library: Library, first: str, then: str
) -> None:
    async with start() as pilot:
        await press(pilot, first, *"zebra", "escape", then)
        lines = [line for line in shown(pilot).splitlines() if line.strip()]
        assert "+ new tag  zebra" in lines[-1]
        assert "typed before" in lines[-1]
        assert "zebra" not in lines[1]
        await press(pilot, "pagedown", "enter")
        assert "zebra" in [tag.name for tag in library.tags()]
        await press(pilot, "escape", "escape", "escape", "t")
        assert "typed before" not in shown(pilot)


async def test_a_tag_that_could_not_be_made_is_offered_again(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ReadOnlyError("not saved: no space left")

    async with start() as pilot:
        monkeypatch.setattr(library.userdata, "create_tag", refuse)
        monkeypatch.setattr(library.userdata, "retag", refuse)
        await press(pilot, "T", *"zebra", "enter")
        assert "no space left" in said(pilot)
        assert "zebra" in shown(pilot)
        await press(pilot, "escape", "t", *"gnu", "enter")
        assert "no space left" in words(screen(pilot).status)
        await press(pilot, "t")
        assert "gnu" in shown(pilot)


async def test_the_name_of_a_view_that_was_not_saved_is_offered_again(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"unread", "enter", "F", *"to do", "escape", "F")
        assert "+ save as  to do" in shown(pilot)
        await press(pilot, "enter")
        assert library.userdata.views() == {"to do": "unread"}
        assert "+ save as" not in shown(pilot)


async def test_a_query_for_a_split_and_a_command_come_back(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "T", *"syria", "ctrl+s", *"unread", "escape", "ctrl+s")
        assert picker(pilot.app.screen).input.value == "unread"
        await press(pilot, "escape", "escape", "|", *"wc -w", "escape", "|")
        assert screen(pilot).prompt.words == "wc -w"


async def test_a_query_that_was_left_is_the_first_of_the_earlier_ones(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"unread", "enter", "f", *" x", "escape", "f")
        assert screen(pilot).prompt.words == "unread"
        await press(pilot, "ctrl+p")
        assert screen(pilot).prompt.words == "unread x"
        await press(pilot, "ctrl+p")
        assert screen(pilot).prompt.words == "unread"
