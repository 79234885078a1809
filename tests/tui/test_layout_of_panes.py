"""Which panes show at which size."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen
from tui.panes import arrange


@pytest.mark.parametrize(
    ("width", "pane", "shown"),
    [
        (160, "list", (True, True, True)),
        (120, "reader", (True, True, True)),
        (80, "list", (True, True, False)),
        (80, "side", (False, True, True)),
        (60, "list", (True, False, False)),
        (60, "reader", (False, True, False)),
        (40, "side", (False, False, True)),
    ],
)
def test_panes_show_where_they_have_room(
    width: int, pane: str, shown: tuple[bool, bool, bool]
) -> None:
    room = arrange(width, pane, only_text=False)
    assert (room.list != 0, room.reader, room.side != 0) == shown


async def test_at_forty_by_ten_everything_can_be_reached(start: Start) -> None:
    async with start(size=(40, 10)) as pilot:
        browse = screen(pilot)
        assert "● The Turkish foreign" in words(browse.list)
        await press(pilot, "enter")
        assert not browse.list.display
        assert "Turkish foreign minister" in words(browse.reader)
        await press(pilot, "tab")
        assert not browse.reader.display
        assert "no tags yet" in words(browse.side)
        await press(pilot, "escape")
        assert browse.list.display
        assert "? help" in words(browse.keys)


async def test_a_window_that_shrinks_keeps_the_pane_in_focus(start: Start) -> None:
    async with start(size=(120, 36)) as pilot:
        await press(pilot, "tab")
        await pilot.resize_terminal(50, 20)
        await press(pilot)
        browse = screen(pilot)
        assert (browse.list.display, browse.reader.display) == (False, True)
        assert browse.reader.has_focus


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 10)])
async def test_no_line_is_wider_or_narrower_than_its_pane(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as pilot:
        for keys in (["j"], ["enter"], ["tab"], ["tab"], ["t"]):
            await press(pilot, *keys)
            for row in pilot.app.screen._compositor.render_strips(pilot.app.size):
                assert row.cell_length == size[0]


async def test_the_heading_of_the_pane_in_focus_stands_out(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        before = browse.list.look("pane--heading"), browse.reader.look("pane--heading")
        await press(pilot, "tab")
        after = browse.list.look("pane--heading"), browse.reader.look("pane--heading")
        assert before[0] != after[0]
        assert before[1] != after[1]
        assert before[0] == after[1]


async def test_another_theme_colours_everything_anew(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        before = browse.list.look("list--unread")
        await press(pilot, "colon", *"light", "enter")
        assert browse.list.look("list--unread") != before


async def test_narrowing_begins_at_what_is_shown_and_widening_ends_there(start: Start) -> None:
    async with start(size=(60, 20)) as pilot:
        await press(pilot, "enter")
        reader = screen(pilot).reader
        shown = reader.text_width
        assert shown < reader.measure
        await press(pilot, "<")
        assert reader.text_width == shown - 4
        await press(pilot, ">", ">")
        assert reader.text_width == shown
        assert "no more" in words(screen(pilot).status)
