"""Words are counted as a person would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import tokens

WORD = re.compile(r"中|[^\W中]+(?:['’\-‐‑][^\W中]+)*")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two", 2),
        ("don't", 1),
        ("Turkey’s S-400 system", 3),
        ("yes - no -- maybe", 3),
        ("a-b-c-d", 1),
        ("'quoted' -dash- rock'n'roll", 3),
        ("naïve Čapek", 2),
        ("面包 涨价", 4),
        ("नमस्ते दुनिया", 2),
        ("Jose\u0301 Mari\u0301a", 2),
        ("Lav\u00adrov said\u200b so", 3),
        ("a fer-\nries timetable", 3),
        ("1,200 loaves", 3),
    ],
)
def test_apostrophes_and_hyphens_join(text: str, count: int) -> None:
    assert tokens.count(text) == count


@given(st.text(st.sampled_from("ab1_-'’‐é中 .“—\x00"), max_size=60), st.integers(0, 3))
def test_the_quick_count_is_the_plain_count(text: str, ascii_lines: int) -> None:
    whole = text + "\nPlain ascii words here" * ascii_lines
    assert tokens.count(whole) == len(WORD.findall(whole))


def test_pieces_of_a_long_text_are_cut_between_words() -> None:
    assert tokens.count("loaf-bread " * 20_000) == 20_000
