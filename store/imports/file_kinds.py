"""Detects the kind of a file from its first bytes, to report a wrong kind before reading it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from store.folder.encodings import SIGNATURES, decode_bytes
from store.imports.import_formats import Source
from store.imports.imported import unreadable

_HEAD = 4096
"""Bytes that are examined."""

_MEMBERS = (
    ("word/document.xml", "a Word document"),
    ("xl/workbook.xml", "an Excel workbook"),
    ("xl/workbook.bin", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint file"),
    ("meta-inf/container.xml", "an e-book (EPUB)"),
    ("content.xml", "an OpenDocument file"),
)
"""Members that identify an archive, and its kind in words."""

_TEXTS = (
    ("<!doctype html", "html", "a web page"),
    ("<html", "html", "a web page"),
    ("#format=webanno", "tsv", "a TSV file of WebAnno"),
    ("-docstart-", "conll", "a CoNLL file"),
    ("{\\rtf", "rtf", "an RTF document"),
    ("{", "json", "JSON"),
    ("[", "json", "JSON"),
)
"""How texts of a kind start, the kind, and its name in words."""


def check_kind(source: Source, path: Path) -> None:
    """Raise ExportError if a file clearly has the wrong format; empty files are accepted."""
    if path.is_dir() or "folder" in source.kinds:
        if not path.is_dir():
            raise unreadable(path, f"this is a file, but {source.name} reads {source.reads}")
        if "folder" not in source.kinds:
            raise unreadable(path, f"this is a folder, but {source.name} reads {source.reads}")
        return
    kind, words = _kind_of(path)
    if kind not in source.kinds and kind != "empty":
        raise unreadable(path, f"this is {words}, but {source.name} reads {source.reads}")


def _kind_of(path: Path) -> tuple[str, str]:
    """Return the kind of a file, and its name in words. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "empty", "an empty file"
    if head.startswith(b"PK\x03\x04"):
        return _archive(path)
    for start, words in SIGNATURES:
        if head.startswith(start):
            return "other", words
    decoded = decode_bytes(head)
    if decoded.binary is not None:
        return "other", f"not text: {decoded.binary}"
    text = decoded.text.lstrip().lower()
    for prefix, kind, words in _TEXTS:
        if text.startswith(prefix):
            return kind, words
    if not text.startswith("<"):
        return "text", "a table or plain text"
    if "<codebook" in text and "<project" not in text:
        return "xml", "a codebook (QDC)"
    return "xml", "XML"


def _archive(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "qdpx", "a damaged zip archive"
    if any(name.endswith(".qde") for name in names):
        return "qdpx", "a REFI-QDA project"
    words = next((words for member, words in _MEMBERS if member in names), "a zip archive")
    return "zip", words
