"""Cards and lists of names, from the index, as the user's corrections leave them."""

from collections.abc import Sequence

import pytest

from store.entities.annotate import annotate
from store.entities.name_details import name_card
from store.entities.name_search import Shortlist
from store.index.database import Database
from tests.store.entities.helpers import Inline, add_article, add_fact

TEXTS = {
    "a": "Daesh fought near Incirlik and Daesh lost",
    "b": "about Daesh and Lavrov",
    "c": "then Isil and Lavrov and Incirlik",
    "d": "nothing of note but Tukey",
}


@pytest.fixture
def filled(database: Database) -> Database:
    for name, text in TEXTS.items():
        add_article(database, name, text)
    annotate(database, executor=Inline())
    return database


def of(database: Database, name: str) -> tuple[int, int, Sequence[tuple[str, int]]]:
    card = name_card(database, name)
    return card.mentions, card.articles, [(place.id, place.mentions) for place in card.places]


def test_a_card_counts_mentions_and_lists_articles_most_mentions_first(filled: Database) -> None:
    assert of(filled, "Daesh") == (3, 2, [("a", 2), ("b", 1)])
    assert of(filled, "Lavrov") == (2, 2, [("b", 1), ("c", 1)])
    assert of(filled, "Nobody") == (0, 0, [])


def test_a_card_names_what_stands_beside(filled: Database) -> None:
    card = name_card(filled, "Daesh")
    assert [(one.name, one.articles) for one in card.beside] == [("Incirlik", 1), ("Lavrov", 1)]


def test_an_alias_brings_the_mentions_of_the_other_name(filled: Database) -> None:
    add_fact(filled, "Islamic State", "entities", "aliases", "Daesh")
    add_fact(filled, "Islamic State", "entities", "aliases", "Isil")
    assert of(filled, "Islamic State") == (4, 3, [("a", 2), ("b", 1), ("c", 1)])
    assert of(filled, "Daesh") == (0, 0, [])
    assert name_card(filled, "Islamic State").spellings == ("Daesh", "Isil")


def test_a_label_that_was_corrected_is_the_one_counted(filled: Database) -> None:
    add_fact(filled, "FAC", "entities", "labels", "Incirlik")
    assert name_card(filled, "Incirlik", "FAC").mentions == 2
    assert name_card(filled, "Incirlik", "PERSON").mentions == 0


def test_corrections_of_one_article_are_counted_there(filled: Database) -> None:
    add_fact(filled, True, "articles", "b", "entities", "hidden", "Daesh")
    add_fact(filled, "Daesh", "articles", "c", "entities", "aliases", "Isil")
    assert of(filled, "Daesh") == (3, 2, [("a", 2), ("c", 1)])


def test_a_name_that_only_the_user_found_is_counted(filled: Database) -> None:
    add_fact(filled, "EVENT", "entities", "names", "note")
    assert of(filled, "note") == (1, 1, [("d", 1)])


def listed(database: Database, *args: object) -> list[tuple[str, int]]:
    return [(n.name, n.mentions) for n in Shortlist(database).search(*args)]  # type: ignore[arg-type]


def test_without_words_the_most_mentioned_come_first(filled: Database) -> None:
    assert listed(filled) == [
        ("Daesh", 3), ("Incirlik", 2), ("Lavrov", 2), ("Isil", 1), ("Tukey", 1)
    ]  # fmt: skip
    assert listed(filled, "", ("ORG",)) == []
    assert len(listed(filled, "", ("PERSON",), 2)) == 2


@pytest.mark.parametrize("typed", ["lavrov", "lav", "lavorv"])
def test_words_find_names_and_typos_are_forgiven(filled: Database, typed: str) -> None:
    assert listed(filled, typed)[0] == ("Lavrov", 2)


def test_a_list_follows_the_corrections(filled: Database) -> None:
    add_fact(filled, "Daesh", "entities", "aliases", "Isil")
    add_fact(filled, True, "entities", "hidden", "Tukey")
    add_fact(filled, "FAC", "entities", "labels", "Incirlik")
    add_fact(filled, "EVENT", "entities", "names", "note")
    assert listed(filled) == [("Daesh", 4), ("Incirlik", 2), ("Lavrov", 2), ("note", 1)]
    assert listed(filled, "", ("FAC",)) == [("Incirlik", 2)]
    assert listed(filled, "", ("PERSON",)) == [("Daesh", 4), ("Lavrov", 2)]


def test_names_out_of_the_first_thousands_are_found_by_how_they_begin(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.entities.name_search.MOST", 1)
    assert ("Tukey", 1) in listed(filled, "tuk")
