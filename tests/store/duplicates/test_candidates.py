"""Candidates: pairs that share samples, at a cost that follows the number of shingles."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.duplicates import candidates as module
from store.duplicates.candidates import FULL_RUN, NEIGHBOURS, candidates
from store.duplicates.shingles import (
    Sample,
    modulus,
    sample,
    shingles,
)
from tests.store.duplicates.texts import paragraphs


def sampled(*hashes: int) -> Sample:
    return np.array(sorted(hashes), np.uint32)


@given(st.lists(st.sets(st.integers(0, 30), max_size=6), max_size=FULL_RUN), st.integers(1, 40))
def test_stories_that_share_samples_are_paired_and_no_others(
    sets: list[set[int]], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "AT_ONCE", at_once)
        found = candidates([5] * len(sets), [sampled(*each) for each in sets])
    assert found == [(i, j) for i, j in combinations(range(len(sets)), 2) if sets[i] & sets[j]]


def test_a_shingle_that_all_have_makes_no_more_than_a_few_pairs_each() -> None:
    found = candidates([4] * 5000, [sampled(7)] * 5000)
    assert len(found) < NEIGHBOURS * 5000


def test_a_pair_that_shares_too_little_of_its_samples_is_left_out() -> None:
    assert candidates([400, 400], [sampled(*range(100)), sampled(*range(95, 195))]) == []
    assert candidates([400, 400], [sampled(*range(100)), sampled(*range(60, 160))]) == [(0, 1)]


def test_the_samples_of_a_brief_and_of_a_long_text_that_holds_it_meet() -> None:
    long = " ".join(paragraphs(1, 300)).split()
    brief = shingles(long[3000:3080])
    whole = shingles(long)
    assert modulus(len(whole)) > modulus(len(brief))
    pairs = candidates([len(whole), len(brief)], [sample(whole), sample(brief)])
    assert pairs == [(0, 1)]


def test_shingles_are_the_same_on_every_machine_and_in_every_process() -> None:
    words = ["one", "two", "three", "four", "five"]
    assert shingles(words).tolist() == [15133030298049115177]
    assert len(shingles([])) == 0
    assert len(shingles(["one"])) == 1
    assert not set(shingles(list("abcde")).tolist()) & set(shingles(list("edcba")).tolist())
