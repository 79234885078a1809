"""REFI-QDA: codebooks (`.qdc`), and projects (`.qdpx`) with what was coded in plain text."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from store.exports.codebook import COLORS
from store.exports.losses import Losses
from store.folder.decode import MAX_BYTES
from store.imports.model import (
    Code,
    Document,
    MarkIn,
    offset_of,
    place_of,
    text_of,
    unreadable,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DEEPEST = 100
"""Codes in codes that are read; a tag's name has room for half as many."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged, odd or locked archive raises."""


def codebook(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield the codes of a codebook; one in another has a name like `region/syria`."""
    with path.open("rb") as file:
        for element in _elements(file, path, ("Codes",)):
            yield from _codes(element, "", {}, path)


def project(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield the codes of a project, then a document for each of its plain texts."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _project(archive, path, losses)
    except _DAMAGED as error:
        raise unreadable(path, f"no project that can be read ({error})") from None


def _project(archive: zipfile.ZipFile, path: Path, losses: Losses) -> Iterator[Document | Code]:
    described = next((name for name in archive.namelist() if name.endswith(".qde")), None)
    if described is None:
        raise unreadable(path, "no project: project.qde is missing")
    members = {PurePosixPath(name).name.lower(): name for name in archive.namelist()}
    tags: dict[str, str] = {}
    with archive.open(described) as file:
        for element in _elements(file, path, ("Codes", "TextSource")):
            if _kind(element) == "Codes":
                yield from _codes(element, "", tags, path)
            else:
                yield _document(archive, members, element, tags, losses)


def _elements(file: IO[bytes], path: Path, kinds: tuple[str, ...]) -> Iterator[Element]:
    """Yield the outermost elements of some kinds as they end; they are forgotten afterwards."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    try:
        for event, element in iterparse(file, events=("start", "end")):
            if _kind(element) not in kinds:
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and not depth:
                yield element
                element.clear()
    except DefusedXmlException:
        raise unreadable(path, "XML with entities of its own is not read") from None
    except (ParseError, LookupError, ValueError) as error:  # the latter: of an odd encoding
        raise unreadable(path, f"no XML ({error})") from None


def _kind(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _codes(parent: Element, above: str, tags: dict[str, str], path: Path) -> Iterator[Code]:
    """Yield codes and those in them, and note in `tags` what each GUID stands for."""
    if above.count("/") > DEEPEST:
        raise unreadable(path, f"codes lie in codes more than {DEEPEST} deep")
    for element in parent:
        name = " ".join((element.get("name") or "").split())
        if _kind(element) != "Code" or not name:
            continue
        tag = f"{above}/{name}" if above else name
        tags[(element.get("guid") or "").upper()] = tag
        if element.get("isCodable", "true").lower() not in ("false", "0"):
            yield Code(tag, _color(element.get("color")), _description(element))
        yield from _codes(element, tag, tags, path)


def _description(element: Element) -> str | None:
    for inner in element:
        if _kind(inner) == "Description":
            return text_of("".join(inner.itertext()).strip())
    return None


def _color(given: str | None) -> str | None:
    """Return the name of the nearest colour that a tag may have."""
    try:
        wanted = bytes.fromhex((given or "").lstrip("#"))
    except ValueError:
        return None
    if len(wanted) != 3:
        return None

    def far(name: str) -> int:
        own = bytes.fromhex(COLORS[name][1:])
        return sum((a - b) ** 2 for a, b in zip(own, wanted, strict=True))

    return min(COLORS, key=far)


def _document(
    archive: zipfile.ZipFile,
    members: dict[str, str],
    source: Element,
    tags: dict[str, str],
    losses: Losses,
) -> Document:
    document = Document(text_of(source.get("name")), None, _text(archive, members, source))
    document.note = _description(source)
    for inner in source:
        if _kind(inner) == "Coding":
            document.tags += _coded(inner, tags, document, losses)
        elif _kind(inner) == "PlainTextSelection":
            start, end = (inner.get(name, "") for name in ("startPosition", "endPosition"))
            place = place_of(offset_of(start), offset_of(end))
            for coding in inner:
                if _kind(coding) != "Coding":
                    continue
                for tag in _coded(coding, tags, document, losses):
                    if place is None:
                        losses.add("codings without a place", document.called)
                    else:
                        document.marks.append(MarkIn(*place, tag, _description(inner)))
    return document


def _coded(
    coding: Element, tags: dict[str, str], document: Document, losses: Losses
) -> Iterator[str]:
    for reference in coding:
        guid = (reference.get("targetGUID") or "").upper()
        if guid in tags:
            yield tags[guid]
        else:
            losses.add("codings with a code that is not in the codebook", document.called)


def _text(archive: zipfile.ZipFile, members: dict[str, str], source: Element) -> str | None:
    """Return a source's plain text: within it, or in the archive; None where it has none."""
    for inner in source:
        if _kind(inner) == "PlainTextContent":
            return "".join(inner.itertext())
    name = PurePosixPath((source.get("plainTextPath") or "").replace("\\", "/")).name.lower()
    member = members.get(name)
    if member is None or archive.getinfo(member).file_size > MAX_BYTES:
        return None
    return archive.read(member).decode("utf-8", "replace").removeprefix("\ufeff")
