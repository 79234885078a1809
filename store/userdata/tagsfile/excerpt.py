"""Which blocks anchors tie together, and excerpts of a file that mean what they mean in the whole.

An alias means what an anchor before it says: in the same block, in another one, or around them. An
excerpt is the file without the blocks that have nothing to do with it; it is read and edited like
a whole file. What only looks like an anchor, in a comment say, makes an excerpt larger, no more.
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
"""Stands for the id where something is around the blocks."""


def has_anchors(data: bytes) -> bool:
    """Say whether a part of a file may have anchors or aliases."""
    return _ANCHOR.search(data) is not None or _ALIAS.search(data) is not None


class Ties:
    """The names of anchors in a file that is held in pieces: who has them, and who uses them."""

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
        """Note the names in a block, or in what is around them, beside those that are known."""
        for mark, pattern, names, owners in (
            (b"&", _ANCHOR, self._has, self._having),
            (b"*", _ALIAS, self._uses, self._using),
        ):
            if mark in data:
                for name in pattern.findall(data):
                    names.setdefault(owner, set()).add(name)
                    owners.setdefault(name, set()).add(owner)

    def is_alone(self, owner: str | None) -> bool:
        """Say whether a block, or the frame, shares no anchor with anything else."""
        return self._needed([owner]) <= {owner} and self.is_unused(owner)

    def is_unused(self, owner: str | None) -> bool:
        """Say whether nothing else uses the anchors of a block, or of the frame."""
        return self._needing([owner]) <= {owner}

    def users(self, ids: Iterable[str]) -> set[str]:
        """Return `ids` with the blocks that may mean something else when these change."""
        return _closure(ids, self._needing)

    def excerpt(self, ids: Iterable[str]) -> set[str]:
        """Return `ids` with every block whose anchors they, or what is around them, need."""
        return _closure([*ids, AROUND], self._needed)

    def around(self, owner: str | None) -> set[str]:
        """Return the blocks that tell whether a block, or the frame, can be another one.

        They have what it needs, need what it has, or have anchors of the same names.
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
    """Say whether the line `articles:` may have a tag, which nothing would be wrong for."""
    return b"!" in head.rstrip(b"\r\n").rpartition(b"\n")[2]


def anchored(text: str, path: Path) -> list[str]:
    """Return what is around the blocks of a text and may have anchors.

    Raises TagFileError where it can't be read, OddShape where that can't be told.
    """
    root = compose(text, path)
    if root is None:
        return []
    sections = [part for part in parts(text, root) if part.name != "articles"]
    start = text[: int(root.start_mark.index)]
    return [piece for piece in (start, *(text[p.start : p.end] for p in sections)) if "&" in piece]


def cut_out(held: Held, ids: Collection[str]) -> str:
    """Return the text of a file with no other blocks than `ids`."""
    pieces = [piece for article_id, piece in held.pieces.items() if article_id in ids]
    return b"".join([held.head, *pieces, held.tail]).decode()
