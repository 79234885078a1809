"""Edits a file that is held in pieces, parsing only the pieces concerned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from store.errors import TagFileError
from store.userdata.tagsfile import render
from store.userdata.tagsfile.excerpt import (
    AROUND,
    Ties,
    anchored,
    cut_out,
    has_anchors,
    needs_blocks,
)
from store.userdata.tagsfile.node_spans import OddShape
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.plain_values import Edits, Held, Layout
from store.userdata.tagsfile.scalars import scalar
from store.userdata.tagsfile.text_edit import (
    edit_piece,
    edited,
    rename_key,
    rename_keys,
)

_HASH_LINE = re.compile(rb"^([ ]+sha256: )\"?[0-9a-f]{16}\"?(?=[ ]*\r?$)", re.MULTILINE)

Changes = Mapping[tuple[str, ...], Any]


class PieceEditor:
    """Edits `held`, which must be discarded if `edit` returns False.

    Blocks tied to others by anchors are edited in an excerpt of the file, all others separately.
    """

    def __init__(self, held: Held, newline: str, indent: int, path: Path) -> None:
        self.held = held
        self.plain: set[str] = set()
        """Edited blocks that facts alone can restore."""
        self.edited: list[str] = []
        """Edited blocks, without those that moved."""
        self.along: list[str] = []
        """Blocks that changed because they use anchors of edited blocks."""
        self.frame = False
        """Whether the frame was edited."""
        self._newline = newline
        self._indent = indent
        self._path = path

    @cached_property
    def _ties(self) -> Ties:
        return Ties(self.held)

    def edit(self, edits: Edits) -> bool:
        """Apply edits; return False if only the whole file can be edited."""
        by_article: dict[str, dict[tuple[str, ...], Any]] = {}
        frame_changes: dict[tuple[str, ...], Any] = {}
        for path, value in edits.changes.items():
            inner = by_article.setdefault(path[1], {}) if path[0] == "articles" else frame_changes
            inner[path] = value
        self.frame = bool(frame_changes)
        if frame_changes and not self._edit_frame(frame_changes):
            return False
        self._move(edits.moves)
        moved = {article_id for pair in edits.moves for article_id in pair}
        self.edited = [article_id for article_id in by_article if article_id not in moved]
        added: dict[str, bytes] = {}
        tied: dict[tuple[str, ...], Any] = {}
        removed: dict[str, bytes] = {}
        for article_id, changes in by_article.items():
            piece = self.held.pieces.get(article_id)
            after = edits.after.get(article_id)
            if piece is None:
                if after is not None and set(after) != {"sha256"}:
                    added[article_id] = self._rendered(article_id, after)
            elif not self._edit_piece(article_id, piece, changes, edits, removed):
                tied |= changes
        self._remove(removed)
        if tied and not self._edit_tied(tied):
            return False
        self._add(added)
        update_hashes(self.held.pieces, edits.after, self._path)
        return bool(self.held.pieces) or not needs_blocks(self.held.head)

    def _rendered(self, article_id: str, content: Mapping[str, Any]) -> bytes:
        block = render.block(article_id, content, self._indent, self._indent)
        return block.replace("\n", self._newline).encode()

    def _edit_piece(
        self,
        article_id: str,
        piece: bytes,
        changes: Changes,
        edits: Edits,
        removed: dict[str, bytes],
    ) -> bool:
        """Edit a block alone, or add it to `removed`; return False if that is impossible."""
        pieces = self.held.pieces
        before, after = edits.before.get(article_id), edits.after.get(article_id)
        if before is not None and piece == self._rendered(article_id, _completed(before, piece)):
            if after is None or set(after) == {"sha256"}:
                removed[article_id] = b""
            else:
                content = {"sha256": before["sha256"]} if "sha256" in before else {}
                content.update((k, v) for k, v in after.items() if k != "sha256")
                pieces[article_id] = self._rendered(article_id, content)
                had = before.get("tags", [])
                if after.get("tags", [])[: len(had)] == had:
                    self.plain.add(article_id)
            return True
        if has_anchors(piece) and not self._ties.is_alone(article_id):
            return False
        new_text = edit_piece(piece.decode(), changes, self._path)
        if new_text is None:
            return False
        if new_text == "" or not _has_content(new_text):
            removed[article_id] = new_text.encode()
        else:
            pieces[article_id] = new_text.encode()
        return True

    def _edit_tied(self, changes: Changes) -> bool:
        """Edit blocks together with those tied to them by anchors, in an excerpt of the file."""
        ids = {path[1] for path in changes}
        changing = self._ties.users(ids)
        order = list(self.held.pieces)
        behind = {after for article_id, after in pairwise(order) if article_id in ids}
        chosen = self._ties.excerpt(changing | behind)
        try:
            new_text, parsed = edited(cut_out(self.held, chosen), changes, self._path)
        except TagFileError:
            return False
        new_held = _cut(new_text, parsed.layout)
        if (
            new_held is None
            or new_held.head != self.held.head
            or not new_held.tail.endswith(self.held.tail)
        ):
            return False
        ordered_ids = [article_id for article_id in order if article_id in chosen]
        if list(new_held.pieces) != [
            article_id
            for article_id in ordered_ids
            if article_id in new_held.pieces or article_id not in ids
        ]:
            return False
        for article_id in ordered_ids:
            if (
                article_id in changing
                or new_held.pieces[article_id] == self.held.pieces[article_id]
            ):
                continue
            if article_id not in behind or not new_held.pieces[article_id].endswith(
                self.held.pieces[article_id]
            ):
                return False
        for article_id in ordered_ids:
            if (
                article_id in changing - ids
                and new_held.pieces[article_id] != self.held.pieces[article_id]
            ):
                self.along.append(article_id)
            if article_id in new_held.pieces:
                self.held.pieces[article_id] = new_held.pieces[article_id]
            else:
                del self.held.pieces[article_id]
        self.held.tail = new_held.tail
        return True

    def _remove(self, removed: Mapping[str, bytes]) -> None:
        """Remove pieces; the comments and blank lines that they leave go to the next piece."""
        if not removed:
            return
        pieces: dict[str, bytes] = {}
        left = b""
        for article_id, piece in self.held.pieces.items():
            if article_id in removed:
                left += removed[article_id]
            else:
                pieces[article_id] = left + piece
                left = b""
        self.held.pieces, self.held.tail = pieces, left + self.held.tail

    def _add(self, added: dict[str, bytes]) -> None:
        """Add new pieces, in the order of ids if the file has that order."""
        if not added:
            return
        ids = list(self.held.pieces)
        in_order = ids == sorted(ids)
        self.held.pieces |= added
        if in_order:
            self.held.pieces = {
                article_id: self.held.pieces[article_id] for article_id in sorted(self.held.pieces)
            }

    def _move(self, moves: Iterable[tuple[str, str]]) -> None:
        """Rename blocks; those without ties to others move to their new places."""
        pieces = self.held.pieces
        moved: dict[str, bytes] = {}
        tied: list[tuple[str, str]] = []
        for old, new in moves:
            piece = pieces.get(old)
            if piece is None or new in pieces or new in moved:
                continue
            if has_anchors(piece) and not self._ties.is_alone(old):
                tied.append((old, new))
            elif (renamed := rename_key(piece.decode(), old, new, self._path)) is not None:
                moved[new] = renamed.encode()
                del pieces[old]
        if tied:
            self._move_tied(tied)
        self._add(moved)

    def _move_tied(self, moves: Sequence[tuple[str, str]]) -> None:
        """Rename blocks in place, because aliases must come after their anchors."""
        text = cut_out(self.held, self._ties.excerpt(old for old, _ in moves))
        renamed = rename_keys(text, moves, self._path)
        new_held = _cut(renamed, parse(renamed, self._path).layout)
        if new_held is not None:
            names = {old: new for old, new in moves if new in new_held.pieces}
            pieces = {
                names.get(article_id, article_id): piece
                for article_id, piece in self.held.pieces.items()
            }
            self.held.pieces = pieces | {new: new_held.pieces[new] for new in names.values()}
            self.__dict__.pop("_ties")

    def _edit_frame(self, changes: Changes) -> bool:
        """Edit the frame in an excerpt with only the blocks that it needs."""
        held = self.held
        frame = held.head + b"\n" + held.tail
        is_tied = has_anchors(frame) and not self._ties.is_alone(AROUND)
        first = list(held.pieces)[:1] if needs_blocks(held.head) else []
        chosen = self._ties.excerpt(first) if first or is_tied else set()
        text = cut_out(held, chosen)
        try:
            new_text, parsed = edited(text, changes, self._path)
        except TagFileError:
            return False
        new_held = _cut(new_text, parsed.layout)
        if new_held is None or new_held.pieces != {
            i: p for i, p in held.pieces.items() if i in chosen
        }:
            return False
        if is_tied and not self._ties.is_unused(AROUND) and not self._keeps_anchors(text, new_text):
            return False
        held.head, held.tail = new_held.head, new_held.tail
        return True

    def _keeps_anchors(self, before: str, after: str) -> bool:
        """Return whether the parts of the frame that may contain anchors are unchanged."""
        try:
            return anchored(before, self._path) == anchored(after, self._path)
        except OddShape:
            return False


def update_hashes(
    pieces: dict[str, bytes], after: Mapping[str, Mapping[str, Any]], path: Path
) -> None:
    """Update the hashes in blocks to those of the current content, given in `after`.

    A block without a hash stays without one.
    """
    for article_id, content in after.items():
        new, piece = content.get("sha256"), pieces.get(article_id)
        if new is None or piece is None:
            continue
        old = _hash_in(piece)
        if old is None or old[: len(new)] == new:
            continue
        lines = _HASH_LINE.findall(piece)
        if len(lines) == 1:
            new_piece = _HASH_LINE.sub(rb"\g<1>" + scalar(new).encode(), piece)
        else:
            changes: dict[tuple[str, ...], Any] = {("articles", article_id, "sha256"): new}
            new_piece = (edit_piece(piece.decode(), changes, path) or "").encode()
        pieces[article_id] = new_piece or piece


def _cut(text: str, layout: Layout | None) -> Held | None:
    return None if layout is None else layout.cut(text)


def _has_content(piece: str) -> bool:
    """Return whether a piece has more than blank lines and comments."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in piece.splitlines())


def _completed(content: dict[str, Any], piece: bytes) -> dict[str, Any]:
    """Return `content` with the hash and the tag order taken from the piece."""
    sha = _hash_in(piece)
    content.pop("sha256", None)
    if sha is not None:
        content["sha256"] = sha
    order = _tags_in(piece)
    if sorted(order) == sorted(content.get("tags", ())):
        content["tags"] = order  # only the piece knows where removed tags were
    return content


def _hash_in(piece: bytes) -> str | None:
    at = piece.find(b"sha256: ")
    if at < 0:
        return None
    value = piece[at + 8 : at + 34].split(b"\n", 1)[0].strip()
    return value.strip(b'"').decode("ascii", "replace")


def _tags_in(piece: bytes) -> list[str]:
    """Return the tags of a block in order, if none of them is quoted."""
    at = piece.find(b" tags: [")
    line = piece[at + 8 :].split(b"]", 1)[0] if at >= 0 else b""
    return line.decode().split(", ") if line else []
