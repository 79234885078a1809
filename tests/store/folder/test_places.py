"""Which library a folder or a file belongs to, and where its files lie."""

import os
from pathlib import Path

import pytest

from store.errors import LibraryError
from store.folder import locations as places_module
from store.folder.locations import find_locations
from store.model import OWN_TAGS


def test_a_folder_with_seeds_is_the_library_of_what_lies_in_them(library_folder: Path) -> None:
    for argument in (library_folder, library_folder / "seeds"):
        places = find_locations(argument)
        assert places.root == library_folder
        assert places.articles == library_folder / "seeds"
        assert places.tags_file == library_folder / "tags.yaml"
        assert places.index_path == library_folder / ".cuttings" / "index.db"
        assert places.journal_path == library_folder / ".cuttings" / "journal.db"
        assert places.writable
        assert places.single is None


def test_a_folder_without_seeds_holds_its_articles_itself(tmp_path: Path) -> None:
    places = find_locations(tmp_path)
    assert places.root == places.articles == tmp_path
    assert not places.existed


@pytest.mark.parametrize("mark", ["tags.yaml", ".cuttings"])
def test_the_nearest_library_above_is_taken(tmp_path: Path, mark: str) -> None:
    deep = tmp_path / "2016" / "12"
    deep.mkdir(parents=True)
    if mark == "tags.yaml":
        (tmp_path / mark).touch()
    else:
        (tmp_path / mark).mkdir()
    places = find_locations(deep)
    assert places.root == tmp_path
    assert places.existed


def test_a_folder_that_the_library_above_does_not_list_is_one_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "tags.yaml").touch()
    (tmp_path / "other").mkdir()
    assert find_locations(tmp_path / "other").root == tmp_path / "other"


def test_a_file_names_the_article_to_open(library_folder: Path) -> None:
    deep = library_folder / "seeds" / "a b"
    deep.mkdir()
    (deep / "100%.txt").write_text("x", encoding="utf-8")
    (library_folder / "tags.yaml").touch()
    places = find_locations(deep / "100%.txt")
    assert places.root == library_folder
    assert places.single == "a b/100%25.txt"


def test_what_is_missing_or_no_article_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    os.mkfifo(tmp_path / "pipe")
    for name, message in (
        ("missing", "no such folder or file"),
        ("a.jpg", "no file of a format that can be read"),
        ("pipe", "neither a folder nor a regular file"),
    ):
        with pytest.raises(LibraryError, match=message) as caught:
            find_locations(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_finding_creates_nothing(library_folder: Path) -> None:
    before = sorted(library_folder.iterdir())
    find_locations(library_folder)
    assert sorted(library_folder.iterdir()) == before


def test_preparing_makes_the_state_folder_which_git_ignores(library_folder: Path) -> None:
    find_locations(library_folder).prepare()
    assert (library_folder / ".cuttings" / ".gitignore").read_text().endswith("*\n")


def test_tags_elsewhere_are_remembered_when_that_is_wanted(
    library_folder: Path, tmp_path: Path, own_home: Path
) -> None:
    mine = tmp_path / "mine" / "war.yaml"
    mine.parent.mkdir()
    places = find_locations(library_folder, mine)
    places.prepare()
    assert places.elsewhere == mine
    assert places.journal_path.parent.is_relative_to(mine.parent)
    assert not (mine.parent / ".cuttings").exists(), "it must not look like a library"
    assert find_locations(library_folder).elsewhere is None
    places.remember()
    assert own_home in places.pointer.parents
    (tmp_path / "way").symlink_to(library_folder)
    assert find_locations(library_folder).tags_file == mine
    assert find_locations(tmp_path / "way").tags_file == mine, "a library is known by its real path"
    for back in (library_folder / "tags.yaml", Path(OWN_TAGS)):
        assert find_locations(library_folder, back).elsewhere is None
        assert find_locations(library_folder).tags_file == mine
    find_locations(library_folder, Path(OWN_TAGS)).remember()
    assert find_locations(library_folder).elsewhere is None
    assert not places.pointer.exists()


def test_where_nothing_can_be_written_the_index_goes_to_the_users_cache(
    library_folder: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        os, "access", lambda path, mode: library_folder not in Path(path, "x").parents
    )
    places = find_locations(library_folder)
    assert not places.writable
    assert own_home in places.index_path.parents
    places.prepare()
    assert places.index_path.parent.is_dir()
    assert not (library_folder / ".cuttings").exists()
    elsewhere = find_locations(library_folder, own_home / "mine.yaml")
    assert elsewhere.writable
    elsewhere.prepare()
    elsewhere.remember()
    assert find_locations(library_folder).tags_file == own_home / "mine.yaml"


def test_on_a_remote_file_system_the_index_is_local_and_the_journal_has_no_wal(
    library_folder: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        places_module, "supports_wal", lambda folder: not folder.is_relative_to(library_folder)
    )
    places = find_locations(library_folder)
    assert own_home in places.index_path.parents
    assert (places.journal_mode, places.index_mode) == ("DELETE", "WAL")
    assert places.remote
    assert places.writable


def test_where_the_folder_of_the_index_is_anothers_a_cache_is_used(
    library_folder: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = library_folder / ".cuttings"
    own.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != own)
    places = find_locations(library_folder)
    assert own_home in places.index_path.parents
    assert places.journal_path.parent == own


def test_what_is_no_file_is_not_taken_for_tags(library_folder: Path) -> None:
    os.mkfifo(library_folder / "pipe")
    for odd in (library_folder / "pipe", library_folder / "seeds", Path(os.devnull)):
        with pytest.raises(LibraryError, match="not a regular file"):
            find_locations(library_folder, odd)


def test_a_folder_inside_a_library_is_a_part_of_it(library_folder: Path) -> None:
    (library_folder / "tags.yaml").touch()
    deep = library_folder / "seeds" / "50%" / "a b"
    deep.mkdir(parents=True)
    (deep / "c.txt").touch()
    assert find_locations(deep).part == "50%25/a b"
    for whole in (library_folder, library_folder / "seeds", deep / "c.txt"):
        assert find_locations(whole).part == ""
