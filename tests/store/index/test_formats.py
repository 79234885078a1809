"""Files of formats with a reader, from the folder into the library and through its changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from store.folder import file_types
from store.index.conversion_pool import ConversionPool


def rows(*words: str) -> str:
    """Return JSON Lines without ids, a text for each word."""
    text = "All that is to be told about the {}, in a sentence of its own."
    return "".join(json.dumps({"title": w, "text": text.format(w)}) + "\n" for w in words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news.jsonl").write_text(rows("harbour", "bridge", "tower"))
    (tmp_path / "a.txt").write_text("A headline\n\nAnd a text.\n")
    return tmp_path


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder, refresh=True, coder="me") as opened:
        yield opened


def by_title(library: Library) -> dict[str, tuple[str, tuple[str, ...]]]:
    articles = (library.article(id) for id in library.ids())
    return {article.title: (article.id, article.tags) for article in articles}


def test_each_row_is_an_article_under_its_file(library: Library) -> None:
    assert list(library.ids()) == ["a.txt", *(f"news.jsonl#00{n}" for n in (1, 2, 3))]
    article = library.article("news.jsonl#002")
    assert (article.title, article.part, article.format) == ("bridge", "002", "data")
    assert article.text.startswith("bridge\n\nAll that is to be told about the bridge")


def test_a_second_refresh_reads_no_file(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise AssertionError("a process was asked to read a file")

    monkeypatch.setattr(ConversionPool, "_start_thread", fail)
    refreshed = library.refresh()
    assert not refreshed.anything
    assert refreshed.complete


def test_tags_stay_where_they_are_while_the_file_only_grows(library: Library, folder: Path) -> None:
    library.tag(["news.jsonl#002"], "syria")
    (folder / "news.jsonl").write_text(rows("harbour", "bridge", "tower", "market"))
    assert library.refresh().added == 1
    assert by_title(library)["bridge"] == ("news.jsonl#002", ("syria",))
    assert len(library.ids()) == 5


def test_tags_and_marks_follow_the_content_of_a_part(library: Library, folder: Path) -> None:
    library.tag(["news.jsonl#001"], "first")
    library.tag(["news.jsonl#002"], "syria")
    library.mark("news.jsonl#002", 8, 20, "claim")
    (folder / "news.jsonl").write_text(rows("market", "harbour", "bridge", "tower"))
    library.refresh()
    titles = by_title(library)
    assert titles["bridge"] == ("news.jsonl#003", ("syria",))
    assert titles["harbour"] == ("news.jsonl#002", ("first",))
    assert titles["market"] == ("news.jsonl#001", ())
    (mark,) = library.article("news.jsonl#003").marks
    assert mark.start == 8


def test_work_on_a_part_that_is_gone_is_kept_and_listed(library: Library, folder: Path) -> None:
    library.tag(["news.jsonl#001"], "first")
    library.tag(["news.jsonl#002"], "second")
    (folder / "news.jsonl").write_text(rows("bridge", "tower"))
    library.refresh()
    assert by_title(library)["bridge"] == ("news.jsonl#001", ("second",))
    assert by_title(library)["tower"][1] == ()
    orphans = [finding.id for finding in library.check() if finding.kind == "orphan"]
    assert orphans == ["news.jsonl#001~gone1"]


def test_tags_follow_a_renamed_file_also_into_a_new_index(library: Library, folder: Path) -> None:
    library.tag(["news.jsonl#002"], "syria")
    (folder / "news.jsonl").rename(folder / "export.jsonl")
    refreshed = library.refresh()
    assert ("news.jsonl#002", "export.jsonl#002") in refreshed.moved
    assert (refreshed.added, refreshed.removed) == (0, 0)
    assert by_title(library)["bridge"] == ("export.jsonl#002", ("syria",))
    library.userdata.flush()
    assert '"export.jsonl#002":' in (folder / "tags.yaml").read_text()


def test_tags_find_their_parts_after_the_index_was_deleted(folder: Path) -> None:
    with Library.open(folder, refresh=True, coder="me") as library:
        library.tag(["news.jsonl#002"], "syria")
    (folder / ".cuttings" / "index.db").unlink()
    (folder / "news.jsonl").write_text(rows("market", "harbour", "bridge"))
    with Library.open(folder, refresh=True, coder="me") as library:
        assert by_title(library)["bridge"] == ("news.jsonl#003", ("syria",))


def test_a_file_that_is_gone_takes_its_articles_along(library: Library, folder: Path) -> None:
    (folder / "news.jsonl").unlink()
    assert library.refresh().removed == 3
    assert list(library.ids()) == ["a.txt"]


def test_a_new_version_of_a_reader_reads_its_files_again_and_keeps_marks(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.mark("news.jsonl#002", 8, 20, "claim")
    newer = tuple(replace_version(kind) for kind in file_types.FILE_TYPES)
    monkeypatch.setattr(file_types, "FILE_TYPES", newer)
    reads: list[int] = []
    library.refresh(progress=lambda progress: reads.append(progress.completed))
    assert reads
    (mark,) = library.article("news.jsonl#002").marks
    assert mark.start == 8


def replace_version(kind: file_types.FileType) -> file_types.FileType:
    return kind._replace(version=kind.version + 1)


def test_data_without_texts_is_left_out_counted_and_listed(library: Library, folder: Path) -> None:
    (folder / "figures.csv").write_text("year,tons\n2016,12\n")
    library.refresh()
    assert "figures.csv" not in list(library.ids())
    totals = library.articles.totals()
    assert (totals.other_files, totals.left_out) == (1, (("data files without texts", 1),))
    assert ("left out", "figures.csv") in [(f.kind, f.id) for f in library.check()]
    (folder / "figures.csv").unlink()
    library.refresh()
    assert library.articles.totals().other_files == 0


def test_a_file_without_a_suffix_may_turn_from_mail_to_text(library: Library, folder: Path) -> None:
    head = "From: a@example.org\nTo: b@example.org\nSubject: The bridge\nMessage-ID: <1@x>\n"
    letter = f"{head}\nShut.\n"
    (folder / "letter").write_text(letter)
    library.refresh()
    assert library.article("letter").format == "mail"
    (folder / "letter").write_text("A plain headline\n\nAnd a plain text.\n")
    library.refresh()
    assert library.article("letter").format == "text"
    assert library.article("letter").title == "A plain headline"
    assert not library.refresh().anything


def test_folders_are_groups_and_files_of_many_articles_too(library: Library, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_text("Another headline\n\nAnd another text.\n")
    library.refresh()
    listing = library.articles.listing(group="folder")
    assert [(group.name, group.count) for group in listing.groups] == [
        ("", 1),
        ("news.jsonl", 3),
        ("sub/", 1),
    ]


def test_a_file_of_many_articles_opens_at_its_first(folder: Path) -> None:
    with Library.open(folder / "news.jsonl", refresh=True) as library:
        assert library.articles.single() == "news.jsonl#001"
