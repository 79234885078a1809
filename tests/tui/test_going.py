"""Going to a row, or to a percentage of the text."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Start, press, words
from tests.tui.probe import screen

FIRST, SECOND = "000_74ea8e126a12d9c1.txt", "001_6b9e9eaf3fc6e8be.txt"


@pytest.mark.parametrize(("typed", "place"), [("3", 2), ("99", 4), ("50%", 2), ("1", 0)])
async def test_going_to_a_row(start: Start, typed: str, place: int) -> None:
    async with start() as pilot:
        await press(pilot, "j", "ctrl+g", *typed.replace("%", ""))
        if "%" in typed:
            await press(pilot, "percent_sign")
        await press(pilot, "enter")
        assert screen(pilot).list.cursor == place
        assert not screen(pilot).prompt.is_open


async def test_going_to_a_percentage_of_the_text(start: Start) -> None:
    async with start(size=(120, 16)) as pilot:
        reader = screen(pilot).reader
        await press(pilot, "enter", "ctrl+g", *"60", "enter")
        assert reader.percent is not None
        assert 60 <= reader.percent <= 64
        await press(pilot, "ctrl+g", *"100", "enter")
        assert reader.percent == 100
        await press(pilot, "ctrl+g", *"0", "enter")
        assert reader.place == 0


async def test_a_place_that_is_no_number_is_refused_and_may_be_mended(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "ctrl+g", *"two", "enter")
        browse = screen(pilot)
        assert "a number, please: 1 to 5" in words(browse.status)
        assert browse.prompt.is_open
        await press(pilot, "ctrl+u", "2", "enter")
        assert browse.list.cursor == 1
