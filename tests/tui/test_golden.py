"""What the screen shows, kept as text: each pane and overlay, at three sizes.

`GOLDEN=write python -m pytest tests/tui/test_golden.py` writes the files in `golden/` anew. Read
them before they are committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library
from tests.tui.conftest import Start, press, settle

GOLDEN = Path(__file__).parent / "golden"
WIDE, NORMAL, SMALL = (120, 36), (80, 24), (40, 10)
STATES: list[tuple[str, tuple[int, int], tuple[str, ...]]] = [
    ("list", WIDE, ()),
    ("list", NORMAL, ()),
    ("list", SMALL, ()),
    ("reader", WIDE, ("enter",)),
    ("reader", NORMAL, ("enter",)),
    ("reader", SMALL, ("enter",)),
    ("sidebar", WIDE, ("enter", "tab")),
    ("sidebar", NORMAL, ("enter", "tab")),
    ("sidebar", SMALL, ("enter", "tab")),
    ("filtered", NORMAL, ("f", *"minister", "enter")),
    ("filter-being-typed", NORMAL, ("f", *"tag:")),
    ("filter-with-a-fault", NORMAL, ("f", *"date:never", "enter")),
    ("note-prompt", NORMAL, ("a",)),
    ("mark-mode", NORMAL, ("enter", "m")),
    ("selection", NORMAL, ("space", "space")),
    ("help", NORMAL, ("question_mark",)),
    ("help", SMALL, ("question_mark",)),
    ("palette", NORMAL, ("colon",)),
    ("jump", WIDE, ("o", *"min")),
    ("jump", SMALL, ("o", *"min")),
    ("search", WIDE, ("s", *"minister")),
    ("tag-picker", NORMAL, ("t",)),
    ("tag-picker", SMALL, ("t",)),
    ("codebook", NORMAL, ("T",)),
    ("codebook-menu", NORMAL, ("T", "enter")),
    ("saved-views", NORMAL, ("F",)),
    ("sort-menu", NORMAL, ("S",)),
    ("names", NORMAL, ("i",)),
    ("export-menu", NORMAL, ("X",)),
    ("copies", NORMAL, ("equals_sign",)),
]
"""The name of what is shown, the size of the window in cells, and the keys that open it."""


@pytest.fixture
def library(library: Library) -> Library:
    """The seeds with tags, a note, a passage and a saved view."""
    first, second, *_ = library.ids()
    library.tag([first, second], "diplomacy")
    library.tag([first], "claim")
    library.userdata.describe_tag("claim", description="What one side says of another.", key=1)
    library.set_note(second, "Compare with the other report.")
    start = library.article(first).paragraphs[1][0]
    library.mark(first, start, start + 40, "claim")
    library.userdata.set_view("reports", "tag:diplomacy unread")
    return library


def shown(pilot: Pilot[None]) -> str:
    """Return all lines of the screen, without the blanks at their ends."""
    screen = pilot.app.screen
    lines = [strip.text.rstrip() for strip in screen._compositor.render_strips(screen.size)]
    return re.sub(r"library-\w+", "library", "\n".join(lines).rstrip()) + "\n"


@pytest.mark.parametrize(
    ("name", "size", "keys"), STATES, ids=lambda value: value if isinstance(value, str) else ""
)
async def test_the_screen_looks_as_it_did(
    start: Start, name: str, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with start(size=size) as pilot:
        await press(pilot, *keys)
        await settle(pilot)
        text = shown(pilot)
    file = GOLDEN / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")
