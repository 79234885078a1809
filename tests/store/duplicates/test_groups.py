"""Groups: a leader and its copies, whatever the order in which the pairs come."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from store.duplicates.clusters import groups

PAIRS = st.sets(st.tuples(st.integers(0, 15), st.integers(0, 15)).filter(lambda p: p[0] < p[1]))


def never(one: int, other: int) -> bool:
    return False


@given(pairs=PAIRS, seed=st.integers())
def test_groups_are_apart_and_each_member_is_a_copy_of_the_first(
    pairs: set[tuple[int, int]], seed: int
) -> None:
    shuffled = sorted(pairs)
    random.Random(seed).shuffle(shuffled)
    found = groups(shuffled, never)
    assert found == groups(pairs, never)
    members = [member for group in found for member in group]
    assert len(members) == len(set(members))
    for first, *copies in found:
        assert copies == sorted(copies)
        assert all((first, copy) in pairs for copy in copies)


def test_a_chain_of_versions_does_not_drift_away_from_its_first() -> None:
    chain = [(number, number + 1) for number in range(6)]
    assert groups(chain, never) == [[0, 1], [2, 3], [4, 5]]


def test_copies_that_were_no_pair_are_found_through_others() -> None:
    chain = [(number, number + 1) for number in range(6)]
    assert groups(chain, lambda one, other: True) == [[0, 1, 2, 3, 4, 5, 6]]


def test_what_is_asked_stays_near_what_is_known_to_be_alike() -> None:
    asked = []

    def ask(one: int, other: int) -> bool:
        asked.append((one, other))
        return other - one <= 3

    groups([(number, number + 1) for number in range(1000)], ask)
    assert len(asked) <= 1000
