"""The language read, printed and refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import QueryError
from store.query import parse
from store.query.nodes import And, Flag, Has, Not, Or, Query, Tag, Text, TitlePattern
from tests.store.query.trees import queries


@settings(max_examples=300)
@given(queries())
def test_a_query_prints_as_text_that_reads_back_as_itself(query: Query) -> None:
    assert parse(str(query)) == query


@settings(max_examples=400)
@given(st.one_of(st.text(), st.text(st.sampled_from(' "():-*=/\\ORNTagtitle:date2016.#unread'))))
def test_any_text_is_a_query_or_an_error_with_a_column_in_it(text: str) -> None:
    column = 1
    try:
        query = parse(text)
    except QueryError as error:
        column = error.column
    else:
        assert parse(str(query)) == query
    assert 1 <= column <= len(text) + 1


def test_or_is_weaker_than_and() -> None:
    assert parse("a b OR c") == Or((And((Text("a"), Text("b"))), Text("c")))
    assert parse("a (b OR c)") == And((Text("a"), Or((Text("b"), Text("c")))))


def test_a_minus_takes_the_next_term_only() -> None:
    assert parse("-a b") == And((Not(Text("a")), Text("b")))
    assert parse("-(a b)") == Not(And((Text("a"), Text("b"))))
    assert parse("NOT tag:x") == Not(Tag("tag", "x"))
    assert parse("US-led") == Text("US-led")


def test_keywords_in_quotes_are_text() -> None:
    assert parse('"OR" "NOT" "unread" "tag:x"') == And(
        (Text("OR"), Text("NOT"), Text("unread"), Text("tag:x"))
    )
    assert parse("or not Unread") == And((Text("or"), Text("not"), Text("Unread")))


def test_a_field_with_nothing_behind_it_asks_for_any() -> None:
    assert parse("tag: unread note:") == And((Has("tag"), Flag("unread"), Has("note")))


def test_slashes_hold_a_pattern_with_blanks_and_escaped_slashes() -> None:
    assert parse(r"title:/a b\/c\d/") == TitlePattern(r"a b/c\d")


def test_a_colon_after_anything_but_letters_is_text() -> None:
    assert parse("12:30") == Text("12:30")


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("a )", 3, "no bracket is open"),
        ("(a", 3, "closing bracket for the one in column 1"),
        ("a OR", 5, "a word"),
        ("OR a", 1, "a word"),
        ("a NOT", 6, "a word"),
        ("a - b", 4, "right behind -"),
        ('x "abc', 7, "closing quote for the one in column 3"),
        ("title:/ab", 10, "closing slash"),
        ("é foo:bar", 3, "tag:"),
        ("a type:PEOPLE", 8, "one of PERSON"),
        ("a lang:klingon", 8, "a language such as"),
        ("lang:d*", 6, "a language such as"),
        ("date:2016-13", 6, "a date"),
        ("date:2016-08..2016-02", 6, "a date"),
        ("date:XXXX-02-30", 6, "a date"),
        ("date:16", 6, "a date"),
        ("date:..", 6, "a date"),
        ("date:٢٠١٦", 6, "a date"),
        ("read:none", 6, "a date"),
        ("a — b", 3, "a letter or a digit"),
        ("ent:!", 5, "a letter or a digit"),
        ("*", 1, "a letter or a digit"),
        ('tag:""', 5, "a value"),
        ("tag:=", 6, "a value"),
        ("tag:#", 5, "name of a tag"),
        ("tag:a*", 5, "name of a tag"),
        ("title:/a(b/", 9, "regular expression"),
        ("title:/(a+)+b/", 12, "no repeat around"),
        ("title:/(a|ab)*b/", 14, "no repeat around"),
        ("title:/.*.*.*x/", 13, "a plain sign between"),
        ("title:/a*b.*c.*d.*e.*x/", 21, "at most 4 repeats"),
        ("(" * 60 + "a", 42, "at most 40 brackets"),
        ("a " * 201, 401, "at most 200 terms"),
        ("a" * 10_001, 10_001, "at most 10000 characters"),
    ],
)
def test_an_error_says_where_and_what_was_expected(text: str, column: int, expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.column == column
    assert expected in caught.value.expected
