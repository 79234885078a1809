"""What a terminal may be shown of a text."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.reading.glyphs import (
    PAD,
    cells,
    drawn,
    fit,
    shown,
    shown_line,
)
from tui.reading.hit_context import in_context

ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None),
        st.characters(categories=["Mc"]),
        st.sampled_from("कमलि ா ကြ ไทย 🇩🇪👩\U0001f3fd\u200d\ufe0f\u00ad\u00a0 -"),
    ),
    max_size=200,
)


@given(ANY_TEXT)
def test_a_shown_text_has_a_code_point_for_each_of_the_texts(text: str) -> None:
    assert len(shown(text)) == len(text)


@given(ANY_TEXT)
def test_no_control_or_bidi_character_reaches_the_terminal(text: str) -> None:
    for glyph in shown_line(text):
        assert unicodedata.category(glyph) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(glyph) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip


@given(ANY_TEXT)
def test_a_width_is_what_the_drawing_library_counts(text: str) -> None:
    assert cells(shown(text)) == cell_len(drawn(shown(text)))


@given(ANY_TEXT, st.integers(0, 60))
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(ANY_TEXT)
def test_what_is_drawn_can_be_drawn_again(text: str) -> None:
    line = shown_line(text)
    assert shown_line(line) == line
    assert cells(line) == cell_len(line) == cells(shown(text))


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.integers(1, 80))
def test_a_match_in_its_context_takes_exactly_its_cells(
    before: str, match: str, after: str, width: int
) -> None:
    assert sum(map(cell_len, in_context(before, match, after, width))) == width


def test_a_joined_emoji_is_drawn_as_its_parts_without_a_colour_of_skin() -> None:
    assert shown_line("👩\U0001f3fd\u200d🚒 👍\U0001f3ff") == "👩🚒 👍"


def test_a_vowel_sign_beside_its_letter_has_a_cell_behind_the_word() -> None:
    assert shown_line("नमस्ते की बात") == f"नमस्ते की{PAD} बात{PAD}"


def test_an_escape_sequence_is_shown_as_a_mark() -> None:
    assert shown("\x1b[31mred\x07") == "␛[31mred␇"


def test_a_bidi_override_is_shown_as_a_mark() -> None:
    assert shown("a\u202eb") == "a‹b"
