"""How two lists differ is the same whether all rows are looked at or only those between."""

from __future__ import annotations

from array import array
from unittest.mock import Mock, patch

from hypothesis import given
from hypothesis import strategies as st

from store.index.database import Database
from store.index.listings import Group, Listing
from tui.services import listing_diff as module
from tui.services.listing_diff import ListingDiff, listing_diff

NUMS = st.lists(st.integers(1, 12), max_size=14)


def listing(nums: list[int], groups: tuple[Group, ...] = ()) -> Listing:
    unread = Mock(spec=Database, generation=0)
    return Listing(unread, array("q", nums), groups, "tag" if groups else "", len(set(nums)))


@given(NUMS, NUMS, NUMS, NUMS, st.booleans())
def test_only_what_came_and_went_is_told(
    start: list[int], before: list[int], after: list[int], end: list[int], once: bool
) -> None:
    old, new = [*start, *before, *end], [*start, *after, *end]
    if once:
        old, new = list(dict.fromkeys(old)), list(dict.fromkeys(new))
    with patch.object(module, "AT_ONCE", 2):
        found = listing_diff(listing(old), listing(new))
    came, gone = set(new) - set(old), set(old) - set(new)
    assert found == ListingDiff(len(came), frozenset(gone), old != new and not came and not gone)


def test_the_same_rows_in_other_groups_are_disordered() -> None:
    groups = (Group("a", 0, 2),)
    assert listing_diff(listing([1, 2]), listing([1, 2], groups)) == ListingDiff(
        0, frozenset(), True
    )
    assert listing_diff(listing([1, 2], groups), listing([1, 2], groups)).disordered is False


def test_rows_that_stay_at_both_ends_become_no_numbers() -> None:
    many = range(1_000_000)
    shown, now = listing([*many]), listing([*many[:600_000], 2_000_000, *many[600_001:]])
    with patch.object(module, "_set_of", Mock(wraps=module._set_of)) as set_of:
        assert listing_diff(shown, now) == ListingDiff(1, frozenset({600_000}), False)
    assert max(len(call.args[0]) for call in set_of.call_args_list) <= 2 * module.AT_ONCE
