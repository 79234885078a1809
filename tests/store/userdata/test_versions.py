"""Other versions of `tags.yaml` beside it: known by their names, and merged."""

from pathlib import Path

import pytest

from store.errors import TagFileError
from store.userdata.conflict_copies import (
    count_missing,
    is_version,
    merged,
    other_versions,
)

OURS = b"version: 1\ntags:\n  sea: {key: 2}\narticles:\n  a.txt:\n    tags: [harbour]\n"
THEIRS = """\
version: 1
tags:
  port: {key: 2}
articles:
  a.txt:
    tags: [quay]
  b.txt:
    tags: [port]
"""


@pytest.mark.parametrize(
    "name",
    [
        "tags.sync-conflict-20260102-101010-ABCDEFG.yaml",
        "tags (Ann's conflicted copy 2026-01-02).yaml",
        "tags (conflicted copy 2026-01-02 101010).yaml",
        "tags (SFConflict ann@loaf.org 2026-01-02-10-10-10).yaml",
        "tags_conflict-20260102-101010.yaml",
        "tags 2.yaml",
        "tags (1).yaml",
        "tags copy.yaml",
        "tags - Copy (2).yaml",
        "tags-LAPTOP-7.yaml",
        "tags-DESKTOP-AB12CD.yaml",
        "tags-Anns-MacBook-Pro.yaml",
        "tags_BACKUP_123.yaml",
        "tags.yaml_BACKUP_123.yaml",
        "tags_REMOTE_4711.yaml",
        "tags.yaml.orig",
        "tags.yaml.sync-conflict-20260102-101010-ABCDEFG",
    ],
)
def test_what_other_programs_call_a_second_file_is_a_version(name: str) -> None:
    assert is_version(name, "tags.yaml")
    assert not is_version(name, "ann.yaml")


@pytest.mark.parametrize(
    "name",
    ["tags.yaml", "tags-ann.yaml", "tags.yaml~", "tags.yaml.bak", "tags.yml", "tags.txt", "a.yaml",
     "tagset.yaml", "tags of 2016.yaml", "tags 2.txt"],
)  # fmt: skip
def test_other_files_are_none(name: str) -> None:
    assert not is_version(name, "tags.yaml")


def test_files_alone_are_listed_in_order(tmp_path: Path) -> None:
    for name in ("tags.yaml", "tags 3.yaml", "tags 2.yaml"):
        (tmp_path / name).write_text("version: 1\n", "utf-8")
    (tmp_path / "tags 4.yaml").mkdir()
    names = [path.name for path in other_versions(tmp_path / "tags.yaml")]
    assert names == ["tags 2.yaml", "tags 3.yaml"]


def test_what_either_has_is_kept_and_a_key_that_is_taken_is_given_once(tmp_path: Path) -> None:
    other = tmp_path / "tags 2.yaml"
    other.write_text(THEIRS, "utf-8")
    both = merged(OURS, other)
    tags = {path[1:] for path in both if path[0] == "articles" and path[2] == "tags"}
    assert tags == {
        ("a.txt", "tags", "harbour"),
        ("a.txt", "tags", "quay"),
        ("b.txt", "tags", "port"),
    }
    keys = [value for path, value in both.items() if path[-1] == "key"]
    assert len(keys) == len(set(keys)) == 2
    assert count_missing(OURS, other) > 0
    other.write_bytes(OURS)
    assert count_missing(OURS, other) == 0


@pytest.mark.parametrize("data", [b"a: [", b"\xff\xfe", b"<<<<<<< ours\nversion: 1\n"])
def test_a_version_that_cannot_be_read_is_named_in_the_error(tmp_path: Path, data: bytes) -> None:
    other = tmp_path / "tags 2.yaml"
    other.write_bytes(data)
    with pytest.raises(TagFileError, match=r"tags 2\.yaml"):
        merged(OURS, other)
    with pytest.raises(TagFileError, match=r"tags 3\.yaml"):
        merged(OURS, tmp_path / "tags 3.yaml")
