"""Which blocks anchors tie together, and excerpts of a file that mean what they mean in the whole.

An alias means what an anchor before it says: in the same block, in another one, or around them. An
excerpt is the file without the blocks that have nothing to do with it; it is read and edited like
a whole file. What only looks like an anchor, in a comment say, makes an excerpt larger, no more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from store.work.tagsfile.nodes import parts
from store.work.tagsfile.parse import compose
from store.work.tagsfile.values import Held

_NAME = rb"[0-9A-Za-z_-]+"
_ANCHOR = re.compile(b"&(" + _NAME + b")")
_ALIAS = re.compile(rb"\*(" + _NAME + b")")

AROUND = None
"""Stands for the id where something is around the blocks."""

Owners = dict[bytes, set[str | None]]


def has_anchors(data: bytes) -> bool:
    """Say whether a part of a file may have anchors or aliases."""
    return _ANCHOR.search(data) is not None or _ALIAS.search(data) is not None


class Ties:
    """The names of anchors in a file that is held in pieces: who has them, and who uses them."""

    def __init__(self, held: Held) -> None:
        self._anchors: Owners = {}
        self._aliases: Owners = {}
        frame = held.head + b"\n" + held.tail
        for owner, data in ((AROUND, frame), *held.pieces.items()):
            if b"&" in data:
                _note(self._anchors, owner, _ANCHOR.findall(data))
            if b"*" in data:
                _note(self._aliases, owner, _ALIAS.findall(data))
        self._uses = _by_owner(self._aliases, self._anchors)
        self._has = _by_owner(self._anchors, self._aliases)

    def is_alone(self, owner: str | None) -> bool:
        """Say whether a block, or the frame, shares no anchor with anything else."""
        return not (self._tied(owner, self._uses, self._anchors) - {owner}) and self.is_unused(
            owner
        )

    def is_unused(self, owner: str | None) -> bool:
        """Say whether nothing else uses the anchors of a block, or of the frame."""
        return not self._tied(owner, self._has, self._aliases) - {owner}

    def users(self, ids: Iterable[str]) -> set[str]:
        """Return `ids` with the blocks that may mean something else when these change."""
        return self._closed(ids, self._has, self._aliases)

    def excerpt(self, ids: Iterable[str]) -> set[str]:
        """Return `ids` with every block whose anchors they, or what is around them, need."""
        return self._closed([*ids, AROUND], self._uses, self._anchors)

    def around(self, owner: str | None) -> set[str]:
        """Return the blocks that tell whether a block, or the frame, can be another one.

        They have what it needs, need what it has, or have anchors of the same names.
        """
        same = {one for some in self._anchors.values() if owner in some for one in some}
        needing = () if owner is AROUND else self.users([owner])
        return self.excerpt([*needing, *(one for one in same if one is not None)])

    def _closed(
        self, ids: Iterable[str | None], names: dict[str | None, set[bytes]], owners: Owners
    ) -> set[str]:
        found = set(ids)
        todo = list(found)
        while todo:
            new = self._tied(todo.pop(), names, owners) - found
            found |= new
            todo += new
        return {one for one in found if one is not None}

    def _tied(
        self, owner: str | None, names: dict[str | None, set[bytes]], owners: Owners
    ) -> set[str | None]:
        found: set[str | None] = set()
        for name in names.get(owner, ()):
            found |= owners[name]
        return found


def _note(owners: Owners, owner: str | None, names: Iterable[bytes]) -> None:
    for name in names:
        owners.setdefault(name, set()).add(owner)


def _by_owner(owners: Owners, others: Collection[bytes]) -> dict[str | None, set[bytes]]:
    """Return the names that each owner has, those left out that are not in `others`."""
    found: dict[str | None, set[bytes]] = {}
    for name, some in owners.items():
        if name in others:
            for owner in some:
                found.setdefault(owner, set()).add(name)
    return found


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
    found = [part for part in parts(text, root) if part.name != "articles"]
    start = text[: int(root.start_mark.index)]
    return [one for one in (start, *(text[p.start : p.end] for p in found)) if "&" in one]


def cut_out(held: Held, ids: Collection[str]) -> str:
    """Return the text of a file with no other blocks than `ids`."""
    kept = [piece for one, piece in held.pieces.items() if one in ids]
    return b"".join([held.head, *kept, held.tail]).decode()
