"""Plain values that are read from a `tags.yaml` or written to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Facts = dict[tuple[str, ...], Any]
"""Facts by the paths of `model.Op`, in the order of the file."""

BETWEEN = b"\0"
"""Separates head and tail in the bytes of the frame; never occurs in YAML."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as head, one piece per article, and tail; positions in code points without the BOM.

    Comments and blank lines before a block belong to its piece.
    """

    head: int
    """End of the head, after the line `articles:`."""
    ids: tuple[str, ...]
    ends: tuple[int, ...]
    """End of each id's piece; the tail starts at the last one."""
    indent: int
    """Column of the ids."""

    def cut(self, text: str) -> Held:
        """Return the text of this layout in pieces; its last line must be ended."""
        starts = (self.head, *self.ends)
        places = zip(self.ids, starts, self.ends, strict=False)
        pieces = {article_id: text[start:end].encode() for article_id, start, end in places}
        return Held(text[: self.head].encode(), pieces, text[starts[-1] :].encode())


@dataclass(slots=True)
class Held:
    """A file in pieces: head, blocks by id, tail. A file held whole is all head."""

    head: bytes
    pieces: dict[str, bytes] = field(default_factory=dict)
    tail: bytes = b""
    added: bytes = b""
    """The line break added to the last line; empty if the file has one."""

    @property
    def exact(self) -> bytes:
        """The file as it is on disk, with or without a final line break."""
        return self.whole.removesuffix(self.added)

    @property
    def frame(self) -> bytes:
        """The text around the blocks: head and tail."""
        return self.head + BETWEEN + self.tail

    @property
    def size(self) -> int:
        """The size of the file in bytes."""
        return len(self.head) + sum(map(len, self.pieces.values())) + len(self.tail)

    @property
    def whole(self) -> bytes:
        """The file in one piece."""
        return b"".join([self.head, *self.pieces.values(), self.tail])


@dataclass(slots=True)
class Parsed:
    """A file's facts, its blocks' hashes, and the layout of its pieces."""

    facts: Facts = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    """Article id to the first 16 hex digits of the hash of its bytes."""
    layout: Layout | None = None
    """The positions of the blocks; None if the file can only be edited whole."""


@dataclass(slots=True)
class Edits:
    """Edits to write: values by path (None removes), and the blocks' content before and after."""

    changes: dict[tuple[str, ...], Any] = field(default_factory=dict)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Article id to content by ARTICLE_KEYS; articles without a block are left out."""
    after: dict[str, dict[str, Any]] = field(default_factory=dict)
    moves: Sequence[tuple[str, str]] = ()
    """Old and new ids of blocks whose articles were renamed."""


def span_key(fields: dict[str, Any]) -> str:
    """Return the path key of an entity span: its `id`, or else its position."""
    if isinstance(fields.get("id"), str):
        return str(fields["id"])
    start, end = fields.get("at") or (0, 0)
    return f"{start}-{end}"
