"""Hits in their lines of context."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.reading.glyphs import cells
from tui.reading.hit_context import in_context


def test_the_match_begins_at_one_cell_whatever_stands_before_it() -> None:
    short = in_context("at ", "Incirlik", " base", 40)
    long = in_context("they have stayed for many years at ", "Incirlik", " base", 40)
    assert len(short[0]) == len(long[0]) == 16
    assert short[0].endswith(" at ")
    assert long[0].startswith(("…", " …"))
    assert "".join(short) == " " * 13 + "at Incirlik base" + " " * 11


def test_what_could_act_on_the_terminal_is_shown() -> None:
    assert "\x1b" not in "".join(in_context("\x1b[2J", "a\x1b", "\x07", 60))


@given(
    st.text(max_size=40), st.text(min_size=1, max_size=40), st.text(max_size=40), st.integers(4, 90)
)
def test_the_three_take_exactly_the_width(before: str, match: str, after: str, width: int) -> None:
    assert sum(cells(part) for part in in_context(before, match, after, width)) == width
