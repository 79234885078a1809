"""Finds blocks tied by anchors, and extracts parts of a file with unchanged meaning.

An alias refers to an earlier anchor in the same block, in another block or in the frame. An excerpt
is the file without unrelated blocks; it is read and edited like a whole file. A false anchor, for
example in a comment, only makes an excerpt larger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from store.userdata.tagsfile.node_spans import parts
from store.userdata.tagsfile.parse import compose
from store.userdata.tagsfile.plain_values import Held

_NAME = rb"[0-9A-Za-z_-]+"
_ANCHOR = re.compile(b"&(" + _NAME + b")")
_ALIAS = re.compile(rb"\*(" + _NAME + b")")

AROUND = None
"""Used as the owner of anchors in the frame, outside the blocks."""


def has_anchors(data: bytes) -> bool:
    """Return whether a part of a file may contain anchors or aliases."""
    return _ANCHOR.search(data) is not None or _ALIAS.search(data) is not None


class Ties:
    """The anchor names of a file held in pieces: which blocks define and which use them."""

    def __init__(self, held: Held) -> None:
        self._has: dict[str | None, set[bytes]] = {}
        self._uses: dict[str | None, set[bytes]] = {}
        self._having: dict[bytes, set[str | None]] = {}
        self._using: dict[bytes, set[str | None]] = {}
        self.add(AROUND, held.head + b"\n" + held.tail)
        for owner, data in held.pieces.items():
            if b"&" in data or b"*" in data:
                self.add(owner, data)

    def add(self, owner: str | None, data: bytes) -> None:
        """Record the names in a block or in the frame, in addition to known ones."""
        for mark, pattern, names, owners in (
            (b"&", _ANCHOR, self._has, self._having),
            (b"*", _ALIAS, self._uses, self._using),
        ):
            if mark in data:
                for name in pattern.findall(data):
                    names.setdefault(owner, set()).add(name)
                    owners.setdefault(name, set()).add(owner)

    def is_alone(self, owner: str | None) -> bool:
        """Return whether a block, or the frame, shares no anchor with other parts."""
        return self._needed([owner]) <= {owner} and self.is_unused(owner)

    def is_unused(self, owner: str | None) -> bool:
        """Return whether no other part uses the anchors of a block, or of the frame."""
        return self._needing([owner]) <= {owner}

    def users(self, ids: Iterable[str]) -> set[str]:
        """Return `ids` and the blocks whose meaning may change with them."""
        return _closure(ids, self._needing)

    def excerpt(self, ids: Iterable[str]) -> set[str]:
        """Return `ids` and all blocks with anchors that they or the frame need."""
        return _closure([*ids, AROUND], self._needed)

    def around(self, owner: str | None) -> set[str]:
        """Return the blocks needed to decide whether a block, or the frame, may be replaced.

        These are the blocks whose anchors it uses, those that use its anchors, and those that
        define anchors of the same names.
        """
        same: set[str | None] = set()
        for name in self._has.get(owner, ()):
            same |= self._having[name]
        needing = () if owner is AROUND else self.users([owner])
        return self.excerpt([*needing, *(linked for linked in same if linked is not None)])

    def _needed(self, owners: Iterable[str | None]) -> set[str | None]:
        return _linked(owners, self._uses, self._having)

    def _needing(self, owners: Iterable[str | None]) -> set[str | None]:
        return _linked(owners, self._has, self._using)


def _linked(
    owners: Iterable[str | None],
    names: Mapping[str | None, set[bytes]],
    others: Mapping[bytes, set[str | None]],
) -> set[str | None]:
    linked: set[str | None] = set()
    for owner in owners:
        for name in names.get(owner, ()):
            linked |= others.get(name, set())
    return linked


def _closure(
    ids: Iterable[str | None], tied: Callable[[Iterable[str | None]], set[str | None]]
) -> set[str]:
    closure = set(ids)
    new = closure
    while new:
        new = tied(new) - closure
        closure = closure | new
    return {owner for owner in closure if owner is not None}


def needs_blocks(head: bytes) -> bool:
    """Return whether the line `articles:` may have a YAML tag, which requires content."""
    return b"!" in head.rstrip(b"\r\n").rpartition(b"\n")[2]


def anchored(text: str, path: Path) -> list[str]:
    """Return the parts of the frame that may contain anchors.

    Raises TagFileError if the text can't be read, OddShape if its parts can't be located.
    """
    root = compose(text, path)
    if root is None:
        return []
    sections = [part for part in parts(text, root) if part.name != "articles"]
    start = text[: int(root.start_mark.index)]
    return [piece for piece in (start, *(text[p.start : p.end] for p in sections)) if "&" in piece]


def cut_out(held: Held, ids: Collection[str]) -> str:
    """Return the text of a file with only the blocks `ids`."""
    pieces = [piece for article_id, piece in held.pieces.items() if article_id in ids]
    return b"".join([held.head, *pieces, held.tail]).decode()
