"""Tagging, undo, redo and read marks from the screen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from textual import events

from store import Library
from tests.conftest import SEEDS
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import screen

FIRST, SECOND, THIRD = (
    "000_74ea8e126a12d9c1.txt",
    "001_6b9e9eaf3fc6e8be.txt",
    "002_1617ac239fa79355.txt",
)


async def test_a_new_tag_is_made_by_typing_it(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "t", *"syria", "enter")
        assert library.articles.row(FIRST).tags == ("syria",)
        browse = screen(pilot)
        assert "#syria" in words(browse.list)
        assert "✓ syria" in words(browse.side)
        assert "1 tagged" in words(browse.header)


async def test_tags_are_in_the_file_when_the_program_is_left(
    start: Start, library: Library, library_folder: Path
) -> None:
    async with start() as pilot:
        await press(pilot, "t", *"syria", "enter", "j", ".", "q")
    library.userdata.flush()
    saved = yaml.safe_load((library_folder / "tags.yaml").read_text("utf-8"))
    assert saved["articles"][FIRST]["tags"] == ["syria"]
    assert saved["articles"][SECOND]["tags"] == ["syria"]


async def test_a_few_letters_find_a_tag_and_a_typo_is_forgiven(
    start: Start, library: Library
) -> None:
    library.tag([SECOND], "negotiations")
    async with start() as pilot:
        await press(pilot, "t", *"negosiat", "enter")
        assert library.articles.row(FIRST).tags == ("negotiations",)


async def test_tab_applies_and_stays_for_more(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "t", *"one", "tab", *"two", "tab", "escape")
        assert library.articles.row(FIRST).tags == ("one", "two")


async def test_choosing_a_tag_that_is_there_takes_it_off(start: Start, library: Library) -> None:
    library.tag([FIRST], "syria")
    async with start() as pilot:
        await press(pilot, "t", *"syria", "enter")
        assert library.articles.row(FIRST).tags == ()


async def test_a_digit_applies_the_tag_of_that_key(start: Start, library: Library) -> None:
    library.tag([SECOND], "syria")
    async with start() as pilot:
        await press(pilot, "1")
        assert library.articles.row(FIRST).tags == ("syria",)
        await press(pilot, "1")
        assert library.articles.row(FIRST).tags == ()
        await press(pilot, "7")
        assert "no tag has the key 7" in words(screen(pilot).status)


async def test_a_digit_on_a_selection_adds_where_any_lacks_it_else_removes(
    start: Start, library: Library
) -> None:
    library.tag([SECOND], "syria")
    async with start() as pilot:
        await press(pilot, "space", "space", "space", "1")
        assert [library.articles.row(id).tags for id in (FIRST, SECOND, THIRD)] == [("syria",)] * 3
        await press(pilot, "g", "space", "space", "space", "1")
        assert [library.articles.row(id).tags for id in (FIRST, SECOND, THIRD)] == [()] * 3


async def test_repeat_adds_and_never_takes_off(start: Start, library: Library) -> None:
    library.tag([SECOND], "syria")
    async with start() as pilot:
        await press(pilot, "1", "j", ".")
        assert library.articles.row(FIRST).tags == ("syria",)
        assert library.articles.row(SECOND).tags == ("syria",)


async def test_undo_and_redo_say_what_they_did(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "t", *"syria", "enter")
        await press(pilot, "u")
        assert library.articles.row(FIRST).tags == ()
        assert "syria" in words(screen(pilot).status)
        await press(pilot, "ctrl+r")
        assert library.articles.row(FIRST).tags == ("syria",)
        await press(pilot, "u", "u")
        assert "nothing" in words(screen(pilot).status)


async def test_a_bulk_tag_is_one_step_of_undo(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "*", "t", *"all", "enter")
        assert library.count("tag:all") == 5
        await press(pilot, "u")
        assert library.count("tag:all") == 0


async def test_range_and_inverted_selection(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "v", "j", "j", "v")
        assert "3 SELECTED" in words(browse.list)
        await press(pilot, "~")
        assert "2 SELECTED" in words(browse.list)
        await press(pilot, "escape")
        assert browse.state.selected == 0


async def test_r_marks_as_read_and_as_unread_again(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "r")
        assert library.articles.row(FIRST).read is not None
        await press(pilot, "r")
        assert library.articles.row(FIRST).read is None


async def test_passing_with_the_cursor_does_not_count_as_reading(
    start: Start, library: Library
) -> None:
    async with start(size=(120, 60)) as pilot:
        await press(pilot, "j", "j", "j", "j")
        assert library.count("unread") == 5


async def test_an_article_that_stays_open_is_read(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.services.reading_record.READ_AFTER", 0.2)
    async with start() as pilot:
        await wait_until(pilot, lambda: library.articles.row(FIRST).read is not None)


async def test_reading_leaves_tags_yaml_alone_and_r_writes_there(
    start: Start, library: Library, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.services.reading_record.READ_AFTER", 0.05)
    shutil.copy(SEEDS.parent / "tags.yaml", library_folder)
    library.userdata.sync()
    tags = library_folder / "tags.yaml"
    before = tags.read_bytes()
    async with start() as pilot:
        browse = screen(pilot)
        for key in ("j", "j", "enter", "G"):
            await press(pilot, key)
            await settle(pilot)
        await wait_until(pilot, lambda: len(library.ids("unread")) <= 3)
        library.userdata.flush()
        assert tags.read_bytes() == before
        article = browse.state.article
        assert article is not None
        await wait_until(pilot, lambda: article.id not in library.ids("unread"))
        monkeypatch.setattr("tui.services.reading_record.READ_AFTER", 3600)
        await press(pilot, "r")
        await wait_until(pilot, lambda: article.id in library.ids("unread"))
        await press(pilot, "r")
        await wait_until(pilot, lambda: article.id not in library.ids("unread"))
        library.userdata.flush()
        assert "    read: " in tags.read_text("utf-8")


async def test_an_article_whose_end_was_read_is_read_and_undo_passes_over_it(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "t", *"x", "enter", "enter", "G")
        await wait_until(pilot, lambda: library.articles.row(FIRST).read is not None)
        await press(pilot, "u")
        assert library.articles.row(FIRST).tags == ()
        assert library.articles.row(FIRST).read is not None


async def test_a_row_that_no_longer_matches_stays_until_the_filter_is_run_again(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "f", *"untagged", "enter")
        await press(pilot, "t", *"x", "enter")
        assert len(browse.list) == 5
        assert len(browse.list.stale) == 1
        await press(pilot, "ctrl+l")
        assert len(browse.list) == 4


async def test_markup_and_control_characters_in_a_tag_are_shown_as_they_are(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "t")
        pilot.app.screen.query_one("LineInput").value = "[red]x[/]"  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert library.articles.row(FIRST).tags == ("[red]x[/]",)
        assert "#[red]x[/]" in words(screen(pilot).list)


async def test_keys_typed_before_the_picker_has_the_focus_are_not_lost(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        for key, character in (
            ("t", "t"),
            *((letter, letter) for letter in "syria"),
            ("enter", None),
        ):
            pilot.app.post_message(events.Key(key, character))
        await wait_until(pilot, lambda: bool(library.articles.row(FIRST).tags))
        assert library.articles.row(FIRST).tags == ("syria",)


async def test_undo_is_named_while_there_is_something_to_undo(start: Start) -> None:
    async with start() as pilot:
        browse = screen(pilot)
        assert "u undo" not in words(browse.keys)
        await press(pilot, "t", *"syria", "enter")
        assert "u undo" in words(browse.keys)
        await press(pilot, "u")
        assert "u undo" not in words(browse.keys)
        await press(pilot, "u")
        assert "nothing to undo" in words(browse.status)


async def test_tags_without_room_in_the_list_are_counted(start: Start, library: Library) -> None:
    library.userdata.retag([FIRST], add=("negotiations", "background", "to check"))
    async with start() as pilot:
        assert "+2" in words(screen(pilot).list).splitlines()[2]


async def test_a_count_of_tags_stands_apart_from_the_date(start: Start, library: Library) -> None:
    library.userdata.retag([FIRST], add=("a tag whose name is far too long for the list", "syria"))
    async with start() as pilot:
        assert " · 2 tags" in words(screen(pilot).list).splitlines()[2]


async def test_what_tags_stand_for_begins_in_one_column_and_their_numbers_end_in_one(
    start: Start, library: Library
) -> None:
    library.tag(list(library.ids()), "everywhere")
    library.tag([FIRST], "here")
    for tag, about in (("everywhere", "On all of them"), ("here", "On one of them, not more")):
        library.userdata.describe_tag(tag, description=about)
    async with start() as pilot:
        for key in ("t", "T"):
            await press(pilot, key)
            shown = words(pilot.app.screen.query_one("PickList")).splitlines()
            lines = [line for line in shown if "On " in line]
            assert len({line.index("On ") for line in lines}) == 1
            assert len({len(line) for line in lines}) == 1
            await press(pilot, "escape")


async def test_nested_tags_without_room_are_told_apart_in_the_sidebar(
    start: Start, library: Library
) -> None:
    for name in ("trade/agriculture/exports/grain", "trade/agriculture/exports/sugar"):
        library.tag([FIRST], name)
    async with start() as pilot:
        shown = words(screen(pilot).side)
        assert "…/exports/grain" in shown
        assert "…/exports/sugar" in shown
