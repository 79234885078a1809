"""The line under a title."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.style import Style

from tests.tui.test_layout import an_article
from tui.widgets.byline import byline


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "1 min · #claim · #to check · #background"),
        (40, "1 min · #claim · #to check · #background"),
        (39, "1 min · #claim · #to check · +1"),
        (29, "1 min · #claim · +2"),
        (15, "1 min · 3 tags"),
        (12, "1 min · +3"),
        (8, "1…  · +3"),
    ],
)
def test_tags_without_room_are_counted(width: int, shown: str) -> None:
    article = an_article("word " * 50, tags=("claim", "to check", "background"), words=50)
    segments = byline(article, width, lambda *_: Style(), lambda _: Style())
    assert "".join(segment.text for segment in segments).rstrip() == shown
    assert cell_len("".join(segment.text for segment in segments)) <= width
