"""Moving through list, reader and sidebar by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, settle, words
from tests.tui.probe import screen


async def test_the_list_shows_title_source_date_and_unread_mark(start: Start) -> None:
    async with start() as pilot:
        shown = words(screen(pilot).list)
    assert "● Russia knew Turkey was" in shown
    assert "TASS · 9 Dec" in shown
    assert "Rudaw · 10 Aug 2016" in shown


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["j"], 1),
        (["down", "down", "k"], 1),
        (["G"], 4),
        (["end", "home"], 0),
        (["G", "g"], 0),
        (["J", "J"], 2),
        (["J", "K"], 0),
        (["pagedown"], 4),
    ],
)
async def test_keys_move_the_lists_cursor(start: Start, keys: list[str], place: int) -> None:
    async with start() as pilot:
        await press(pilot, *keys)
        assert screen(pilot).list.cursor == place


async def test_the_reader_follows_the_cursor(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "j")
        await pilot.pause(0.2)
        await settle(pilot)
        assert "conducted dialogue" in words(screen(pilot).reader)


async def test_enter_opens_and_escape_goes_back_but_never_quits(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "enter")
        assert screen(pilot).state.pane == "reader"
        await press(pilot, "escape")
        assert screen(pilot).state.pane == "list"
        await press(pilot, "escape", "escape")
        assert pilot.app.is_running


@pytest.mark.parametrize(
    ("keys", "pane"),
    [
        (["tab"], "reader"),
        (["tab", "tab"], "side"),
        (["tab", "tab", "tab"], "list"),
        (["shift+tab"], "side"),
        (["l", "l", "h"], "reader"),
        (["right", "left"], "list"),
    ],
)
async def test_keys_go_between_panes(start: Start, keys: list[str], pane: str) -> None:
    async with start() as pilot:
        await press(pilot, *keys)
        assert screen(pilot).state.pane == pane


async def test_the_reader_scrolls_by_lines_pages_and_to_its_ends(start: Start) -> None:
    async with start(size=(120, 16)) as pilot:
        await press(pilot, "enter")
        reader = screen(pilot).reader
        assert reader.window is not None
        await press(pilot, "j", "j")
        assert reader.window.top == (0, 2) or reader.window.top > (0, 0)
        after_two = reader.window.top
        await press(pilot, "space")
        assert reader.window.top > after_two
        await press(pilot, "G")
        assert reader.window.at_end
        await press(pilot, "g")
        assert reader.window.at_start
        await press(pilot, "ctrl+d", "ctrl+u")
        assert reader.window.at_start


async def test_resizing_keeps_the_place_in_the_text(start: Start) -> None:
    async with start(size=(120, 20), start_at="003_2878f1f77f0f02c1.txt") as pilot:
        await press(pilot, *["j"] * 14)
        reader = screen(pilot).reader
        assert reader.window is not None
        place = reader.window.start_offset
        assert place > 0
        for size in ((60, 20), (40, 10), (200, 60), (120, 20)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert reader.window.at_end or reader.window.shows(place) is not None


async def test_next_unread_and_untagged_pass_over_the_others(
    start: Start, library: Library
) -> None:
    ids = list(library.ids())
    library.set_read(ids[1:3], "2026-01-02")
    library.tag([ids[1]], "seen")
    async with start() as pilot:
        await press(pilot, "]")
        assert screen(pilot).list.cursor == 3
        await press(pilot, "[")
        assert screen(pilot).list.cursor == 0
        await press(pilot, "}")
        assert screen(pilot).list.cursor == 2
        await press(pilot, "{")
        assert screen(pilot).list.cursor == 0
        await press(pilot, "G", "]")
        assert "no unread article below this one, but above" in words(screen(pilot).status)
        await press(pilot, "g", "[")
        assert "no unread article above this one, but below" in words(screen(pilot).status)
        library.set_read(ids[1:], "2026-01-02")
        await press(pilot, "[")
        assert "no other unread article in the list" in words(screen(pilot).status)


async def test_only_the_text_is_shown_and_everything_again(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "z")
        browse = screen(pilot)
        assert (browse.list.display, browse.reader.display, browse.side.display) == (
            False, True, False,
        )  # fmt: skip
        await press(pilot, "escape")
        assert browse.list.display
        assert browse.side.display


async def test_the_width_of_the_text_changes_by_keys(start: Start) -> None:
    async with start(size=(200, 36)) as pilot:
        reader = screen(pilot).reader
        before = reader.text_width
        await press(pilot, "<")
        assert reader.text_width == before - 4
        await press(pilot, ">", ">")
        assert reader.text_width == before + 4


async def test_the_next_start_resumes_article_and_line(start: Start) -> None:
    async with start(size=(100, 16)) as pilot:
        await press(pilot, "j", "enter")
        await press(pilot, *["j"] * 12)
        reader = screen(pilot).reader
        place = reader.place
        assert place > 0
        await press(pilot, "q")
    async with start(size=(100, 16)) as pilot:
        browse = screen(pilot)
        assert browse.list.cursor == 1
        assert browse.reader.place == place


async def test_a_file_opens_in_the_reader(start: Start) -> None:
    async with start(start_at="002_1617ac239fa79355.txt") as pilot:
        assert screen(pilot).state.pane == "reader"
        assert "Turkish-Ukrainian military" in words(screen(pilot).reader)


async def test_the_mouse_works_too(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await pilot.click("#list", offset=(5, 4))
        await settle(pilot)
        assert browse.list.cursor == 1
        await pilot.click("#side", offset=(5, 1))
        await settle(pilot)
        assert browse.state.pane == "side"


async def test_a_far_article_comes_to_the_middle_of_the_list(
    start: Start, library: Library, library_folder: Path
) -> None:
    for number in range(60):
        (library_folder / "seeds" / f"1{number:02}.txt").write_text(f"Headline {number}\n\nText.")
    library.refresh()

    def line_of_cursor(pilot: Pilot[None]) -> int:
        lines = words(screen(pilot).list).splitlines()
        return next(y for y, line in enumerate(lines) if line.startswith("▌"))

    async with start() as pilot:
        await press(pilot, "ctrl+g", *"40", "enter")
        assert 12 <= line_of_cursor(pilot) <= 20
        at = line_of_cursor(pilot)
        await press(pilot, "j", "j")
        assert line_of_cursor(pilot) == at + 4
        await press(pilot, "G")
        assert line_of_cursor(pilot) > 25
        await press(pilot, "g")
        assert line_of_cursor(pilot) == 1
