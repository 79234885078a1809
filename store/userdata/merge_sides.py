"""One of the three versions of `tags.yaml` in a merge: its text in pieces and its content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from store.userdata.tagsfile import render
from store.userdata.tagsfile.node_spans import BREAKS
from store.userdata.tagsfile.plain_values import Facts, Layout
from store.userdata.tagsfile.text_edit import rename_key
from store.userdata.tagsfile.unknown_keys import read

Moves = dict[str, str]
"""Maps old article ids to new ones."""


@dataclass(frozen=True, slots=True)
class Side:
    """A version: its text, split into head, blocks and tail, its facts and its unknown keys."""

    text: str
    newline: str
    path: Path
    layout: Layout | None
    facts: Facts
    hashes: dict[str, str]
    unknown: Facts
    head: str = ""
    pieces: dict[str, str] | None = None
    """Text of each block by id; None if the file's structure doesn't allow pieces."""
    tail: str = ""
    indent: int = 0

    @classmethod
    def of(cls, text: str, newline: str, path: Path) -> Side:
        """Return a version with all lines ended by `newline`. Raises TagFileError."""
        text = text.replace("\r\n", "\n").replace("\n", newline)
        if text and text[-1] not in BREAKS:
            text += newline
        parsed, unknown = read(text, path)
        layout = parsed.layout
        side = cls(text, newline, path, layout, parsed.facts, parsed.hashes, unknown)
        if layout is None:
            return side
        starts = (layout.head, *layout.ends)
        pieces = {
            article_id: text[start:end]
            for article_id, start, end in zip(layout.ids, starts, layout.ends, strict=False)
        }
        return replace(
            side,
            head=text[: layout.head],
            pieces=pieces,
            tail=text[starts[-1] :],
            indent=layout.indent,
        )

    def all_facts(self) -> Facts:
        """Return a new dict of facts and unknown keys together."""
        return self.facts | self.unknown

    def blocks(self) -> set[str]:
        """Return the ids of the articles that have a block."""
        return {path[1] for path in self.facts if path[0] == "articles"} | set(self.hashes)

    def renamed(self, moves: Moves) -> Side:
        """Return the version with its blocks renamed to their articles' new ids."""
        ids = self.blocks()
        moves = {old: new for old, new in moves.items() if old in ids and new not in ids}
        if not moves or self.pieces is None:
            return self
        pieces: dict[str, str] = {}
        for article_id, piece in self.pieces.items():
            new = moves.get(article_id)
            renamed_piece = None if new is None else rename_key(piece, article_id, new, self.path)
            pieces[article_id if renamed_piece is None or new is None else new] = (
                renamed_piece or piece
            )
        if list(self.pieces) == sorted(self.pieces):
            pieces = {article_id: pieces[article_id] for article_id in sorted(pieces)}
        text = "".join([self.head, *pieces.values(), self.tail])
        return Side.of(text, self.newline, self.path)


def is_unknown(path: tuple[str, ...]) -> bool:
    """Return whether a path belongs to a key unknown to the program."""
    if path[0] == "articles":
        inner = path[2:]
        if inner[0] == "entities" and len(inner) > 1:
            return inner[1] not in render.ENTITY_KEYS
        return inner[0] not in render.ARTICLE_KEYS
    if path[0] == "entities" and len(path) > 1:
        return path[1] not in render.ENTITY_KEYS[:-1]
    return path[0] not in render.SECTIONS


def follow_moves(base: Side, ours: Side, theirs: Side) -> tuple[Side, Side, Side]:
    """Return the three versions with blocks renamed as their articles were moved on either side."""
    moves = _moves(base, ours)
    base, theirs = base.renamed(moves), theirs.renamed(moves)
    moves = _moves(base, theirs)
    return base.renamed(moves), ours.renamed(moves), theirs


def _moves(base: Side, side: Side) -> Moves:
    """Return the articles that have another id on a side, matched by unique content hashes."""
    base_ids, side_ids = base.blocks(), side.blocks()
    removed: dict[str, list[str]] = {}
    added: dict[str, list[str]] = {}
    for article_id, sha256 in base.hashes.items():
        if article_id not in side_ids:
            removed.setdefault(sha256, []).append(article_id)
    for article_id, sha256 in side.hashes.items():
        if article_id not in base_ids:
            added.setdefault(sha256, []).append(article_id)
    return {
        old[0]: added[sha256][0]
        for sha256, old in removed.items()
        if len(old) == 1 and len(added.get(sha256, ())) == 1
    }


def unify_spelling(base: Side, ours: Side, theirs: Side) -> tuple[Side, Side, Side]:
    """Return the three with the same spelling of every tag: theirs if only they changed it."""
    base_names, our_names, their_names = (_spellings(side.facts) for side in (base, ours, theirs))
    chosen = {**base_names, **their_names, **our_names}
    for folded, name in their_names.items():
        if folded not in our_names or our_names[folded] == base_names.get(folded):
            chosen[folded] = name
    sides = [
        replace(side, facts={_respelled(path, chosen): value for path, value in side.facts.items()})
        for side in (base, ours, theirs)
    ]
    return sides[0], sides[1], sides[2]


def _tag_at(path: tuple[str, ...]) -> int | None:
    """Return the index of the tag name in a path; None if it has none."""
    if path[0] == "tags":
        return 1
    return 3 if path[0] == "articles" and len(path) == 4 and path[2] == "tags" else None


def _spellings(facts: Facts) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for path in facts:
        at = _tag_at(path)
        if at is not None:
            spellings.setdefault(path[at].casefold(), path[at])
    return spellings


def _respelled(path: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    at = _tag_at(path)
    if at is None:
        return path
    return (*path[:at], names.get(path[at].casefold(), path[at]), *path[at + 1 :])
