"""The change that takes the user's data along when articles get other ids."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from store.model import Op
from store.userdata import read_model
from store.userdata.tag_commands import PlannedChange, count


def follow_moves(connection: Connection, pairs: Sequence[tuple[str, str]]) -> PlannedChange | None:
    """Return the change that moves the data of articles whose files were renamed, in order.

    A later move may start where an earlier one ended, or end where one started. If the index has
    already renamed the articles, their data is found under the new ids.
    """
    ids = [id for pair in pairs for id in pair]
    standing = read_model.of_articles(connection, ids)
    for_file = set(standing)
    for path, day in read_model.seen(connection, ids).items():
        standing.setdefault(path[1], {})[path] = day
    ops: list[Op] = []
    for old, new in pairs:
        old_facts = standing.get(old) or {}
        new_facts = standing.get(new) or {}
        if old in for_file or new in for_file:
            ops.append(Op(("articles", new, "id"), old, new))
            for_file.add(new)
        moved = dict(new_facts)
        for path, value in (old_facts or new_facts).items():
            tail = path[2:]
            target = ("articles", new, *tail)
            moved[target] = new_facts.get(target, value)
            ops.append(Op(("articles", old, *tail), value, None))
            ops.append(Op(target, None, moved[target]))
        if old_facts:
            del standing[old]
            for_file.discard(old)
            standing[new] = moved
    if not ops:
        return None
    number = count(len({op.path[1] for op in ops if op.after is not None}))
    return PlannedChange(f"follow {number} to a new place", ops, on_stack=False)
