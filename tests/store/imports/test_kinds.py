"""A file of another kind is said to be one, before anything is read of it."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from store import ExportError, Library
from store.imports.import_formats import SOURCES

FILES: dict[str, tuple[bytes | str, str]] = {
    "word.docx": ("word/document.xml", "a Word document"),
    "excel.xlsx": ("xl/workbook.xml", "an Excel workbook"),
    "writer.odt": ("content.xml", "an OpenDocument file"),
    "some.zip": ("a.txt", "a zip archive"),
    "some.qdpx": ("project.qde", "a REFI-QDA project"),
    "some.pdf": (b"%PDF-1.7\n\xe2\xe3", "a PDF document"),
    "some.csv": (b"id,tags\nplain.txt,x\n", "a table or plain text"),
    "some.json": (b'\xef\xbb\xbf {"id": "plain.txt"}', "JSON"),
    "list.json": ('[{"id": 1}]'.encode("utf-16"), "JSON"),
    "book.qdc": (b'<?xml version="1.0"?><CodeBook><Codes/></CodeBook>', "a codebook (QDC)"),
    "page.html": (b"<!DOCTYPE html><p>x", "a web page"),
    "some.conll": (b"-DOCSTART- -X- O O\n", "a CoNLL file"),
    "some.tsv": (b"#FORMAT=WebAnno TSV 3.3\n", "a TSV file of WebAnno"),
    "some.bin": (bytes(range(256)) * 20, "not text"),
}
RIGHT = {
    "some.csv": ("csv-articles", "csv-marks"),
    "some.json": ("jsonl", "doccano", "doccano-classes", "prodigy", "label-studio"),
    "list.json": ("jsonl", "doccano", "doccano-classes", "prodigy", "label-studio"),
    "some.qdpx": ("qdpx",),
    "book.qdc": ("qdc",),
}


@pytest.mark.parametrize("file", FILES)
def test_the_wrong_kind_of_file_is_named(file: str, bare: Library, tmp_path: Path) -> None:
    data, words = FILES[file]
    path = tmp_path / file
    if isinstance(data, str):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(data, "x")
    else:
        path.write_bytes(data)
    for source in SOURCES:
        if source.name in RIGHT.get(file, ()):
            continue
        with pytest.raises(ExportError) as raised:
            bare.formats.plan_import(source.name, path)
        said = "this is a file" if source.name == "brat" else f"this is {words}"
        assert str(raised.value).startswith(f"{path}: {said}")
        assert source.reads in str(raised.value)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_folder_or_a_pipe_is_not_read_as_a_file(
    source: object, bare: Library, tmp_path: Path
) -> None:
    name = getattr(source, "name", "")
    if name != "brat":
        with pytest.raises(ExportError, match="this is a folder"):
            bare.formats.plan_import(name, tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(ExportError, match="not a regular file"):
            bare.formats.plan_import(name, tmp_path / "pipe")
