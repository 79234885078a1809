"""Reads the memos of a REFI-QDA project, which are stored apart from their subjects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.exports.losses import Losses
from store.imports.archive import Archive
from store.imports.elements import (
    count,
    elements,
    guid,
    inner,
    target,
    words,
)
from store.imports.imported import text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Memos:
    """Looks up memos, and counts those whose subjects aren't imported."""

    def __init__(self, archive: Archive, path: Path, losses: Losses) -> None:
        self._archive = archive
        self._losses = losses
        self._texts: dict[str, str | None] = {}
        self._members: dict[str, str] = {}
        self._used: set[str] = set()
        with archive.description() as file:
            for note in elements(file, path, ("Note",)):
                losses.add("codings of memos", note.get("name"), count(note, "Coding"))
                member = note.get("plainTextPath")
                self._texts[guid(note)] = words(note, "PlainTextContent") or words(
                    note, "Description"
                )
                if member and not self._texts[guid(note)]:
                    self._members[guid(note)] = member

    def about(self, *things: Element, called: str | None = None) -> str | None:
        """Return the text about some elements: their descriptions, then their memos."""
        texts: list[str] = []
        for thing in things:
            description = words(thing, "Description")
            texts += [description] if description is not None else []
            for reference in inner(thing, "NoteRef"):
                text = self._text(target(reference))
                if text is None:
                    self._losses.add("memos without plain text", called)
                elif text not in texts:
                    texts.append(text)
        return "\n".join(texts) or None

    def count_unused(self) -> None:
        """Count the memos that no imported element refers to."""
        left = len(self._texts.keys() - self._used)
        self._losses.add("memos that are not about a text, a passage or a code", None, left)

    def _text(self, key: str) -> str | None:
        self._used.add(key)
        member = self._members.get(key)
        if member is None:
            return self._texts.get(key)
        text = (self._archive.text(member) or "").removeprefix("\ufeff").strip()
        return text_of(text.replace("\r\n", "\n").replace("\r", "\n"))
