"""What a change must be about to move a row of a list."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from store import Library
from store.model import Change, Op
from store.query.dependencies import depends_on
from store.query.nodes import Query
from tests.store.query.trees import queries


def change(*path: str) -> Change:
    return Change(1, "", "ann", "", (Op(path, None, True),))


TAGGED = change("articles", "a.txt", "tags", "syria")
READ = change("articles", "a.txt", "read")
NOTED = change("articles", "a.txt", "note")
MARKED = change("articles", "a.txt", "marks", "1")
NAMED = change("articles", "a.txt", "entities", "labels", "Oslo")
CALLED = change("entities", "aliases", "Oslo")
LISTED = change("tags", "syria", "color")
VIEWED = change("views", "to do")
ALL = (TAGGED, READ, NOTED, MARKED, NAMED, CALLED, LISTED, VIEWED)


@pytest.mark.parametrize(
    ("query", "decisive"),
    [
        ("", ()),
        ("oil title:gas date:2016 source:TASS lang:en copies:", ()),
        ("tag:syria", (TAGGED,)),
        ("oil OR -tag:", (TAGGED,)),
        ("untagged", (TAGGED,)),
        ("unread", (READ,)),
        ("read:2016", (READ,)),
        ("read:", (READ,)),
        ("note:x", (NOTED,)),
        ("mark:claim", (MARKED,)),
        ("ent:Oslo", (NAMED, CALLED)),
        ('ent:="Oslo"', (NAMED, CALLED)),
        ("type:GPE", (NAMED, CALLED)),
    ],
)
def test_only_what_a_query_asks_for_bears_on_it(query: str, decisive: tuple[Change, ...]) -> None:
    assert tuple(one for one in ALL if depends_on([one], query)) == decisive


def test_the_order_and_the_groups_count_too() -> None:
    assert depends_on([READ], "", "-read,title")
    assert depends_on([TAGGED], "", "tags")
    assert not depends_on([TAGGED, READ], "", "title,-published", "date")
    assert depends_on([TAGGED], "", "id", "tag")
    assert depends_on([LISTED], "", "id", "tag")


def test_what_is_not_known_may_bear_on_everything() -> None:
    assert depends_on([change("settings", "ignore")], "")
    assert depends_on([change("articles", "a.txt", "conflicts")], "")


@settings(deadline=None)
@given(queries())
def test_every_query_is_understood(query: Query) -> None:
    assert isinstance(depends_on(ALL, str(query)), bool)


CASES = ("tag:syria", "untagged -unread", "unread OR note:x", "note:", "read:2026", "")


@pytest.mark.parametrize("query", CASES)
@pytest.mark.parametrize("sort", ["id", "tags", "-read"])
def test_a_change_that_does_not_bear_on_a_list_leaves_it_as_it_is(
    query: str, sort: str, library_folder: Path
) -> None:
    with Library.open(library_folder, refresh=True, coder="ann") as library:
        id = library.ids()[-1]
        verbs: tuple[Callable[[], Change | None], ...] = (
            lambda: library.tag([id], "syria"),
            lambda: library.set_read([id], "2026-11-21"),
            lambda: library.set_note(id, "x"),
        )
        for verb in verbs:
            before = library.articles.listing(query, sort).nums()
            made = verb()
            assert made is not None
            if not library.articles.depends_on([made], query, sort):
                assert library.articles.listing(query, sort).nums() == before
