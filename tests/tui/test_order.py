"""Orders of the list as keys and as words."""

from __future__ import annotations

import pytest

from store.index.list_groups import GROUPS as STORE_GROUPS
from store.query.sort_orders import KEYS
from tui.list_order import (
    COLUMNS,
    GROUPS,
    Order,
    group_label,
)

BY = {column.letter: column for column in COLUMNS}


def typed(letters: str) -> Order:
    order = Order()
    for letter in letters:
        column = BY[letter.lower()]
        order = order.then_by(column) if letter.isupper() else order.sorted_by(column)
    return order


def test_everything_that_the_store_sorts_or_groups_by_is_offered() -> None:
    assert {column.key for column in COLUMNS} == set(KEYS)
    assert set(GROUPS) == {"", *STORE_GROUPS}
    assert len(BY) == len(COLUMNS)


@pytest.mark.parametrize(
    ("letters", "sort", "words"),
    [
        ("", "id", ""),
        ("f", "-id", "file ↓"),
        ("ff", "id", ""),
        ("d", "-published", "date ↓"),
        ("dd", "published", "date ↑"),
        ("dt", "title", "title"),
        ("dT", "-published,title", "date ↓, title"),
        ("dTt", "-published,-title", "date ↓, title ↓"),
        ("dTT", "-published,-title", "date ↓, title ↓"),
        ("dTTT", "-published", "date ↓"),
        ("dDD", "id", ""),
        ("sLR", "source,-words,-read", "source, length ↓, read ↓"),
    ],
)
def test_letters_pick_turn_and_add_columns(letters: str, sort: str, words: str) -> None:
    assert typed(letters).sort == sort
    assert typed(letters).words == words


def test_groups_go_round_and_leave_the_sort() -> None:
    order, seen = typed("dT"), []
    for _ in GROUPS:
        order = order.next_group()
        seen.append(order.group)
    assert seen == ["date", "source", "tag", "folder", ""]
    assert order == typed("dT")


@pytest.mark.parametrize(
    ("name", "by", "words"),
    [
        ("2016-08", "date", "August 2016"),
        ("2014", "date", "2014"),
        ("XXXX", "date", "no year given"),
        ("", "date", "no date"),
        ("TASS", "source", "TASS"),
        ("", "source", "no source"),
        ("war/syria", "tag", "#war/syria"),
        ("", "tag", "untagged"),
    ],
)
def test_a_group_without_a_name_says_what_is_lacking(name: str, by: str, words: str) -> None:
    assert group_label(name, by) == words
