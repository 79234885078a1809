"""What every overlay that chooses has in common."""

from __future__ import annotations

import pytest
from textual import events

from store import Library
from tests.tui.conftest import Start, press, wait_until
from tui.overlays.picker import Picker


@pytest.mark.parametrize("key", ["o", "t", "s", "F", "T", "colon"])
async def test_an_overlay_is_begun_and_narrows_once_when_it_opens(
    start: Start, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    begin = Picker.on_mount

    def count(self: Picker[object]) -> None:
        begun.append(type(self).__name__)
        begin(self)

    monkeypatch.setattr(Picker, "on_mount", count)
    async with start() as pilot:
        await press(pilot, key)
        assert begun == [type(pilot.app.screen).__name__]


async def test_keys_that_reach_an_overlay_before_its_input_has_the_focus_are_typed(
    start: Start,
) -> None:
    async with start() as pilot:
        await press(pilot, "t")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        await press(pilot, "a")
        for key in ("b", "x", "backspace"):
            picker.post_message(events.Key(key, key if len(key) == 1 else None))
        await press(pilot)
        assert picker.input.value == "ab"
        await press(pilot, "c", "backspace")
        assert picker.input.value == "ab"
        picker.post_message(events.Key("enter", "\r"))
        await press(pilot)
        assert pilot.app.screen is not picker


async def test_enter_is_taken_also_when_more_keys_follow_at_once(
    start: Start, library: Library
) -> None:
    async with start() as pilot:
        await press(pilot, "t")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        for key in ("n", "e", "w", "enter", "t", "o", "l", "d", "enter"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await press(pilot)
        await wait_until(pilot, lambda: {tag.name for tag in library.tags()} == {"new", "old"})
