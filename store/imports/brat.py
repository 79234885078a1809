"""Reads a brat folder: texts, standoff annotations, and files added by our export."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from store.errors import ExportError
from store.exports.csv_safety import split
from store.exports.documents import LIST_NAME
from store.exports.losses import Losses
from store.imports.decoded_text import read_text
from store.imports.imported import (
    Code,
    Document,
    Span,
    offset_of,
    place_of,
    text_of,
    unreadable,
)
from store.imports.tables import rows

_TEXTBOUND = re.compile(r"(T\S*)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*)|$)")
_NOTE = re.compile(r"#\S*\tAnnotatorNotes (\S+)\t(.*)")

Place = tuple[int, int]


def read(path: Path, losses: Losses) -> Iterator[Document | Code]:
    """Yield a document for each text with annotations."""
    if not path.is_dir():
        raise unreadable(path, "this is a file, but brat reads a folder")
    listed = _listed(path, losses)
    tags = _labels(path / "visual.conf", bool(listed), losses)
    for file in sorted(path.rglob("*.ann")):
        text_file = file.with_suffix(".txt")
        if not (file.is_file() and text_file.is_file()):
            losses.add("annotations without a text", text_of(file.name))
            continue
        try:
            text, lines = read_text(text_file, losses), read_text(file, losses).split("\n")
        except ExportError as error:
            losses.add("annotations that can't be read", text_of(file.name))
            losses.note(str(error))
            continue
        place = text_file.relative_to(path).as_posix()
        row = listed.get(place, {})
        document = Document(text_of(row.get("id")) or text_of(place), text_of(row.get("sha256")))
        with text_file.open("rb") as data:
            document.text = "\ufeff" * (data.read(3) == codecs.BOM_UTF8) + text
        document.tags = split(row.get("tags", ""))
        document.read, document.note = text_of(row.get("read")), text_of(row.get("note"))
        document.trimmed = True
        _annotate(document, [line.rstrip("\r") for line in lines], tags, losses)
        yield document


def _listed(path: Path, losses: Losses) -> dict[str, dict[str, str]]:
    """Return the rows of `documents.csv`, written by our export, by file."""
    file = path / LIST_NAME
    return {row["file"]: row for row in rows(file, ("file",), losses)} if file.is_file() else {}


def _labels(conf: Path, ours: bool, losses: Losses) -> dict[str, str]:
    """Return tags by brat type, from lines such as `type | label | shorter label`.

    In a folder written by our export, everything after the type is the tag.
    """
    if not conf.is_file():
        return {}
    tags: dict[str, str] = {}
    section = "[labels]"
    for line in map(str.strip, read_text(conf, losses).split("\n")):
        if line.startswith("["):
            section = line.lower()
        elif section == "[labels]" and "|" in line and not line.startswith("#"):
            kind, _, labels = line.partition("|")
            label = labels if ours else labels.split("|")[0]
            tags[kind.strip()] = label.strip() or kind.strip()
    return tags


def _annotate(document: Document, lines: list[str], tags: dict[str, str], losses: Losses) -> None:
    notes: dict[str, list[str]] = {}
    for line in lines:
        if (match := _NOTE.match(line)) is not None:
            notes.setdefault(match[1], []).append(match[2])
    for line in lines:
        match = _TEXTBOUND.match(line)
        if match is not None:
            note = "\n".join(notes.pop(match[1], ())) or None
            _add(document, tags.get(match[2], match[2]), match[3], match[4], note, losses)
        elif line.strip() and not line.startswith("#"):
            losses.add("relations, events and attributes", document.display_name)
    left = sum(map(len, notes.values()))
    losses.add("notes on relations, events and attributes", document.display_name, left)


def _add(
    document: Document,
    label: str,
    places: str,
    words: str | None,
    note: str | None,
    losses: Losses,
) -> None:
    """Add a span; pieces separated by whitespace alone are joined, others become marks."""
    pairs = (pair.split(" ") for pair in places.split(";"))
    pieces = [place_of(offset_of(start), offset_of(end)) for start, end in pairs]
    whole = [piece for piece in pieces if piece is not None]
    if len(whole) < len(pieces):
        losses.add("spans that can't be read", document.display_name)
        return
    joined = _joined(whole, words, document.text or "")
    if len(joined) > 1:
        losses.add("discontinuous spans: each piece was imported separately", document.display_name)
    for number, (start, end, quote) in enumerate(joined):
        document.add_span(
            Span(start, end, label, None, None if number else note, None, quote), losses
        )


def _joined(pieces: list[Place], words: str | None, text: str) -> list[tuple[int, int, str | None]]:
    """Return the pieces with their quotes; pieces separated only by whitespace are joined.

    `words` has the words of all pieces, separated by spaces.
    """
    lengths = [end - start for start, end in pieces]
    if words is not None and len(words) != sum(lengths) + len(pieces) - 1:
        words = words if len(pieces) == 1 else None
    joined: list[tuple[int, int, str | None]] = []
    at = 0
    for (start, end), length in zip(pieces, lengths, strict=True):
        quote = None
        if words is not None:
            quote = words if len(pieces) == 1 else words[at : at + length]
        at += length + 1
        if joined and joined[-1][1] <= start and not text[joined[-1][1] : start].strip():
            first, _, before = joined.pop()
            quote = None if quote is None or before is None else f"{before} {quote}"
            start = first
        joined.append((start, end, quote))
    return joined
