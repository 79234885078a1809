"""Formats with spans: offsets that fit the text, whatever signs are in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import Library
from store.exports.export_run import Exported

Exports = Callable[..., tuple[str, Exported]]


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def expected(library: Library, id: str) -> list[tuple[str, str]]:
    """Return the words and labels of an article's names and marks, in their order."""
    article = library.article(id)
    spans = [(e.start, e.end, e.label) for e in article.entities or ()]
    spans += [(m.start or 0, m.end or 0, m.tag) for m in article.marks]
    return [(article.text[start:end], label) for start, end, label in sorted(spans)]


def test_doccano_has_utf16_code_units(exported: Exports, library: Library) -> None:
    text, done = exported("doccano")
    for row in lines(text):
        assert row["text"] == library.article(row["article"]).text
        units = row["text"].encode("utf-16-le")
        found = [
            (units[2 * start : 2 * end].decode("utf-16-le"), label)
            for start, end, label in row["label"]
        ]
        assert found == expected(library, row["article"])
    assert "some spans overlap: allow overlapping spans in the project" in done.losses.notes


def test_doccano_classes_are_the_tags(exported: Exports, library: Library) -> None:
    for row in lines(exported("doccano-classes")[0]):
        assert row["label"] == list(library.article(row["article"]).tags)


def test_prodigys_spans_begin_and_end_with_tokens(exported: Exports, library: Library) -> None:
    for row in lines(exported("prodigy")[0]):
        text, tokens = row["text"], row["tokens"]
        found = [(text[s["start"] : s["end"]], s["label"]) for s in row["spans"]]
        assert found == expected(library, row["meta"]["article"])
        for number, token in enumerate(tokens):
            assert token["id"] == number
            assert text[token["start"] : token["end"]] == token["text"]
        for span in row["spans"]:
            first, last = tokens[span["token_start"]], tokens[span["token_end"]]
            reach = text[first["start"] : last["end"]]
            assert reach == text[span["start"] : span["end"]].strip()


def test_label_studio_keeps_predictions_and_work_apart(exported: Exports, library: Library) -> None:
    tasks = {task["data"]["article"]: task for task in json.loads(exported("label-studio")[0])}
    assert tasks["windows.txt"]["annotations"] == []
    (predicted,) = tasks["windows.txt"]["predictions"]
    assert [r["value"]["text"] for r in predicted["result"]][:2] == ["First", "Line"]
    (made,) = tasks["plain.txt"]["annotations"]
    text = tasks["plain.txt"]["data"]["text"]
    for region in made["result"]:
        if region["type"] == "labels":
            value = region["value"]
            assert text[value["start"] : value["end"]] == value["text"]
    ids = [region["id"] for region in made["result"]]
    assert len(ids) == len(set(ids))
    (choice,) = [r for r in made["result"] if r["type"] == "choices"]
    assert choice["value"]["choices"] == list(library.article("plain.txt").tags)


def test_label_studios_setup_lies_beside(library: Library, tmp_path: Path) -> None:
    from defusedxml.ElementTree import parse

    library.formats.export("label-studio", tmp_path / "tasks.json", library.articles.listing())
    view = parse(tmp_path / "tasks.labels.xml").getroot()
    assert view is not None
    choices = [one.get("value") for one in view.iter("Choice")]
    assert choices == [tag.name for tag in library.tags()]


def test_conll_has_the_names_and_every_word(exported: Exports, library: Library) -> None:
    text, _ = exported("conll")
    documents = text.split("-DOCSTART- -X- O O\n\n")[1:]
    for id, document in zip(library.ids(), documents, strict=True):
        rows = [line.split(" ") for line in document.splitlines() if line]
        assert all(len(row) == 4 for row in rows)
        whole = "".join(library.article(id).text.split())
        assert "".join(row[0] for row in rows) == re.sub("[\x00-\x1f]", "\ufffd", whole)
        begun = sum(row[3].startswith("B-") for row in rows)
        assert begun == len(library.entities(id) or ())
    assert " B-PERSON\nSmith" not in text.split("Sergey")[0]


def brat(folder: Path, name: str) -> tuple[str, list[str]]:
    text = (folder / f"{name}.txt").read_bytes().decode()
    return text, (folder / f"{name}.ann").read_text("utf-8").split("\n")[:-1]


@pytest.mark.parametrize("name", ["plain", "astral", "signs", "right", "deep/er/plain"])
def test_brats_annotations_say_what_the_text_has(
    name: str, library: Library, tmp_path: Path
) -> None:
    library.formats.export("brat", tmp_path / "out", library.articles.listing())
    text, annotations = brat(tmp_path / "out", name)
    spans = 0
    for line in annotations:
        number, kind, words = line.split("\t", 2)
        if number.startswith("#"):
            continue
        spans += 1
        label, _, places = kind.partition(" ")
        assert re.fullmatch("[A-Za-z0-9_-]+", label)
        pieces = [tuple(map(int, piece.split())) for piece in places.split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == words
        assert len(words.splitlines()) == 1
    assert spans == len(expected(library, f"{name}.txt"))


def test_webanno_counts_as_java_does(library: Library, tmp_path: Path) -> None:
    library.formats.export("webanno", tmp_path / "out", library.articles.listing())
    units = library.article("astral.txt").text.encode("utf-16-le")
    rows = [
        line.split("\t")
        for line in (tmp_path / "out" / "astral.tsv").read_text("utf-8").split("\n")
        if re.match(r"\d+-\d+\t", line)
    ]
    assert rows
    for _, place, token, *_ in rows:
        start, end = map(int, place.split("-"))
        assert units[2 * start : 2 * end].decode("utf-16-le") == token


def test_webanno_numbers_what_overlaps_and_escapes_what_is_reserved(
    library: Library, tmp_path: Path
) -> None:
    library.formats.export("webanno", tmp_path / "out", library.articles.listing())
    text = (tmp_path / "out" / "plain.tsv").read_text("utf-8")
    assert text.startswith("#FORMAT=WebAnno TSV 3.3\n")
    assert re.search(r"\tm\tclaim\[\d+\]\|claim\[\d+\]\|", text)
    assert r"\_\|\[x\]\*[" in text
    assert "#Text=Ankara and Moscow\n#Text=\n#Text=Sergey Lavrov" in text
    assert "\r" not in (tmp_path / "out" / "windows.tsv").read_text("utf-8")
