"""The letters that a text must have for a pattern to match."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.query import user_patterns
from store.search.required_literals import needed
from store.search.text_vocabulary import Vocabulary
from tests.store.search.conftest import Folder


@pytest.mark.parametrize(
    ("expression", "runs"),
    [
        (r"\bturk\w+ forces\b", ["turk", "forces"]),
        ("opecs?", ["opec"]),
        ("ab+cde", ["cde"]),
        ("abc{2}d", ["abc"]),
        ("abc{0,2}d", []),
        ("(saudi) arabia", ["arabia"]),
        ("[Tt]urkey", ["urkey"]),
        ("oil|gas", []),
        ("(oil|gas) price", ["price"]),
        ("ISIS", ["isis"]),
        ("Erdoğan", ["erdogan"]),
        ("cafe\u0301s?", ["cafe"]),
        ("叙利亚", []),
        (r"\x41bcd", []),
        (r"\.com", ["com"]),
        ("(?i)turkey", []),
        ("(?!abc)turkey", ["turkey"]),
        ("turkey{e<=1}", []),
    ],
)
def test_the_letters_that_every_match_has_are_known(expression: str, runs: list[str]) -> None:
    assert needed(expression) == runs


SIGNS = r"oil gas a s i K \b \w . + * ? {2} ( ) | - [og] \s \- (?: {0,1} İ ²"
LETTERS = "oil Oil gas gaS ſ ı İ K a ² - é"
PATTERNS = st.lists(st.sampled_from([" ", *SIGNS.split()]), max_size=7).map("".join)
TEXTS = st.lists(st.sampled_from([" ", "\n", "\u0301", *LETTERS.split()]), max_size=12).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=1, max_size=4), PATTERNS)
def test_looking_only_into_the_texts_with_those_letters_loses_no_match(
    folder: Folder, texts: list[str], expression: str
) -> None:
    if user_patterns.fault(expression) is not None:
        return
    runs = needed(expression)
    with folder.database.transaction() as connection:
        connection.execute("INSERT INTO fts (fts) VALUES ('delete-all')")
        connection.executemany(
            "INSERT INTO fts (rowid, title, body, halves) VALUES (?, '', indexed(?), '')",
            list(enumerate(texts)),
        )
    match = Vocabulary(folder.database).expression(runs) if runs else None
    if match is None:
        return
    rows = folder.all("SELECT rowid FROM fts WHERE fts MATCH ?", match) if match else []
    kept = {num for (num,) in rows}
    seen = [user_patterns.visible(text, "[]", "[]").text for text in texts]
    assert {
        num for num, text in enumerate(seen) if user_patterns.matches_in(expression, text)
    } <= kept
