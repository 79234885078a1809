"""What is read out of a `tags.yaml` and written into it, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Facts = dict[tuple[str, ...], Any]
"""What is known, by the paths of `model.Op`, in the order of the file."""

BETWEEN = b"\0"
"""Parts head and tail of what is around the blocks; no YAML has it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as head, one piece an article, and tail, all in code points without the BOM.

    Comments and blank lines before a block are at the start of its piece.
    """

    head: int
    """Where the head ends: behind the line `articles:`."""
    ids: tuple[str, ...]
    ends: tuple[int, ...]
    """Where the piece of each id ends; the tail starts behind the last one."""
    indent: int
    """The column of the ids."""

    def cut(self, text: str) -> Held:
        """Return the text that this is the layout of, its last line ended, in pieces."""
        starts = (self.head, *self.ends)
        places = zip(self.ids, starts, self.ends, strict=False)
        pieces = {article_id: text[start:end].encode() for article_id, start, end in places}
        return Held(text[: self.head].encode(), pieces, text[starts[-1] :].encode())


@dataclass(slots=True)
class Held:
    """A file in pieces: head, blocks by id, tail. One that is held whole is all head."""

    head: bytes
    pieces: dict[str, bytes] = field(default_factory=dict)
    tail: bytes = b""
    added: bytes = b""
    """The end of the last line, where the file has none."""

    @property
    def exact(self) -> bytes:
        """The file as it is, whether its last line ends or not."""
        return self.whole.removesuffix(self.added)

    @property
    def frame(self) -> bytes:
        """What is around the blocks."""
        return self.head + BETWEEN + self.tail

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return len(self.head) + sum(map(len, self.pieces.values())) + len(self.tail)

    @property
    def whole(self) -> bytes:
        """The file as one."""
        return b"".join([self.head, *self.pieces.values(), self.tail])


@dataclass(slots=True)
class Parsed:
    """A file's facts, its blocks' hashes, and where its pieces are."""

    facts: Facts = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    """Article id to the first 16 hex digits of the hash of its bytes."""
    layout: Layout | None = None
    """Where the blocks stand; None where the file can only be edited whole."""


@dataclass(slots=True)
class Edits:
    """What is to be written: values by path (None: gone), and what blocks hold before and after."""

    changes: dict[tuple[str, ...], Any] = field(default_factory=dict)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Article id to its content by ARTICLE_KEYS; left out where there was none."""
    after: dict[str, dict[str, Any]] = field(default_factory=dict)
    moves: Sequence[tuple[str, str]] = ()
    """Old and new ids of blocks that go along with a renamed article."""


def span_key(fields: dict[str, Any]) -> str:
    """Return the path key of an entity span: its `id`, else its place."""
    if isinstance(fields.get("id"), str):
        return str(fields["id"])
    start, end = fields.get("at") or (0, 0)
    return f"{start}-{end}"
