"""Edits of lists: names added and removed, records changed in place."""

from __future__ import annotations

from typing import Any

from store.userdata.tag_names import fold
from store.userdata.tagsfile import flow_patch, render
from store.userdata.tagsfile.change_tree import (
    Leaf,
    Members,
    Records,
    identity,
    plain,
)
from store.userdata.tagsfile.edit_buffer import EditBuffer
from store.userdata.tagsfile.node_spans import (
    Node,
    OddShape,
    Part,
    is_block,
    line_start,
    next_line,
    parts,
)
from store.userdata.tagsfile.scalars import scalar


def members(patcher: EditBuffer, node: Node, change: Members) -> None:
    """Put names into a list, or take them out; one for one in the same place."""
    children = parts(patcher.text, node)
    names = [plain(patcher.generic(part.value)) for part in children]
    folded = {fold(str(name)) for name in names}
    removed = {fold(name) for name, present in change.names.items() if not present}
    added = [n for n, put in change.names.items() if put and fold(n) not in folded]
    dropped = [
        part for part, name in zip(children, names, strict=True) if fold(str(name)) in removed
    ]
    swaps = list(zip(dropped, added, strict=False))
    for part, name in swaps:
        patcher.edit(part.start, part.end, scalar(name))
    _items(patcher, node, children, dropped[len(swaps) :], added[len(swaps) :])


def records(patcher: EditBuffer, node: Node, change: Records) -> None:
    """Put records into a list, take them out, or change their fields in place."""
    children = parts(patcher.text, node)
    left = dict(change.items)
    dropped = []
    for part in children:
        current = patcher.generic(part.value)
        key = identity(current)
        if key not in left:
            continue
        new = left.pop(key)
        if new is None:
            dropped.append(part)
        elif plain(current) != plain(new):
            fields = {
                k: Leaf(new.get(k)) for k in {**current, **new} if current.get(k) != new.get(k)
            }
            patcher.mapping(part.value, dict(fields), "", part.start)
    _items(patcher, node, children, dropped, [item for item in left.values() if item is not None])


def _items(
    patcher: EditBuffer, node: Node, children: list[Part], dropped: list[Part], added: list[Any]
) -> None:
    if not is_block(node):
        flow_patch.items(patcher, node, children, dropped, [render.flow(item) for item in added])
        return
    for part in dropped:
        patcher.delete_lines(part)
    if added:
        start = line_start(patcher.text, children[-1].start)
        dash = patcher.text[start : children[-1].start]
        if dash.strip(" ") != "-":
            raise OddShape("an item within a line")
        at = next_line(patcher.text, children[-1].end)
        patcher.edit(at, at, render.items(added, dash.index("-")))
