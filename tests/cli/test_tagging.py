"""`tag`, `tags`, `undo`, `redo` and `history`."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import OWN_TAGS, Library
from tests.cli.conftest import Call
from tests.cli.test_articles import IDS
from tui.startup import open_library


def tags(here: Call, id: str, *options: str | Path) -> list[str]:
    listed = here("list", "--json", *options).values
    return next(row["tags"] for row in listed if row["id"] == id)


def test_a_tag_is_in_tags_yaml_when_the_command_ends(library_folder: Path, process: Call) -> None:
    assert process("tag", "add", "to check", IDS[0], IDS[2]).code == 0
    written = (library_folder / "tags.yaml").read_text(encoding="utf-8")
    assert written.count("tags: [to check]") == 2
    assert IDS[0] in written
    listed = process("list", "tag:", "--json").values
    assert [(row["id"], row["tags"]) for row in listed] == [
        (IDS[0], ["to check"]),
        (IDS[2], ["to check"]),
    ]


def test_a_query_says_which_articles_get_a_tag(here: Call) -> None:
    assert here("tag", "add", "agency", "-q", "-source:TASS source:").code == 0
    ids = [line.split("\t")[0] for line in here("list", "tag:agency").lines]
    assert ids == IDS[3:]
    assert here("tag", "add", "agency", "-q", "tag:none").code == 1


def test_a_tag_that_is_there_already_records_no_change(here: Call) -> None:
    here("tag", "add", "syria", IDS[0])
    before = here("history").out
    again = here("tag", "add", "#Syria", IDS[0])
    assert again.code == 0
    assert here("history").out == before
    assert tags(here, IDS[0]) == ["syria"]


def test_an_unknown_id_is_named_and_nothing_is_changed(library_folder: Path, here: Call) -> None:
    done = here("tag", "add", "syria", IDS[0], "nope.txt")
    assert (done.code, done.out) == (1, "")
    (error,) = done.errors
    assert "nope.txt" in error
    assert tags(here, IDS[0]) == []
    assert here("history").code == 1


@pytest.mark.parametrize("name", ["a//b", "", "a\x07b", "x" * 101])
def test_a_name_that_breaks_the_rules_is_refused(here: Call, name: str) -> None:
    done = here("tag", "add", name, IDS[0])
    assert (done.code, len(done.errors)) == (2, 1)


def test_removing_says_when_there_was_nothing_to_remove(here: Call) -> None:
    here("tag", "add", "syria", IDS[0])
    assert here("tag", "remove", "syria", IDS[1]).code == 1
    assert here("tag", "remove", "never", IDS[0]).code == 1
    assert here("tag", "remove", "syria", IDS[0], IDS[1]).code == 0
    assert tags(here, IDS[0]) == []


def test_undo_and_redo_say_what_they_did(here: Call) -> None:
    assert here("undo").code == 1
    here("tag", "add", "syria", *IDS)
    undone = here("undo")
    assert undone.code == 0
    assert "tag syria on 5 articles" in undone.out
    assert here("list", "tag:syria").code == 1
    assert here("undo").code == 1
    assert "tag syria on 5 articles" in here("redo").out
    assert len(here("list", "tag:syria").lines) == 5
    assert here("redo").code == 1


def test_history_is_the_latest_first(here: Call) -> None:
    here("tag", "add", "one", IDS[0])
    here("tag", "add", "two", IDS[0])
    changes = here("history", "--json").values
    assert [list(change) for change in changes] == [["seq", "at", "coder", "label", "undone"]] * 2
    assert [change["label"] for change in changes] == [
        "tag two on 1 article",
        "tag one on 1 article",
    ]
    assert changes[0]["seq"] > changes[1]["seq"]
    assert len(here("history", "--limit", "1").lines) == 1
    assert here("history").lines[0].split("\t")[3] == "tag two on 1 article"


def test_the_codebook_is_listed_with_its_counts(here: Call) -> None:
    here("tag", "add", "syria", IDS[0], IDS[1])
    here("tags", "describe", "syria", "The war and the talks", "--color", "red", "--key", "7")
    assert here("tags", "--json").values == [
        {
            "name": "syria",
            "articles": 2,
            "marks": 0,
            "color": "red",
            "key": 7,
            "description": "The war and the talks",
            "excludes": [],
        }
    ]
    assert here("tags", "list", "--json").values == here("tags", "--json", "list").values
    assert here("tags").lines == ["syria\t2\tred\t7\tThe war and the talks\t0"]
    here("tags", "describe", "syria", "", "--key", "")
    assert here("tags").lines == ["syria\t2\tred\t\t\t0"]


def test_a_tag_is_renamed_merged_and_deleted_everywhere(here: Call) -> None:
    here("tag", "add", "a", IDS[0])
    here("tag", "add", "b", IDS[1])
    assert here("tags", "rename", "a", "region/turkey").code == 0
    assert tags(here, IDS[0]) == ["region/turkey"]
    assert here("tags", "rename", "never", "x").code == 1
    assert here("tags", "merge", "b", "region/turkey", "turkey").code == 0
    assert len(here("list", "tag:turkey").lines) == 2
    assert here("tags", "delete", "turkey").code == 0
    assert here("list", "tag:").code == 1
    assert here("undo").code == 0
    assert len(here("list", "tag:turkey").lines) == 2


def test_tags_can_lie_elsewhere(library_folder: Path, tmp_path: Path, here: Call) -> None:
    elsewhere = tmp_path / "work" / "mine.yaml"
    elsewhere.parent.mkdir()
    assert here("tag", "add", "syria", IDS[0], "--tags", elsewhere).code == 0
    assert "syria" in elsewhere.read_text(encoding="utf-8")
    assert not (library_folder / "tags.yaml").exists()
    assert tags(here, IDS[0], "--tags", elsewhere) == ["syria"]
    assert tags(here, IDS[0]) == [], "only the reader remembers it"


def test_the_reader_remembers_the_tags_file_until_it_is_told_default(
    library_folder: Path, tmp_path: Path, here: Call
) -> None:
    elsewhere = tmp_path / "anna.yaml"
    open_library(library_folder, tags_file=elsewhere).close()
    assert not (library_folder / ".cuttings" / "tags-file").exists()
    assert here("tag", "add", "syria", IDS[0]).code == 0
    assert "syria" in elsewhere.read_text("utf-8")
    assert tags(here, IDS[0], "--tags", "default") == []
    assert tags(here, IDS[0]) == ["syria"], "a command forgets nothing either"
    open_library(library_folder, tags_file=Path(OWN_TAGS)).close()
    assert tags(here, IDS[0]) == []


def test_a_tags_file_may_be_called_like_the_word(library_folder: Path, here: Call) -> None:
    assert here("tag", "add", "syria", IDS[0], "--tags", "./default").code == 0
    assert "syria" in (library_folder / "default").read_text("utf-8")


def test_a_tags_file_that_the_library_names_is_said_not_to_count(
    library_folder: Path, tmp_path: Path, here: Call
) -> None:
    (library_folder / ".cuttings").mkdir()
    pointer = library_folder / ".cuttings" / "tags-file"
    pointer.write_text(str(tmp_path / "anna.yaml"))
    (notice,) = here("list").errors
    assert "is not followed" in notice
    assert "--tags FILE" in notice
    assert not here("list", "--tags", tmp_path / "anna.yaml").errors
    pointer.unlink()
    assert not here("list").errors


def test_a_broken_tags_yaml_is_said_and_never_overwritten(library_folder: Path, here: Call) -> None:
    broken = "version: 1\ntags:\n  a: {color: red\n  b: [\n"
    (library_folder / "tags.yaml").write_text(broken, encoding="utf-8")
    listed = here("list")
    assert (listed.code, len(listed.lines), len(listed.errors)) == (0, 5, 1)
    assert "tags.yaml, line " in listed.err
    refused = here("tag", "add", "syria", IDS[0])
    assert refused.code == 2
    assert "tags.yaml" in refused.err
    assert (library_folder / "tags.yaml").read_text(encoding="utf-8") == broken


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_a_user_whom_the_system_has_no_name_for_can_work(
    here: Call, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nameless() -> str:
        raise error("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert here("tag", "add", "syria", IDS[0]).code == 0
    assert here("history", "--json").values[0]["coder"].startswith("user")


def test_changes_are_signed_with_the_coder_of_the_settings(own_home: Path, here: Call) -> None:
    settings = own_home / ".config" / "cuttings" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('coder = "Ada"\n')
    here("tag", "add", "syria", IDS[0])
    assert here("history", "--json").values[0]["coder"] == "Ada"


def test_a_tag_is_split_by_a_query_and_one_undo_takes_it_back(here: Call) -> None:
    here("tag", "add", "news", *IDS)
    before = here("list", "--json").values
    preview = here("tags", "split", "news", "source:TASS", "agency", "--dry-run")
    assert preview.code == 0
    ids = [line.split("\t")[0] for line in here("list", "source:TASS").lines]
    assert [line.split("\t")[0] for line in preview.lines] == ids
    assert here("list", "--json").values == before
    done = here("tags", "split", "news", "source:TASS", "agency")
    assert (done.code, done.lines) == (0, [f"split tag news: agency on {len(ids)} articles"])
    assert [tags(here, id) for id in ids] == [["agency"]] * len(ids)
    assert len(here("list", "tag:news").lines) == len(IDS) - len(ids)
    assert here("undo").code == 0
    assert [row["tags"] for row in here("list", "--json").values] == [["news"]] * len(IDS)
    assert here("tags", "split", "news", "source:nobody", "x").code == 1
    assert here("tags", "split", "news", "date:(", "x").code == 2
    assert here("tags", "split", "nope", "source:TASS", "x").code in (1, 2)


def test_a_dry_run_lists_what_would_change_and_changes_nothing(
    library_folder: Path, here: Call
) -> None:
    here("tag", "add", "news", IDS[0], IDS[1])
    before = (library_folder / "tags.yaml").read_bytes()
    shown = here("tag", "add", "news", "-q", "turkey", "--dry-run")
    assert [line.split("\t")[0] for line in shown.lines] == IDS[2:]
    assert shown.errors == ["cuttings: would tag news on 3 articles, 2 have it already"]
    for words in (
        ("tag", "remove", "news", *IDS, "-n"),
        ("tags", "rename", "news", "old news", "-n"),
        ("tags", "merge", "news", "quote", "-n"),
        ("tags", "delete", "news", "-n"),
    ):
        planned = here(*words)
        assert (planned.code, [line.split("\t")[0] for line in planned.lines]) == (0, IDS[:2])
        assert planned.errors[0].startswith("cuttings: would ")
    assert (library_folder / "tags.yaml").read_bytes() == before
    assert len(here("history").lines) == 1


def test_who_has_a_tag_already_is_counted(here: Call) -> None:
    here("tag", "add", "news", IDS[0])
    assert here("tag", "add", "news", *IDS).out == "tag news on 4 articles, 1 has it already\n"
    here("tag", "remove", "news", IDS[0], IDS[1])
    assert here("tag", "remove", "news", *IDS).out == "untag news on 3 articles, 2 do not have it\n"


def test_a_tag_of_passages_is_counted_and_deleted_with_them(
    here: Call, library_folder: Path
) -> None:
    with Library.open(library_folder, refresh=True) as library:
        for start in (0, 10, 20):
            library.mark(IDS[0], start, start + 5, "quote")
        library.mark(IDS[1], 0, 5, "quote", "look again")
    assert here("tags").lines == ["quote\t0\t\t1\t\t4"]
    said = ["delete tag quote (4 passages; 1 note kept on the articles)"]
    tried = here("tags", "delete", "quote", "--dry-run")
    assert said[0] in tried.err
    assert len(here("list", "mark:quote").lines) == 2
    assert here("tags", "delete", "quote").lines == said
    assert here("tags").lines == []
    assert here("list", "mark:quote").lines == []
    assert here("list", "note:look").code == 0
    here("undo")
    assert here("tags").lines == ["quote\t0\t\t1\t\t4"]
