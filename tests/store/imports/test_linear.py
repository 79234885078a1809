"""An import takes as long as its file, however many articles there are, and can be stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from store import ExportError, Library, Stopped
from store.exports.losses import Losses
from store.imports import jsonfiles
from store.imports.jsonfiles import objects

STEPS = 100
"""Steps of SQLite's machine between two calls of the counter."""


def steps(library: Library, name: str, path: Path) -> int:
    """Return how many steps SQLite takes for an import, in hundreds."""
    connection = library._database.connection()
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    connection.set_progress_handler(step, STEPS)
    try:
        assert library.formats.plan_import(name, path).summary()
    finally:
        connection.set_progress_handler(None, STEPS)
    return count


@pytest.mark.parametrize("key", ["id", "sha256"])
def test_a_document_is_looked_up_without_a_walk_over_all_articles(key: str, tmp_path: Path) -> None:
    costs = []
    for articles in (50, 500):
        folder = tmp_path / f"of{articles}"
        folder.mkdir()
        for number in range(articles):
            (folder / f"{number:03}.txt").write_text(f"Number {number} of the articles.")
        with Library.open(folder, refresh=True) as library:
            path = tmp_path / "in.jsonl"
            query = f"SELECT {key} FROM articles ORDER BY num LIMIT 50"
            with path.open("w") as file:
                for (value,) in library._database.connection().execute(query):
                    file.write(json.dumps({key: value, "tags": ["x"]}) + "\n")
            costs.append(steps(library, "jsonl", path))
    assert costs[1] < 1.5 * costs[0]


def test_the_items_of_a_list_are_not_copied_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([{"n": number} for number in range(2_000)]))
    pieces: list[int] = []
    decoder = json.JSONDecoder

    class Watched(decoder):  # type: ignore[misc, valid-type]
        def raw_decode(self, s: str, idx: int = 0) -> Any:
            pieces.append(id(s))
            return super().raw_decode(s, idx)

    monkeypatch.setattr(json, "JSONDecoder", Watched)
    assert len(list(objects(path, Losses()))) == 2_000
    assert len(pieces) == 2_000
    assert len(set(pieces)) == 1


def test_a_fault_in_a_list_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('[\n {"a": 1},\n {"a": 2},\n {"a": }\n]')
    with pytest.raises(ExportError, match=r"list\.json, line 4: not valid JSON"):
        list(objects(path, Losses()))


@pytest.mark.parametrize("text", ["x" * 3_000, '[{"a": "' + "x" * 3_000])
def test_an_object_without_end_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonfiles, "LONGEST", 1_000)
    monkeypatch.setattr(jsonfiles, "_CHUNK", 500)
    path = tmp_path / "in.json"
    path.write_text(text)
    with pytest.raises(ExportError, match=r"in\.json, line 1"):
        list(objects(path, Losses()))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1", "true", "1.5"])
def test_numbers_that_are_no_places_are_counted(number: str, bare: Library, tmp_path: Path) -> None:
    text = json.dumps(bare.article("plain.txt").text)
    path = tmp_path / "in.json"
    for name, row in {
        "doccano": f'{{"text": {text}, "label": [[{number}, 6, "x"], [0, 6, "x"]]}}',
        "prodigy": f'{{"text": {text}, "spans": [{{"start": 0, "end": {number}, "label": "x"}},'
        '{"start": 0, "end": 6, "label": "x"}]}',
        "jsonl": f'{{"text": {text}, "marks": [{{"start": {number}, "end": 6, "tag": "x"}},'
        '{"start": 0, "end": 6, "tag": "x"}]}',
    }.items():
        path.write_text(row)
        plan = bare.formats.plan_import(name, path)
        assert plan.summary() == ["1 mark"]
        assert plan.losses.total == 1


@pytest.mark.parametrize("place", [(9, 3), (5, 5), (0, 10**6), (10**6, 10**6 + 3)])
def test_a_place_outside_of_the_text_ends_nothing_and_is_counted(
    place: tuple[int, int], bare: Library, tmp_path: Path
) -> None:
    text = bare.article("plain.txt").text
    spans = [[*place, "claim"], [0, 6, "claim"]]
    fields = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    regions = [
        {"type": "labels", "value": {"start": start, "end": end, "labels": [label]}}
        for start, end, label in spans
    ]
    tagged = [{"start": start, "end": end, "tag": label} for start, end, label in spans]
    files: dict[str, Any] = {
        "doccano": {"text": text, "label": spans},
        "prodigy": {"text": text, "spans": fields},
        "label-studio": {"data": {"text": text}, "annotations": [{"result": regions}]},
        "jsonl": {"text": text, "marks": tagged},
    }
    path = tmp_path / "in.json"
    for name, row in files.items():
        path.write_text(json.dumps(row))
        plan = bare.formats.plan_import(name, path)
        assert plan.summary() == ["1 mark"], name
        assert plan.losses.total == 1, name
    path = tmp_path / "in.csv"
    path.write_text(
        f"id,tag,start,end,quote\nplain.txt,claim,{place[0]},{place[1]},\nplain.txt,claim,0,6,\n"
    )
    plan = bare.formats.plan_import("csv-marks", path)
    assert plan.summary() == ["1 mark"]
    assert plan.losses.total == 1


def test_the_first_reading_stops_too(bare: Library, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "plain.txt"}\n' * 1_000)
    documents = 0

    def stop() -> bool:
        nonlocal documents
        documents += 1
        return documents > 5

    with pytest.raises(Stopped, match="nothing changed"):
        bare.formats.plan_import("jsonl", path, stop=stop)
    assert documents == 6
