"""Where a filter's words stand in a text that it gave."""

from __future__ import annotations

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
        spans = library.filter_places(query, article)
    assert [article.text[start:end] for start, end in spans] == found


def test_a_filter_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with Library.open(tmp_path, refresh=True) as library, pytest.raises(QueryError):
        library.filter_places("(", library.article("a.txt"))
