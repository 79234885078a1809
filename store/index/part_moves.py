"""Tells which articles of a file have moved to other parts of it, by their content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from store.index.move_detection import key

Move = tuple[str, str]
"""An old and a new id."""


def part_moves(
    before: Mapping[str, str], after: Mapping[str, str], has_work: Callable[[str], bool]
) -> list[Move]:
    """Return the moves that take the user's work along with the content of a file's parts.

    `before` and `after` give the content hash of each part by its id, in the order of the file.
    Moves are to be made one after the other: each goes where nothing is left. Work on a part whose
    content is gone, and whose place another takes, moves to an id that no part has.
    """
    moves = _matched(before, after)
    sources = {old for old, _ in moves}
    for _, new in list(moves):
        if new in before and new not in sources and has_work(new):
            moves.append((new, _free(new, before, after)))
    return in_order(moves)


def _matched(before: Mapping[str, str], after: Mapping[str, str]) -> list[Move]:
    stays = {id for id, digest in after.items() if id in before and key(before[id]) == key(digest)}
    places: dict[str, list[str]] = defaultdict(list)
    for id, digest in after.items():
        if id not in stays:
            places[key(digest)].append(id)
    moves = []
    for id, digest in before.items():
        if id not in stays and places.get(key(digest)):
            moves.append((id, places[key(digest)].pop(0)))
    return moves


def _free(id: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    file, _, part = id.partition("#")
    number = 1
    while (free := f"{file}#{part}~gone{number}") in before or free in after:
        number += 1
    return free


def in_order(moves: Sequence[Move]) -> list[Move]:
    """Return moves such that each goes to an id from which everything has moved on.

    A circle is opened by a step through an id of its own.
    """
    goals = dict(moves)
    ordered: list[Move] = []
    while goals:
        chain = [next(iter(goals))]
        while goals[chain[-1]] in goals and goals[chain[-1]] not in chain:
            chain.append(goals[chain[-1]])
        last = goals[chain[-1]]
        if last in chain:
            aside = f"{last}~aside"
            ordered.append((last, aside))
            circle = chain[chain.index(last) + 1 :]
            ordered += [(id, goals[id]) for id in reversed(circle)]
            ordered.append((aside, goals[last]))
            chain = [last, *circle]
        else:
            ordered += [(id, goals[id]) for id in reversed(chain)]
        for id in chain:
            del goals[id]
    return ordered
