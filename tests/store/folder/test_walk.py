"""The folder walked through: what is found, left out, and asked about."""

import os
from pathlib import Path

import pytest

from store.errors import LibraryError, NeedsConfirmation
from store.folder import walk
from store.folder.locations import find_locations
from store.folder.walk import Skipped, candidates, confirm


def listed(folder: Path, *ignore: str) -> list[str]:
    return sorted(found.id for found in candidates(find_locations(folder), ignore))


def skipped(folder: Path, *ignore: str) -> dict[str, str]:
    left_out = Skipped(keep=100)
    list(candidates(find_locations(folder), ignore, left_out))
    return {file.id: file.kind for file in left_out.files}


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_texts_are_listed_with_size_and_time_and_the_rest_is_counted(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "b/c.md", "b/README", "x.jpg", ".hidden/d.txt", ".e.txt", "tags.yaml")
    touch(tmp_path, ".cuttings/f.txt")
    (tmp_path / "a.txt").write_bytes(b"four")
    os.utime(tmp_path / "a.txt", ns=(5, 5))
    assert listed(tmp_path) == ["a.txt", "b/README", "b/c.md"]
    assert skipped(tmp_path) == {"x.jpg": "other"}
    found = next(one for one in candidates(find_locations(tmp_path)) if one.id == "a.txt")
    assert (found.raw, found.size, found.mtime_ns) == (b"a.txt", 4, 5)


def test_ignored_files_and_folders_are_left_out_and_not_entered(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "a.bak.txt", "old/b.txt", "c/d.txt")
    assert listed(tmp_path, "*.bak.txt", "old/", "c/*") == ["a.txt"]
    left_out = Skipped()
    list(candidates(find_locations(tmp_path), ["old/"], left_out))
    assert left_out.counts["ignored"] == 1
    assert left_out.others == 0


def test_links_are_followed_inside_the_library_only(tmp_path: Path) -> None:
    library, outside = tmp_path / "library", tmp_path / "outside"
    touch(library, "a.txt", ".raw/b.txt")
    touch(outside, "c.txt")
    (library / "link.txt").symlink_to("a.txt")
    (library / "raw").symlink_to(".raw")
    (library / "out.txt").symlink_to(outside / "c.txt")
    (library / "out").symlink_to(outside)
    (library / "broken.txt").symlink_to("missing.txt")
    (library / "self.txt").symlink_to("self.txt")
    assert listed(library) == ["a.txt", "link.txt", "raw/b.txt"]
    assert skipped(library) == dict.fromkeys(["out", "out.txt", "broken.txt", "self.txt"], "link")


def test_links_in_circles_end(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.txt", "b/y.txt")
    for link, target in (("a/up", ".."), ("a/b", "../b"), ("b/a", "../a"), ("b/b", ".")):
        (tmp_path / link).symlink_to(target)
    assert listed(tmp_path) == ["a/x.txt", "b/y.txt"]
    assert set(skipped(tmp_path)) == {"a/up", "a/b", "b/a", "b/b"}


def test_special_files_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    assert listed(tmp_path) == []
    assert skipped(tmp_path) == {"pipe.txt": "special", "pipe": "special"}


def test_names_that_are_not_utf8_are_listed(tmp_path: Path) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")).touch()
    assert listed(tmp_path) == ["caf%E9.txt"]


def test_a_deep_tree_is_no_problem(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["d"] * 400)
    folder.mkdir(parents=True)
    (folder / "a.txt").touch()
    assert listed(tmp_path) == ["d/" * 400 + "a.txt"]


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.txt", "locked/b.txt")
    real = os.scandir

    def scandir(path: bytes) -> object:
        if path.endswith(b"locked"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    places = find_locations(tmp_path)
    monkeypatch.setattr(os, "scandir", scandir)
    left_out = Skipped(keep=9)
    found = [one.id for one in candidates(places, (), left_out)]
    assert found == ["a.txt"]
    assert left_out.unlisted == [b"locked"]
    assert left_out.files[0].kind == "unreadable"


def test_an_article_folder_that_is_gone_is_an_error_and_not_an_empty_library(
    library_folder: Path,
) -> None:
    places = find_locations(library_folder)
    (library_folder / "seeds").rename(library_folder / "away")
    with pytest.raises(LibraryError, match="can't be listed"):
        list(candidates(places))


def test_home_and_what_is_above_it_are_asked_for_first(own_home: Path) -> None:
    for folder in (own_home, own_home.parent, Path("/")):
        with pytest.raises(NeedsConfirmation):
            confirm(find_locations(folder))
    touch(own_home, "tags.yaml")
    confirm(find_locations(own_home))


def test_a_folder_of_very_many_files_is_asked_for_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "MANY_CANDIDATES", 3)
    touch(tmp_path, "a.txt", "b.txt", "c.txt", "d.jpg")
    confirm(find_locations(tmp_path))
    touch(tmp_path, "d.txt")
    with pytest.raises(NeedsConfirmation, match="more than 3"):
        confirm(find_locations(tmp_path))
    (tmp_path / ".cuttings").mkdir()
    confirm(find_locations(tmp_path))
