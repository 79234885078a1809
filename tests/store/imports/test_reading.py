"""Files as other programs write them, and files that are wrong."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from store import ExportError, Library, Stopped
from store.exports.losses import Losses
from store.imports.import_plan import Plan
from store.imports.jsonfiles import objects


def take(library: Library, name: str, path: Path) -> Plan:
    plan = library.formats.plan_import(name, path)
    library.formats.import_planned(name, path, plan)
    return plan


def lines(path: Path, *rows: Any) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def test_an_article_is_known_by_hash_and_by_text_where_its_id_is_another(
    bare: Library, tmp_path: Path
) -> None:
    text = bare.article("windows.txt").text
    path = lines(
        tmp_path / "in.jsonl",
        {"text": text.replace("\n", "\r\n"), "label": ["by text"]},
        {"article": "gone/windows.txt", "text": "no", "label": [], "tags": ["lost"]},
    )
    plan = take(bare, "doccano", path)
    assert bare.articles.row("windows.txt").tags == ("by text",)
    assert plan.losses.counts() == {"documents that are not in the library": 1}
    (digest,) = [row for row in digests(bare, "windows.txt") if row]
    take(bare, "jsonl", lines(tmp_path / "b.jsonl", {"sha256": digest[:16], "tags": ["by hash"]}))
    assert bare.articles.row("windows.txt").tags == ("by text", "by hash")


def digests(library: Library, id: str) -> list[str]:
    import io

    stream = io.StringIO()
    library.formats.export("jsonl", stream, library.articles.listing_of([library.articles.num(id)]))
    return [json.loads(stream.getvalue())["sha256"]]


def test_a_text_that_two_articles_have_is_a_question(tmp_path: Path) -> None:
    folder = tmp_path / "twins"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("The same words.")
    with Library.open(folder, refresh=True) as library:
        path = lines(tmp_path / "in.jsonl", {"text": "The same words.", "label": ["x"]})
        plan = take(library, "doccano", path)
        assert plan.losses.counts() == {"documents that match several articles": 1}
        assert plan.ops == []


def test_spans_move_with_a_text_that_has_changed(bare: Library, tmp_path: Path) -> None:
    text = bare.article("plain.txt").text
    old = f"A line that is gone by now.\n{text}"
    start = old.index("met Mr.")
    gone = old.index("gone by")
    row: dict[str, Any] = {"article": "plain.txt", "text": old}
    row |= {"label": [[start, start + 7, "claim"], [gone, gone + 7, "claim"]]}
    plan = take(bare, "doccano", lines(tmp_path / "in.jsonl", row))
    (mark,) = bare.article("plain.txt").marks
    assert (mark.quote, mark.start) == ("met Mr.", text.index("met Mr."))
    assert plan.losses.counts() == {"marks whose passage is not in the text": 1}


def test_labels_of_other_schemes_are_names_tags_or_counted(bare: Library, tmp_path: Path) -> None:
    text = bare.article("plain.txt").text
    spans = [[0, 6, "LOCATION"], [11, 17, "MISC"], [26, 32, "PER"], [33, 36, "claim"]]
    row = {"article": "plain.txt", "text": text, "label": [*spans, [37, 39, "-no tag"]]}
    plan = take(bare, "doccano", lines(tmp_path / "in.jsonl", row))
    names = {e.text: e.label for e in bare.entities("plain.txt") or ()}
    assert (names["Ankara"], names["Lavrov"]) == ("LOC", "PERSON")
    assert [mark.tag for mark in bare.article("plain.txt").marks] == ["claim"]
    assert plan.losses.counts()["entities labelled MISC, which are not supported"] == 1
    assert any(one.startswith("labels that are not valid tags") for one in plan.losses.counts())


def test_a_file_without_names_hides_none(bare: Library, tmp_path: Path) -> None:
    before = bare.entities("plain.txt")
    row = {"article": "plain.txt", "text": bare.article("plain.txt").text, "label": [[0, 6, "x"]]}
    take(bare, "doccano", lines(tmp_path / "in.jsonl", row))
    assert bare.entities("plain.txt") == before


def test_of_two_notes_ours_stays_and_theirs_is_a_conflict_once(
    bare: Library, tmp_path: Path
) -> None:
    bare.set_note("plain.txt", "mine")
    path = lines(tmp_path / "in.jsonl", {"id": "plain.txt", "note": "theirs"})
    plan = take(bare, "jsonl", path)
    assert plan.counts == {"conflict": 1}
    assert bare.articles.row("plain.txt").note == "mine"
    assert take(bare, "jsonl", path).ops == []
    bare.undo()
    assert take(bare, "jsonl", path).ops != []


def test_a_tag_that_excludes_one_of_ours_is_a_conflict_once(bare: Library, tmp_path: Path) -> None:
    for name in ("positive", "negative", "neutral"):
        bare.userdata.create_tag(name)
    bare.userdata.describe_tag("positive", excludes=["negative", "neutral"])
    bare.tag(["plain.txt"], "positive")
    path = lines(tmp_path / "in.jsonl", {"id": "plain.txt", "tags": ["war", "negative"]})
    plan = take(bare, "jsonl", path)
    assert plan.counts == {"tag": 1, "conflict": 1}
    assert set(bare.articles.row("plain.txt").tags) == {"positive", "war"}
    (conflict,) = bare.userdata.conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("tags", "positive", "negative")
    assert take(bare, "jsonl", path).ops == []


@pytest.mark.parametrize(
    "row",
    [
        {"id": 5, "tags": "one", "marks": [7, {}], "entities": [None, {"start": "a"}]},
        {"id": "plain.txt", "tags": [1, None, {}], "note": ["x"], "read": 7},
        {"id": "plain.txt", "read": "yesterday", "marks": [{"tag": "x", "start": -1, "end": 1e9}]},
        {"id": "plain.txt", "entities": [{"start": 0, "end": 10**9, "label": "ORG"}]},
        {"id": "plain.txt", "entities": [{"start": 0, "end": 3, "label": ["x"]}]},
        {"id": "plain.txt", "note": "\ud800 lone", "tags": ["\ud800"]},
        {},
    ],
)
def test_values_that_make_no_sense_are_passed_over(
    row: dict[str, Any], bare: Library, tmp_path: Path
) -> None:
    for name in ("jsonl", "doccano", "prodigy"):
        take(bare, name, lines(tmp_path / f"{name}.jsonl", row))
    data = {"data": row, "annotations": [{"result": [{"type": "labels", "value": row}, 7]}, None]}
    take(bare, "label-studio", lines(tmp_path / "tasks.json", data))
    assert [e.text for e in bare.entities("plain.txt") or ()][:1] == ["Ankara"]


def test_prodigys_rejected_examples_are_counted(bare: Library, tmp_path: Path) -> None:
    text = bare.article("plain.txt").text
    rows = [{"text": text, "accept": [answer], "answer": answer} for answer in ("reject", "accept")]
    plan = take(bare, "prodigy", lines(tmp_path / "in.jsonl", *rows))
    assert bare.articles.row("plain.txt").tags == ("accept",)
    assert plan.losses.counts() == {"examples that were rejected or ignored": 1}


def test_a_list_of_objects_is_read_piece_by_piece(tmp_path: Path) -> None:
    rows = [{"n": number, "text": "x" * 1000 + "]},{"} for number in range(3000)]
    path = tmp_path / "list.json"
    path.write_text(json.dumps(rows, indent=1))
    assert list(objects(path, Losses())) == rows
    path.write_text("[]")
    assert list(objects(path, Losses())) == []


@pytest.mark.parametrize("text", ["[{]", '[{"a": 1}', "{", "[1]", "7", '{"a":' * 100_000])
def test_broken_json_is_said(text: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text)
    with pytest.raises(ExportError, match=r"broken\.json"):
        list(objects(path, Losses()))


BOMB = '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><CodeBook><Codes>&c;</Codes></CodeBook>'


@pytest.mark.parametrize("text", [BOMB, "<CodeBook", "", "no xml"])
def test_xml_with_entities_of_its_own_or_none_at_all_is_refused(
    text: str, bare: Library, tmp_path: Path
) -> None:
    path = tmp_path / "in.qdc"
    path.write_text(text)
    with pytest.raises(ExportError, match=r"in\.qdc"):
        bare.formats.plan_import("qdc", path)


def test_a_project_of_another_program_is_read(bare: Library, tmp_path: Path) -> None:
    text = bare.article("plain.txt").text
    start = text.index("met Mr.")
    project = f"""<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="p">
    <CodeBook><Codes><Code guid="{{A}}" name="Group" isCodable="false"><Code guid="{{b}}"
    name="Claim" color="#d0504a"><Description>said</Description></Code></Code></Codes></CodeBook>
    <Sources><TextSource guid="c" name="Interview" plainTextPath="internal://C.TXT">
    <PlainTextSelection guid="d" startPosition="{start}" endPosition="{start + 7}">
    <Coding guid="e"><CodeRef targetGUID="{{B}}"/></Coding></PlainTextSelection>
    <Coding guid="f"><CodeRef targetGUID="{{b}}"/></Coding>
    <Coding guid="g"><CodeRef targetGUID="none"/></Coding></TextSource></Sources></Project>"""
    path = tmp_path / "in.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Project.qde", project)
        archive.writestr("sources/c.txt", "\ufeff" + text)
    plan = take(bare, "qdpx", path)
    (mark,) = bare.article("plain.txt").marks
    assert (mark.tag, mark.quote) == ("Group/Claim", "met Mr.")
    assert bare.articles.row("plain.txt").tags == ("Group/Claim",)
    (tag,) = bare.tags()
    assert (tag.name, tag.color, tag.description) == ("Group/Claim", "red", "said")
    assert plan.losses.counts() == {"codings with a code that is not in the codebook": 1}


def test_brats_own_annotations_are_read(bare: Library, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    folder.mkdir()
    text = bare.article("plain.txt").text
    (folder / "a.txt").write_text(text)
    (folder / "a.ann").write_text(
        "T1\tLocation 0 6\tAnkara\nT2\tGPE 0 6\tAnkara\n"
        "T3\tclaim 11 17;19 25\tMoscow Sergey\n#1\tAnnotatorNotes T3\tlook\n"
        "R1\tOrg Arg1:T1 Arg2:T2\nA1\tNegation T1\n"
    )
    plan = take(bare, "brat", folder)
    marks = {mark.tag: (mark.quote, mark.note) for mark in bare.article("plain.txt").marks}
    assert marks == {"Location": ("Ankara", None), "claim": ("Moscow\n\nSergey", "look")}
    assert (bare.entities("plain.txt") or ())[0].label == "GPE"
    assert plan.losses.counts()["relations, events and attributes"] == 2


def test_tables_as_a_spreadsheet_saves_them_are_read(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('\ufeffid;tags;note\r\nplain.txt;"a\\; b; c";\'=1+1\r\n\r\n', "utf-8")
    take(bare, "csv-articles", path)
    assert bare.articles.row("plain.txt").tags == ("a; b", "c")
    assert bare.articles.row("plain.txt").note == "=1+1"
    path.write_text("name,tags\nplain.txt,x\n")
    with pytest.raises(ExportError, match="missing column: id"):
        bare.formats.plan_import("csv-articles", path)
    path.write_text('id,tag,quote\nplain.txt,x,"met\n')
    with pytest.raises(ExportError, match=r"in\.csv, line"):
        bare.formats.plan_import("csv-marks", path)


def test_an_import_can_be_stopped_and_changes_nothing(bare: Library, tmp_path: Path) -> None:
    path = lines(tmp_path / "in.jsonl", {"id": "plain.txt", "tags": ["x"]})
    with pytest.raises(Stopped):
        bare.formats.plan_import("jsonl", path, stop=lambda: True)
    assert bare.userdata.history() == []


def test_a_missing_file_or_an_unknown_format_is_said(bare: Library, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no such file"):
        bare.formats.plan_import("jsonl", tmp_path / "none.jsonl")
    with pytest.raises(ExportError, match="unknown import format conll"):
        bare.formats.plan_import("conll", tmp_path)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("words", ["Ankara", "😀😀 Moscow", "Lavrov said", "Turkey"])
@pytest.mark.parametrize("measure", [utf16, len], ids=["UTF-16", "code points"])
def test_doccano_counts_utf16_and_code_points_where_only_they_fit(
    words: str, measure: Any, bare: Library, tmp_path: Path
) -> None:
    text = bare.article("astral.txt").text
    start = text.index(words)
    place = [measure(text[:start]), measure(text[: start + len(words)])]
    take(
        bare, "doccano", lines(tmp_path / "in.jsonl", {"text": text, "label": [[*place, "claim"]]})
    )
    assert [mark.quote for mark in bare.article("astral.txt").marks] == [words]


@pytest.mark.parametrize("measure", [utf16, len], ids=["UTF-16", "code points"])
def test_the_words_of_a_file_decide_in_every_format_that_has_them(
    measure: Any, bare: Library, tmp_path: Path
) -> None:
    text = bare.article("astral.txt").text
    start, end = text.index("code Lav"), text.index("code Lav") + 8
    place = {"start": measure(text[:start]), "end": measure(text[:end])}
    ending = text.index("Turkey!")
    token = {"start": measure(text[:ending]), "end": measure(text[: ending + 7])}
    region = {"type": "labels", "value": {**place, "text": "code Lav", "labels": ["claim"]}}
    files: dict[str, Any] = {
        "label-studio": {"data": {"text": text}, "annotations": [{"result": [region]}]},
        "prodigy": {
            "text": text,
            "spans": [{**place, "label": "claim"}],
            "tokens": [{**token, "text": "Turkey!"}],
        },
        "jsonl": {"text": text, "marks": [{**place, "tag": "claim", "quote": "code Lav"}]},
    }
    for name, row in files.items():
        take(bare, name, lines(tmp_path / f"{name}.jsonl", row))
        assert [m.quote for m in bare.article("astral.txt").marks] == ["code Lav"], name
        bare.undo()
    path = tmp_path / "marks.csv"
    path.write_text(
        f"id,tag,start,end,quote\nastral.txt,claim,{place['start']},{place['end']},code Lav\n"
    )
    take(bare, "csv-marks", path)
    assert [mark.quote for mark in bare.article("astral.txt").marks] == ["code Lav"]


def test_what_other_programs_say_besides_is_counted(bare: Library, tmp_path: Path) -> None:
    text = bare.article("plain.txt").text
    row: dict[str, Any] = {"text": text, "entities": [], "Comments": ["look"]}
    row["relations"] = [{"id": 0, "from_id": 0, "to_id": 1, "type": "in"}]
    plan = take(bare, "doccano", lines(tmp_path / "in.jsonl", row))
    assert plan.losses.counts() == {"relations": 1, "comments": 1}
    annotation = {"result": [{"type": "choices", "value": {"choices": ["last"]}}]}
    task = {"data": {"text": text}, "annotations": [{"result": []}, annotation]}
    path = lines(tmp_path / "task.json", task)
    plan = take(bare, "label-studio", path)
    assert plan.losses.counts() == {"annotations of a task other than its last": 1}
    assert bare.articles.row("plain.txt").tags == ("last",)
    plan = take(bare, "doccano", path)
    assert [what for what in plan.losses.counts() if "may have another format" in what]


def test_words_that_are_not_in_the_text_are_counted_not_shifted(
    bare: Library, tmp_path: Path
) -> None:
    text = bare.article("plain.txt").text
    value = {"start": 0, "end": 6, "text": "London", "labels": ["claim"]}
    row = {
        "data": {"text": text},
        "annotations": [{"result": [{"type": "labels", "value": value}]}],
    }
    plan = take(bare, "label-studio", lines(tmp_path / "in.json", row))
    assert plan.losses.counts() == {"marks whose passage is not in the text": 1}
