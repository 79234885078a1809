import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import LibraryError
from store.folder import decode
from store.index import refresh as refresh_module
from store.index import storing
from store.index.database import Database
from store.index.pending import pending_moves, settle_moves
from store.index.refresh import refresh
from store.index.results import Progress, Refreshed
from store.index.storing import Batches
from tests.conftest import MakeArticles
from tests.store.index.conftest import Folder


def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that grows by the path of every file that is read."""
    read: list[bytes] = []
    real = decode.read_bytes

    def read_bytes(path: bytes) -> decode.Content:
        read.append(path)
        return real(path)

    monkeypatch.setattr(refresh_module, "read_bytes", read_bytes)
    return read


def test_new_files_are_described_and_found(folder: Folder) -> None:
    folder.write("b/x.txt", "Oil prices rise\n\nANKARA, December 9. /TASS/. Oil rose again.\n")
    folder.write("a.txt", "Gas prices fall\n\nThe price of gas fell.\n")
    assert folder.refresh() == Refreshed(added=2)
    assert folder.ids() == ["a.txt", "b/x.txt"]
    assert folder.found("again") == ["b/x.txt"]
    row = folder.one("SELECT title, source, published, status FROM articles WHERE id = 'b/x.txt'")
    assert row == ("Oil prices rise", "TASS", "XXXX-12-09", "ok")


def test_what_did_not_change_is_not_read_and_nothing_is_written(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt")
    folder.write("b.pdf")
    folder.refresh()
    version = folder.database.version()
    read = reads(monkeypatch)
    assert folder.refresh() == Refreshed(other_files=1)
    assert read == []
    assert folder.database.version() == version


def test_a_changed_file_is_read_again_and_its_old_words_are_gone(folder: Folder) -> None:
    folder.write("a.txt", "about oil")
    folder.write("b.txt", "about iron")
    folder.refresh()
    folder.write("a.txt", "about gas")
    assert folder.refresh() == Refreshed(changed=1)
    assert folder.found("oil") == []
    assert folder.found("gas") == ["a.txt"]
    assert folder.found("about") == ["a.txt", "b.txt"]
    assert folder.sound()


def test_a_file_that_only_has_a_new_time_keeps_its_entities(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.write("a.txt")
    folder.refresh()
    folder.database.connection().execute("UPDATE articles SET recipe = 'r'")
    os.utime(path, ns=(1, 1))
    assert folder.refresh() == Refreshed()
    assert folder.one("SELECT recipe, mtime_ns FROM articles") == ("r", 1)
    read = reads(monkeypatch)
    folder.refresh()
    assert read == []


def test_another_content_of_the_same_size_and_a_fresh_time_is_not_missed(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    path.touch()
    status = path.stat()
    folder.refresh()
    path.write_text("about gas", encoding="utf-8")
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    folder.refresh()
    assert folder.found("gas") == ["a.txt"]


def test_a_vanished_file_leaves_the_users_work_and_nothing_else(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    folder.refresh()
    folder.tag("a.txt", "economy")
    path.unlink()
    assert folder.refresh() == Refreshed(removed=1)
    assert folder.ids() == []
    assert folder.found("oil") == []
    assert folder.one("SELECT count(*) FROM texts") == (0,)
    assert folder.tagged("economy") == ["a.txt"]
    assert folder.sound()


def test_a_file_that_comes_back_has_its_tags_again(folder: Folder) -> None:
    path = folder.write("a.txt", "about oil")
    folder.refresh()
    folder.tag("a.txt", "economy")
    path.unlink()
    folder.refresh()
    folder.write("a.txt", "about other oil")
    assert folder.refresh() == Refreshed(added=1)
    assert folder.tagged("economy") == ["a.txt"]
    assert folder.found("oil") == ["a.txt"]


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


def test_a_refresh_stops_between_two_files_and_goes_on_there(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        folder.write(f"{number}.txt", f"text {number}")
    read = reads(monkeypatch)
    first = folder.refresh(stop=lambda: len(read) >= 2)
    assert (first.added, first.complete) == (2, False)
    assert folder.ids() == ["0.txt", "1.txt"]
    second = folder.refresh()
    assert (second.added, second.complete) == (4, True)
    assert len(read) == 6


def test_a_stop_while_looking_takes_nothing_away(folder: Folder) -> None:
    folder.write("a.txt")
    folder.refresh()
    assert folder.refresh(stop=lambda: True) == Refreshed(complete=False)
    assert folder.ids() == ["a.txt"]


def test_an_error_half_way_leaves_a_sound_index(
    folder: Folder, make_articles: MakeArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_articles(folder.articles, 150)
    monkeypatch.setattr(storing, "SMALLEST_BATCH", 20_000)
    real = storing.prepare
    count = iter(range(1000))

    def failing(*values: object) -> object:
        if next(count) == 120:
            raise MemoryError
        return real(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(refresh_module, "prepare", failing)
    with pytest.raises(MemoryError):
        folder.refresh()
    monkeypatch.setattr(refresh_module, "prepare", real)
    there = len(folder.ids())
    assert 0 < there < 150
    assert folder.refresh() == Refreshed(added=150 - there)
    assert folder.sound()


def test_many_files_are_written_in_several_transactions(
    folder: Folder, make_articles: MakeArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_articles(folder.articles, 300)
    sizes: list[int] = []
    real = storing.write

    def write(connection: object, batch: list[storing.Prepared]) -> storing.Written:
        sizes.append(sum(item.size for item in batch))
        return real(connection, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(storing, "write", write)
    assert folder.refresh() == Refreshed(added=300)
    assert len(sizes) > 1
    assert max(sizes) < 2 * storing.LARGEST_BATCH
    assert folder.sound()


def test_progress_counts_what_is_found_and_what_is_read(folder: Folder) -> None:
    for number in range(3):
        folder.write(f"{number}.txt")
    told: list[Progress] = []
    refresh(folder.places, folder.database, progress=told.append)
    assert told[0] == Progress("looking", 3)
    assert told[-1] == Progress("reading", 3, 3)


def test_two_names_of_one_id_are_told_apart_for_good(folder: Folder) -> None:
    nfc, nfd = (unicodedata.normalize(form, "Müller.txt") for form in ("NFC", "NFD"))
    folder.write(nfd, "the decomposed one")
    folder.refresh()
    assert folder.ids() == [nfc]
    path = folder.write(nfc, "the composed one")
    folder.refresh()
    assert folder.found("decomposed") == [nfc], "who had the id keeps it"
    assert folder.found("composed") == [nfc + "~2"]
    path.unlink()
    assert folder.refresh() == Refreshed(removed=1)
    folder.write(nfc, "the composed one")
    (folder.articles / nfd).unlink()
    folder.refresh()
    assert folder.ids() == [nfc + "~2"], "its number stays while the index stands"


def test_of_two_new_names_of_one_id_the_plain_one_has_it(folder: Folder) -> None:
    nfc, nfd = (unicodedata.normalize(form, "é.txt") for form in ("NFC", "NFD"))
    folder.write(nfd, "decomposed")
    folder.write(nfc, "composed")
    folder.write("é.txt~2", "a name like a number")
    folder.refresh()
    assert folder.found("composed") == [nfc]
    assert folder.found("decomposed") == [nfc + "~3"]


def test_bad_files_are_listed_with_a_reason(folder: Folder) -> None:
    folder.write("binary", bytes(100))
    folder.write("empty.txt", "")
    with folder.write("huge.txt").open("wb") as file:
        file.truncate(decode.MAX_BYTES + 1)
    assert folder.refresh() == Refreshed(added=3, unreadable=1)
    rows = folder.all("SELECT id, status, reason IS NULL, title FROM articles ORDER BY id")
    assert rows == [
        ("binary", "binary", 0, "binary"),
        ("empty.txt", "empty", 0, "empty.txt"),
        ("huge.txt", "unreadable", 0, "huge.txt"),
    ]
    assert folder.refresh() == Refreshed(unreadable=1)


def test_an_unreadable_file_is_tried_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("a.txt", "about oil")
    monkeypatch.setattr(
        refresh_module, "read_bytes", lambda path: decode.Content(b"", None, 9, 1, "locked")
    )
    assert folder.refresh() == Refreshed(added=1, unreadable=1)
    version = folder.database.version()
    assert folder.refresh() == Refreshed(unreadable=1)
    assert folder.database.version() == version
    monkeypatch.undo()
    assert folder.refresh() == Refreshed(changed=1)
    assert folder.found("oil") == ["a.txt"]


def test_articles_below_a_folder_that_cannot_be_listed_stay(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("deep/a.txt")
    folder.write("deeper.txt")
    folder.refresh()
    real = os.scandir

    def scandir(path: bytes) -> object:
        if path.endswith(b"deep"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert folder.refresh() == Refreshed(other_files=1)
    assert folder.ids() == ["deep/a.txt", "deeper.txt"]


def test_a_missing_article_folder_takes_nothing_away(folder: Folder) -> None:
    folder.write("a.txt")
    folder.refresh()
    folder.articles.rename(folder.articles.parent / "away")
    with pytest.raises(LibraryError):
        folder.refresh()
    assert folder.ids() == ["a.txt"]


def test_ignored_patterns_come_from_the_settings(folder: Folder) -> None:
    folder.write("a.txt")
    folder.write("draft.txt")
    folder.refresh()
    folder.database.connection().execute(
        "INSERT INTO facts VALUES (?, ?)", ('["settings","ignore"]', json.dumps(["draft*"]))
    )
    assert folder.refresh() == Refreshed(removed=1)
    assert folder.ids() == ["a.txt"]


def test_the_encoding_of_a_content_stays_what_it_was(folder: Folder) -> None:
    path = folder.write("a.txt", "déclaré à Paris".encode("cp1252"))
    folder.refresh()
    folder.database.connection().execute("UPDATE articles SET encoding = 'cp1251'")
    path.rename(path.parent / "b.txt")
    folder.refresh()
    text = "déclaré à Paris".encode("cp1252").decode("cp1251")
    assert folder.one("SELECT body FROM texts") == (text,)


def test_a_refresh_of_another_program_meanwhile_does_no_harm(folder: Folder) -> None:
    folder.write("a.txt", "about oil")
    content = decode.read_bytes(bytes(folder.articles / "a.txt"))
    item = storing.prepare("a.txt", b"a.txt", None, decode.decode(content))
    folder.refresh()
    with Batches(folder.database, beside=False) as batches:
        batches.add(item)
    assert folder.ids() == ["a.txt"]
    assert folder.found("oil") == ["a.txt"]
    assert folder.sound()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b.txt", "d/a.txt", "d/c.txt"]),
        st.sampled_from([None, "oil", "gas", "iron ore"]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=1, max_size=4))
def test_after_any_changes_the_index_says_what_the_folder_holds(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str | None]]]
) -> None:
    folder = Folder(Path(tmp_path_factory.mktemp("folder")))
    held: dict[str, str] = {}
    for steps in rounds:
        for name, text in steps:
            if text is None:
                (folder.articles / name).unlink(missing_ok=True)
                held.pop(name, None)
            else:
                folder.write(name, text)
                held[name] = text
        folder.refresh()
        rows = folder.all(
            "SELECT a.id, t.body FROM articles a JOIN texts t USING (num) WHERE a.present = 1"
        )
        assert {str(id): body for id, body in rows} == held
        for word in ("oil", "gas", "ore"):
            assert folder.found(word) == sorted(id for id in held if word in held[id].split())
        assert folder.sound()
    folder.database.close()


def test_a_full_disk_is_told_and_what_was_there_stays_sound(
    folder: Folder, make_articles: MakeArticles
) -> None:
    folder.write("a.txt", "about oil")
    folder.refresh()
    connection = folder.database.connection()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    make_articles(folder.articles, 90)
    with pytest.raises(LibraryError, match="full"):
        folder.refresh()
    assert folder.found("oil") == ["a.txt"]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert folder.refresh().complete
    assert len(folder.ids()) == 91
    assert folder.sound()


def test_a_damaged_index_is_told_and_made_anew_at_the_next_start(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", "about oil")
    folder.refresh()
    database = folder.database
    database.connection().execute("DELETE FROM fts_data")
    folder.write("a.txt", "about gas")
    with pytest.raises(LibraryError, match="damaged"):
        folder.refresh()
    database.close()
    folder.database = Database(folder.places.index_path)
    assert folder.database.made_anew
    assert folder.refresh() == Refreshed(added=1)
    assert folder.found("gas") == ["a.txt"]
