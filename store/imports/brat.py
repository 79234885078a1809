"""A folder of brat's: texts, standoff annotations, and what the export wrote beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from store.exports.cells import split
from store.exports.documents import LIST_NAME
from store.exports.losses import Losses
from store.imports.model import Code, Document, Span, offset_of, place_of, text_of, unreadable
from store.imports.tables import rows

_TEXTBOUND = re.compile(r"T\S*\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_NOTE = re.compile(r"#\S*\tAnnotatorNotes (\S+)\t(.*)")


def read(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each text that has annotations."""
    if not path.is_dir():
        raise unreadable(path, "brat's annotations are a folder")
    listed = _listed(path)
    tags = _labels(path / "visual.conf")
    for file in sorted(path.rglob("*.ann")):
        text_file = file.with_suffix(".txt")
        if file.is_file() and text_file.is_file():
            yield _document(path, text_file, file, listed, tags, losses)
        else:
            losses.add("annotations without a text", text_of(file.name))


def _listed(path: Path) -> dict[str, dict[str, str]]:
    list_file = path / LIST_NAME
    return {row["file"]: row for row in rows(list_file, ("file",))} if list_file.is_file() else {}


def _labels(conf: Path) -> dict[str, str]:
    """Return the tags that types stand for."""
    if not conf.is_file():
        return {}
    pairs = (line.split(" | ", 1) for line in _lines(conf) if " | " in line)
    return {kind.strip(): tag.strip() for kind, tag in pairs}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").split("\n")


def _document(
    folder: Path,
    text_file: Path,
    file: Path,
    listed: dict[str, dict[str, str]],
    tags: dict[str, str],
    losses: Losses,
) -> Document:
    place = text_file.relative_to(folder).as_posix()
    row = listed.get(place, {})
    document = Document(text_of(row.get("id")) or text_of(place), text_of(row.get("sha256")))
    document.text = text_file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    document.tags = split(row.get("tags", ""))
    document.read, document.note = text_of(row.get("read")), text_of(row.get("note"))
    lines = [line.rstrip("\r") for line in _lines(file)]
    notes = {found[1]: found[2] for line in lines if (found := _NOTE.match(line))}
    for line in lines:
        found = _TEXTBOUND.match(line)
        if found is not None:
            numbers = re.findall(r"\d+", found[2])
            span = place_of(offset_of(numbers[0]), offset_of(numbers[-1]))
            note = notes.get(line.split("\t", 1)[0])
            label = tags.get(found[1], found[1])
            if span is not None:
                document.add_span(Span(*span, label, None, note), losses)
            else:
                losses.add("spans that can't be read", document.called)
        elif line.strip() and not line.startswith("#"):
            losses.add("relations, events and attributes", document.called)
    return document
