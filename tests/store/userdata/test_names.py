"""Names of tags: which are taken, and as what."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import TagNameError
from store.userdata.tag_names import clean, is_below


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
    assert tidy.startswith("#") or clean(tidy) == tidy
    assert unicodedata.is_normalized("NFC", tidy)
    assert 1 <= len(tidy) <= 100


def test_nesting_goes_by_whole_parts() -> None:
    assert is_below("Region/asia", "region")
    assert is_below("region", "Region")
    assert not is_below("regional", "region")


HIDDEN = (
    "\u200b\u00ad\ufeff\u2060\ufe0f\u034f\u3164\u115f\u200c\u200d\u2063\u180e\ufff9\U000e0041\ufe00"
)


@pytest.mark.parametrize("char", HIDDEN)
@pytest.mark.parametrize("name", ["{}harbour", "harbour{}", "har{}bour", "{0}har{0}{0}bour {0}"])
def test_what_nobody_sees_is_dropped(name: str, char: str) -> None:
    assert clean(name.format(char)) == "harbour"


@pytest.mark.parametrize(
    "name",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a non-joiner
        "\u0915\u094d\u200d\u0937",  # Devanagari, a half form
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
        "\U0001f3f3\ufe0f\u200d\U0001f308",  # a flag of two signs
        "\U0001f469\U0001f3fd\u200d\U0001f692",  # with a skin colour
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England
        *("\u2600\ufe0f sun", "#\ufe0f\u20e3 x", "#\u20e3 x", "1\ufe0f\u20e3"),
        *("\u845b\U000e0100", "\u0600\u0661", "\u0e01\u0e33", "\u05e9\u05c1"),
    ],
)
def test_invisible_characters_that_change_what_is_seen_stay(name: str) -> None:
    assert clean(name) == name


@pytest.mark.parametrize("name", [*HIDDEN, HIDDEN, "#\u200b", "a/\u200b", "\u200b-draft"])
def test_a_name_of_which_nothing_is_seen_is_refused(name: str) -> None:
    with pytest.raises(TagNameError):
        clean(name)


@given(st.text(alphabet=[*HIDDEN, *"a#1-/ ", "\u0645", "\u0915", "\u094d", "\u2600", "\u20e3"]))
def test_a_name_without_invisible_characters_stays_so(name: str) -> None:
    try:
        tidy = clean(name)
    except TagNameError:
        return
    assert tidy.startswith("#") or clean(tidy) == tidy
