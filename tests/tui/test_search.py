"""The search of all texts from the screen."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from store import Library
from store.search.regex_scan import Concordance
from store.search.text_search import TextSearch
from tests.conftest import MakeArticles
from tests.tui.conftest import Start, press, wait_until, words
from tests.tui.probe import place, screen
from tui.overlays.search_overlay import SearchOverlay
from tui.overlays.tag_picker import TagPicker
from tui.widgets.hit_list import HitList
from tui.widgets.preview import Preview

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


def hits(pilot: Pilot[None]) -> HitList:
    return pilot.app.screen.query_one(HitList)


async def test_hits_are_shown_in_context_under_their_titles(start: Start) -> None:
    async with start(size=(160, 40)) as pilot:
        await press(pilot, "s", *"incirlik")
        shown = words(hits(pilot))
        assert "4 hits in 1 article" in shown.splitlines()[0]
        assert "Incirlik airbase for use by" in shown
        lines = [line for line in shown.splitlines() if "ncirlik" in line]
        assert len({line.lower().index("incirlik") for line in lines}) == 1
        assert "Turkish foreign minister" in words(pilot.app.screen.query_one("#preview"))


async def test_a_word_that_is_being_typed_counts_as_a_beginning_until_it_is_found(
    start: Start,
) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"incirl")
        assert "WORDS THAT BEGIN SO: incirl*" in words(hits(pilot))
        assert len(hits(pilot)) == 4
        await press(pilot, *"ik")
        assert "SEARCH ALL TEXTS" in words(hits(pilot))


async def test_enter_opens_the_article_at_the_hit_with_all_matches_painted(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"incirlik", "down", "enter")
        browse = screen(pilot)
        assert browse.state.pane == "reader"
        assert browse.state.article is not None
        assert browse.state.article.id == FIRST
        assert len(browse.reader.found) == 4
        ((start_of, end_of, _),) = browse.reader.found_now.spans
        assert browse.state.article.text[start_of:end_of] == "Incirlik"
        assert "search incirlik: hit 2 of 4" in words(browse.status)
        assert browse.reader.place == 0


async def test_n_goes_on_across_articles_in_the_order_of_the_result(
    start: Start, library: Library
) -> None:
    found = library.search("lavrov", 100)
    ids = [hit.id for hit in found]
    assert len(set(ids)) > 1
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "s", *"lavrov", "enter")
        seen = []
        for _ in ids:
            assert browse.state.article is not None
            seen.append((browse.state.article.id, place(pilot)))
            await press(pilot, "n")
        assert seen == [(hit.id, hit.start) for hit in found]
        assert "hit 1 of" in words(browse.status)
        await press(pilot, "N")
        assert f"hit {len(ids)} of {len(ids)}" in words(browse.status)


async def test_n_goes_on_from_another_article_that_was_opened_since(
    start: Start, library: Library
) -> None:
    found = library.search("lavrov", 100)
    async with start() as pilot:
        browse = screen(pilot)
        await press(pilot, "s", *"lavrov", "enter", "escape", "escape", "G", "enter", "N")
        assert browse.state.article is not None
        assert browse.state.article.id == found[-1].id
        assert f"hit {len(found)} of" in words(browse.status)


async def test_a_hit_outside_the_filter_takes_the_filter_away_and_says_so(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f", *"source:RT", "enter", "s", *"incirlik", "enter")
        browse = screen(pilot)
        assert browse.state.query == ""
        await press(pilot)
        assert "hit 1 of 4 · the filter is off" in words(browse.status)
        assert browse.list.current is not None
        assert browse.list.current.id == FIRST


async def test_nothing_found_is_said_and_enter_stays(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"zebra", "enter")
        assert "no text has: zebra" in words(hits(pilot))
        assert isinstance(pilot.app.screen, SearchOverlay)
        await press(pilot, "escape")
        assert pilot.app.screen_stack[-1] is screen(pilot)


async def test_an_error_in_the_search_is_shown_with_its_column(
    start: Start,
) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"oil /a(")
        assert "column 8: expected a regular expression" in words(hits(pilot))


async def test_all_articles_of_the_hits_are_tagged_as_one_change(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"lavrov", "ctrl+t")
        assert isinstance(pilot.app.screen, TagPicker)
        await press(pilot, *"minister", "enter")
        ids = library.search.ids("lavrov")
        assert len(ids) > 1
        assert list(library.ids("tag:minister")) == ids
        assert isinstance(pilot.app.screen, SearchOverlay)
        assert "tag minister on" in words(pilot.app.screen.query_one("OverlayMessage"))
        library.undo()
        assert library.count("tag:minister") == 0


async def test_the_latest_search_is_offered_again_and_replaced_by_typing(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"incirlik", "enter", "s")
        assert len(hits(pilot)) == 4
        await press(pilot, *"mesop")
        assert pilot.app.screen.query_one("LineInput").value == "mesop"  # type: ignore[attr-defined]


async def test_more_hits_than_are_read_at_first_come_as_one_moves_down(
    start: Start, library: Library, make_articles: MakeArticles
) -> None:
    make_articles(library.places.articles, 150)
    library.refresh()
    total = len(library.search("minister", 10_000))
    assert total > 200
    async with start() as pilot:
        await press(pilot, "s", *"minister")
        assert "first 200 hits, " in words(hits(pilot))
        await press(pilot, *["pagedown"] * 19)
        assert len(hits(pilot)) == min(total, 400)
        assert hits(pilot).cursor == 190


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_in_a_small_window_the_hits_have_all_the_room(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as pilot:
        await press(pilot, "s", *"incirlik")
        assert "ncirlik" in words(hits(pilot))
        assert not pilot.app.screen.query_one(Preview).display


async def test_hits_are_sorted_by_what_stands_around_them(start: Start, library: Library) -> None:
    async with start(size=(160, 40)) as pilot:
        await press(pilot, "s", *"turkey", "ctrl+s", "ctrl+s", "ctrl+s", "ctrl+s")
        assert "by the words after" in words(hits(pilot))
        sorted_hits = library.search("turkey", 5_000, sort="right")
        assert list(hits(pilot).results.hits) == sorted_hits
        shown = [line for line in words(hits(pilot)).splitlines()[1:] if line]
        assert all("turkey" in line.casefold() for line in shown)
        await press(pilot, "enter")
        browse = screen(pilot)
        seen = []
        for _ in sorted_hits[:4]:
            assert browse.state.article is not None
            seen.append((browse.state.article.id, place(pilot)))
            await press(pilot, "n")
        assert seen == [(hit.id, hit.start) for hit in sorted_hits[:4]]
        await press(pilot, "s")
        assert "by the words after" in words(hits(pilot))
        await press(pilot, "ctrl+s")
        assert "SEARCH ALL TEXTS" in words(hits(pilot))


async def test_hits_that_are_selected_stay_so_in_another_order(start: Start) -> None:
    async with start(size=(160, 40)) as pilot:
        await press(pilot, "s", *"turkey", "tab", "down", "tab")
        chosen = hits(pilot).selected
        assert len(chosen) == 2
        assert f"2 of {len(hits(pilot))} selected" in words(hits(pilot)).splitlines()[0]
        await press(pilot, "ctrl+s")
        assert hits(pilot).selected == chosen
        assert words(hits(pilot)).count("✓") == 2
        await press(pilot, "ctrl+a")
        assert len(hits(pilot).selected) == len(hits(pilot))
        await press(pilot, "ctrl+a")
        assert not hits(pilot).selected
        await press(pilot, "tab", "x")
        assert not hits(pilot).selected


async def test_the_articles_of_selected_hits_are_tagged(start: Start, library: Library) -> None:
    library.tag([FIRST], "draft")
    async with start(size=(160, 40)) as pilot:
        await press(pilot, "s", *"lavrov")
        found = hits(pilot).results.hits
        by_article = {hit.id: at for at, hit in enumerate(found)}
        ids = sorted(by_article)[:2]
        for id in ids:
            hits(pilot).cursor = by_article[id]
            await press(pilot, "tab")
        await press(pilot, "ctrl+t")
        shown = words(pilot.app.screen.query_one("PickList"))
        assert "TAG 2 ARTICLES" in shown
        assert "1 of 2" in shown or FIRST not in ids
        await press(pilot, *"claim", "enter")
        assert list(library.ids("tag:claim")) == ids


@pytest.mark.parametrize("chosen", [0, 2])
async def test_hits_are_marked_as_one_change(start: Start, library: Library, chosen: int) -> None:
    async with start(size=(160, 40)) as pilot:
        await press(pilot, "s", *"incirlik", *["tab"] * chosen, "ctrl+v")
        assert f"MARK {chosen or 4} HITS IN 1 ARTICLE" in words(
            pilot.app.screen.query_one("PickList")
        )
        await press(pilot, *"base", "enter")
        marks = library.article(FIRST).marks
        assert [mark.quote.casefold() for mark in marks] == ["incirlik"] * (chosen or 4)
        assert "mark" in words(pilot.app.screen.query_one("OverlayMessage"))
        library.undo()
        assert library.article(FIRST).marks == ()


async def test_a_word_that_is_nowhere_is_named_and_tab_takes_the_nearest(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"turkey incirlikk")
        shown = words(hits(pilot))
        assert "no text has: incirlikk" in shown
        assert "Tab looks for: turkey incirlik" in shown
        await press(pilot, "tab")
        assert len(hits(pilot)) > 4


async def test_words_that_are_somewhere_and_in_no_text_together_are_not_named(
    start: Start,
) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"incirlik mesop*")
        assert "no text has all of this" in words(hits(pilot))


async def test_a_pattern_is_looked_for_and_what_was_left_out_is_said(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(160, 40)) as pilot:
        await press(pilot, "s", *r"/\bturk\w+ gov\w+/")
        assert len(hits(pilot)) > 0
        monkeypatch.setattr("tui.search_results.SECONDS", -1.0)
        await press(pilot, "backspace", *"\\b/")
        assert "0 of 2 articles looked through" in words(hits(pilot))


@pytest.mark.parametrize(("width", "hints"), [(60, ["^T tag", "^V mark"]), (40, ["^T tag"])])
async def test_narrow_windows_still_say_what_can_be_done_with_hits(
    start: Start, width: int, hints: list[str]
) -> None:
    async with start(size=(width, 20)) as pilot:
        await press(pilot, "s", *"incirlik")
        shown = words(pilot.app.screen.query_one("KeyBar"))
        assert [hint for hint in hints if hint not in shown] == []


async def test_a_long_search_shows_what_it_has_and_where_it_is(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    whole = TextSearch.concordance

    def held(self: TextSearch, *args: Any) -> Concordance:
        result = whole(self, *args)
        if result.of and args[5] is not None:
            args[5](replace(result, hits=result.hits[:1], looked=1))
            go_on.wait(10)
        return result

    monkeypatch.setattr(TextSearch, "concordance", held)
    async with start(size=(160, 40)) as pilot:
        await pilot.press("s", *"/incirlik/")
        await wait_until(pilot, lambda: "1 of 1 articles: 1 hit" in words(hits(pilot)))
        assert len(hits(pilot)) == 1
        go_on.set()
        await press(pilot)
        assert "4 hits in 1 article" in words(hits(pilot))


async def test_the_search_names_the_keys_that_work_with_what_is_shown(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "s")
        keys = pilot.app.screen.query_one("KeyBar")
        assert words(keys).split() == ["Esc", "close"]
        await press(pilot, *"turkye")
        assert "Tab look for that" in words(keys)
        assert "^T" not in words(keys)
        await press(pilot, "tab")
        assert "^T tag" in words(keys)
        await press(pilot, "ctrl+u", *"/xq+z/")
        assert "no text matches:" in words(hits(pilot))


async def test_the_order_and_the_selection_have_room_in_the_heading(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "s", *"islamic state", "ctrl+s", "tab", "tab")
        heading = words(hits(pilot)).splitlines()[0]
        assert "best articles first" in heading
        assert "selected" in heading
