"""Orders of a list."""

from __future__ import annotations

import pytest

from store.errors import QueryError
from store.index.database import Database
from store.query.sort_orders import KEYS, order_by


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        ("id", "abcdef"),
        ("-id", "fedcba"),
        ("published", "dcabef"),
        ("-published", "acdbef"),
        ("title", "bafecd"),
        ("-title", "cefabd"),
        ("source", "bacdef"),
        ("-source", "abcdef"),
        ("read", "eabcdf"),
        ("-read", "bcdfae"),
        ("tags,-id", "fdcbea"),
        (" -tags , -id", "eabfdc"),
    ],
)
def test_unknown_values_come_last_both_ways_unread_ones_turn_round_and_ties_go_by_id(
    database: Database, key: str, ids: str
) -> None:
    rows = database.connection().execute(f"SELECT a.id FROM articles a ORDER BY {order_by(key)}")
    assert "".join(id for (id,) in rows) == ids


def test_an_unknown_key_is_named_by_its_column() -> None:
    for key, column in (("", 1), ("size", 1), ("id, -size", 6), ("title;--", 1)):
        with pytest.raises(QueryError) as caught:
            order_by(key)
        assert caught.value.column == column
        assert all(each in caught.value.expected for each in KEYS)


def test_an_order_by_id_needs_no_second_look_at_it() -> None:
    assert order_by("id") == "a.id"
    assert order_by("-id, id") == "a.id DESC"


def test_a_key_that_comes_twice_counts_where_it_comes_first() -> None:
    assert order_by("title,words,-title") == order_by("title,words")
