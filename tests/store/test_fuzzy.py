"""Fuzzy ranking of tags and commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fuzzy import rank

TAGS = ["lavrov", "syria", "to check", "region/syria", "negotiations", "Fahrettin", "café"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("syr", "syria"),
        ("check", "to check"),
        ("lavorv", "lavrov"),
        ("negosiat", "negotiations"),
        ("cafe", "café"),
        ("rg syr", "region/syria"),
        ("fah", "Fahrettin"),
        ("SYRIA", "syria"),
    ],
)
def test_a_few_letters_bring_the_tag_first(typed: str, first: str) -> None:
    assert TAGS[rank(typed, TAGS)[0].index] == first


def test_another_word_of_the_same_sort_is_not_taken_for_a_misspelling() -> None:
    assert rank("third", ["theirs"]) == []


def test_nothing_typed_gives_all_in_order() -> None:
    assert [ranked.index for ranked in rank("", TAGS)] == list(range(len(TAGS)))


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=6))
def test_positions_lie_in_the_candidate(typed: str, candidates: list[str]) -> None:
    for ranked in rank(typed, candidates):
        assert all(0 <= at < len(candidates[ranked.index]) for at in ranked.positions)


@given(st.text("abc déÉ", min_size=1, max_size=12).filter(str.strip))
def test_a_candidate_typed_whole_is_found_before_all_others(name: str) -> None:
    found = rank(name, ["x" + name + "y", name])
    assert found[0].index == 1
