"""Which words a typed word may mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from store.jump.title_vocabulary import Vocabulary, allowed_edits

_WORDS = st.text(st.sampled_from("abcdeñл1"), min_size=1, max_size=14)


def best(words: list[str], word: str, typing: bool = False) -> dict[str, float]:
    vocabulary = Vocabulary("\n".join(["", *sorted(words)]))
    qualities = vocabulary.qualities(word, typing)
    return {
        each: float(quality)
        for each, quality in zip(
            vocabulary.words(np.arange(len(qualities))), qualities, strict=True
        )
        if quality > 0
    }


@given(st.lists(_WORDS, unique=True, max_size=30), _WORDS, st.booleans())
def test_all_words_within_the_allowed_errors_are_found(
    words: list[str], word: str, typing: bool
) -> None:
    found = best(words, word, typing)
    edits = allowed_edits(word)
    for each in words:
        if OSA.distance(word, each) <= edits or each.startswith(word):
            assert each in found
    assert all(0 < quality <= 1 for quality in found.values())
    assert {each for each, quality in found.items() if quality == 1} <= {word}


@pytest.mark.parametrize("typed", ["lavorv", "lavrv", "lavvrov", "ladrov", "avrov", "alvrov"])
def test_each_kind_of_error_is_forgiven(typed: str) -> None:
    assert "lavrov" in best(["lavrov", "other"], typed)


def test_errors_are_forgiven_in_the_beginning_of_a_longer_word() -> None:
    assert "parliamentary" in best(["parliamentary"], "parlaimen", typing=True)


def test_numbers_and_short_words_allow_no_errors() -> None:
    assert best(["2016", "ab"], "2017") == {}
    assert best(["ab", "ac"], "ad") == {}


def test_the_nearer_the_better() -> None:
    found = best(["turkey", "turkeys", "turnkey", "murky"], "turkey", typing=True)
    assert sorted(found, key=found.__getitem__, reverse=True)[:3] == [
        "turkey",
        "turkeys",
        "turnkey",
    ]


def test_abbreviations_keep_the_first_letter() -> None:
    assert set(best(["government", "overnight"], "govt")) == {"government"}
