"""Files that were moved or renamed, and the work on them."""

from store.index.pending_moves import pending_moves, settle_moves
from store.index.refresh_results import Refreshed
from tests.store.index.conftest import Folder


def test_a_renamed_file_keeps_row_tags_and_entities(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    folder.refresh()
    folder.tag("a.txt", "economy")
    folder.database.connection().execute("UPDATE articles SET recipe = 'r'")
    before = folder.one("SELECT num FROM articles")
    path.rename(path.parent / "b.txt")
    assert folder.refresh() == Refreshed(moved=(("a.txt", "b.txt"),))
    assert folder.one("SELECT num FROM articles WHERE id = 'b.txt'") == before
    assert folder.tagged("economy") == ["b.txt"]
    assert folder.one("SELECT recipe FROM articles") == ("r",)
    assert folder.found("oil") == ["b.txt"]
    assert folder.sound()


def test_a_move_is_remembered_until_the_users_work_has_followed(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    folder.refresh()
    path.rename(path.parent / "b.txt")
    folder.refresh()
    assert pending_moves(folder.database) == [("a.txt", "b.txt")]
    settle_moves(folder.database, [("a.txt", "b.txt")])
    assert pending_moves(folder.database) == []


def test_a_file_seen_gone_earlier_is_still_known_again_by_its_content(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    folder.refresh()
    folder.tag("a.txt", "economy")
    path.unlink()
    folder.refresh()
    folder.write("new/a.txt", "about oil")
    assert folder.refresh() == Refreshed(moved=(("a.txt", "new/a.txt"),))
    assert folder.tagged("economy") == ["new/a.txt"]


def test_a_row_known_only_from_tags_yaml_moves_by_the_start_of_its_hash(folder: Folder) -> None:
    folder.write("new.txt", "about oil")
    folder.refresh()
    row = folder.one("SELECT sha256 FROM articles")
    assert row is not None
    folder.database.connection().execute("DELETE FROM articles")
    folder.database.connection().execute(
        "INSERT INTO articles (id, present, sha256, read) VALUES ('old.txt', 0, ?, '2026-01-01')",
        (str(row[0])[:16],),
    )
    assert folder.refresh().moved == (("old.txt", "new.txt"),)
    assert folder.one("SELECT id, read, sha256 FROM articles") == ("new.txt", "2026-01-01", row[0])


def test_a_copy_inherits_nothing(folder: Folder) -> None:
    folder.write("a.txt", "about oil")
    folder.refresh()
    folder.tag("a.txt", "economy")
    folder.write("b.txt", "about oil")
    assert folder.refresh() == Refreshed(added=1)
    assert folder.tagged("economy") == ["a.txt"]


def test_of_several_files_with_one_content_those_of_one_name_move(folder: Folder) -> None:
    for name in ("old/a.txt", "old/b.txt", "old/c.txt"):
        folder.write(name, "the same")
    folder.refresh()
    folder.tag("old/a.txt", "economy")
    for name in ("a", "b", "c"):
        (folder.articles / "old" / f"{name}.txt").unlink()
    for name in ("new/a.txt", "new/b.txt", "new/d.txt"):
        folder.write(name, "the same")
    done = folder.refresh()
    assert sorted(done.moved) == [("old/a.txt", "new/a.txt"), ("old/b.txt", "new/b.txt")]
    assert (done.added, done.removed) == (1, 1)
    assert folder.tagged("economy") == ["new/a.txt"]
    assert folder.sound()


def test_the_encoding_of_a_content_stays_what_it_was(folder: Folder) -> None:
    path = folder.write("a.txt", "déclaré à Paris".encode("cp1252"))
    folder.refresh()
    folder.database.connection().execute("UPDATE articles SET encoding = 'cp1251'")
    path.rename(path.parent / "b.txt")
    folder.refresh()
    text = "déclaré à Paris".encode("cp1252").decode("cp1251")
    assert folder.one("SELECT body FROM texts") == (text,)
