"""Stretches that are folded, and what lays them open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library
from tests.tui.conftest import Start, press, wait_until, words
from tests.tui.probe import screen, show
from tests.tui.test_layout import an_article
from tui.reading.blocks import blocks_of
from tui.reading.fold_state import Folding
from tui.reading.folds import folded, folds_of
from tui.reading.line_layout import Layout
from tui.reading.page import page_of
from tui.reading.window import Window

TWICE = "004_1f0eaba275a853a5.txt"
"""Its second half is its first half again."""


def test_runs_of_boilerplate_fold_and_a_short_credit_does_not() -> None:
    text = "News.\n\nCopyright.\n\nMore news.\n\nAbout us.\n\nWrite to us.\n\nEnd."
    dim = [(text.index(words), text.index(words) + len(words)) for words in ("Copyright.",)]
    about = text.index("About us.")
    article = an_article(text, boilerplate=(*dim, (about, about + 9), (about + 11, about + 23)))
    blocks = blocks_of(article)
    folds = folds_of(article, blocks)
    assert list(folds) == [about]
    (fold,) = (block for block in folded(blocks, folds) if block.kind == "fold")
    assert (fold.start, fold.end, fold.label) == (about, about + 23, "… 2 paragraphs folded …")


def test_a_paragraph_that_is_boilerplate_in_part_stays() -> None:
    text = "a" * 300 + " " + "b" * 300
    article = an_article(text, boilerplate=((301, 601),))
    assert not folds_of(article, blocks_of(article))


SPANS = st.lists(st.integers(0, 11), max_size=12, unique=True).map(sorted)


@given(SPANS, st.lists(st.integers(0, 11), max_size=4), st.integers(4, 40))
def test_folds_hide_each_letter_once_and_open_where_one_goes(
    dimmed: list[int], goals: list[int], width: int
) -> None:
    parts = [f"paragraph {number:02} of the text" for number in range(12)]
    text = "\n\n".join(parts)
    spans = [(text.index(part), text.index(part) + len(part)) for part in parts]
    page = page_of(an_article(text, boilerplate=tuple(spans[at] for at in dimmed)))
    folding = Folding()
    folding.on = True
    folding.begin(page)
    for goal in goals:
        layout = Layout(text, folding.blocks, width)
        place = spans[goal][0] + 3
        hidden = layout.blocks[layout.locate(place)[0]].kind == "fold"
        assert folding.open(page, layout.locate(place)[0], place) is hidden
        layout = Layout(text, folding.blocks, width)
        window = Window(layout, 5)
        window.reveal(place)
        assert window.shows(place) is not None
    layout = Layout(text, folding.blocks, width)
    shown = [
        *((line.start, line.end) for at in range(len(layout)) for line in layout.lines(at)
          if line.in_text),
        *((block.start, block.end) for block in layout.blocks if block.kind == "fold"),
    ]  # fmt: skip
    covered = [at for start, end in shown for at in range(start, end)]
    assert len(covered) == len(set(covered))
    assert not any(text[at].strip() for at in set(range(len(text))) - set(covered))


def test_only_what_is_seen_is_wrapped_though_folded() -> None:
    parts = [f"paragraph {number} " * 9 for number in range(3_000)]
    text = "\n\n".join(part.strip() for part in parts)
    article = an_article(text)
    page = page_of(an_article(text, boilerplate=article.paragraphs[1::3]))
    folding = Folding()
    folding.on = True
    folding.begin(page)
    layout = Layout(text, folding.blocks, 60)
    window = Window(layout, 30)
    assert window.lines
    window.reveal(len(text) // 2)
    assert window.lines
    assert len(layout._lines) < 80


@pytest.mark.parametrize("size", [(120, 36), (40, 10)])
async def test_a_key_folds_and_unfolds_what_is_dimmed(start: Start, size: tuple[int, int]) -> None:
    async with start(start_at=TWICE, size=size) as pilot:
        reader = screen(pilot).reader
        assert reader.page is not None
        await press(pilot, "enter", "G")
        assert "folded" not in words(reader)
        await press(pilot, "-", "G")
        assert "… 7 paragraphs folded …" in words(reader)
        assert reader.percent == 100
        await press(pilot, "-")
        assert "folded" not in words(reader)


async def test_folding_holds_for_other_articles_too(start: Start) -> None:
    async with start(start_at=TWICE) as pilot:
        await press(pilot, "enter", "-", "K", "J")
        await wait_until(pilot, lambda: screen(pilot).reader.window is not None)
        await press(pilot, "G")
        assert "folded" in words(screen(pilot).reader)


async def test_find_opens_the_fold_that_it_leads_into(start: Start) -> None:
    async with start(start_at=TWICE) as pilot:
        await press(pilot, "enter", "-", "/", *"said", "enter")
        reader = screen(pilot).reader
        assert reader.page is not None
        folds = len(reader.page.folds)
        assert folds == 1
        for _ in range(len(reader.found)):
            at = reader.found_now.spans[0][0]
            assert reader.window is not None
            assert reader.window.shows(at) is not None
            await press(pilot, "n")
        assert all(block.kind != "fold" for block in reader.folding.blocks)


async def test_the_place_is_kept_when_folding_and_when_the_window_changes(start: Start) -> None:
    async with start(start_at=TWICE, size=(80, 24)) as pilot:
        await press(pilot, "enter", "space")
        reader = screen(pilot).reader
        place = reader.place
        await press(pilot, "-")
        assert reader.place == place
        await pilot.resize_terminal(60, 20)
        await press(pilot)
        assert "folded" in words(reader) or reader.place <= place + 60


async def test_an_article_of_folds_alone_can_be_read(tmp_path: Path, start: Start) -> None:
    async with start(size=(40, 10)) as pilot:
        reader = screen(pilot).reader
        text = "one.\n\ntwo."
        article = an_article(text, boilerplate=((0, len(text)),))
        reader.folding.on = True
        show(pilot, page_of(article))
        await press(pilot, "tab", "m", "y", "G", "g", "j")
        assert "2 paragraphs folded" in words(reader)


def test_positions_do_not_open_folds(library: Library) -> None:
    page = page_of(library.article(TWICE))
    folding = Folding()
    folding.on = True
    folding.begin(page)
    layout = Layout(page.article.text, folding.blocks, 70)
    start = next(iter(page.folds))
    window = Window(layout, 8)
    window.reveal(start + 50)
    assert window.shows(start) is not None
    assert window.start_offset <= start


@pytest.mark.parametrize("keys", [("ctrl+g", *"80%", "enter"), ("s", *"provocations", "enter")])
async def test_going_into_a_fold_opens_it(start: Start, keys: tuple[str, ...]) -> None:
    async with start(start_at=TWICE) as pilot:
        await press(pilot, "enter", "-")
        reader = screen(pilot).reader
        assert any(block.kind == "fold" for block in reader.folding.blocks)
        await press(pilot, *keys)
        if keys[0] == "s":
            await press(pilot, "n")
        assert all(block.kind != "fold" for block in reader.folding.blocks)
