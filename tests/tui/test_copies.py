"""Copies on the screen: the sign in the list, the overlay, listing and tagging them together."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.store.duplicates.texts import article, edited, paragraphs
from tests.tui.conftest import Start, press, settle, wait_until, words
from tests.tui.probe import read_folder, screen, toggle_once
from tui.overlays.copies_list import CopiesList
from tui.overlays.tag_picker import TagPicker
from tui.widgets.pick_list import PickList
from tui.widgets.reader import Reader

TOLD = paragraphs(1)
FIRST, CUT, EDITED = "0-a.txt", "0-b.txt", "0-c.txt"


@pytest.fixture
def library_folder(library_folder: Path) -> Path:
    """The seeds, and three articles before them that tell one story."""
    seeds = library_folder / "seeds"
    (seeds / FIRST).write_text(article(TOLD, "The Whole Story", "BONN, March 3, 2016 (AP) —"))
    (seeds / CUT).write_text(article(TOLD[:5], "The Story in Brief", "BONN, March 4, 2016 /TASS/."))
    (seeds / EDITED).write_text(article(edited(TOLD, 2, 40), "The Story Told Anew"))
    return library_folder


async def test_rows_and_byline_say_how_many_copies_there_are(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "g")
        lines = words(screen(pilot).list).splitlines()
        assert "AP · 3 Mar 2016 ≈2" in lines[2]
        assert sum("≈" in line for line in lines) == 3
        assert "2 copies" in words(screen(pilot).reader)
        assert ("=", "copies") in screen(pilot).keys.hints
        await press(pilot, "G")
        assert ("=", "copies") not in screen(pilot).keys.hints


async def test_a_low_window_has_the_sign_beside_the_title(start: Start) -> None:
    async with start(size=(40, 10)) as pilot:
        await press(pilot, "g")
        line = words(screen(pilot).list).splitlines()[1]
        assert "The Whole Story" in line
        assert "≈2" in line


async def test_the_overlay_shows_likeness_kind_source_and_what_is_new(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "g", "j", "=")
        overlay = pilot.app.screen
        assert isinstance(overlay, CopiesList)
        lines = words(overlay.query_one(PickList)).splitlines()
        assert "2 COPIES OF The Story in Brief" in lines[0]
        assert "100 % longer  AP · 3 Mar 2016 · The Whole Story" in lines[1]
        assert "% longer" in lines[2]
        preview = overlay.query_one("#preview", Reader)
        assert preview.page is not None
        assert preview.page.article.id == FIRST
        new = [preview.page.article.text[start:end] for start, end, _ in preview.found.spans]
        assert any(TOLD[6].split(".")[0] in passage for passage in new)
        assert not any(TOLD[2].split(".")[0] in passage for passage in new)
        assert "words" in preview.tail


async def test_enter_opens_a_copy_and_typing_narrows(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "g", "=", *"anew", "enter")
        article = screen(pilot).state.article
        assert article is not None
        assert article.id == EDITED


async def test_tab_lists_the_story_and_escape_shows_all_again(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "g", "=", "tab")
        assert screen(pilot).state.query == f"copies:{FIRST}"
        assert len(screen(pilot).list) == 3
        await press(pilot, "escape")
        assert len(screen(pilot).list) == 8


async def test_all_are_tagged_as_one_step_of_undo(start: Start, library: Library) -> None:
    async with start() as pilot:
        await press(pilot, "g", "=", "ctrl+t")
        assert isinstance(pilot.app.screen, TagPicker)
        assert "TAG 3 ARTICLES" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, *"wire", "enter")
        assert list(library.ids("tag:wire")) == [FIRST, CUT, EDITED]
        await press(pilot, "u")
        assert list(library.ids("tag:wire")) == []


async def test_one_article_a_story_is_listed_and_all_again(start: Start) -> None:
    async with start() as pilot:
        toggle_once(pilot)
        await settle(pilot)
        assert len(screen(pilot).list) == 6
        toggle_once(pilot)
        await settle(pilot)
        assert len(screen(pilot).list) == 8
        await press(pilot, "f", *"story OR lavrov", "enter")
        toggle_once(pilot)
        await settle(pilot)
        assert screen(pilot).state.query == "(story OR lavrov) -copy:"
        toggle_once(pilot)
        await settle(pilot)
        assert screen(pilot).state.query == "story OR lavrov"


async def test_a_copy_that_arrives_is_found_while_the_reader_is_open(
    start: Start, library_folder: Path
) -> None:
    async with start() as pilot:
        text = article(edited(TOLD, 9), "Yet Another Paper")
        (library_folder / "seeds" / "0-d.txt").write_text(text)
        read_folder(pilot)
        await wait_until(pilot, lambda: "≈3" in words(screen(pilot).list), seconds=20)
