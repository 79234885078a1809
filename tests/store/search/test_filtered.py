"""Where a filter's words stand in a text that it gave."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from store import Library
from store.errors import QueryError

TEXT = """Ferries stay in Vallby

The fer-
ries of José said: ferries, and Jose\u0301 went to the Islamic
State on 8 May. Officials of Vallby left."""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferries", ["Ferries", "fer-\nries", "ferries"]),
        ("jose -vallby2", ["José", "Jose\u0301"]),
        ('"islamic state" OR offic*', ["Islamic\nState", "Officials"]),
        ("title:vallby", ["Vallby"]),
        ("text:vallby", ["Vallby", "Vallby"]),
        ("NEAR(jose said, 1) ferries", ["Ferries", "fer-\nries", "José said", "ferries"]),
        (r"/José|islamic\s+state/", ["José", "Jose\u0301", "Islamic\nState"]),
        ("text:/ferries/", ["Ferries", "fer-\nries", "ferries"]),
        ("-ferries tag:x unread", []),
        ("", []),
    ],
)
def test_what_a_filter_asks_of_texts_is_shown(tmp_path: Path, query: str, found: list[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with Library.open(tmp_path, refresh=True) as library:
        article = library.article("a.txt")
        spans = library.search.filter_matches(query, article)
    assert [article.text[start:end] for start, end in spans] == found


def test_a_filter_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with Library.open(tmp_path, refresh=True) as library, pytest.raises(QueryError):
        library.search.filter_matches("(", library.article("a.txt"))


@pytest.mark.parametrize(
    ("query", "context"),
    [
        ("vallby", ("8 May. Officials of ", "Vallby", " left.")),
        ("ferries", ("The ", "fer-\nries", " of José said: ferries, and José")),
        ('officials OR "islamic state"', ("and José went to the ", "Islamic\nState", " on 8 May.")),
        ("NEAR(jose said, 1) -x", ("The ferries of ", "José said", ": ferries, and José")),
        (r"/[a-z]*ficials/ unread", ("State on 8 May. ", "Officials", " of Vallby left.")),
        ("title:stay", None),
        ("stay", None),
        ("-stray", None),
    ],
)
def test_the_first_place_below_the_headline_is_given_in_its_context(
    tmp_path: Path, query: str, context: tuple[str, str, str] | None
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with Library.open(tmp_path, refresh=True) as library:
        hit = library.search.filter_hit(query, library.articles.num("a.txt"))
        assert library.search.filter_hit(query, 99) is None
    if context is None:
        assert hit is None
        return
    assert hit is not None
    before, match, after = context
    assert hit.match == match
    assert unicodedata.normalize("NFC", hit.before).endswith(before)
    assert unicodedata.normalize("NFC", hit.after).startswith(after)


def test_a_place_in_the_running_text_goes_before_one_in_a_credit(tmp_path: Path) -> None:
    text = "Ferries stay\n\n© Jo Lind/TASS\n\nThe ferries of Vallby stay there. Lind said so.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with Library.open(tmp_path, refresh=True) as library:
        assert library.article("a.txt").boilerplate
        num = library.articles.num("a.txt")
        hit, dim = library.search.filter_hit("lind", num), library.search.filter_hit("jo", num)
    assert hit is not None
    assert (hit.match, hit.after) == ("Lind", " said so. ")
    assert dim is not None
    assert dim.match == "Jo"
