"""Marks on passages: what is kept of them, and that they are found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from store import Library
from store.errors import NothingToDo, TagNameError, UnknownArticle

TEXT = "A headline of some words\n\nIt was said that the talks had failed. Nobody knew why.\n"
QUOTE = "the talks had failed"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    with Library.open(tmp_path, refresh=True, coder="ann") as opened:
        yield opened


def span() -> tuple[int, int]:
    start = TEXT.index(QUOTE)
    return start, start + len(QUOTE)


def test_a_mark_is_kept_with_its_place_quote_and_context(library: Library, tmp_path: Path) -> None:
    change = library.mark("a.txt", *span(), "#claim", "who said it?")
    assert change is not None
    assert change.label == "mark “the talks had failed” as claim"
    (mark,) = library.article("a.txt").marks
    assert (mark.start, mark.end, mark.tag, mark.quote) == (*span(), "claim", QUOTE)
    assert mark.note == "who said it?"
    library.userdata.flush()
    (kept,) = yaml.safe_load((tmp_path / "tags.yaml").read_text("utf-8"))["articles"]["a.txt"][
        "marks"
    ]
    assert kept["id"] == mark.id
    assert kept["at"] == list(span())
    assert TEXT.replace("\n", " ").find(
        (kept["before"] + kept["quote"] + kept["after"]).replace("\n", " ")
    ) == span()[0] - len(kept["before"])
    assert "claim" in [tag.name for tag in library.tags()]


def test_the_same_mark_twice_changes_nothing(library: Library) -> None:
    library.mark("a.txt", *span(), "claim")
    assert library.mark("a.txt", *span(), "Claim") is None
    assert library.mark("a.txt", *span(), "quote") is not None


def test_a_mark_is_taken_away_and_brought_back(library: Library) -> None:
    library.mark("a.txt", *span(), "claim")
    (mark,) = library.article("a.txt").marks
    library.userdata.unmark("a.txt", mark.id)
    assert library.article("a.txt").marks == ()
    assert library.userdata.unmark("a.txt", mark.id) is None
    library.undo()
    assert library.article("a.txt").marks == (mark,)
    library.undo()
    assert library.article("a.txt").marks == ()


def test_a_mark_follows_its_words_when_the_file_changes(library: Library, tmp_path: Path) -> None:
    library.mark("a.txt", *span(), "claim")
    path = tmp_path / "seeds" / "a.txt"
    path.write_text("New words before it. " + TEXT, encoding="utf-8")
    library.refresh()
    (mark,) = library.article("a.txt").marks
    text = library.article("a.txt").text
    assert mark.start is not None
    assert text[mark.start : mark.end] == QUOTE


def test_what_can_not_be_marked_is_refused(library: Library) -> None:
    for start, end in ((-1, 3), (3, 3), (5, 4), (0, len(TEXT) + 1)):
        with pytest.raises(NothingToDo):
            library.mark("a.txt", start, end, "claim")
    with pytest.raises(UnknownArticle):
        library.mark("b.txt", 0, 3, "claim")
    with pytest.raises(TagNameError):
        library.mark("a.txt", 0, 3, "  ")
    assert library.article("a.txt").marks == ()


def test_many_passages_are_marked_as_one_change_and_those_that_are_stay(library: Library) -> None:
    start, end = span()
    library.mark("a.txt", start, end, "claim")
    places = [("a.txt", 2, 10), ("a.txt", start, end), ("a.txt", 2, 10)]
    change = library.userdata.mark_each(places, "CLAIM")
    assert change is not None
    assert change.label == "mark 1 passage in 1 article as claim"
    assert [(mark.start, mark.tag) for mark in library.article("a.txt").marks] == [
        (2, "claim"),
        (start, "claim"),
    ]
    assert library.userdata.mark_each(places, "claim") is None
    library.undo()
    assert len(library.article("a.txt").marks) == 1
    with pytest.raises(NothingToDo):
        library.userdata.mark_each([("a.txt", 0, 3), ("a.txt", 5, 9999)], "claim")
    with pytest.raises(UnknownArticle):
        library.userdata.mark_each([("b.txt", 0, 3)], "claim")


PLACES = {
    "{id: m, tag: claim, quote: talks had failed}": "talks had failed",
    "{id: m, tag: claim, at: [0, 3], quote: talks had failed}": "talks had failed",
    "{id: m, tag: claim, at: [2, 10]}": "headline",
    "{id: m, tag: claim, at: [10, 2]}": None,
    "{id: m, tag: claim, at: [10, 2], quote: headline}": "headline",
    "{id: m, tag: claim, at: [0, 99999]}": None,
    "{id: m, tag: claim, at: [900, 999], quote: headline}": "headline",
    "{id: m, tag: claim, at: [3, 3]}": None,
    "{id: m, tag: claim, quote: nowhere}": None,
    "{id: m, tag: claim}": None,
}


@pytest.mark.parametrize("written", PLACES)
@pytest.mark.parametrize("fresh", [False, True])
def test_a_mark_that_another_hand_wrote_is_found_at_once(
    library: Library, tmp_path: Path, written: str, fresh: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.userdata.tags_file.STILL_SECONDS", 0.0)
    (tmp_path / "tags.yaml").write_text(f"articles:\n  a.txt:\n    marks: [{written}]\n")
    if fresh:
        library.close()
        (tmp_path / ".cuttings" / "index.db").unlink()
        library = Library.open(tmp_path, refresh=True)
    library.userdata.sync()
    article = library.article("a.txt")
    (mark,) = article.marks
    quote = None if mark.start is None else article.text[mark.start : mark.end]
    assert quote == PLACES[written]
    library.close()
