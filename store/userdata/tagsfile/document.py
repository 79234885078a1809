"""A `tags.yaml` held in pieces: head, one piece per article, tail.

To change one article of 20,000, only its piece is edited, and nothing else is parsed. A file whose
structure doesn't allow pieces (blocks within brackets) is held and edited whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from pathlib import Path

from store.userdata.tagsfile import render
from store.userdata.tagsfile.earlier_forms import Forms
from store.userdata.tagsfile.node_spans import BREAKS
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.pieces import PieceEditor, update_hashes
from store.userdata.tagsfile.plain_values import Edits, Held, Layout
from store.userdata.tagsfile.text_edit import edit_whole, newline_of

BOM = "\ufeff"

EditWhole = Callable[[str, Edits, Path], tuple[str, Layout | None]]
"""Edits the text of a file (without BOM) and returns its layout; raises TagFileError."""


class Document:
    """The text of a `tags.yaml`, for editing; `data` is the content to write to disk."""

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
        """Hold `text` in pieces if it has a layout, otherwise whole."""
        self._whole = text if layout is None else None
        if layout is None:
            return
        if self._unended:
            if layout.ends[-1:] == (len(text),):
                end = len(text) + len(self._newline)
                layout = replace(layout, ends=(*layout.ends[:-1], end))
            text += self._newline
        held = layout.cut(text)
        self._head, self._pieces, self._tail = held.head, held.pieces, held.tail
        self._indent = layout.indent or render.STEP

    @classmethod
    def new(cls, path: Path) -> Document:
        """Return the document of a new file: a comment and the empty sections."""
        return cls(render.HEADER.encode(), parse(render.HEADER, path).layout, path)

    @classmethod
    def from_cache(cls, data: bytes, cache: str, sha: str, path: Path) -> Document | None:
        """Return the document of `data`, whose hash is `sha`, with the boundaries in `cache`.

        None if the boundaries belong to another content.
        """
        boundaries = json.loads(cache)
        if boundaries["sha256"] != sha:
            return None
        document = cls(b"", None, path)
        document._bom, document._newline = boundaries["bom"], boundaries["newline"]
        document._unended, document._indent = boundaries["unended"], boundaries["indent"]
        document._whole = None
        body = data[len(document._bom.encode()) :]
        if document._unended:
            body += document._newline.encode()
        at = boundaries["head"]
        document._head = body[:at]
        for article_id, length in zip(boundaries["ids"], boundaries["lengths"], strict=True):
            document._pieces[article_id] = body[at : at + length]
            at += length
        document._tail = body[at:]
        return document

    def cache(self, sha: str) -> str | None:
        """Return the boundaries of the pieces, for the content whose hash is `sha`.

        None if the file is held whole.
        """
        if self._whole is not None:
            return None
        boundaries = {
            "sha256": sha,
            "bom": self._bom,
            "newline": self._newline,
            "unended": self._unended,
            "indent": self._indent,
            "head": len(self._head),
            "ids": list(self._pieces),
            "lengths": [len(piece) for piece in self._pieces.values()],
        }
        return json.dumps(boundaries)

    @property
    def data(self) -> bytes:
        """Return the bytes of the whole file."""
        if self._whole is not None:
            return (self._bom + self._whole).encode()
        body = b"".join([self._bom.encode(), self._head, *self._pieces.values(), self._tail])
        return body.removesuffix(self._newline.encode()) if self._unended else body

    @property
    def bom(self) -> str:
        """Return the byte order mark of the file, or an empty string."""
        return self._bom

    @property
    def indent(self) -> int:
        """Return the column of the ids."""
        return self._indent

    @property
    def pieces(self) -> Held | None:
        """Return the file in pieces, with the last line ended; None if it is held whole."""
        return self._held() if self._whole is None else None

    def with_pieces(self, held: Held, newline: str) -> Document:
        """Return a document with other pieces and the same byte order mark and indentation."""
        document = Document(b"", None, self.path)
        document._bom, document._indent, document._newline = self._bom, self._indent, newline
        document._whole = None
        document._head, document._pieces, document._tail = held.head, held.pieces, held.tail
        return document

    def copy(self) -> Document:
        """Return an independent copy of the document."""
        duplicate = copy(self)
        duplicate._pieces = dict(self._pieces)
        return duplicate

    def edit(self, edits: Edits, forms: Forms | None = None, whole: EditWhole = edit_whole) -> None:
        """Apply edits; raises TagFileError if the file can't take them.

        `forms` restores earlier text where the edits undo earlier ones; `whole` edits a file that
        can't be edited in pieces.
        """
        if self._whole is None:
            editor = PieceEditor(self._held(), self._newline, self._indent, self.path)
            if editor.edit(edits):
                self._settle(editor, forms)
                update_hashes(self._pieces, edits.after, self.path)
                return
        self._edit_whole(edits, forms, whole)

    def _settle(self, editor: PieceEditor, forms: Forms | None) -> None:
        """Take over the edited pieces."""
        after = editor.held
        if forms is not None and forms.restore(
            self._held(), after, editor.edited, editor.plain, editor.frame, editor.along
        ):
            text = after.head.decode()
            self._take_whole(text, parse(text, self.path).layout)
        else:
            self._head, self._pieces, self._tail = after.head, after.pieces, after.tail

    def _edit_whole(self, edits: Edits, forms: Forms | None, whole: EditWhole) -> None:
        text = self.data.decode("utf-8").removeprefix(BOM)
        edited, layout = whole(text, edits, self.path)
        if forms is not None:
            earlier = forms.restore_whole(text.encode(), edited.encode()).decode()
            if earlier != edited:
                edited, layout = edit_whole(earlier, Edits(after=edits.after), self.path)
        self._take_whole(edited, layout)

    def _take_whole(self, text: str, layout: Layout | None) -> None:
        """Hold another text."""
        self._unended = bool(text) and text[-1] not in BREAKS
        self._take(text, layout)

    def _held(self) -> Held:
        """Return a copy of the pieces."""
        added = (self._newline if self._unended else "").encode()
        return Held(self._head, dict(self._pieces), self._tail, added)
