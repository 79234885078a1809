"""What is read out of a `tags.yaml` and written into it, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Facts = dict[tuple[str, ...], Any]
"""What is known, by the paths of `model.Op`, in the order of the file."""


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
