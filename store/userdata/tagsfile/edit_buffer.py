"""Edits of one text, collected first and then applied together."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from store.userdata.tagsfile.change_tree import Tree, Value
from store.userdata.tagsfile.node_spans import (
    BREAKS,
    Node,
    OddShape,
    Part,
    comments,
    generic,
    line_start,
    next_line,
)

MOST_WRITTEN_OUT = 100_000
"""Nodes of one odd place that are written out; more than that is refused."""


class EditBuffer(ABC):
    """Collects edits of a YAML text; `result` applies them.

    Its subclass decides what a change does to a node.
    """

    def __init__(self, text: str, newline: str) -> None:
        self.text = text
        self.newline = newline
        self.edits: list[tuple[int, int, str]] = []

    @abstractmethod
    def mapping(self, node: Node, change: Tree, kind: str, opening: int) -> None:
        """Make changes in a mapping; `opening` is behind the colon of the key that holds it."""

    @abstractmethod
    def change_value(self, part: Part, change: Value, kind: str, *, block: bool) -> None:
        """Make `change` in a pair that stays."""

    @abstractmethod
    def is_gone(self, part: Part, change: Value, kind: str) -> bool:
        """Return whether nothing is left of a pair after `change`, so that its key goes too."""

    def edit(self, start: int, end: int, new: str) -> None:
        """Put `new` (with `\\n` for line ends) in the place of a range."""
        self.edits.append((start, end, new))

    def result(self) -> str:
        """Return the text with all edits made; a missing last line end stays missing."""
        pieces, at = [], 0
        ended = not self.text or self.text[-1] in BREAKS
        for start, end, new in sorted(self.edits, key=_order):
            if start < at:
                raise OddShape("edits that overlap")
            if start == len(self.text) and not ended and new.endswith("\n"):
                new = f"\n{new[:-1]}"
            pieces += [self.text[at:start], new.replace("\n", self.newline)]
            at = end
        new_text = "".join([*pieces, self.text[at:]])
        if not ended and new_text.endswith(self.newline):
            new_text = new_text[: -len(self.newline)]
        return new_text

    def generic(self, node: Node) -> Any:
        """Return a node as plain data, within bounds."""
        return generic(self.text, node, [MOST_WRITTEN_OUT])

    def delete_lines(self, part: Part) -> None:
        """Take a block pair or item out with its lines, and leave its comments."""
        start = line_start(self.text, part.start)
        if self.text[start : part.start].strip(" ?") and part.key is not None:
            raise OddShape("a key behind a dash")
        if part.key is None and self.text[start : part.start].strip(" ") != "-":
            raise OddShape("an item within a line")
        end = next_line(self.text, part.end)
        node = part.value
        remarks = [] if part.is_alias else comments(self.text, part.start, end, node)
        margin = " " * (len(self.text[start : part.start].rstrip(" -?")) or self._margin(start))
        self.edit(start, end, "".join(f"{margin}{comment}\n" for comment in remarks))

    def _margin(self, start: int) -> int:
        at = start
        while self.text[at : at + 1] == " ":
            at += 1
        return at - start


def _order(edit: tuple[int, int, str]) -> tuple[int, int, bool, int, bool]:
    """Sort edits by place; of new lines at one place the inner come before the outer."""
    start, end, new = edit
    inner = len(new) - len(new.lstrip(" "))
    return start, end, new.endswith("\n"), -inner, not new.lstrip(" ").startswith("- ")
