"""`cuttings restore` and `accept`, where tags.yaml is gone, broken, or has shrunk."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Call
from tests.cli.test_articles import IDS


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files that another hand wrote at once."""
    monkeypatch.setattr("store.userdata.tags_file.STILL_SECONDS", 0.0)


@pytest.fixture
def tags(library_folder: Path, here: Call) -> Path:
    """The library's tags.yaml, with a comment and two tagged articles."""
    file = library_folder / "tags.yaml"
    here("tag", "add", "syria", *IDS[:2])
    file.write_text(file.read_text("utf-8") + "# my own words\n", "utf-8")
    here("tag", "add", "nato", IDS[0])
    return file


def tags_of(file: Path, id: str) -> list[str]:
    block = yaml.safe_load(file.read_text("utf-8"))["articles"]
    return list(block[id]["tags"]) if block and id in block else []


@pytest.mark.parametrize("data", [None, b"", b"articles: [\n", b"\xff"])
def test_restore_writes_a_file_anew_that_is_gone_empty_or_broken(
    here: Call, tags: Path, data: bytes | None
) -> None:
    if data is None:
        tags.unlink()
    else:
        tags.write_bytes(data)
    refused = here("list")
    assert "tags.yaml" in refused.err
    done = here("restore")
    assert (done.code, len(done.lines)) == (0, 1)
    assert tags_of(tags, IDS[0]) == ["syria", "nato"]
    assert here("check").out == ""
    listed = here("restore", "--list", "--json").values
    assert listed
    assert all(row["bytes"] > 0 for row in listed)
    if data:
        (name,) = [row["name"] for row in listed if row["name"].endswith("-theirs.yaml")]
        assert (tags.parent / ".cuttings" / "backups" / name).read_bytes() == data


def test_a_file_written_anew_keeps_the_comments_of_the_last_backup(here: Call, tags: Path) -> None:
    here("tag", "add", "third", IDS[2])
    tags.unlink()
    assert here("restore").code == 0
    assert "# my own words" in tags.read_text("utf-8")
    assert tags_of(tags, IDS[2]) == ["third"]


def test_a_message_about_the_file_names_the_command_that_helps(here: Call, tags: Path) -> None:
    tags.unlink()
    assert "cuttings restore" in here("list").err
    assert "cuttings restore" in here("check").out


def test_restore_with_a_name_goes_back_as_one_change_that_undo_takes_back(
    here: Call, tags: Path
) -> None:
    (row,) = here("restore", "--list", "--json").values
    done = here("restore", row["name"])
    assert done.out == f"restore {row['name']}\n"
    assert (tags_of(tags, IDS[0]), tags_of(tags, IDS[1])) == (["syria"], ["syria"])
    assert here("restore", row["name"]).out == "the backup says what is there already\n"
    assert here("undo").code == 0
    assert tags_of(tags, IDS[0]) == ["syria", "nato"]


def test_restore_takes_any_file_of_this_format(here: Call, tags: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_text(f"articles:\n  {IDS[3]}:\n    tags: [old]\n", "utf-8")
    assert here("restore", str(copy)).code == 0
    assert tags_of(tags, IDS[3]) == ["old"]
    copy.write_text("articles: 3\n", "utf-8")
    refused = here("restore", str(copy))
    assert (refused.code, len(refused.errors)) == (2, 1)
    assert f"{copy}, line 1, column 11" in refused.err
    assert tags_of(tags, IDS[3]) == ["old"]


def test_restore_and_accept_of_a_sound_file_do_nothing(here: Call, tags: Path) -> None:
    before = tags.read_bytes()
    assert here("restore").code == 1
    assert here("accept").code == 1
    assert here("restore", "no such").code == 2
    assert here("restore", "--list", "x").code == 2
    assert tags.read_bytes() == before


def test_accept_lets_go_of_what_a_file_has_lost_and_a_backup_brings_it_back(
    here: Call, tags: Path
) -> None:
    tags.write_text("", "utf-8")
    assert here("tag", "add", "more", IDS[4]).code == 2
    done = here("accept")
    assert done.code == 0
    name = done.out.split()[-1]
    assert here("list", "tag:syria").code == 1
    assert here("check").out == ""
    assert here("restore", name).code == 0
    assert tags_of(tags, IDS[0]) == ["syria", "nato"]


def test_accept_refuses_a_file_that_cant_be_read(here: Call, tags: Path) -> None:
    tags.write_text("articles: [\n", "utf-8")
    done = here("accept")
    assert done.code == 2
    assert "line" in done.err
    assert tags.read_text("utf-8") == "articles: [\n"


def test_check_repair_prints_what_was_mended_and_what_is_left(
    here: Call, tags: Path, library_folder: Path
) -> None:
    text = tags.read_text("utf-8").replace(f"  {IDS[0]}:", "  old.txt:")
    tags.write_text(text.replace(f"  {IDS[1]}:", "  gone.txt:").replace("sha256: ", "sha256: f", 2))
    tags.write_text(tags.read_text("utf-8").replace("sha256: f", "sha256: ", 1))
    assert [line.split("\t")[:2] for line in here("check").lines] == [
        ["orphan", "gone.txt"],
        ["orphan", "old.txt"],
    ]
    done = here("check", "--repair")
    assert [line.split("\t")[0] for line in done.lines] == ["mended", "orphan"]
    assert done.code == 1
    assert len(here("check", "--repair", "--json").values) == 1


def test_check_says_where_a_broken_file_is_wrong(here: Call, tags: Path) -> None:
    tags.write_text("version: 1\narticles:\n  a.txt: {tags: x}\n", "utf-8")
    for arguments in (["check"], ["check", "--repair"]):
        done = here(*arguments)
        assert done.code == 1
        assert "line 3, column 17" in done.out


def test_what_a_save_of_an_old_copy_took_away_is_said_checked_and_undone(
    here: Call, tags: Path
) -> None:
    old = tags.read_bytes()
    here("tag", "add", "late", *IDS)
    now = tags.read_text("utf-8")
    tags.write_bytes(old)
    listed = here("list")
    (said,) = listed.err.splitlines()
    assert "lost 1 codebook entry, 5 tags (cuttings undo reverts it" in said
    assert here("list").err == ""
    checked = here("check")
    assert checked.code == 1
    assert "lost in an edit of tags.yaml: 1 codebook entry, 5 tags" in checked.out
    names = [row["name"] for row in here("restore", "--list", "--json").values]
    assert any(name in said and name in checked.out for name in names)
    assert here("undo").code == 0
    assert tags.read_text("utf-8").split() == now.split()
    assert "taken away" not in here("check").out


def test_a_loss_is_let_go_with_accept(here: Call, tags: Path) -> None:
    old = tags.read_bytes()
    here("tag", "add", "late", *IDS)
    tags.write_bytes(old)
    assert here("accept").code == 0
    assert "taken away" not in here("check").out
    assert here("accept").code == 1


def test_merge_takes_the_work_of_another_version_and_leaves_that_file(
    here: Call, tags: Path
) -> None:
    other = tags.with_name("tags-LAPTOP-7.yaml")
    other.write_text(f"version: 1\narticles:\n  {IDS[0]}:\n    tags: [theirs]\n", "utf-8")
    assert here("check").out.split("\t")[3].startswith("cuttings merge tags-LAPTOP-7.yaml")
    merged = here("merge", other)
    assert (merged.code, merged.lines) == (0, ["merge tags-LAPTOP-7.yaml"])
    assert sorted(tags_of(tags, IDS[0])) == ["nato", "syria", "theirs"]
    assert "# my own words" in tags.read_text("utf-8")
    again = here("merge", other)
    assert (again.code, again.lines) == (1, ["it has nothing that tags.yaml lacks"])
    here("undo")
    assert "theirs" not in tags.read_text("utf-8")
    assert here("merge", tags).code == 2
    other.write_text("a: [", "utf-8")
    refused = here("merge", other)
    assert refused.code != 0
    assert "tags-LAPTOP-7.yaml, line" in refused.err
