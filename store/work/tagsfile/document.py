"""A `tags.yaml` held as pieces: head, one piece an article, tail.

Changing one article of 20,000 edits its piece and joins the pieces: nothing else is parsed. A
file whose shape allows no pieces (anchors, flow style) is held and edited whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any

from store.errors import TagFileError
from store.work.tagsfile import render
from store.work.tagsfile.edit import edit, edit_piece, newline_of, rename_key
from store.work.tagsfile.forms import Forms, Held
from store.work.tagsfile.nodes import BREAKS
from store.work.tagsfile.parse import parse
from store.work.tagsfile.values import Edits, Layout

BOM = "\ufeff"


class Document:
    """The text of a `tags.yaml`, to be edited; `data` is what belongs on disk."""

    def __init__(self, data: bytes, layout: Layout | None, path: Path) -> None:
        text = data.decode("utf-8")
        self.path = path
        self._bom = BOM if text.startswith(BOM) else ""
        text = text.removeprefix(BOM)
        self._newline = newline_of(text)
        self._unended = bool(text) and text[-1] not in BREAKS
        self._indent = render.STEP
        self._pieces: dict[str, bytes] = {}
        self._head = self._tail = b""
        self._whole: str | None = text
        self._take(text, layout)

    def _take(self, text: str, layout: Layout | None) -> None:
        """Hold `text` as pieces where it has a layout, else whole."""
        self._whole = text if layout is None else None
        if layout is None:
            return
        if self._unended:
            text += self._newline
        at = layout.head
        self._head = text[:at].encode()
        self._pieces = {}
        for number, (article_id, end) in enumerate(zip(layout.ids, layout.ends, strict=True)):
            if (
                self._unended
                and number + 1 == len(layout.ids)
                and end == len(text) - len(self._newline)
            ):
                end = len(text)
            self._pieces[article_id] = text[at:end].encode()
            at = end
        self._tail = text[at:].encode()
        self._indent = layout.indent or render.STEP

    @classmethod
    def new(cls, path: Path) -> Document:
        """Return the document of a file that does not exist yet: its first line and sections."""
        return cls(render.HEADER.encode(), parse(render.HEADER, path).layout, path)

    @classmethod
    def from_cache(cls, data: bytes, cache: str, sha: str, path: Path) -> Document | None:
        """Return the document of `data`, whose hash is `sha`, with boundaries kept by `cache`.

        None where they were kept for another content.
        """
        kept = json.loads(cache)
        if kept["sha256"] != sha:
            return None
        document = cls(b"", None, path)
        document._bom, document._newline = kept["bom"], kept["newline"]
        document._unended, document._indent = kept["unended"], kept["indent"]
        document._whole = None
        body = data[len(document._bom.encode()) :]
        if document._unended:
            body += document._newline.encode()
        at = kept["head"]
        document._head = body[:at]
        for article_id, length in zip(kept["ids"], kept["lengths"], strict=True):
            document._pieces[article_id] = body[at : at + length]
            at += length
        document._tail = body[at:]
        return document

    def cache(self, sha: str) -> str | None:
        """Return the pieces' boundaries, for the content whose hash is `sha`.

        None where the file is held whole.
        """
        if self._whole is not None:
            return None
        kept = {
            "sha256": sha,
            "bom": self._bom,
            "newline": self._newline,
            "unended": self._unended,
            "indent": self._indent,
            "head": len(self._head),
            "ids": list(self._pieces),
            "lengths": [len(piece) for piece in self._pieces.values()],
        }
        return json.dumps(kept)

    @property
    def data(self) -> bytes:
        """Return the whole file."""
        if self._whole is not None:
            return (self._bom + self._whole).encode()
        body = b"".join([self._bom.encode(), self._head, *self._pieces.values(), self._tail])
        return body.removesuffix(self._newline.encode()) if self._unended else body

    @property
    def bom(self) -> str:
        """Return the byte order mark that the file starts with, or nothing."""
        return self._bom

    @property
    def indent(self) -> int:
        """Return the column of the ids."""
        return self._indent

    @property
    def pieces(self) -> Held | None:
        """Return the file in pieces, the last line ended; None where it is held whole."""
        return self._held() if self._whole is None else None

    def with_pieces(self, held: Held, newline: str) -> Document:
        """Return a document with the same mark and indentation that holds other pieces."""
        document = Document(b"", None, self.path)
        document._bom, document._indent, document._newline = self._bom, self._indent, newline
        document._whole = None
        document._hold(held, in_pieces=True)
        return document

    def copy(self) -> Document:
        """Return a document of the same file, to be edited apart."""
        made = copy(self)
        made._pieces = dict(self._pieces)
        return made

    def edit(self, edits: Edits, forms: Forms | None = None) -> None:
        """Make changes; raises TagFileError where the file can't take them.

        `forms` puts back what was there before, where the changes turn back others.
        """
        before = self._held()
        self._plain: set[str] = set()
        in_pieces = self._whole is None and self._edit_pieces(edits)
        if not in_pieces:
            if self._whole is None:
                self._whole = self.data.decode("utf-8").removeprefix(BOM)
            self._edit_whole(edits)
        if forms is None:
            return
        after = self._held()
        if in_pieces:
            moved = {one for pair in edits.moves for one in pair}
            ids = dict.fromkeys(path[1] for path in edits.changes if path[0] == "articles")
            frame = any(path[0] != "articles" for path in edits.changes)
            chosen = [one for one in ids if one not in moved]
            in_pieces = not forms.settle(before, after, chosen, self._plain, frame)
        else:
            forms.settle_whole(before, after)
        self._hold(after, in_pieces)

    def _held(self) -> Held:
        added = self._newline if self._unended else ""
        if self._whole is None:
            return Held(self._head, dict(self._pieces), self._tail, added.encode())
        return Held((self._whole + added).encode(), added=added.encode())

    def _hold(self, held: Held, in_pieces: bool) -> None:
        if in_pieces:
            self._head, self._pieces, self._tail = held.head, held.pieces, held.tail
            return
        text = held.head.decode()
        self._unended = bool(text) and text[-1] not in BREAKS
        self._take(text, parse(text, self.path).layout)

    def _edit_whole(self, edits: Edits) -> None:
        assert self._whole is not None
        text = self._whole
        for old, new in edits.moves:
            text = rename_key(text, old, new, self.path, "root") or text
        there = parse(text, self.path, with_layout=False)
        blocks = {path[1] for path in there.facts if path[0] == "articles"} | set(there.hashes)
        changes = dict(edits.changes)
        for article_id, content in edits.after.items():
            if article_id not in blocks and "sha256" in content:
                changes[("articles", article_id, "sha256")] = content["sha256"]
        text = edit(text, changes, self.path) if changes else text
        self._unended = bool(text) and text[-1] not in BREAKS
        self._take(text, parse(text, self.path).layout)

    def _edit_pieces(self, edits: Edits) -> bool:
        """Edit piece by piece; False, with some of it done, where a piece can't be edited alone."""
        by_article: dict[str, dict[tuple[str, ...], Any]] = {}
        other: dict[tuple[str, ...], Any] = {}
        for path, value in edits.changes.items():
            inner = by_article.setdefault(path[1], {}) if path[0] == "articles" else other
            inner[path] = value
        if other and not self._edit_frame(other):
            return False
        for old, new in edits.moves:
            self._move(old, new)
        added: dict[str, bytes] = {}
        for article_id, changes in by_article.items():
            piece = self._pieces.get(article_id)
            after = edits.after.get(article_id)
            if piece is None:
                if after is not None and set(after) != {"sha256"}:
                    added[article_id] = self._rendered(article_id, after)
            elif not self._edit_piece(article_id, piece, changes, edits):
                return False
        self._add(added)
        return True

    def _rendered(self, article_id: str, content: Mapping[str, Any]) -> bytes:
        block = render.block(article_id, content, self._indent, self._indent)
        return block.replace("\n", self._newline).encode()

    def _edit_piece(
        self,
        article_id: str,
        piece: bytes,
        changes: Mapping[tuple[str, ...], Any],
        edits: Edits,
    ) -> bool:
        before, after = edits.before.get(article_id), edits.after.get(article_id)
        if before is not None and piece == self._rendered(article_id, _completed(before, piece)):
            if after is None or set(after) == {"sha256"}:
                del self._pieces[article_id]
            else:
                kept = {"sha256": before["sha256"]} if "sha256" in before else {}
                kept.update((k, v) for k, v in after.items() if k != "sha256")
                self._pieces[article_id] = self._rendered(article_id, kept)
                had = before.get("tags", [])
                if after.get("tags", [])[: len(had)] == had:
                    self._plain.add(article_id)
            return True
        made = edit_piece(piece.decode(), changes, self.path)
        if made is None:
            return False
        if made == "" or not _has_content(made):
            self._remove(article_id, made.encode())
        else:
            self._pieces[article_id] = made.encode()
        return True

    def _remove(self, article_id: str, left: bytes) -> None:
        """Take a piece out; blank lines and comments before it go to what follows."""
        if left:
            ids = list(self._pieces)
            number = ids.index(article_id)
            if number + 1 < len(ids):
                self._pieces[ids[number + 1]] = left + self._pieces[ids[number + 1]]
            else:
                self._tail = left + self._tail
        del self._pieces[article_id]

    def _add(self, added: dict[str, bytes]) -> None:
        """Put new pieces in, in the order of ids where the file is in that order."""
        if not added:
            return
        ids = list(self._pieces)
        in_order = ids == sorted(ids)
        self._pieces |= added
        if in_order:
            self._pieces = {one: self._pieces[one] for one in sorted(self._pieces)}

    def _move(self, old: str, new: str) -> None:
        piece = self._pieces.get(old)
        if piece is None or new in self._pieces:
            return
        made = rename_key(piece.decode(), old, new, self.path, "articles")
        if made is not None:
            del self._pieces[old]
            self._add({new: made.encode()})

    def _edit_frame(self, changes: Mapping[tuple[str, ...], Any]) -> bool:
        """Edit what is around the blocks, as a file without blocks."""
        text = (self._head + self._tail).decode()
        try:
            made = edit(text, changes, self.path)
            layout = parse(made, self.path).layout
        except TagFileError:
            return False
        if layout is None or layout.ids:
            return False
        self._head, self._tail = made[: layout.head].encode(), made[layout.head :].encode()
        return True


def _has_content(piece: str) -> bool:
    """Say whether a piece has more than blank lines and comments."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in piece.splitlines())


def _completed(content: dict[str, Any], piece: bytes) -> dict[str, Any]:
    """Return `content`, with what is known from its piece alone set: the hash, the tags' order."""
    found = _hash_in(piece)
    content.pop("sha256", None)
    if found is not None:
        content["sha256"] = found
    order = _tags_in(piece)
    if sorted(order) == sorted(content.get("tags", ())):
        content["tags"] = order  # where those that were taken off stood is known here alone
    return content


def _hash_in(piece: bytes) -> str | None:
    at = piece.find(b"sha256: ")
    if at < 0:
        return None
    said = piece[at + 8 : at + 34].split(b"\n", 1)[0].strip()
    return said.strip(b'"').decode("ascii", "replace")


def _tags_in(piece: bytes) -> list[str]:
    """Return the tags of a block in their order, where none of them is quoted."""
    at = piece.find(b" tags: [")
    line = piece[at + 8 :].split(b"]", 1)[0] if at >= 0 else b""
    return line.decode().split(", ") if line else []
