"""Edits within brackets: pairs of flow mappings, items of flow sequences, and commas."""

from __future__ import annotations

from collections.abc import Sequence

from store.userdata.tagsfile import render
from store.userdata.tagsfile.change_tree import (
    LISTED,
    Leaf,
    Tree,
    kind_of_child,
    materialize,
)
from store.userdata.tagsfile.edit_buffer import EditBuffer
from store.userdata.tagsfile.node_spans import (
    BREAKS,
    Node,
    OddShape,
    Part,
    line_start,
    next_line,
    starts_line,
)


def mapping(
    patcher: EditBuffer,
    node: Node,
    children: list[Part],
    change: Tree,
    kind: str,
    order: Sequence[str],
) -> None:
    """Edit the pairs of a flow mapping; new keys listed in `order` are placed in that order."""
    by_name = {part.name: part for part in children}
    dropped: list[Part] = []
    added: list[tuple[str, str]] = []
    for name, inner in change.items():
        part = by_name.get(name)
        if part is None:
            listing = isinstance(inner, dict) and inner.get(LISTED) == Leaf(True)
            value = materialize(inner)
            if kind == "articles" and isinstance(value, dict):
                value = render.ordered(value, render.ARTICLE_KEYS)
            start = render.flow_pair(name, None).removesuffix("null")
            if value is not None:
                added.append((name, f"{start}{render.field(name, value)}"))
            elif listing:
                added.append((name, start))
        elif patcher.is_gone(part, inner, kind_of_child(kind, name)):
            dropped.append(part)
        else:
            patcher.change_value(part, inner, kind_of_child(kind, name), block=False)
    remaining = [part for part in children if part not in dropped]
    for name, new in list(added):
        ahead = order[: order.index(name)] if name in order else ()
        behind = [part for part in remaining if part.name in order and part.name not in ahead]
        if name in order and behind and not any(child.name in ahead for child in remaining):
            patcher.edit(behind[0].start, behind[0].start, f"{new}, ")
        elif name in order and (before := [child for child in remaining if child.name in ahead]):
            patcher.edit(before[-1].end, before[-1].end, f", {new}")
        else:
            continue
        added.remove((name, new))
    items(patcher, node, children, dropped, [new for _, new in added])


def items(
    patcher: EditBuffer, node: Node, children: list[Part], dropped: list[Part], added: list[str]
) -> None:
    """Remove parts of a flow collection with their commas, and append new ones."""
    text = patcher.text
    remaining = [part for part in children if part not in dropped]
    close = int(node.end_mark.index) - 1
    if text[close : close + 1] not in ("]", "}"):
        raise OddShape("brackets that can't be found")
    if not remaining:
        first = children[0].start if children else close
        last = children[-1].end if children else close
        comma = _comma(text, last, close)
        if children or added:
            patcher.edit(first, last if comma is None else comma + 1, ", ".join(added))
        return
    for number, part in enumerate(children):
        if part in dropped:
            _drop(
                patcher,
                children,
                number,
                any(entry in remaining for entry in children[number + 1 :]),
            )
    if added:
        at = remaining[-1].end
        patcher.edit(at, at, "".join(f", {entry}" for entry in added))


def _drop(patcher: EditBuffer, children: list[Part], number: int, followed: bool) -> None:
    """Take a part out with the comma behind it, or before it where none that stays follows."""
    text, part = patcher.text, children[number]
    if followed:
        comma = _comma(text, part.end, children[number + 1].start)
        if comma is None:
            raise OddShape("a comma that can't be found")
        end = comma + 1
        while text[end] in " \t":
            end += 1
        start = line_start(text, part.start)
        if starts_line(text, part.start) and text[end] in BREAKS:
            patcher.edit(start, next_line(text, end), "")  # the part has lines of its own
            return
        patcher.edit(part.start, part.end, "")
        patcher.edit(comma, end, "")
        return
    before = children[number - 1].end
    comma = _comma(text, before, part.start)
    if comma is None:
        raise OddShape("a comma that can't be found")
    if text[comma + 1 : part.start].strip(f" \t{BREAKS}"):
        patcher.edit(comma, comma + 1, "")
        patcher.edit(part.start, part.end, "")
    else:
        patcher.edit(comma, part.end, "")


def _comma(text: str, start: int, end: int) -> int | None:
    """Return the position of the comma between two parts, ignoring comments."""
    in_comment = False
    for index in range(start, end):
        char = text[index]
        if char in BREAKS:
            in_comment = False
        elif char == "#":
            in_comment = True
        elif char == "," and not in_comment:
            return index
    return None
