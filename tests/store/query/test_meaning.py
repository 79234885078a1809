"""One table of cases runs the plain definition and the compiled SQL, and says what both give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from store.errors import TooSlow
from store.index.database import Database
from store.query import parse, user_patterns
from store.query.nodes import Query
from store.query.sql import asks_for_names, where, without_names
from store.query.sql_functions import patterns_bounded
from store.query.suggestions import suggestions
from tests.store.query.conftest import LIBRARY
from tests.store.query.meaning import matches
from tests.store.query.trees import queries

CASES = {
    "": "abcdef",
    "()": "abcdef",
    "lavrov": "a",
    "LAVROV": "a",
    "lavro": "",
    "lavro*": "a",
    "incirlik": "b",
    "cogu": "b",
    "elysee": "b",
    "ÉLYSÉE": "b",
    "us-led": "a",
    "led-us": "",
    "us-l*": "a",
    "S-400": "a",
    "don't": "a",
    "ноч*": "c",
    '"islamic state"': "d",
    "islamic state": "bd",
    '"state islamic law"': "d",
    '"OR"': "b",
    '"unread"': "b",
    "lavrov OR ночной": "ac",
    "islamic state OR lavrov talks": "abd",
    "islamic (state OR lavrov) -law": "b",
    "-lavrov": "bcdef",
    "NOT lavrov": "bcdef",
    "--lavrov": "a",
    "lavrov AND talks": "a",
    "title:lavrov": "a",
    "title:talks": "",
    "title:reg*": "e",
    "title:/^[rn]/": "ef",
    "title:/US-LED/": "a",
    "title:/(lav|rov)+/": "a",
    "title:": "abcef",
    "text:": "abcd",
    "text:talks": "a",
    "text:lavrov": "a",
    "text:reg*": "",
    'text:"islamic state"': "d",
    "text:/isl[a-z]+ic s/": "bd",
    "text:/law on wrapped/": "d",
    "text:/^on/": "",
    "text:/scholars of/": "b",
    "text:/(?-i:islamic)/": "d",
    "text:/éLYs/": "b",
    "text:/us-led/": "",
    "text:/regional/": "",
    "/us-led/": "a",
    "/zzz/": "",
    "/s.{1,3}te/": "bd",
    "-/[a-z]{4}/": "",
    "NEAR(islamic state)": "bd",
    "NEAR(islamic state, 0)": "d",
    "NEAR(state islamic, 0)": "d",
    "NEAR(islamic state, 3)": "bd",
    "NEAR(islamic state, 2)": "d",
    "NEAR(isl* stat*, 3)": "bd",
    'NEAR("scholars of" islamic, 0)': "b",
    'NEAR("islamic law" state, 1)': "d",
    "NEAR(lavrov aleppo, 100)": "a",
    "NEAR(aleppo talks, 100)": "",
    "NEAR(lavrov)": "a",
    '"islamic state"~0': "d",
    '"islamic state"~3': "bd",
    '"law islamic state"~3': "d",
    "-NEAR(islamic state, 2)": "abcef",
    "NEAR (lavrov)": "",
    "tag:": "abe",
    "tag:region": "ab",
    "tag:=region": "b",
    "tag:REGION/Levant": "a",
    "tag:#syria": "a",
    "tag:ünal": "e",
    "tag:reg": "",
    "untagged": "cdf",
    "-untagged": "abe",
    "mark:": "ac",
    "mark:claim": "ac",
    "mark:=claim": "a",
    "ent:": "ab",
    "type:": "ab",
    "ent:lavrov": "a",
    'ent:"sergey lavrov"': "a",
    'ent:"lavrov sergey"': "a",
    'ent:"lavrov is"': "",
    "ent:is": "a",
    "ent:daesh": "ab",
    'ent:"islamic state"': "ab",
    'ent:"da\'esh group"': "ab",
    "ent:islam*": "ab",
    "ent:tukey": "",
    'ent:="Sergey Lavrov"': "a",
    "ent:=Lavrov": "",
    'ent:="Islamic State"': "ab",
    "ent:=Daesh": "",
    "type:ORG": "ab",
    "type:fac": "b",
    "type:gpe": "",
    "-type:ORG": "cdef",
    "source:": "ab",
    "source:tass": "a",
    "source:agency": "b",
    'source:"agency anadolu"': "b",
    "-source:tass": "bcdef",
    "date:": "abcde",
    "date:none": "bef",
    "date:2016": "ac",
    "date:2016-08": "ac",
    "date:2016-08-11": "c",
    "date:2016-02..2016-07": "c",
    "date:2015..2016-08-09": "cd",
    "date:2016-08..": "ac",
    "date:..2015": "d",
    "-date:2016": "bdef",
    "date:XXXX-12": "bde",
    "date:XXXX-12-09": "bde",
    "date:XXXX-12-10": "de",
    "date:XXXX-08-10": "a",
    "read:": "ae",
    "read:2026-11": "a",
    "-read:2026-11": "bcdef",
    "read:..2026-06": "e",
    "unread": "bcdf",
    "note:": "a",
    "note:interview": "a",
    "-note:interview": "bcdef",
    "lang:": "ac",
    "lang:en": "a",
    "lang:RU": "c",
    "lang:Russian": "c",
    "lang:fr": "",
    "lang:none": "bdef",
    "-lang:en": "bcdef",
    "copies:": "ac",
    "-copies:": "bdef",
    "copies:a": "ac",
    "copies:c": "ac",
    'copies:"a"': "ac",
    "copies:b": "",
    "copies:zzz": "",
    "copies:c -copies:a": "",
    "copy:": "a",
    "-copy:": "bcdef",
    "copies: -copy:": "c",
    '"50%"': "c",
    '"a/b * stars (all"': "c",
    "\ud800x": "",
    '"a\0line"': "c",
}


def by_sql(database: Database, query: Query) -> str:
    condition, bound = where(query)
    rows = database.connection().execute(
        f"SELECT a.id FROM articles a WHERE {condition} ORDER BY a.id", bound
    )
    return "".join(id for (id,) in rows)


def by_definition(query: Query) -> str:
    return "".join(id for id, facts in LIBRARY.items() if matches(query, replace(facts, id=id)))


@pytest.mark.parametrize(("text", "ids"), CASES.items())
def test_definition_and_index_give_the_articles_that_were_meant(
    database: Database, text: str, ids: str
) -> None:
    query = parse(text)
    assert by_definition(query) == ids
    assert by_sql(database, query) == ids


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries())
def test_any_tree_means_the_same_to_both_and_its_negation_the_rest(
    database: Database, query: Query
) -> None:
    ids = by_sql(database, query)
    assert ids == by_definition(query)
    rest = by_sql(database, parse(f"-({query})"))
    assert sorted(ids + rest) == list("abcdef")


def test_a_hostile_value_is_bound_and_never_becomes_sql(database: Database) -> None:
    for value in (
        "x'); DROP TABLE articles; --",
        "NEAR(a b)",
        "{title}: x",
        "x OR y",
        "^x",
        "x\0y",
    ):
        query = parse('tag:"' + value + '" OR "' + value + '" OR ent:"' + value + '"')
        assert by_sql(database, query) == by_definition(query)


RUNAWAY = "(a|aa)+!"


def test_a_pattern_that_would_never_end_ends_the_query_with_an_error(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_patterns, "SECONDS_A_TEXT", 0.05)
    with database.transaction() as connection:
        connection.execute("UPDATE articles SET title = ? WHERE id = 'f'", ("a" * 60 + "c",))
    try:
        with pytest.raises(TooSlow, match="takes too long"), patterns_bounded():
            by_sql(database, parse(f"title:/{RUNAWAY}/"))
    finally:
        with database.transaction() as connection:
            connection.execute("UPDATE articles SET title = 'nothing' WHERE id = 'f'")
    assert by_sql(database, parse("title:/nothing/")) == "f"


def test_a_query_with_a_pattern_can_be_stopped(database: Database) -> None:
    with pytest.raises(TooSlow, match="given up"), patterns_bounded(lambda: True):
        by_sql(database, parse("text:/a/"))


@settings(max_examples=200)
@given(query=queries())
def test_a_query_without_its_names_matches_whatever_the_query_may_match(query: Query) -> None:
    wider = without_names(query)
    assert not asks_for_names(wider)
    assert set(by_definition(query)) <= set(by_definition(wider))
    if not asks_for_names(query):
        assert wider == query


IDS = (
    "a/b.txt",
    "a/b/c.txt",
    "a/b-c.txt",
    "a/b0.txt",
    "A/b.txt",
    "a.txt",
    "ü/ä b.txt",
    "ü/ä\U0001f600",
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("path:a", IDS[:4]),
        ("path:a/", IDS[:4]),
        ("path:./a", IDS[:4]),
        ("path:a/b", IDS[1:2]),
        ("path:a/b*", IDS[:4]),
        ("path:a/b.txt", IDS[:1]),
        ("path:A", IDS[4:5]),
        ('path:"u\u0308/a\u0308 b.txt"', IDS[6:7]),
        ("path:ü/ä*", IDS[6:]),
        ("path:.", IDS),
        ("path:", (*IDS[:5], *IDS[6:])),
        ("-path:a", IDS[4:]),
        ("path:b.txt", ()),
    ],
)
def test_a_path_is_a_folder_with_all_below_it_or_a_file(
    tmp_path: Path, text: str, ids: tuple[str, ...]
) -> None:
    database = Database(tmp_path / "index.db")
    with database.transaction() as connection:
        connection.executemany("INSERT INTO articles (id) VALUES (?)", [(id,) for id in IDS])
    query = parse(text)
    condition, bound = where(query)
    rows = database.connection().execute(f"SELECT a.id FROM articles a WHERE {condition}", bound)
    assert {id for (id,) in rows} == set(ids)
    assert parse(str(query)) == query
    database.close()


def test_folders_are_offered_with_how_many_articles_lie_below_them(tmp_path: Path) -> None:
    database = Database(tmp_path / "index.db")
    with database.transaction() as connection:
        connection.executemany("INSERT INTO articles (id) VALUES (?)", [(id,) for id in IDS])
    offered = suggestions(database.connection(), "path:", 5).offers
    assert {(one.written, one.articles) for one in offered} == {
        ("a", 4),
        ("a/b", 1),
        ("A", 1),
        ("ü", 2),
    }
    database.close()
