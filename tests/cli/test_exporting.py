"""`cuttings export` and `cuttings import`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call


def tagged(here: Call) -> None:
    here("tag", "add", "syria", "001_6b9e9eaf3fc6e8be.txt")


def test_data_goes_to_standard_output_and_losses_to_the_other(here: Call) -> None:
    tagged(here)
    done = here("export", "conll", "--no-entities", "-q", "tag:syria")
    assert done.code == 0
    assert done.lines[0] == "-DOCSTART- -X- O O"
    assert "cuttings: not carried: 1 × tags of articles (001_6b9e9eaf3fc6e8be.txt)" in done.errors


def test_strict_turns_losses_into_a_failure(here: Call) -> None:
    tagged(here)
    assert here("export", "csv-articles", "--strict").code == 0
    assert here("export", "doccano-classes", "--strict").code == 0
    assert here("export", "conll", "--no-entities", "--strict").code == 1


def test_the_words_of_a_query_choose_the_articles(here: Call) -> None:
    tagged(here)
    done = here("export", "csv-matrix", "tag:syria")
    assert len(done.lines) == 2
    assert here("export", "csv-matrix", "-tag:syria").lines[1].startswith("000_")


def test_a_file_is_replaced_only_by_force(here: Call, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    done = here("export", "csv-articles", "-o", path)
    assert (done.code, done.out) == (0, "")
    assert done.errors == [f"cuttings: {path}: 5 articles"]
    again = here("export", "csv-articles", "-o", path)
    assert again.code == 2
    assert "--force" in again.err
    assert here("export", "csv-articles", "-o", path, "--force").code == 0


def test_what_is_no_text_needs_a_place_and_is_refused_before_any_work(here: Call) -> None:
    for name in ("brat", "webanno", "qdpx", "spacy"):
        done = here("export", name)
        assert done.code == 2
        assert f"-o {name}" in done.errors[-1]


def test_wrong_use_is_one_line(here: Call) -> None:
    assert "no format is called nothing" in here("export", "nothing").errors[0]
    assert here("export", "qdc", "tag:x").code == 2
    assert here("export", "jsonl", "--bom").code == 2
    assert here("export", "csv-marks", "-q", "(").code == 2
    assert here("import", "conll", ".").code == 2
    assert here("import", "jsonl", "missing.jsonl").code == 2


def test_what_show_prints_is_what_is_exported(here: Call) -> None:
    shown = here("show", "--all", "--json", "--no-entities").values
    exported = here("export", "jsonl", "--no-entities").values
    assert [one.pop(key) for one in exported for key in ("sha256", "language", "encoding")]
    assert exported == shown


def test_an_import_says_first_what_it_would_do(here: Call, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    rows = [
        {"id": "001_6b9e9eaf3fc6e8be.txt", "tags": ["syria"], "note": "Read."},
        {"id": "unknown.txt", "tags": ["syria"]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    planned = here("import", "jsonl", path, "--dry-run")
    assert planned.code == 0
    assert planned.lines == [
        "1 article found again; this would be taken:",
        "1 tag",
        "1 note",
    ]
    assert "unknown.txt" in planned.err
    assert here("history").code == 1
    assert here("import", "jsonl", path, "--strict").code == 1
    assert here("history").code == 1
    assert here("import", "jsonl", path).code == 0
    assert here("list", "tag:syria").lines[0].startswith("001_")
    assert here("import", "jsonl", path).code == 1
    assert here("undo").lines == ["undid: import jsonl from in.jsonl: 1 tag, 1 note"]
    assert here("list", "tag:syria").lines == []


def test_a_file_that_is_none_is_said_with_its_line(here: Call, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a"}\n{nonsense\n')
    done = here("import", "jsonl", path)
    assert done.code == 2
    assert f"{path}, line 2: not valid JSON" in done.errors[0]
    assert here("import", "qdpx", path).code == 2
    assert here("import", "csv-marks", path).code == 2
