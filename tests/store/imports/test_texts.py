"""Files in other encodings than UTF-8: read as what they are, which is said, or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store import ExportError, Library
from store.exports.losses import Losses
from store.imports.decoded_text import open_text
from store.imports.tables import rows

TABLES = {
    "cp1252": ["Größe; café", "Grüße an Müller", "l’été – “L’État” 5 €"],
    "mac_roman": ["Größe; café", "Grüße an Müller", "señor ¿qué? naïve – “so”"],
    "cp1250": ["Wałęsa", "zażółć gęślą jaźń, proszę państwa"],
    "cp1251": ["Сирия", "переговоры в Астане о перемирии"],
    "cp1254": [
        "dış politika",
        "İstanbul’da görüşme yapıldı; Türkiye’nin dışişleri bakanı konuştu, "
        "ülkenin güneyindeki şehirlerde yaşayan halk için yeni bir çağrı yaptı.",
    ],
    "utf-8-sig": ["Größe", "Ελλάδα 😀"],
    "utf-16": ["Größe", "Ελλάδα 😀"],
    "utf-16-le": ["Größe", "plain besides"],
    "utf-32": ["Größe", "Ελλάδα 😀"],
}


def table(cells: list[str], between: str, line_end: str) -> str:
    tags, *notes = cells
    note = " ".join(notes)
    head = between.join(["ID ", " Tags", "NOTE"])
    return line_end.join([head, between.join(["plain.txt", f'"{tags}"', f'"{note}"']), ""])


@pytest.mark.parametrize("encoding", TABLES)
@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_tables_of_spreadsheets_are_read_in_any_encoding(
    encoding: str, between: str, line_end: str, tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(table(TABLES[encoding], between, line_end).encode(encoding))
    losses = Losses()
    (row,) = rows(path, ("id",), losses)
    assert (row["tags"], row["note"]) == (TABLES[encoding][0], " ".join(TABLES[encoding][1:]))
    assert bool(losses.notes) == (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Сирия"),
        ("cp1251", "Украина, важно"),
        ("cp1251", "США и Россия"),
        ("cp1253", "Ελλάδα"),
        ("cp1252", "São Tomé"),
        ("cp1252", "à vérifier – “oui”, 5 €"),
        ("mac_roman", "Größe"),
        ("mac_roman", "Élysée – à vérifier"),
    ],
)
def test_one_word_is_enough(encoding: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(f"id;tags\r\na.txt;{words}\r\n".encode(encoding))
    assert [row["tags"] for row in rows(path, ("id",), Losses())] == [words]


def test_the_encoding_is_said_and_no_letter_is_lost(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("id;tags;note\r\nplain.txt;Größe;Grüße an Müller\r\n".encode("cp1252"))
    plan = bare.formats.plan_import("csv-articles", path)
    bare.formats.import_planned("csv-articles", path, plan)
    assert bare.articles.row("plain.txt").tags == ("Größe",)
    assert bare.articles.row("plain.txt").note == "Grüße an Müller"
    assert [note for note in plan.losses.notes if "cp1252" in note]
    assert not plan.losses.total


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_first_line_that_names_the_separator_is_obeyed(first: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"{first}id;tags,x\r\nplain.txt;a, b\r\n", newline="")
    assert list(rows(path, ("id",), Losses())) == [{"id": "plain.txt", "tags,x": "a, b"}]
    path.write_text(f"{first}name;tags\r\n", newline="")
    with pytest.raises(ExportError, match="line 2: missing column: id"):
        list(rows(path, ("id",), Losses()))


def test_an_open_quotation_mark_is_told_where_its_row_begins(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('sep=,\nid,note\na.txt,"one\ntwo"\nb.txt,"open\n\n\n')
    with pytest.raises(ExportError, match="line 5: the row that starts here is malformed"):
        list(rows(path, ("id",), Losses()))


def test_cells_beyond_the_last_column_are_counted(tmp_path: Path) -> None:
    path, losses = tmp_path / "in.csv", Losses()
    path.write_text("id,note\nplain.txt,one, two\n")
    assert [row["note"] for row in rows(path, ("id",), losses)] == ["one"]
    assert losses.counts() == {"cells beyond the last column": 1}


@pytest.mark.parametrize("name", ["jsonl", "doccano", "prodigy"])
def test_json_in_another_encoding_is_read(name: str, bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    row = {"id": "plain.txt", "article": "plain.txt", "meta": {"article": "plain.txt"}}
    row |= {"note": "Grüße an Müller", "text": bare.article("plain.txt").text}
    path.write_bytes(json.dumps(row, ensure_ascii=False).encode("cp1252"))
    bare.formats.import_planned(name, path, bare.formats.plan_import(name, path))
    assert bare.articles.row("plain.txt").note == "Grüße an Müller"


def test_brats_files_in_another_encoding_are_read(bare: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(bare.article("plain.txt").text)
    note = "T1\tsize 0 6\tAnkara\n#1\tAnnotatorNotes T1\tGrüße an Müller\n"
    (tmp_path / "a.ann").write_bytes(note.encode("cp1252"))
    (tmp_path / "visual.conf").write_bytes("[labels]\nsize | Größe | Gr\n".encode("cp1252"))
    bare.formats.import_planned("brat", tmp_path, bare.formats.plan_import("brat", tmp_path))
    (mark,) = bare.article("plain.txt").marks
    assert (mark.tag, mark.note) == ("Größe", "Grüße an Müller")


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8", "utf-16", "windows-1251"])
def test_xml_is_read_as_it_says(encoding: str, bare: Library, tmp_path: Path) -> None:
    name = "Сирия" if encoding == "windows-1251" else "Größe"
    path = tmp_path / "in.qdc"
    text = f'<?xml version="1.0" encoding="{encoding}"?><CodeBook><Codes><Code name="{name}"/>'
    path.write_bytes(f"{text}</Codes></CodeBook>".encode(encoding))
    bare.formats.import_planned("qdc", path, bare.formats.plan_import("qdc", path))
    assert [tag.name for tag in bare.tags()] == [name]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"id,tags\nplain.txt,x\n" + bytes(range(128, 256)), 3),
        (b"\xff\xfei\0d\0\n\0x\0\x00\xd8", 2),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    data: bytes, line: int, tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(data)
    with pytest.raises(ExportError, match=rf"in\.csv, line {line}: "):
        open_text(path, Losses())


def test_a_tag_that_has_lost_a_letter_already_is_counted(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,tags\nplain.txt,Gr\ufffd\ufffde; ok\n", "utf-8")
    plan = bare.formats.plan_import("csv-articles", path)
    assert plan.summary() == ["1 tag"]
    assert plan.losses.total == 1
