"""Line breaking."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.reading.glyphs import drawn, shown
from tui.reading.wrap import wrap

PROSE = st.text("abc xyz-—/  漢字é\u0301\u200b", max_size=300)


@given(PROSE, st.integers(2, 60))
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    glyphs = shown(text)
    for start, end in wrap(glyphs, width):
        assert cell_len(drawn(glyphs[start:end])) <= width


@given(PROSE, st.integers(2, 60))
def test_lines_lose_nothing_but_blanks(text: str, width: int) -> None:
    glyphs = shown(text)
    lines = wrap(glyphs, width)
    at = 0
    for start, end in lines:
        assert start >= at
        assert not glyphs[at:start].strip(" \u200b")
        at = end
    assert not glyphs[at:].strip(" \u200b")


def test_words_stay_whole_where_they_fit() -> None:
    text = "Russia had prior knowledge a long time ago"
    assert [text[a:b] for a, b in wrap(text, 16)] == [
        "Russia had prior",
        "knowledge a long",
        "time ago",
    ]


def test_a_word_wider_than_a_line_is_cut() -> None:
    assert wrap("x" * 25, 10) == [(0, 10), (10, 20), (20, 25)]


def test_a_dash_may_end_a_line() -> None:
    text = "counter-partners said"
    assert [text[a:b] for a, b in wrap(text, 12)] == ["counter-", "partners", "said"]


def test_double_width_characters_break_between_any_two() -> None:
    assert wrap("漢字漢字漢", 4) == [(0, 2), (2, 4), (4, 5)]


def test_an_empty_text_has_one_empty_line() -> None:
    assert wrap("", 10) == [(0, 0)]
