from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.index.part_moves import in_order, part_moves


def digests(*letters: str) -> dict[str, str]:
    return {f"f#{number:03}": letter * 64 for number, letter in enumerate(letters, 1)}


def no_work(id: str) -> bool:
    return False


def test_parts_behind_a_new_one_move_by_one() -> None:
    assert part_moves(digests("a", "b"), digests("n", "a", "b"), no_work) == [
        ("f#002", "f#003"),
        ("f#001", "f#002"),
    ]


def test_a_part_that_changes_in_place_moves_nothing() -> None:
    assert part_moves(digests("a", "b"), digests("a", "c"), lambda id: True) == []


def test_a_file_that_only_grows_moves_nothing() -> None:
    assert part_moves(digests("a", "b"), digests("a", "b", "c"), lambda id: True) == []


def test_the_work_on_a_part_that_is_gone_makes_way_for_the_next() -> None:
    assert part_moves(digests("a", "b"), digests("b"), lambda id: True) == [
        ("f#001", "f#001~gone1"),
        ("f#002", "f#001"),
    ]


def test_two_parts_that_changed_places_go_through_an_id_of_their_own() -> None:
    moves = part_moves(digests("a", "b"), digests("b", "a"), no_work)
    assert len(moves) == 3
    assert moves[0][1] == moves[2][0] == "f#001~aside"


def test_equal_parts_keep_their_order() -> None:
    assert part_moves(digests("a", "a"), digests("n", "a", "a"), no_work) == [
        ("f#001", "f#003"),
    ]


@given(st.permutations(range(8)), st.integers(0, 8))
def test_no_move_ends_where_something_is_left(order: list[int], count: int) -> None:
    goals = [(f"f#{old}", f"f#{new}") for old, new in enumerate(order[:count]) if old != new]
    at = {old: old for old, _ in goals}
    for old, new in in_order(goals):
        assert new not in at
        at[new] = at.pop(old)
    assert {start: place for place, start in at.items()} == dict(goals)
