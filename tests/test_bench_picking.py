"""The benchmark of jump: what is typed, and what nobody could tell."""

from __future__ import annotations

import pytest

from bench.picking import KINDS, Telling, choosable, queries

TITLES = [
    "Oil talks fail in Geneva",
    "Talks on oil fail again",
    "Oil talks resume",
    "Minister resigns over letter",
]


def test_words_of_more_than_two_letters_are_picked() -> None:
    assert choosable("Talks on U.S. Oil") == ["talks", "u.s.", "oil"]


@pytest.mark.parametrize("kind", KINDS)
def test_queries_are_made_of_the_words_that_are_meant(kind: str) -> None:
    for title, typed, meant in queries(TITLES, 50, kind):
        assert title in TITLES
        assert len(typed.split()) == len(meant) or "error" in kind
        assert set(meant) <= set(choosable(title))
        if kind == "order":
            assert typed.split() != meant
            assert sorted(typed.split()) == sorted(meant)


def test_what_only_one_headline_has_can_be_told() -> None:
    telling = Telling(TITLES)
    assert telling.at_best("exact", "minister letter", ["minister", "letter"]) == 1
    assert telling.at_best("prefixes", "min lett", ["minister", "letter"]) == 1


def test_of_several_headlines_with_all_words_the_shorter_one_is_the_likelier() -> None:
    telling = Telling(TITLES)
    # Two of three words, against two of four; the second headline has them in another order.
    assert telling.at_best("exact", "oil talks", ["oil", "talks"]) == pytest.approx(
        (1 / 3) / (1 / 3 + 1 / 6)
    )
    assert telling.at_best("order", "talks oil", ["oil", "talks"]) == pytest.approx(
        (1 / 3) / (1 / 3 + 2 / 6)
    )
