"""Overlays that were closed leave nothing behind."""

from __future__ import annotations

import gc

import pytest
from textual.screen import Screen
from textual.strip import Strip

from tests.tui.conftest import Start, press


def alive() -> tuple[int, int]:
    """Return how many screens and how many drawn lines are held by anything."""
    gc.collect()
    objects = gc.get_objects()
    screens = sum(isinstance(one, Screen) for one in objects)
    return screens, sum(isinstance(one, Strip) for one in objects)


@pytest.mark.parametrize("key", ["t", "o", "question_mark", "s", "T", "i", "colon"])
async def test_an_overlay_that_was_closed_holds_no_lines(start: Start, key: str) -> None:
    async with start() as pilot:
        for _ in range(3):
            await press(pilot, key, "escape")
        before, lines = alive()
        for _ in range(12):
            await press(pilot, key, "escape")
        screens, later = alive()
        # A leak holds all twelve; Textual's caches hold up to three, of some 130 lines each.
        assert screens <= before + 4
        assert later < lines + 600
