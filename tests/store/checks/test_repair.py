"""What `check --repair` mends, and what it leaves alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from store.model import Op

TEXT = "He said: “The oil price will fall - soon”, and left. Then the oil price did fall, at once."


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files that another hand wrote at once."""
    monkeypatch.setattr("store.userdata.tags_file.STILL_SECONDS", 0.0)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    (folder / "seeds").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / "seeds" / name).write_text(f"{name}. {TEXT}", "utf-8")
    with Library.open(folder, refresh=True, coder="ann") as opened:
        yield opened


def mended(library: Library) -> list[str]:
    return [one.id for one in library.repair()]


def index(library: Library, sql: str, *values: object) -> list[tuple[object, ...]]:
    return library._database.connection().execute(sql, values).fetchall()


def test_a_sound_library_has_nothing_to_mend(library: Library) -> None:
    library.tag(["a.txt"], "syria")
    library.mark("b.txt", 3, 9, "claim", "a note")
    library.set_note("c.txt", "mine")
    version = library.userdata.history(1)[0].seq
    assert mended(library) == []
    assert library.userdata.history(1)[0].seq == version
    assert library.check() == []


def test_work_follows_an_article_that_is_known_under_another_id(library: Library) -> None:
    article = library.article("a.txt")
    old = (library.places.articles / "a.txt").read_bytes()
    library.tag(["a.txt"], "syria")
    library.mark("a.txt", 3, 9, "claim")
    library.userdata.flush()
    text = library.places.tags_file.read_text("utf-8")
    library.places.tags_file.write_text(text.replace("  a.txt:", "  old/a.txt:"), "utf-8")
    library.userdata.sync()
    assert [one.kind for one in library.check()] == ["orphan"]
    assert mended(library) == ["a.txt"]
    assert library.articles.row("a.txt").tags == ("syria",)
    assert library.article("a.txt").marks[0].quote == article.text[3:9]
    library.userdata.flush()
    assert "  a.txt:\n" in library.places.tags_file.read_text("utf-8")
    assert library.check() == []
    assert (library.places.articles / "a.txt").read_bytes() == old


def test_work_whose_article_could_be_one_of_two_stays_where_it_is(library: Library) -> None:
    data = (library.places.articles / "a.txt").read_bytes()
    library.tag(["a.txt"], "syria")
    library.userdata.flush()
    text = library.places.tags_file.read_text("utf-8")
    (library.places.articles / "z.txt").write_bytes(data)
    library.refresh()
    library.places.tags_file.write_text(text.replace("  a.txt:", "  old.txt:"), "utf-8")
    library.userdata.sync()
    assert mended(library) == []
    assert ("orphan", "old.txt") in [(one.kind, one.id) for one in library.check()]
    assert "old.txt" in library.places.tags_file.read_text("utf-8")


def test_lost_marks_and_corrections_are_found_again_and_undo_loses_them_again(
    library: Library,
) -> None:
    text = library.article("a.txt").text
    at = text.index("“The")
    end = text.index("”") + 1
    library.mark("a.txt", at, end, "claim")
    span = {"at": [at, end], "quote": text[at:end], "label": "WORK_OF_ART"}
    library.userdata.apply(
        "x", [Op(("articles", "a.txt", "entities", "spans", f"{at}-{end}"), None, span)]
    )
    file = library.places.articles / "a.txt"
    file.write_text("New.\n\n" + text.replace("oil price will", "oil\nprice  will"), "utf-8")
    library.refresh()
    assert sorted(one.kind for one in library.check()) == ["lost entity", "lost mark"]
    assert mended(library) == ["a.txt", "a.txt"]
    assert library.check() == []
    (mark,) = library.article("a.txt").marks
    assert mark.quote.split() == text[at:end].split()
    assert mark.start == at + len("New.\n\n")
    library.undo()
    library.undo()
    assert [one.kind for one in library.check()].count("lost entity") == 1


def test_tables_that_differ_from_the_file_are_made_anew_and_what_they_had_is_kept(
    library: Library,
) -> None:
    library.tag(["a.txt", "b.txt"], "syria")
    library.userdata.flush()
    index(library, "DELETE FROM article_tags WHERE num = 1")
    index(library, "UPDATE articles SET note = 'only here' WHERE id = 'c.txt'")
    assert mended(library) == [""]
    assert library.articles.row("a.txt").tags == ("syria",)
    assert library.articles.row("c.txt").note is None
    assert "only here" in library.userdata.backups()[0].path.read_text("utf-8")
    assert mended(library) == []


def test_missing_texts_and_full_text_come_back(library: Library) -> None:
    (row,) = index(library, "SELECT num, title, body FROM texts WHERE num = 2")
    index(library, "DELETE FROM texts WHERE num = 2")
    with pytest.raises(sqlite3.DatabaseError):
        index(library, "INSERT INTO fts (fts, rank) VALUES ('integrity-check', 1)")
    assert set(mended(library)) == {"", "b.txt"}
    assert index(library, "SELECT num, title, body FROM texts WHERE num = 2") == [row]
    assert [hit.id for hit in library.search("b.txt")] == ["b.txt"]
    assert mended(library) == []


def test_copies_that_a_killed_program_left_are_removed(library: Library) -> None:
    left = library.places.tags_file.with_name(".tags.yaml.abc.part")
    left.write_text("half")
    assert mended(library) == [""]
    assert not left.exists()


def test_a_broken_file_is_left_alone(library: Library) -> None:
    library.tag(["a.txt"], "syria")
    library.userdata.flush()
    library.places.tags_file.write_text("articles: [\n", "utf-8")
    index(library, "DELETE FROM article_tags")
    assert mended(library) == []
    assert library.places.tags_file.read_text("utf-8") == "articles: [\n"
    (finding,) = library.check()
    assert (finding.kind, "line 1, column 11" in finding.message) == ("tags file", True)
    assert "cuttings restore" in finding.remedy
