"""Files that are damaged, or made to do harm: each is said in one line, and nothing hangs."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from store import ExportError, Library

NUMBER = "9" * 5_000
"""More digits than Python reads."""


@pytest.mark.parametrize("name", ["jsonl", "doccano", "prodigy", "label-studio"])
@pytest.mark.parametrize("text", [f'{{"id": {NUMBER}}}', f"[{NUMBER}]", f'[{{"a": {NUMBER}}}]'])
def test_a_number_of_thousands_of_digits_is_said(
    name: str, text: str, bare: Library, tmp_path: Path
) -> None:
    path = tmp_path / "in.json"
    path.write_text(text)
    with pytest.raises(ExportError, match=r"in\.json.*number is too long"):
        bare.formats.plan_import(name, path)


@pytest.mark.parametrize("marks", [True, 5, 1.5, "words", {"tag": "x"}])
def test_marks_that_are_no_list_are_passed_over(
    marks: object, bare: Library, tmp_path: Path
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "plain.txt", "marks": marks, "tags": ["kept"]}))
    assert bare.formats.plan_import("jsonl", path).summary() == ["1 tag"]


def test_an_id_with_a_lone_surrogate_is_not_found(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "\\ud800"}\n{"id": "plain.txt", "tags": ["kept"]}')
    plan = bare.formats.plan_import("jsonl", path)
    assert plan.summary() == ["1 tag"]
    assert [what for what in plan.losses.counts() if "neither text nor id" in what]


def test_a_marks_id_that_is_too_long_is_made_anew(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    mark = {"id": "x" * 100_000, "tag": "claim", "start": 0, "end": 6}
    path.write_text(json.dumps({"id": "plain.txt", "marks": [mark]}))
    bare.formats.import_planned("jsonl", path, bare.formats.plan_import("jsonl", path))
    (made,) = bare.article("plain.txt").marks
    assert made.quote == "Ankara"
    assert len(made.id) == 8


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("csv-articles", "id\ttags\r\nplain.txt\tfrom a table\r\n"),
        ("jsonl", '{"id": "plain.txt", "tags": ["from a table"]}\r\n'),
    ],
)
def test_utf16_with_a_byte_order_mark_is_read(
    name: str, table: str, bare: Library, tmp_path: Path
) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes(table.encode("utf-16"))
    assert bare.formats.plan_import(name, path).summary() == ["1 tag"]


def test_offsets_of_thousands_of_digits_are_none(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"id,tag,quote,start,end\nplain.txt,claim,Moscow,{NUMBER},{NUMBER}0\n")
    bare.formats.import_planned("csv-marks", path, bare.formats.plan_import("csv-marks", path))
    assert [mark.quote for mark in bare.article("plain.txt").marks] == ["Moscow"]


def test_brats_offsets_of_thousands_of_digits_are_counted(bare: Library, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(bare.article("plain.txt").text)
    (tmp_path / "plain.ann").write_text(f"T1\tclaim 0 {NUMBER}\tx\nT2\tclaim 0 6\tAnkara\n")
    plan = bare.formats.plan_import("brat", tmp_path)
    assert plan.summary() == ["1 mark"]
    assert plan.losses.counts() == {"spans that can't be read": 1}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_what_is_no_regular_file_is_never_waited_for(bare: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(bare.article("plain.txt").text)
    os.mkfifo(tmp_path / "a.ann")
    (tmp_path / "b.ann").mkdir()
    plan = bare.formats.plan_import("brat", tmp_path)
    assert plan.losses.counts() == {"annotations without a text": 2}
    with pytest.raises(ExportError, match="not a regular file"):
        bare.formats.plan_import("jsonl", tmp_path / "a.ann")


def test_a_name_of_bytes_that_are_no_utf8_is_matched_by_its_text(
    bare: Library, tmp_path: Path
) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\x1b[31m"
    try:
        Path(os.fsdecode(name + b".txt")).write_text(bare.article("plain.txt").text)
    except OSError:
        pytest.skip("the file system takes only UTF-8")
    Path(os.fsdecode(name + b".ann")).write_text("T1\tclaim 0 6\tAnkara\n")
    assert bare.formats.plan_import("brat", tmp_path).summary() == ["1 mark"]


def codebook(codes: str, encoding: str = "UTF-8") -> str:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return f"{head}<CodeBook><Codes>{codes}</Codes></CodeBook>"


@pytest.mark.parametrize("encoding", ["klingon", "shift_jis", "utf-7", "rot13", "hex"])
def test_xml_in_an_odd_encoding_is_said(encoding: str, bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.qdc"
    path.write_text(codebook("", encoding))
    with pytest.raises(ExportError, match=r"in\.qdc: not valid XML"):
        bare.formats.plan_import("qdc", path)


def test_codes_in_codes_without_end_are_said(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.qdc"
    path.write_text(codebook('<Code name="a" guid="G">' * 3_000 + "</Code>" * 3_000))
    with pytest.raises(ExportError, match="more than 100 deep"):
        bare.formats.plan_import("qdc", path)


def project(way: int, source: str) -> bytes:
    held = io.BytesIO()
    codes = '<Codes><Code name="code" guid="G"/></Codes>'
    with zipfile.ZipFile(held, "w", way) as archive:
        archive.writestr("project.qde", f"<Project>{codes}<Sources>{source}</Sources></Project>")
        archive.writestr("sources/s.txt", "Ankara and Moscow " * 50)
    return held.getvalue()


SOURCE = (
    '<TextSource name="plain.txt" plainTextPath="internal://s.txt"><PlainTextSelection'
    ' startPosition="0" endPosition="{}"><Coding><CodeRef targetGUID="G"/></Coding>'
    "</PlainTextSelection></TextSource>"
)


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_project_with_any_bytes_damaged_is_read_or_said(
    way: int, bare: Library, tmp_path: Path
) -> None:
    whole, chance = project(way, SOURCE.format(6)), random.Random(way)
    path = tmp_path / "in.qdpx"
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        with suppress(ExportError):
            bare.formats.plan_import("qdpx", path)


def test_a_selection_with_an_endless_number_has_no_place(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.qdpx"
    path.write_bytes(project(zipfile.ZIP_DEFLATED, SOURCE.format(NUMBER)))
    assert bare.formats.plan_import("qdpx", path).losses.counts() == {"codings without offsets": 1}
