"""What a search asks for, as it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import QueryError
from store.query.proximity import Nearness
from store.search.search_query import SearchQuery, as_begun, read


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            'turk* "islamic state" oil',
            SearchQuery((("turk", True), ("islamic state", False), ("oil", False))),
        ),
        ('"islamic st', SearchQuery((("islamic st", False),))),
        ('"islamic st"*', SearchQuery((("islamic st", True),))),
        ("NEAR(a b, 3)", SearchQuery(nears=(Nearness((("a", False), ("b", False)), 3),))),
        ("NEAR(a", SearchQuery(nears=(Nearness((("a", False),)),))),
        ("NEAR(a,", SearchQuery(nears=(Nearness((("a", False),)),))),
        ("NEAR(", SearchQuery()),
        ('"a b"~2 c', SearchQuery((("c", False),), (Nearness((("a", False), ("b", False)), 2),))),
        ('"a b"~', SearchQuery((("a b", False),))),
        (r"/a\/b\d/ c", SearchQuery((("c", False),), patterns=(r"a/b\d",))),
        ("/a b", SearchQuery(patterns=("a b",))),
        ("/", SearchQuery()),
        ("and/or near (x)", SearchQuery((("and/or", False), ("near", False), ("(x)", False)))),
    ],
)
def test_a_search_is_read_also_while_it_is_typed(text: str, asked: SearchQuery) -> None:
    assert read(text) == asked


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("oil /a(b/", 9, "regular expression"),
        ("NEAR(a b, c)", 11, "a number of words"),
        ("x NEAR(a (b))", 10, "closing bracket"),
        ('"a b"~x', 7, "a number of words"),
        ("a " * 201, 401, "at most 200 terms"),
        ("a" * 10_001, 10_001, "at most 10000 characters"),
        (f'b "{"a " * 101}"', 3, "at most 100 words in a row"),
        (f'b "{"a " * 101}"~3', 3, "at most 100 words in a row"),
        (f"b NEAR({'a ' * 101})", 3, "at most 100 words in a row"),
    ],
)
def test_an_error_names_the_column(text: str, column: int, expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    assert caught.value.column == column
    assert expected in caught.value.expected


@given(st.one_of(st.text(), st.text(st.sampled_from('NEAR(ab, 3)"~*/\\ .+'))))
def test_any_text_is_read_or_refused_at_a_column_in_it(text: str) -> None:
    column = 1
    try:
        read(text)
    except QueryError as error:
        column = error.column
    assert 1 <= column <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("oil pri", "oil pri*"),
        ("NEAR(oil gas, 8) pri", "NEAR(oil gas, 8) pri*"),
        ('"oil pri"', None),
        ("oil*", None),
        ("NEAR(oil gas, 8", None),
        ("/oi", None),
        ("", None),
    ],
)
def test_only_a_word_at_the_end_of_a_search_may_be_the_beginning_of_one(
    text: str, begun: str | None
) -> None:
    assert as_begun(text) == begun
