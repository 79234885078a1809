"""The history of changes from the screen."""

from __future__ import annotations

import pytest

from store import Library
from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen
from tui.overlays import history_list
from tui.overlays.history_list import look_back
from tui.widgets.pick_list import PickList

FIRST, SECOND, THIRD = (
    "000_74ea8e126a12d9c1.txt",
    "001_6b9e9eaf3fc6e8be.txt",
    "002_1617ac239fa79355.txt",
)


async def test_changes_are_listed_newest_first_with_when_who_and_what(
    start: Start, library: Library
) -> None:
    library.tag([FIRST], "one")
    library.tag([SECOND], "two")
    library.undo()
    async with start() as pilot:
        await press(pilot, "U")
        lines = words(pilot.app.screen.query_one(PickList)).splitlines()
        assert "undid: tag two · Russia knew Turkey" in lines[1]
        assert "tag two · Russia knew Turkey" in lines[2]
        assert "undone" in lines[2]
        assert "tag one · The Turkish foreign minister" in lines[3]
        assert "undone" not in lines[3]
        assert "today " in lines[3]
        assert " ann " in lines[3]


async def test_typing_narrows_by_what_was_done(start: Start, library: Library) -> None:
    library.tag([FIRST], "one")
    library.tag([SECOND], "two")
    async with start() as pilot:
        await press(pilot, "U", *"two")
        shown = words(pilot.app.screen.query_one(PickList))
        assert "tag two" in shown
        assert "tag one" not in shown
        await press(pilot, "ctrl+u", *"foreign minister")
        assert "tag one" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, *"xyz")
        assert "nothing like that was done" in words(pilot.app.screen.query_one(PickList))


async def test_enter_goes_to_the_first_article_of_the_change_and_changes_nothing(
    start: Start, library: Library
) -> None:
    library.tag([SECOND, THIRD], "two")
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "U", "enter")
        await press(pilot)
        assert browse.list.current is not None
        assert browse.list.current.id == SECOND
        assert "tag two on 2 articles: here is the first of its 2 articles" in words(browse.status)
        assert list(library.ids("tag:two")) == [SECOND, THIRD]


async def test_a_change_without_articles_says_so(start: Start, library: Library) -> None:
    library.userdata.set_view("to do", "unread")
    async with start() as pilot:
        await press(pilot, "U", "enter")
        assert "no article was touched" in words(screen(pilot).status)


async def test_older_changes_are_read_as_one_moves_down(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_list, "PAGE", 30)
    for number in range(70):
        library.set_note(FIRST, f"note {number}")
    async with start() as pilot:
        await press(pilot, "U")
        choices = pilot.app.screen.query_one(PickList)
        assert "30 and more" in words(choices)
        await press(pilot, *["pagedown"] * 3)
        assert len(choices) == 60
        assert choices.cursor in (29, 30)
        await press(pilot, *["pagedown"] * 6)
        assert len(choices) == 70


def test_narrowing_reads_chunk_by_chunk_and_can_be_stopped(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_list, "CHUNK", 3)
    library.tag([FIRST], "rare")
    for number in range(10):
        library.set_note(FIRST, f"note {number}")
    part = look_back(library, "RARE", None, lambda: False)
    assert [change.label for change in part.changes] == ["tag rare on 1 article"]
    assert part.before is None
    assert look_back(library, "rare", None, lambda: True).changes == []


async def test_an_empty_history_says_so(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "U", "enter")
        assert "no changes yet" in words(pilot.app.screen.query_one(PickList))
