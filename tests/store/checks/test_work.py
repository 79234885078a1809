"""What `check` says of the user's work and of names."""

import json

import pytest

from store.checks.userdata_checks import check_userdata
from store.entities import entity_store
from tests.store.index.conftest import Folder


def fact(folder: Folder, path: list[str], value: object) -> None:
    folder.database.connection().execute(
        "INSERT INTO facts VALUES (?, ?)",
        (json.dumps(path, separators=(",", ":")), json.dumps(value)),
    )


def found(folder: Folder, problem: str | None = None) -> list[tuple[str, str, str]]:
    return [
        (finding.kind, finding.id, finding.message)
        for finding in check_userdata(folder.database, problem)
    ]


@pytest.fixture
def one(folder: Folder) -> Folder:
    folder.write("a.txt", "about oil and gas")
    folder.refresh()
    return folder


def test_without_work_there_is_nothing_to_say(one: Folder) -> None:
    assert found(one) == []


def test_a_broken_tags_file_comes_first(one: Folder) -> None:
    assert found(one, "tags.yaml, line 3: no")[0] == ("tags file", "", "tags.yaml, line 3: no")


def test_conflicts_of_articles_and_tags_are_found(one: Folder) -> None:
    item = {"field": "note", "value": "theirs", "at": "2026-01-01"}
    fact(one, ["articles", "a.txt", "conflicts"], [item])
    one.tag("a.txt", "syria")
    one.database.connection().execute(
        "UPDATE tags SET extra = ?", (json.dumps({"conflicts": [item | {"field": "color"}]}),)
    )
    assert found(one) == [
        ("conflict", "a.txt", "note was changed on both sides; theirs was theirs"),
        ("conflict", "", "tag syria: color was changed on both sides; theirs was theirs"),
    ]


def test_lost_places_and_circles_of_aliases_are_found(one: Folder) -> None:
    spans = [{"at": [6, 9], "quote": "oil"}, {"at": [0, 4], "quote": "iron"}]
    fact(one, ["articles", "a.txt", "entities", "spans"], spans)
    fact(one, ["entities", "aliases", "A"], "B")
    fact(one, ["entities", "aliases", "B"], "A")
    assert [(kind, id) for kind, id, _ in found(one)] == [
        ("lost entity", "a.txt"),
        ("alias circle", ""),
        ("alias circle", ""),
    ]


def test_texts_that_ended_the_model_are_found(one: Folder) -> None:
    (row,) = one.all("SELECT num, sha256 FROM articles")
    with one.database.transaction() as connection:
        entity_store.write(
            connection,
            "r",
            entity_store.failed_content([int(str(row[0]))], str(row[1]), "it is odd"),
        )
    assert [(kind, id) for kind, id, _ in found(one)] == [("not annotated", "a.txt")]
