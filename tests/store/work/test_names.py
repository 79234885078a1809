"""Names of tags: which are taken, and as what."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import TagNameError
from store.work.names import clean, is_below


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("  to   check ", "to check"),
        ("#syria", "syria"),
        ("# syria", "syria"),
        ("Ame\u0301lie", "Amélie"),
        ("12:30", "12:30"),
        ("a.b/c d", "a.b/c d"),
        ("シリア", "シリア"),
        ("x" * 100, "x" * 100),
        ("a\u00a0b", "a b"),
    ],
)
def test_a_name_is_tidied(entered: str, kept: str) -> None:
    assert clean(entered) == kept


@pytest.mark.parametrize(
    "name",
    [
        *("", "  ", "#", "x" * 101, "-draft", "a//b", "/a", "a/", "a/ /b"),
        *("a\nb", "a\tb", "a\x1bb", "a\u202eb", "a\u2028b", "a\ud800b", "\u200f"),
    ],
)
def test_a_name_that_breaks_a_rule_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(TagNameError) as caught:
        clean(name)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=120))
def test_a_clean_name_is_clean(name: str) -> None:
    try:
        tidy = clean(name)
    except TagNameError:
        return
    assert clean(tidy) == tidy or tidy.startswith("#")
    assert unicodedata.is_normalized("NFC", tidy)
    assert 1 <= len(tidy) <= 100


def test_nesting_goes_by_whole_parts() -> None:
    assert is_below("Region/asia", "region")
    assert is_below("region", "Region")
    assert not is_below("regional", "region")
