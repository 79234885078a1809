"""Edits the text of a file at the smallest nodes concerned.

An edit replaces a range of the old text; everything else stays unchanged. Comments within removed
text are kept, each on a line of its own.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from store.userdata.tagsfile import flow_patch, list_patch, render
from store.userdata.tagsfile.change_tree import (
    LISTED,
    Leaf,
    Members,
    Records,
    Tree,
    Value,
    kind_of_child,
    plain,
    updated,
    updated_codebook,
)
from store.userdata.tagsfile.edit_buffer import EditBuffer
from store.userdata.tagsfile.node_spans import (
    MERGE_TAG,
    Node,
    OddShape,
    Part,
    comments,
    is_block,
    is_null,
    line_start,
    next_line,
    parts,
    past_comments,
    starts_line,
)
from store.userdata.tagsfile.scalars import scalar

_COLON = re.compile(r"\s*:")
_ORDERS = {
    "root": render.SECTIONS,
    "article": render.ARTICLE_KEYS,
    "tag": render.TAG_KEYS,
    "entities": render.ENTITY_KEYS,
}


class Patcher(EditBuffer):
    """Changes facts in one text, as edits of the smallest nodes that they touch."""

    def __init__(self, text: str, newline: str, step: int, *, follows: bool = False) -> None:
        super().__init__(text, newline)
        self.step = step
        self._follows = follows
        """Whether aliases are kept, because their anchors change in the same way."""

    def mapping(self, node: Node, change: Tree, kind: str, opening: int) -> None:
        """Edit a mapping; `opening` is the position after the colon of the key that holds it."""
        if not isinstance(node, yaml.MappingNode):
            raise OddShape("no mapping")
        pairs = parts(self.text, node)
        by_name = {part.name: part for part in pairs}
        if any(_is_merge(part) for part in pairs):
            change = self._unmerged(node, pairs, change, kind)
        change = self._renamed(render.ordered(change, _ORDERS.get(kind, ())), by_name, kind)
        change.pop(LISTED, None)
        if not is_block(node):
            flow_patch.mapping(self, node, pairs, change, kind, _ORDERS.get(kind, ()))
            return
        for name, inner in change.items():
            part = by_name.get(name)
            if part is None:
                self._insert(pairs, name, inner, kind, opening)
            elif self.is_gone(part, inner, kind_of_child(kind, name)):
                self.delete_lines(part)
            else:
                self.change_value(part, inner, kind_of_child(kind, name), block=True)

    def _unmerged(self, node: Node, pairs: list[Part], change: Tree, kind: str) -> Tree:
        """Return a change of merged keys as a change of the mapping's own keys.

        If a merged key is to be removed, the merge key is expanded.
        """
        direct = {part.name for part in pairs if not _is_merge(part)}
        if set(change) <= direct:
            return change
        merged = {key: v for key, v in self.generic(node).items() if key not in direct}
        changes = {key: inner for key, inner in change.items() if key in direct}
        new = {key: updated(merged.get(key), change[key]) for key in change if key not in direct}
        removed = {key for key, value in new.items() if value is None and key in merged}
        if kind in ("articles", "codebook") or LISTED in change:
            raise OddShape("keys that come from elsewhere")
        if removed:
            self._write_merged(node, pairs, {k: v for k, v in merged.items() if k not in new})
        return changes | {key: Leaf(value) for key, value in new.items() if value is not None}

    def _write_merged(self, node: Node, pairs: list[Part], merged: dict[str, Any]) -> None:
        """Replace a merge key by the pairs that it merges."""
        (part, *more) = [child for child in pairs if _is_merge(child)]
        if more or not is_block(node) or not starts_line(self.text, part.start):
            raise OddShape("keys that come from elsewhere")
        if not merged:
            self.delete_lines(part)
            return
        rendered = [render.flow_pair(key, value) for key, value in merged.items()]
        self.edit(part.start, part.end, f"\n{' ' * self.column(part)}".join(rendered))

    def _renamed(self, change: Tree, by_name: dict[str, Part], kind: str) -> Tree:
        """Rename tags in place if as many are added to the codebook as are removed from it."""
        if kind != "codebook":
            return change
        off = [n for n, c in change.items() if c.get(LISTED) == Leaf(None) and n in by_name]
        on = [n for n, c in change.items() if c.get(LISTED) == Leaf(True) and n not in by_name]
        if not off or len(off) != len(on):
            return change
        rest = {name: inner for name, inner in change.items() if name not in (*off, *on)}
        for old, new in zip(off, on, strict=True):
            part = by_name[old]
            assert part.key is not None
            self.edit(part.start, int(part.key.end_mark.index), scalar(new))
            fields = {key: inner for key, inner in change[old].items() if key != LISTED}
            fields |= {key: inner for key, inner in change[new].items() if key != LISTED}
            rest[old] = fields
        return rest

    def is_gone(self, part: Part, change: Value, kind: str) -> bool:
        """Return whether `change` leaves nothing of a pair, so that its key is removed too."""
        if isinstance(change, Leaf):
            return change.value is None
        if kind == "tag":
            return bool(isinstance(change, dict) and change.get(LISTED) == Leaf(None))
        if kind in ("articles", "codebook"):
            return False
        current = self.generic(part.value)
        left = updated(current, change)
        if plain(left) == plain(current):
            return False
        if kind != "article":
            return left is None
        if left is not None and set(left) != {"sha256"}:
            return False
        return not comments(self.text, part.start, next_line(self.text, part.end), part.value)

    def change_value(self, part: Part, change: Value, kind: str, *, block: bool) -> None:
        """Apply `change` to the value of a pair; rewrite the value where that is impossible."""
        if self._follows and part.is_alias:
            return
        before = len(self.edits)
        try:
            if part.is_alias or is_null(part.value) or isinstance(change, Leaf):
                raise OddShape("nothing to change in place")
            if kind == "tag" and updated(self.generic(part.value), change) is None:
                raise OddShape("nothing to change in place")
            if isinstance(change, Members):
                list_patch.members(self, part.value, change)
            elif isinstance(change, Records):
                list_patch.records(self, part.value, change)
            else:
                self.mapping(part.value, change, kind, self._colon_end(part))
        except OddShape:
            del self.edits[before:]
            over = updated_codebook if kind == "codebook" else updated
            self._replace(part, over(self.generic(part.value), change), kind, block)

    def _colon_end(self, part: Part) -> int:
        assert part.key is not None
        key_end = int(part.key.end_mark.index)
        colon = _COLON.match(self.text, key_end)
        return colon.end() if colon else key_end

    def _replace(self, part: Part, value: Any, kind: str, block: bool) -> None:
        """Rewrite the value of a pair in the normal form."""
        current = self.generic(part.value)
        if plain(current) == plain(value):
            return
        colon = self._colon_end(part)
        assert part.key is not None
        bare = colon == int(part.key.end_mark.index)
        if block and not part.is_alias and is_null(part.value):
            self._fill(part, value, kind, colon)
        elif value is None:
            self.edit(colon, part.end, "")
        elif is_null(part.value) and part.value_start >= part.end:
            self.edit(colon, colon, f"{':' if bare else ''} {render.field(part.name, value)}")
        elif is_block(part.value) and not part.is_alias:
            remarks = comments(self.text, colon, next_line(self.text, part.end), part.value)
            margin = "\n" + " " * (self.column(part) + self.step)
            end = next_line(self.text, part.end) if remarks else part.end
            tail = "".join(f"{margin}{comment}" for comment in remarks) + ("\n" if remarks else "")
            self.edit(colon, end, f" {render.field(part.name, value)}{tail}")
        else:
            gap = "" if part.value_start > colon else " "
            self.edit(part.value_start, part.end, gap + render.field(part.name, value))

    def _fill(self, part: Part, value: Any, kind: str, colon: int) -> None:
        """Give a block pair without a value its value."""
        if part.end > part.value_start:
            self.edit(colon, part.end, "")  # an explicit null
        if value is None:
            return
        column = self.column(part)
        inner = column + self.step
        if kind == "article":
            keys = {**dict.fromkeys(render.ARTICLE_KEYS), **value}
            lines = "".join(render.pair(k, value[k], inner, self.step) for k in keys if k in value)
        elif kind in ("articles", "codebook"):
            lines = "".join(self._entry(n, v, kind, inner) for n, v in value.items())
        elif part.name in ("marks", "conflicts") and isinstance(value, list):
            lines = render.items(value, inner)
        else:
            self.edit(colon, colon, f" {render.field(part.name, value)}")
            return
        at = next_line(self.text, max(part.end, colon))
        self.edit(at, at, lines)

    def _entry(self, name: str, value: Any, kind: str, indent: int) -> str:
        if kind == "articles":
            return render.block(name, value or {}, indent, self.step)
        return render.pair(name, value, indent, self.step)

    def column(self, part: Part) -> int:
        """Return the column where a block pair starts, including a leading `?`."""
        prefix = self.text[line_start(self.text, part.start) : part.start]
        return prefix.index("?") if "?" in prefix else len(prefix)

    def _insert(self, pairs: list[Part], name: str, change: Value, kind: str, opening: int) -> None:
        """Insert a new pair into a block mapping, at its place in the normal order."""
        inner = kind_of_child(kind, name)
        over = updated_codebook if inner == "codebook" else updated
        value = over(None, change)
        listing = isinstance(change, dict) and change.get(LISTED) == Leaf(True)
        if value is None and not listing:
            return
        at = self._place(pairs, name, kind, opening)
        column = self.column(pairs[0])
        if inner in ("articles", "codebook"):
            lines = render.key_line(name, column) + "\n"
            for entry, content in (value or {}).items():
                lines += self._entry(entry, content, inner, column + self.step)
        else:
            lines = self._entry(name, value, kind, column)
        self.edit(at, at, lines)

    def _place(self, pairs: list[Part], name: str, kind: str, opening: int) -> int:
        order = _ORDERS.get(kind)
        names = [part.name for part in pairs]
        if kind == "articles" and names == sorted(names):
            before = [part for part in pairs if part.name < name]
        elif order is None or name not in order:
            before = pairs
        else:
            earlier = order[: order.index(name)]
            before = [part for part in pairs if part.name in earlier]
        if before:
            at = next_line(self.text, before[-1].end)
            return past_comments(self.text, at, self.column(pairs[0])) if kind == "articles" else at
        if kind in ("root", "articles"):
            return line_start(self.text, pairs[0].start)
        if not starts_line(self.text, pairs[0].start):
            return next_line(self.text, pairs[-1].end)
        return next_line(self.text, opening)


def _is_merge(part: Part) -> bool:
    return part.key is not None and part.key.tag == MERGE_TAG
