"""A window of another size: what is in sight is laid out, whatever the article holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from store.model import Entity
from tests.tui.conftest import Start, press, settle, wait_until
from tests.tui.probe import screen
from tui.reading.blocks import Block
from tui.reading.line_layout import Layout, Line
from tui.widgets import sidebar

SIZES = [(40, 10), (200, 60), (12, 3), (80, 24), (120, 36)]


@pytest.fixture
def long_article(library_folder: Path) -> str:
    """An article of a megabyte."""
    paragraph = "Words that fill a line and go on in the next one, and in one more. " * 8
    text = "\n\n".join(f"{number} {paragraph}" for number in range(2_000))
    (library_folder / "seeds" / "long.txt").write_text(f"A long one\n\n{text}\n")
    return "long.txt"


@pytest.mark.parametrize("place", ["g", "G"])
async def test_a_resize_lays_out_no_more_of_an_article_than_is_in_sight(
    long_article: str, start: Start, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    wrapped: list[Block] = []
    wrap = Layout._wrapped

    def counted(layout: Layout, block: Block) -> tuple[Line, ...]:
        wrapped.append(block)
        return wrap(layout, block)

    async with start(start_at=long_article) as pilot:
        await wait_until(pilot, lambda: screen(pilot).state.pane == "reader")
        page = screen(pilot).reader.page
        assert page is not None
        assert len(page.blocks) > 1_500
        await press(pilot, place)
        monkeypatch.setattr(Layout, "_wrapped", counted)
        for size in SIZES:
            wrapped.clear()
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert len(wrapped) <= 3 * size[1]


async def test_neither_a_resize_nor_a_tag_counts_the_names_of_an_article_again(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    rows = sidebar._name_rows

    def name_rows(entities: Sequence[Entity]) -> list[sidebar.Item]:
        counted.append(len(entities))
        return rows(entities)

    monkeypatch.setattr(sidebar, "_name_rows", name_rows)
    async with start() as pilot:
        await press(pilot, "J")
        assert counted
        counted.clear()
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
        await press(pilot, "T", "escape", "t", *"fresh", "enter")
        assert counted == []
