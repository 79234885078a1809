"""What has changed in a list since it was made, at the cost of what has."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from store.index.listings import Listing

AT_ONCE = 4096
"""Row numbers that are looked at in one go: meanwhile no other thread gets its turn."""


class ListingDiff(NamedTuple):
    """What has changed in a list since it was made."""

    came: int
    """Articles that are new in it."""
    gone: frozenset[int]
    """Row numbers of those that are in it no more."""
    disordered: bool
    """Whether they are the same in another order or other groups."""


def listing_diff(shown: Listing, now: Listing) -> ListingDiff:
    """Return how a list differs from the one that is shown.

    The rows at both ends that are the same are only compared, a nanosecond each.
    """
    before, after = shown.nums(), now.nums()
    if before == after:
        return ListingDiff(0, frozenset(), shown.groups != now.groups)
    if shown.articles == len(before) and now.articles == len(after):  # each article is there once
        before, after = _between(before, after)
    old, new = _set_of(before), _set_of(after)
    came = sum(1 for num in new if num not in old)
    gone = frozenset(num for num in old if num not in new)
    return ListingDiff(came, gone, not came and not gone)


def _between(before: array[int], after: array[int]) -> tuple[array[int], array[int]]:
    """Return the parts of two lists between what is the same at their ends, to a few rows."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start : start + AT_ONCE] == after[start : start + AT_ONCE]:
        start += AT_ONCE
    start = min(start, shorter)
    end = 0
    while end + AT_ONCE <= shorter - start and _ending(before, end) == _ending(after, end):
        end += AT_ONCE
    return before[start : len(before) - end], after[start : len(after) - end]


def _ending(nums: array[int], end: int) -> array[int]:
    return nums[len(nums) - end - AT_ONCE : len(nums) - end]


def _set_of(nums: array[int]) -> set[int]:
    return {num for piece in _pieces(nums) for num in piece}


def _pieces(nums: array[int]) -> Iterator[array[int]]:
    for start in range(0, len(nums), AT_ONCE):
        yield nums[start : start + AT_ONCE]
