"""A refresh that is stopped, refused, or finds things broken."""

import dataclasses
import os
import unicodedata

import pytest

from store.errors import LibraryError
from store.folder import decode
from store.index import article_builder, article_writer, file_reader
from store.index.article_writer import Batches
from store.index.database import Database
from store.index.refresh_results import Refreshed
from store.text import Description, describe
from tests.conftest import MakeArticles
from tests.store.index.conftest import Folder


def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that grows by the path of every file that is read."""
    read: list[bytes] = []
    real = decode.read_bytes

    def read_bytes(path: bytes, most: int = decode.MAX_BYTES) -> decode.Content:
        read.append(path)
        return real(path, most)

    monkeypatch.setattr(file_reader, "read_bytes", read_bytes)
    return read


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
    monkeypatch.setattr(article_writer, "SMALLEST_BATCH", 20_000)
    real = article_builder.prepare
    count = iter(range(1000))

    def failing(*values: object) -> object:
        if next(count) == 120:
            raise MemoryError
        return real(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(file_reader, "prepare", failing)
    with pytest.raises(MemoryError):
        folder.refresh()
    monkeypatch.setattr(file_reader, "prepare", real)
    there = len(folder.ids())
    assert 0 < there < 150
    assert folder.refresh() == Refreshed(added=150 - there)
    assert folder.sound()


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
    nfc, nfd = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))
    folder.write(nfd, "decomposed")
    folder.write(nfc, "composed")
    folder.write("é~2", "a name like a number")
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
        file_reader, "read_bytes", lambda path, most: decode.Content(b"", None, 9, 1, "locked")
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


def test_a_refresh_of_another_program_meanwhile_does_no_harm(folder: Folder) -> None:
    folder.write("a.txt", "about oil")
    content = decode.read_bytes(bytes(folder.articles / "a.txt"))
    item = article_builder.prepare("a.txt", b"a.txt", None, content, None)
    folder.refresh()
    with Batches(folder.database, beside=False) as batches:
        batches.add(item)
    assert folder.ids() == ["a.txt"]
    assert folder.found("oil") == ["a.txt"]
    assert folder.sound()


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


@pytest.mark.parametrize("name", ["describe", "decode"])
@pytest.mark.parametrize("error", [IndexError("list index"), RecursionError(), MemoryError()])
def test_a_text_that_brings_up_an_error_is_listed_with_a_reason_and_stops_no_other(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str, error: Exception
) -> None:
    real = getattr(article_builder, name)

    def failing(first: object, *rest: object) -> object:
        text = first.data if isinstance(first, decode.Content) else str(first).encode()
        if b"POISON" in text:
            raise error
        return real(first, *rest)

    monkeypatch.setattr(article_builder, name, failing)
    for id in ("a.txt", "b.txt", "c.txt"):
        folder.write(id, "POISON here" if id == "b.txt" else f"Oil and gas {id}")
    assert folder.refresh().unreadable == 1
    assert folder.ids() == ["a.txt", "b.txt", "c.txt"]
    rows = folder.all("SELECT status, reason FROM articles WHERE id = 'b.txt'")
    assert [status for status, _ in rows] == ["unreadable"]
    assert type(error).__name__ in str(rows[0][1])
    body = folder.one("SELECT body FROM texts JOIN articles USING (num) WHERE id = 'b.txt'")
    assert body == ("POISON here" if name == "describe" else "",)

    assert folder.refresh().changed == 0
    monkeypatch.undo()
    assert folder.refresh().unreadable == 0
    assert folder.one("SELECT status, reason FROM articles WHERE id = 'b.txt'") == ("ok", None)


def test_a_title_that_sqlite_can_not_store_is_a_fault_of_its_article_alone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(text: str, id: str) -> Description:
        about = describe(text, id)
        return dataclasses.replace(about, title="\ud800") if "odd" in text else about

    monkeypatch.setattr(article_builder, "describe", odd)
    folder.write("a.txt", "an odd text")
    folder.write("b.txt", "a plain text")
    assert folder.refresh().unreadable == 1
    assert folder.one("SELECT title FROM articles WHERE id = 'a.txt'") == ("a.txt",)
