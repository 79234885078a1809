"""Words are counted as a person would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import words

WORD = re.compile(r"\w+(?:['’\-‐‑]\w+)*")


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
        ("面包 涨价", 2),
        ("1,200 loaves", 3),
    ],
)
def test_apostrophes_and_hyphens_join(text: str, count: int) -> None:
    assert words.count(text) == count


@given(st.text(st.sampled_from("ab1_-'’‐é中 .\n“—\x00"), max_size=60), st.integers(0, 3))
def test_the_quick_count_is_the_plain_count(text: str, ascii_lines: int) -> None:
    whole = text + "\nplain ascii words here" * ascii_lines
    assert words.count(whole) == len(WORD.findall(whole))


def test_pieces_of_a_long_text_are_cut_between_words() -> None:
    assert words.count("loaf-bread " * 20_000) == 20_000
