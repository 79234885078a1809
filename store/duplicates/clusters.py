"""Groups copies around a representative, so that members of a group don't drift apart.

Being a copy is not transitive: the first and last versions of a developing story may share nothing.
A group is therefore the longest story and its copies, not a connected component.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

AreCopies = Callable[[int, int], bool]


def groups(pairs: Iterable[tuple[int, int]], are_copies: AreCopies) -> list[list[int]]:
    """Return the groups formed by pairs of copies, the longest story first in each.

    A smaller number means a longer story. `are_copies` decides for connected stories that are not
    in `pairs`. The result does not depend on the order of the pairs.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for left, right in pairs:
        near[left].add(right)
        near[right].add(left)
    result: list[list[int]] = []
    for component in _connected(near):
        result += _split(component, near, are_copies)
    return result


def _connected(near: dict[int, set[int]]) -> Iterable[list[int]]:
    """Yield the connected components, each sorted."""
    seen: set[int] = set()
    for start in sorted(near):
        if start in seen:
            continue
        component, waiting = {start}, [start]
        while waiting:
            new = near[waiting.pop()] - component
            component |= new
            waiting += new
        seen |= component
        yield sorted(component)


def _split(
    component: list[int], near: dict[int, set[int]], are_copies: AreCopies
) -> list[list[int]]:
    """Return the groups in a component: each a leader and its copies among the others."""
    result: list[list[int]] = []
    remaining = set(component)
    for leader in component:
        if leader in remaining:
            group = {leader, *_copies_of(leader, remaining, near, are_copies)}
            remaining -= group
            if len(group) > 1:
                result.append(sorted(group))
    return result


def _copies_of(
    leader: int, left: set[int], near: dict[int, set[int]], are_copies: AreCopies
) -> set[int]:
    """Return the copies of a leader; following pairs from copy to copy saves comparisons."""
    copies: set[int] = set()
    seen, waiting = {leader}, [leader]
    while waiting:
        for candidate in (near[waiting.pop()] & left) - seen:
            seen.add(candidate)
            if candidate in near[leader] or are_copies(leader, candidate):
                copies.add(candidate)
                waiting.append(candidate)
    return copies
