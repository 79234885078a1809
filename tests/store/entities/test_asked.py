"""`ent:` follows the user's corrections without the model being run again."""

import pytest

from store.entities.annotate import annotate
from store.entities.shown_mentions import update_shown_mentions
from store.index.database import Database
from store.query import parse, sql
from tests.store.entities.helpers import Inline, add_article, add_fact

TEXTS = {
    "a": "Daesh fought near Incirlik and the accord of minsk held",
    "b": "about Daesh and Lavrov",
    "c": 'a "q" of nothing',
}


@pytest.fixture
def filled(database: Database) -> Database:
    for name, text in TEXTS.items():
        add_article(database, name, text)
    annotate(database, executor=Inline())
    return database


def asked(database: Database, query: str) -> str:
    update_shown_mentions(database)
    condition, bound = sql.where(parse(query))
    rows = database.connection().execute(
        f"SELECT a.id FROM articles a WHERE {condition} ORDER BY a.id", bound
    )
    return "".join(id for (id,) in rows)


def test_a_name_that_the_user_added_is_found_where_its_words_stand(filled: Database) -> None:
    assert asked(filled, "ent:accord") == ""
    add_fact(filled, "LAW", "entities", "names", "accord of minsk")
    add_fact(filled, "LAW", "entities", "names", '"q"')
    add_fact(filled, "LAW", "entities", "names", "+!")
    assert asked(filled, "ent:accord") == "a"
    assert asked(filled, 'ent:"minsk accord"') == "a"
    assert asked(filled, "ent:q") == "c"
    add_fact(filled, True, "entities", "hidden", "accord of minsk")
    assert asked(filled, "ent:accord") == ""


def test_what_is_so_in_one_article_is_found_in_that_one(filled: Database) -> None:
    add_fact(filled, "Caliphate", "articles", "b", "entities", "aliases", "Daesh")
    add_fact(filled, "LAW", "articles", "a", "entities", "names", "minsk")
    place = {"at": [2, 5], "quote": '"q"', "label": "LAW"}
    add_fact(filled, place, "articles", "c", "entities", "spans", "2-5")
    assert asked(filled, "ent:caliphate") == "b"
    assert asked(filled, "ent:minsk") == "a"
    assert asked(filled, "ent:q") == "c"
