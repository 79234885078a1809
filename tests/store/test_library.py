"""`Library`, as scripts use it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store import (
    Library,
    LibraryError,
    NeedsConfirmation,
    QueryError,
    ReadOnlyError,
    TooSlow,
    UnknownArticle,
)
from store.query import user_patterns
from tests.conftest import MakeArticles

LAVROV = "001_6b9e9eaf3fc6e8be.txt"


def test_opening_reads_nothing_and_refreshing_lists_the_articles(library_folder: Path) -> None:
    with Library.open(library_folder) as library:
        assert list(library.ids()) == []
        done = library.refresh()
        assert (done.added, done.complete) == (5, True)
        assert list(library.ids()) == sorted(
            path.name for path in library.places.articles.iterdir()
        )
        assert library.articles.totals().articles == library.count() == 5


def test_the_last_index_is_there_at_the_next_start(library_folder: Path) -> None:
    Library.open(library_folder, refresh=True).close()
    with Library.open(library_folder / "seeds") as library:
        assert len(library.articles.listing()) == 5


def test_the_articles_are_never_written_to(library_folder: Path, seeds: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        library.tag(library.ids(), "syria")
    for path in seeds.iterdir():
        assert (library_folder / "seeds" / path.name).read_bytes() == path.read_bytes()
    assert sorted(path.name for path in library_folder.iterdir()) == [
        ".cuttings",
        "seeds",
        "tags.yaml",
    ]


def test_an_article_is_its_row_its_text_and_what_is_known_of_it(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        article, row = library.article(LAVROV), library.articles.row(LAVROV)
        assert (article.id, article.title, article.source) == (row.id, row.title, "TASS")
        assert article.published == "XXXX-12-09"
        assert article.text.startswith("All news")
        assert article.entities is None
        covered = {place for span in article.paragraphs for place in range(*span)}
        blank = {place for place, letter in enumerate(article.text) if letter.isspace()}
        assert covered | blank == set(range(len(article.text)))


def test_unknown_articles_and_unreadable_queries_are_said(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        for ask in (library.article, library.articles.row, library.entities, library.articles.num):
            with pytest.raises(UnknownArticle, match=r"nope\.txt"):
                ask("nope.txt")
        with pytest.raises(QueryError):
            library.articles.listing("(")
        with pytest.raises(QueryError):
            library.articles.listing(sort="nope")
        with pytest.raises(UnknownArticle):
            library.entities.annotate(only=["nope.txt"])
        assert library.articles.id(999) is None


def test_queries_sorts_search_and_jump_work_on_one_index(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        assert library.count("source:TASS") == len(library.ids("source:TASS")) == 2
        assert list(library.ids(sort="-id")) == list(library.ids())[::-1]
        assert LAVROV in library.ids('"islamic state"')
        hits = library.search('"islamic state" lavrov', limit=5)
        assert len(hits) == 5
        for hit in hits:
            assert library.article(hit.id).text[hit.start : hit.end] == hit.match
        assert library.jump("rusia knew turky")[0].id == LAVROV


def test_a_file_as_argument_is_the_article_to_open(library_folder: Path) -> None:
    with Library.open(library_folder / "seeds" / LAVROV, refresh=True) as library:
        assert library.articles.single() == LAVROV
        assert library.count() == 5
    with Library.open(library_folder) as library:
        assert library.articles.single() is None


def test_work_follows_a_renamed_file_into_tags_yaml(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        library.tag([LAVROV], "syria")
        library.userdata.flush()
        (library_folder / "seeds" / LAVROV).rename(library_folder / "seeds" / "renamed.txt")
        assert library.refresh().moved == ((LAVROV, "renamed.txt"),)
        assert library.articles.row("renamed.txt").tags == ("syria",)
    written = (library_folder / "tags.yaml").read_text(encoding="utf-8")
    assert "renamed.txt:" in written
    assert LAVROV not in written


def test_work_survives_an_index_that_is_deleted_and_a_file_renamed_meanwhile(
    library_folder: Path,
) -> None:
    with Library.open(library_folder, refresh=True) as library:
        library.tag([LAVROV], "syria")
        library.tag(["002_1617ac239fa79355.txt"], "nato")
    (library_folder / ".cuttings" / "index.db").unlink()
    (library_folder / "seeds" / LAVROV).rename(library_folder / "seeds" / "renamed.txt")
    with Library.open(library_folder, refresh=True) as library:
        assert list(library.ids("tag:syria")) == ["renamed.txt"]
        assert list(library.ids("tag:nato")) == ["002_1617ac239fa79355.txt"]
        assert library.check() == []


def test_marks_are_found_again_when_their_text_changes(library_folder: Path) -> None:
    path = library_folder / "seeds" / LAVROV
    text = path.read_text(encoding="utf-8")
    start = text.index("Islamic State")
    (library_folder / "tags.yaml").write_text(
        f"""version: 1
articles:
  {LAVROV}:
    marks:
      - {{id: 3fa9c1d2, tag: claim, at: [{start}, {start + 13}], quote: Islamic State}}
      - {{id: 3fa9c1d3, tag: claim, at: [0, 4], quote: nowhere}}
""",
        encoding="utf-8",
    )
    with Library.open(library_folder, refresh=True) as library:
        first, lost = library.article(LAVROV).marks
        assert (first.start, first.end) == (start, start + 13)
        assert (lost.start, lost.end) == (None, None)
        path.write_text("Eight more letters. " + text, encoding="utf-8")
        library.refresh()
        article = library.article(LAVROV)
        first = article.marks[0]
        assert first.start is not None
        assert article.text[first.start : first.end] == "Islamic State"
        assert first.start == start + 20
        assert [finding.kind for finding in library.check()] == ["lost mark"]


def test_the_version_changes_with_every_change_and_only_then(library_folder: Path) -> None:
    with Library.open(library_folder, refresh=True) as library:
        version = library.articles.version()
        library.articles.listing().rows()
        library.refresh()
        assert library.articles.version() == version
        library.tag([LAVROV], "syria")
        assert library.articles.version() != version


def test_home_needs_to_be_confirmed(own_home: Path) -> None:
    (own_home / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(NeedsConfirmation):
        Library.open(own_home)
    assert list(own_home.iterdir()) == [own_home / "a.txt"]
    Library.open(own_home, yes=True).close()


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no such folder"):
        Library.open(tmp_path / "missing")


def test_a_large_folder_can_be_read_apart(tmp_path: Path, make_articles: MakeArticles) -> None:
    make_articles(tmp_path, 320)
    with Library.open(tmp_path) as library:
        assert library.refresh(apart=True).added == 320
        assert len(library.articles.listing()) == 320


def test_a_query_that_can_not_be_read_fails_before_the_first_group_of_copies(
    library_folder: Path,
) -> None:
    with Library.open(library_folder, refresh=True) as library, pytest.raises(QueryError):
        library.duplicates.groups("(")


def test_opening_and_listing_import_nothing_heavy(library_folder: Path) -> None:
    Library.open(library_folder, refresh=True).close()
    code = f"""
import sys
from store import Library
with Library.open({str(library_folder)!r}) as library:
    library.articles.listing().rows()
heavy = {{"numpy", "rapidfuzz", "spacy", "charset_normalizer", "textual", "rich"}}
print(*heavy & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"\n", b"")


def test_importing_store_alone_opens_nothing() -> None:
    code = "import sys, store; sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_corpus_that_cannot_be_written_is_read_and_its_tags_go_elsewhere(
    library_folder: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode: library_folder not in Path(path, "x").parents and real(path, mode),
    )
    with Library.open(library_folder, refresh=True) as library:
        assert library.count() == 5
        library.userdata.keep_position(LAVROV, 7)
        with pytest.raises(ReadOnlyError):
            library.tag([LAVROV], "syria")
    mine = own_home / "mine.yaml"
    with Library.open(library_folder, tags_file=mine, remember=True, refresh=True) as library:
        library.tag([LAVROV], "syria")
    with Library.open(library_folder) as library:
        assert list(library.ids("tag:syria")) == [LAVROV]
    assert [path.name for path in library_folder.iterdir()] == ["seeds"]


def test_two_libraries_open_on_one_folder_see_each_others_work(library_folder: Path) -> None:
    with (
        Library.open(library_folder, refresh=True) as one,
        Library.open(library_folder, refresh=True) as other,
    ):
        version = other.articles.version()
        one.tag([LAVROV], "syria")
        assert other.articles.version() != version
        assert list(other.ids("tag:syria")) == [LAVROV]
        other.tag([LAVROV], "nato")
        assert one.articles.row(LAVROV).tags == ("syria", "nato")


def test_articles_with_a_tag_are_asked_for_like_all_others_within_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_patterns, "SECONDS_A_TEXT", 0.05)
    (tmp_path / "a.txt").write_text("a" * 40 + "!")
    with Library.open(tmp_path, refresh=True) as library:
        library.tag(["a.txt"], "odd")
        assert list(library.articles.having("odd", "a*")) == ["a.txt"]
        with pytest.raises(TooSlow):
            list(library.articles.having("odd", "/(a|aa)+$/"))
