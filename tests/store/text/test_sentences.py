"""Sentences as they are copied."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text.sentences import sentence_at, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One went. Two stayed.", ["One went.", "Two stayed."]),
        ("Really? Yes! So be it…  Fine", ["Really?", "Yes!", "So be it…", "Fine"]),
        ("“We knew.” He left.", ["“We knew.”", "He left."]),
        ("He said (in May.) “Go.” Then", ["He said (in May.)", "“Go.”", "Then"]),
        ("Mr. Lavrov met Gen. Smith on Dec. 9.", ["Mr. Lavrov met Gen. Smith on Dec. 9."]),
        ("J. R. Tolkien wrote it. Read!", ["J. R. Tolkien wrote it.", "Read!"]),
        ("The U.S. Army came. It left.", ["The U.S. Army came.", "It left."]),
        ("He said no. They left.", ["He said no.", "They left."]),
        ("Order No. 5 of Dec. 9 came.", ["Order No. 5 of Dec. 9 came."]),
        ("It cost 3.5 million. No more.", ["It cost 3.5 million.", "No more."]),
        ("MOSCOW, December 9. /TASS/. Russia had it.",
         ["MOSCOW, December 9. /TASS/.", "Russia had it."]),
        ("on Wednesday.Turkish President", ["on Wednesday.", "Turkish President"]),
        ("see www.rt.com for more. Bye", ["see www.rt.com for more.", "Bye"]),
        ("first\nline. Second\nline.", ["first\nline.", "Second\nline."]),
        ("a list\n\nanother", ["a list", "another"]),
        ("他来了。他走了。", ["他来了。", "他走了。"]),
        ("Он пришёл. Потом ушёл.", ["Он пришёл.", "Потом ушёл."]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_place_between_two_sentences_belongs_to_the_one_before() -> None:
    text = "One went. Two stayed."
    assert sentence_at(text, 0, 0, len(text)) == (0, 9)
    assert sentence_at(text, 9, 0, len(text)) == (0, 9)
    assert sentence_at(text, 10, 0, len(text)) == (10, 21)
    assert sentence_at(text, 500, 0, len(text)) == (10, 21)


def test_a_range_bounds_its_sentences() -> None:
    text = "One went. Two stayed. Three"
    assert sentences(text, 4, 14) == [(4, 9), (10, 13)]


@given(st.text(alphabet="aB .!?”“’\n。U3", max_size=60), st.integers(0, 60))
def test_sentences_are_in_order_apart_and_leave_out_only_blanks(text: str, offset: int) -> None:
    spans = sentences(text, 0, len(text))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    start, end = sentence_at(text, offset, 0, len(text))
    assert (start, end) in spans or not spans
