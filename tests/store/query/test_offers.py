"""What the library has to offer while a query is typed."""

from __future__ import annotations

import pytest

from store.index.database import Database
from store.query.suggestions import suggestions


def shown(database: Database, text: str) -> list[str]:
    found = suggestions(database.connection(), text, len(text))
    return [one.shown for one in found.offers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ti", ["title:"]),
        ("a -un", ["unread", "untagged"]),
        ("tag:", ["regional", "region", "region/levant", "Syria", "Ünal/x"]),
        ("tag:reg", ["region", "region/levant", "regional"]),
        ("tag:lev", ["region/levant"]),
        ("tag:=ün", ["Ünal/x"]),
        ("mark:", ["claim", "claim/false"]),
        ("source:a", ["Anadolu Agency"]),
        ("source:ag", ["Anadolu Agency"]),
        ("type:p", ["PERSON", "PRODUCT"]),
        ("date:2", ["2016", "2015"]),
        ("date:2016-", ["2016-08", "2016-01"]),
        ("date:", ["none", "2016", "2015", "XXXX-12"]),
        ("date:xx", ["XXXX-12"]),
        ("date:XXXX-1", ["XXXX-12"]),
        ("date:XXXX-0", []),
        ("read:", ["2026"]),
        ("ent:lav", ["Sergey Lavrov"]),
        ('ent:"islamic st', ["Islamic State"]),
        ("ent:tuk", []),
        ("note:x", []),
    ],
)
def test_what_the_library_has_is_offered_most_first(
    database: Database, text: str, expected: list[str]
) -> None:
    found = shown(database, text)
    assert sorted(found) == sorted(expected) if text == "tag:" else found == expected


def test_an_offer_takes_the_place_of_what_was_typed(database: Database) -> None:
    text = "unread ent:lav"
    found = suggestions(database.connection(), text, len(text))
    taken = found.taken(text, found.offers[0])
    assert taken == ('unread ent:"Sergey Lavrov" ', 27)
    found = suggestions(database.connection(), "ta unread", 2)
    assert found.taken("ta unread", found.offers[0]) == ("tag: unread", 4)
    found = suggestions(database.connection(), "(tag:sy) x", 7)
    assert found.taken("(tag:sy) x", found.offers[0]) == ("(tag:Syria) x", 10)


def test_a_saved_view_is_offered_by_name_and_puts_its_query(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(
            'INSERT INTO facts VALUES (\'["views", "to do"]\', \'"unread -tag:draft"\')'
        )
    try:
        found = suggestions(database.connection(), "to", 2)
        assert found.taken("to", found.offers[0])[0] == "unread -tag:draft "
        found = suggestions(database.connection(), "-to x", 3)
        assert found.taken("-to x", found.offers[0])[0] == "-(unread -tag:draft) x"
    finally:
        with database.transaction() as connection:
            connection.execute("DELETE FROM facts WHERE path LIKE '[\"views%'")


def test_what_stands_there_already_is_not_offered(database: Database) -> None:
    assert shown(database, "tag:Syria") == []
    assert shown(database, "unread") == []


def test_only_so_many_are_offered(database: Database) -> None:
    assert len(suggestions(database.connection(), "tag:", 4, limit=2).offers) == 2
