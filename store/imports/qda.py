"""Reads REFI-QDA codebooks (`.qdc`), and projects (`.qdpx`) with codings of texts.

This follows the schema `urn:QDA-XML:project:1.0`. Programs count offsets differently; as the name
of a selection is often its text, `offset_units` can detect the way. Unsupported parts are counted:
codings of pictures and recordings, cases, variables, sets, links, graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from store.exports.losses import Losses
from store.exports.qdc_codebook import COLORS
from store.imports.archive import Archive, open_archive
from store.imports.elements import (
    count,
    elements,
    guid,
    inner,
    kind_of,
    target,
    words,
)
from store.imports.imported import (
    Code,
    Document,
    MarkIn,
    offset_of,
    place_of,
    text_of,
    unreadable,
)
from store.imports.memos import Memos

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DEEPEST = 100
"""Maximum depth of nested codes; a tag's name has room for half as many."""

_TEXTS = ("TextSource", "PDFSource", "AudioSource", "VideoSource", "PictureSource")
_NO_TEXTS = {
    "AudioSource": "recordings",
    "VideoSource": "films",
    "PictureSource": "pictures",
    "PDFSource": "PDF documents, of which only the text is imported",
}
"""Sources that are not texts, and their names in a report."""
_UNTAKEN = {
    "Case": "cases",
    "Variable": "variables",
    "Set": "sets",
    "Link": "links",
    "Graph": "graphs",
    "Description": "memos on the project",
    "NoteRef": "memos on the project",
}
"""Unsupported elements, and their names in a report."""
_TRANSCRIPTS = ("Representation", "Transcript", "TextDescription")
"""Texts that belong to sources of other kinds."""


def codebook(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield the codes of a codebook; a nested code has a name like `region/syria`."""
    empty = True
    with path.open("rb") as file:
        for element in elements(file, path, ("Codes", "Set")):
            empty = False
            if kind_of(element) == "Set":
                losses.add("sets", element.get("name"))
            else:
                yield from _codes(element, "", {}, path, None)
    if empty:
        raise unreadable(path, "it contains no codebook")


def project(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield the codes of a project, then a document for each text."""
    with open_archive(path) as archive:
        memos = Memos(archive, path, losses)
        tags: dict[str, str] = {}
        users = 0
        with archive.description() as file:
            for element in elements(file, path, ("Codes", "User", "Note", *_TEXTS, *_UNTAKEN)):
                kind = kind_of(element)
                users += kind == "User"
                if kind == "Codes":
                    yield from _codes(element, "", tags, path, memos)
                elif kind in _TEXTS:
                    yield from _Reading(archive, memos, tags, losses).documents(element)
                elif kind in _UNTAKEN and (kind != "Description" or element.text):
                    losses.add(_UNTAKEN[kind], element.get("name"))
        losses.add("coders: who coded what", None, users if users > 1 else 0)
        memos.count_unused()


def _codes(
    parent: Element, above: str, tags: dict[str, str], path: Path, memos: Memos | None
) -> Iterator[Code]:
    """Yield codes and nested codes, and record the tag of each GUID in `tags`."""
    if above.count("/") > DEEPEST:
        raise unreadable(path, f"codes are nested more than {DEEPEST} deep")
    for element in parent:
        name = " ".join((element.get("name") or "").split())
        if kind_of(element) != "Code" or not name:
            continue
        tag = f"{above}/{name}" if above else name
        tags[guid(element)] = tag
        about = memos.about(element) if memos is not None else words(element, "Description")
        if element.get("isCodable", "true").lower() not in ("false", "0"):
            yield Code(tag, _color(element.get("color")), about)
        yield from _codes(element, tag, tags, path, memos)


def _color(code: str | None) -> str | None:
    """Return the name of the closest colour that a tag may have."""
    try:
        color = bytes.fromhex((code or "").lstrip("#"))
    except ValueError:
        return None
    if len(color) != 3:
        return None

    def distance(name: str) -> int:
        candidate = bytes.fromhex(COLORS[name][1:])
        return sum((a - b) ** 2 for a, b in zip(candidate, color, strict=True))

    return min(COLORS, key=distance)


class _Reading:
    """Converts the texts of a source to documents."""

    def __init__(
        self, archive: Archive, memos: Memos, tags: dict[str, str], losses: Losses
    ) -> None:
        self._archive = archive
        self._memos = memos
        self._tags = tags
        self._losses = losses

    def documents(self, source: Element) -> Iterator[Document]:
        """Yield a document for a text, or for each text of a PDF, recording or picture."""
        kind, name = kind_of(source), text_of(source.get("name"))
        if kind == "TextSource":
            yield self._document(name, source)
            return
        texts = [child for child in source if kind_of(child) in _TRANSCRIPTS]
        parts = [child for child in source if child not in texts and kind_of(child) != "Coding"]
        beside = sum(
            count(part, "Coding") for part in parts if kind_of(part) != "PlainTextSelection"
        )
        self._losses.add(_NO_TEXTS[kind], name)
        self._losses.add("codings in pictures, pages or recordings", name, beside)
        if not texts:
            left = count(source, "Coding") - beside
            self._losses.add("codings of sources without a text", name, left)
        for number, text in enumerate(texts):
            # Codings of the whole source go with its first text.
            yield self._document(name, text, *(() if number else (source,)))

    def _document(self, name: str | None, *holders: Element) -> Document:
        """Return the document of a text; `holders` are its element and optionally the parent."""
        document = Document(name, None, self._text(holders[0]), quotes_are_titles=True)
        notes = [self._memos.about(*holders, called=document.display_name)]
        for holder in holders:
            values = sum(1 for _ in inner(holder, "VariableValue"))
            self._losses.add("values of variables", document.display_name, values)
            for coding in inner(holder, "Coding"):
                document.tags += self._coded(coding, document)
                notes.append(self._memos.about(coding, called=document.display_name))
            points = {
                guid(point): point.get("position", "") for point in inner(holder, "SyncPoint")
            }
            for selection in inner(holder, "PlainTextSelection"):
                places = selection.get("startPosition", ""), selection.get("endPosition", "")
                self._select(document, selection, places)
            for selection in inner(holder, "TranscriptSelection"):
                ends = (selection.get(f"{which}SyncPoint", "").upper() for which in ("from", "to"))
                start, end = (points.get(point, "") for point in ends)
                self._select(document, selection, (start, end))
        document.note = "\n".join(note for note in notes if note) or None
        return document

    def _select(self, document: Document, selection: Element, places: tuple[str, str]) -> None:
        """Add a mark for each code of a selection."""
        place = place_of(offset_of(places[0]), offset_of(places[1]))
        quote, name = text_of(selection.get("name")), document.display_name
        codings = list(inner(selection, "Coding"))
        if not codings:
            memo = self._memos.about(selection, called=name) is not None
            loss = "memos on passages without a code" if memo else "passages without a code"
            self._losses.add(loss, name)
        for coding in codings:
            note = self._memos.about(selection, coding, called=name)
            for tag in self._coded(coding, document):
                if place is None:
                    self._losses.add("codings without offsets", name)
                else:
                    document.marks.append(MarkIn(*place, tag, note, None, quote))

    def _coded(self, coding: Element, document: Document) -> Iterator[str]:
        for reference in inner(coding, "CodeRef"):
            if target(reference) in self._tags:
                yield self._tags[target(reference)]
            else:
                name = document.display_name
                self._losses.add("codings with a code that is not in the codebook", name)

    def _text(self, holder: Element) -> str | None:
        """Return a plain text from an element or from the archive; None if there is none."""
        content = next(inner(holder, "PlainTextContent"), None)
        if content is not None:
            return "".join(content.itertext())
        return self._archive.text(holder.get("plainTextPath") or "")
