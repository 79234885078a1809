"""Fuzzy ranking of tags and commands."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from store.fuzzy import _match, rank

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


def test_a_pasted_text_is_looked_for_up_to_its_first_word_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_for: list[str] = []

    def match(word: str, folded: str) -> tuple[float, Sequence[int]]:
        looked_for.append(word)
        return _match(word, folded)

    monkeypatch.setattr("store.fuzzy._match", match)
    assert rank("a " * 1000, ["a b", "c"])[0].index == 0
    assert looked_for == ["a", "a"]
    looked_for.clear()
    assert rank(" ".join(f"word{number}" for number in range(1000)), TAGS) == []
    assert len(looked_for) == len(TAGS)


def test_a_word_longer_than_a_candidate_is_compared_with_none_of_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []
    distance = OSA.distance

    def counted(word: str, start: str, score_cutoff: int) -> int:
        compared.append(start)
        return distance(word, start, score_cutoff=score_cutoff)

    monkeypatch.setattr(OSA, "distance", counted)
    assert rank("word1" * 3000, TAGS) == []
    assert compared == []
    assert rank("negotiatoins", TAGS)[0].index == 4
    assert compared


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
