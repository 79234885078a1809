"""Conflicts settled on the screen."""

from __future__ import annotations

from store import Library
from store.model import Op
from tests.tui.conftest import Start, press, words
from tui.overlays.conflict_list import ConflictList
from tui.widgets.pick_list import PickList

FIRST = "000_74ea8e126a12d9c1.txt"


async def test_conflicts_are_listed_with_both_sides_and_settled_by_a_key(
    start: Start, library: Library
) -> None:
    items = [
        {"field": "note", "value": "theirs [b]", "at": "2026-01-01T00:00:00+00:00"},
        {"field": "read", "value": "2026-03-03", "at": "2026-01-01T00:00:00+00:00"},
    ]
    library.set_note(FIRST, "mine")
    library.userdata.apply("clash", [Op(("articles", FIRST, "conflicts"), None, items)])
    async with start() as pilot:
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, ConflictList)
        shown = words(pilot.app.screen.query_one(PickList))
        assert f"note of {FIRST}" in shown
        assert "ours mine · theirs theirs [b]" in shown
        await press(pilot, "ctrl+t")
        assert library.articles.row(FIRST).note == "theirs [b]"
        await press(pilot, "enter", "down", "enter")
        assert library.articles.row(FIRST).read == "2026-03-03"
        assert "no conflicts" in words(pilot.app.screen.query_one(PickList))
        await press(pilot, "escape", "u")
        assert library.articles.row(FIRST).read is None
        assert len(library.userdata.conflicts()) == 1
