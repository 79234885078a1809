"""What every overlay that chooses has in common."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Start, press
from tui.screens.picker import Picker


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
