"""The language read, printed and refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import QueryError
from store.query import parse
from store.query.nodes import (
    And,
    Flag,
    Has,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Tag,
    Text,
)
from store.query.proximity import Nearness
from tests.store.query.trees import queries


@settings(max_examples=300)
@given(queries())
def test_a_query_prints_as_text_that_reads_back_as_itself(query: Query) -> None:
    assert parse(str(query)) == query


@settings(max_examples=400)
@given(
    st.one_of(st.text(), st.text(st.sampled_from(' "():-*=/\\ORNTEAagtitle:date2016.#unread~,')))
)
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
    assert parse(r"title:/a b\/c\d/") == Pattern(r"a b/c\d", "title")
    assert parse("text:/a/ /b c/") == And((Pattern("a", "text"), Pattern("b c")))


def test_near_is_written_as_in_fts5_or_as_a_phrase_with_a_number() -> None:
    near = Near(Nearness((("turkey", False), ("isis", False)), 8))
    assert parse("NEAR(turkey isis, 8)") == near
    assert parse('"turkey isis"~8') == near
    assert parse('NEAR( turk* "islamic  state" )') == Near(
        Nearness((("turk", True), ("islamic  state", False)), 10)
    )
    assert parse("near turkey") == And((Text("near"), Text("turkey")))


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
        ("é sorce:TASS", 3, "source:, since there is no sorce:"),
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
        ("title:/a(b/", 11, "regular expression"),
        ("text:/(a{99}){99}/", 14, "at most 5,000 signs"),
        ("a /(?R)/", 4, "does not call itself"),
        ("/a", 3, "closing slash"),
        ("a //", 3, "a value"),
        ("NEAR(a", 7, "closing bracket for NEAR( in column 1"),
        ("a NEAR()", 8, "words that stand near"),
        ("NEAR(a b, x)", 11, "a number of words up to 100"),
        ("NEAR(a b, 101)", 11, "a number of words up to 100"),
        ('NEAR(a "b c)', 13, "closing quote for the one in column 8"),
        ("NEAR(a - b)", 8, "a letter or a digit"),
        ("NEAR(a (b))", 8, "closing bracket for NEAR("),
        ('"a b"~', 7, "a number of words"),
        ('"- -"~3', 1, "words that stand near"),
        ('title:"a b"~3', 12, "a blank"),
        ("(" * 60 + "a", 42, "at most 40 brackets"),
        ("a " * 201, 401, "at most 200 terms"),
        (f'b "{"a " * 101}"', 3, "at most 100 words in a row"),
        (f'b "{"a " * 101}"~3', 3, "at most 100 words in a row"),
        (f"b NEAR({'a ' * 101})", 3, "at most 100 words in a row"),
        ("a" * 10_001, 10_001, "at most 10000 characters"),
    ],
)
def test_an_error_says_where_and_what_was_expected(text: str, column: int, expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.column == column
    assert expected in caught.value.expected
