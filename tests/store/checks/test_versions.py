"""What the check says of other versions of `tags.yaml`."""

from pathlib import Path

import pytest

from store import Library
from store.checks.article_checks import Finding

OURS = "version: 1\narticles:\n  a.txt:\n    tags: [harbour]\n"


def told(folder: Path) -> list[Finding]:
    with Library.open(folder) as library:
        library.refresh()
        return [f for f in library.check() if f.kind in ("tags version", "left out")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Bread gets dearer\n\nBakers said so.\n", "utf-8")
    (tmp_path / "tags.yaml").write_text(OURS, "utf-8")
    return tmp_path


def test_a_version_with_other_work_is_told_with_the_command_that_merges_it(folder: Path) -> None:
    (folder / "tags 2.yaml").write_text(OURS.replace("harbour", "quay"), "utf-8")
    (finding,) = told(folder)
    assert (finding.kind, finding.id, finding.serious) == ("tags version", "tags 2.yaml", True)
    assert "1 value that ours lacks" in finding.message
    assert "cuttings merge 'tags 2.yaml'" in finding.remedy


def test_a_version_without_other_work_can_go(folder: Path) -> None:
    (folder / "tags 2.yaml").write_text(OURS, "utf-8")
    (finding,) = told(folder)
    assert (finding.remedy, finding.serious) == ("delete it", False)


def test_a_version_is_told_where_it_or_ours_cannot_be_read(folder: Path) -> None:
    (folder / "tags 2.yaml").write_text("a: [", "utf-8")
    (finding,) = told(folder)
    assert "tags 2.yaml, line" in finding.message
    (folder / "tags.yaml").write_text("a: [", "utf-8")
    (finding,) = told(folder)
    assert finding.remedy == "correct tags.yaml first"


def test_the_work_of_a_version_is_taken_as_one_change_that_undo_takes_back(folder: Path) -> None:
    other = folder / "tags 2.yaml"
    other.write_text(OURS.replace("harbour", "quay"), "utf-8")
    with Library.open(folder) as library:
        library.refresh()
        change = library.userdata.merge_version(other)
        assert change is not None
        library.userdata.flush()
        assert "harbour" in (text := (folder / "tags.yaml").read_text("utf-8"))
        assert "quay" in text
        assert library.userdata.merge_version(other) is None
        library.undo()
        library.userdata.flush()
        assert "quay" not in (folder / "tags.yaml").read_text("utf-8")


def test_copies_by_other_programs_are_told_by_kind(folder: Path) -> None:
    for name in ("a.txt~", "~$a.txt", "a.sync-conflict-20260102-101010-ABCDEFG.txt", "a.jpg"):
        (folder / name).write_text("x", "utf-8")
    assert {f.id: f.message.split()[1] for f in told(folder)} == {
        "a.txt~": "former",
        "~$a.txt": "mark",
        "a.sync-conflict-20260102-101010-ABCDEFG.txt": "second",
        "a.jpg": "picture",
    }
