"""Whatever is corrected, the index answers as the corrected entities of every article do."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.entities.annotate import annotate
from store.entities.apply_corrections import entities_with
from store.entities.corrected_counts import recount
from store.entities.corrections import of_article, of_library
from store.entities.name_details import name_card
from store.entities.name_search import Shortlist
from store.entities.names import hidden, names
from store.entities.predict import Finding
from store.entities.shown_mentions import pending, update_shown_mentions
from store.index import listings
from store.index.database import Database
from store.jump.jump_engine import Jumper
from store.query import parse, sql
from store.userdata.projection import as_json
from tests.store.entities.helpers import Inline, add_article, add_fact
from tests.store.query.meaning import Facts, Named, matches

WHOLE = {"Lavrov": "Sergey_Lavrov", "IS": "Daesh", "Rome": "Rome"}
"""What the stand-in for the model calls some words."""

LABELS = ("PERSON", "ORG", "GPE")
WORDS = ("Lavrov", "Sergey_Lavrov", "IS", "Daesh", "Rome", "oslo", "Anna")


def found_in(text: str) -> list[Finding]:
    findings: list[Finding] = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        if word[0].isupper():
            label = "ORG" if word in ("IS", "Daesh") else "PERSON"
            findings.append((start, at, label, WHOLE.get(word, word), "test"))
    return findings


class Knowing(Inline):
    """Answers with `found_in`."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result([found_in(text) for text in args[1]])
        return future


def remove_fact(database: Database, *path: str) -> None:
    with database.transaction() as connection:
        connection.execute("DELETE FROM facts WHERE path = ?", (as_json(path),))


def facts_of(database: Database, num: int, article_id: str) -> Facts:
    connection = database.connection()
    library, own = of_library(connection), of_article(connection, article_id)
    named = []
    for entity in entities_with(database, num, library) or ():
        aliases = [a for a in library.aliases if library.resolve(a) == entity.name != a]
        aliases += [a for a in own.aliases if own.resolve(a) == entity.name != a]
        named.append(Named(entity.name, entity.label, (entity.text,), tuple(aliases)))
    return Facts(names=tuple(named))


def queries() -> list[str]:
    names_asked = ["lavrov", "sergey", "is", "daesh", "rome", "oslo", "anna", "d*", "caliphate"]
    return [
        "ent:",
        *(f"ent:{n}" for n in names_asked),
        *(f"type:{label}" for label in LABELS),
        *(f"ent:={name}" for name in (*WORDS, "Caliphate")),
    ]


def check(database: Database) -> None:
    """Compare every answer of the index with the plain overlay, article by article."""
    articles = dict(database.connection().execute("SELECT num, id FROM articles").fetchall())
    facts = {num: facts_of(database, num, name) for num, name in articles.items()}
    mentions = Counter((n.name, n.label) for one in facts.values() for n in one.names)
    present = Counter(
        key for one in facts.values() for key in {(n.name, n.label) for n in one.names}
    )
    expected = {(*key, mentions[key], present[key]) for key in mentions}
    assert {(n.name, n.label, n.mentions, n.articles) for n in names(database)} == expected
    assert {
        (n.name, n.label, n.mentions, n.articles) for n in Shortlist(database).search()
    } == expected
    for name, label in mentions:
        card = name_card(database, name, label)
        assert (card.mentions, card.articles) == (mentions[name, label], present[name, label])
    for text in queries():
        query = parse(text)
        chosen = listings.select(database, *sql.where(query)).nums()
        assert list(chosen) == [num for num, one in facts.items() if matches(query, one)], text


NAME = st.sampled_from(WORDS)
KIND = st.one_of(
    st.tuples(st.just("aliases"), NAME, st.sampled_from([*WORDS, "Caliphate"])),
    st.tuples(st.just("labels"), st.sampled_from([*WORDS, "Caliphate"]), st.sampled_from(LABELS)),
    st.tuples(st.just("hidden"), NAME, st.booleans()),
    st.tuples(st.just("names"), NAME, st.sampled_from(LABELS)),
    st.tuples(st.just("split"), NAME, st.just(True)),
)
LEVEL = st.sampled_from(["", "", "a", "b"])
SPAN = st.tuples(
    st.integers(0, 3), st.sampled_from([None, *LABELS]), st.sampled_from([None, "Anna", "Other"])
)
STEP = st.one_of(
    st.tuples(st.just("set"), LEVEL, KIND),
    st.tuples(st.just("set"), LEVEL, KIND),
    st.tuples(st.just("span"), st.sampled_from("ab"), SPAN),
    st.tuples(st.just("undo"), st.integers(0, 5), st.none()),
    st.tuples(st.just("annotate"), st.none(), st.none()),
    st.tuples(st.just("check"), st.none(), st.none()),
)
TEXT = st.lists(NAME, max_size=6).map(" ".join)


def take(database: Database, step: tuple[Any, ...], done: list[tuple[str, ...]]) -> None:
    """Do one step of a history; `done` are the facts that stand."""
    what, where, given_ = step
    if what == "set":
        kind, name, value = given_
        base = ("articles", where, "entities") if where else ("entities",)
        path = (*base, kind, name)
        add_fact(database, value, *path)
        done.append(path)
    elif what == "span":
        at, label, name = given_
        row = database.connection().execute(
            "SELECT body FROM texts t JOIN articles a USING (num) WHERE a.id = ?", (where,)
        )
        words = found_in(row.fetchone()[0])
        if words:
            start, end = words[at % len(words)][:2]
            value = {"at": [start, end], "label": label, "name": name}
            path = ("articles", where, "entities", "spans", f"{start}-{end}")
            add_fact(database, {k: v for k, v in value.items() if v is not None}, *path)
            done.append(path)
    elif what == "undo" and done:
        remove_fact(database, *done.pop(where % len(done)))
    elif what == "annotate":
        annotate(database, executor=Knowing())
    elif what == "check":
        check(database)


@settings(max_examples=120, deadline=None)
@given(st.lists(TEXT, min_size=3, max_size=3), st.lists(STEP, max_size=9))
def test_the_index_answers_as_the_corrected_entities_do(
    texts: list[str], steps: list[tuple[Any, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "index.db")
        for name, text in zip("abc", texts, strict=True):
            add_article(database, name, text)
        done: list[tuple[str, ...]] = []
        for step in steps:
            take(database, step, done)
        annotate(database, executor=Knowing())
        check(database)
        assert not pending(database.connection())
        database.close()


@pytest.fixture
def library(database: Database) -> Database:
    for name, text in {"a": "Lavrov met Anna", "b": "IS and Daesh", "c": "Anna in oslo"}.items():
        add_article(database, name, text)
    annotate(database, executor=Knowing())
    return database


def ids(database: Database, text: str) -> str:
    update_shown_mentions(database)
    return "".join(listings.select(database, *sql.where(parse(text))).ids())


def test_a_label_of_one_article_or_place_is_seen_by_queries(library: Database) -> None:
    add_fact(library, "GPE", "articles", "a", "entities", "labels", "Anna")
    assert (ids(library, "type:GPE"), ids(library, "type:PERSON")) == ("a", "ac")
    at = {"at": [0, 2], "label": "GPE", "name": "Iceland"}
    add_fact(library, at, "articles", "b", "entities", "spans", "0-2")
    assert (ids(library, "ent:iceland"), ids(library, "type:GPE")) == ("b", "ab")


def test_hiding_in_one_article_leaves_the_others(library: Database) -> None:
    add_fact(library, True, "articles", "a", "entities", "hidden", "Anna")
    assert ids(library, "ent:anna") == "c"
    remove_fact(library, "articles", "a", "entities", "hidden", "Anna")
    assert ids(library, "ent:anna") == "ac"


def test_only_the_articles_that_a_correction_touches_are_counted_one_by_one(
    library: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.entities import shown_mentions

    seen: list[int] = []
    told: list[int] = []
    counted = shown_mentions._counted

    def noted(database: Database, num: int, *rest: Any) -> Any:
        seen.append(num)
        return counted(database, num, *rest)

    def retold(connection: Any, nums: Sequence[int], *rest: Any) -> None:
        told.extend(nums)
        recount(connection, nums, *rest)

    monkeypatch.setattr(shown_mentions, "_counted", noted)
    monkeypatch.setattr(shown_mentions, "recount", retold)
    add_fact(library, "Caliphate", "entities", "aliases", "Daesh")
    add_fact(library, "GPE", "entities", "labels", "Anna")
    add_fact(library, True, "entities", "hidden", "Rome")
    update_shown_mentions(library)
    assert (seen, told) == ([], [])
    add_fact(library, "LOC", "entities", "names", "oslo")
    update_shown_mentions(library)
    assert (seen, told) == ([3], [])
    add_fact(library, True, "entities", "split", "Daesh")
    update_shown_mentions(library)
    assert (seen, told) == ([3], [2])


@settings(deadline=None, max_examples=60)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)),
    facts=st.lists(
        st.tuples(
            st.sampled_from(["aliases", "labels", "hidden", "split"]),
            st.sampled_from([*WORDS, *WHOLE.values()]),
            st.sampled_from(["Anna", "Sergey_Lavrov", "Rome"]),
        ),
        max_size=4,
    ),
)
def test_what_is_told_by_counts_is_what_the_texts_say(
    texts: list[str], facts: list[tuple[str, str, str]]
) -> None:
    from store.entities import shown_mentions

    values: dict[str, Any] = {"labels": "GPE", "hidden": True, "split": True}
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "index.db")
        nums = [add_article(database, str(at), text) for at, text in enumerate(texts)]
        annotate(database, executor=Knowing())
        for kind, name, other in facts:
            add_fact(database, values.get(kind, other), "entities", kind, name)
            update_shown_mentions(database)
        connection = database.connection()
        settled = {num for (num,) in connection.execute("SELECT num FROM settled")}
        for num in settled.intersection(nums):
            rows = connection.execute(
                "SELECT n.name, n.label, s.mentions, s.spelled FROM settled_mentions s"
                " JOIN names n USING (name_id) WHERE s.num = ?",
                (num,),
            )
            kept = {
                (name, label): (count, {*lines.split("\n")}) for name, label, count, lines in rows
            }
            counted, _ = shown_mentions._counted(database, num, of_library(connection))
            assert kept == {key: (count, {*lines}) for key, (count, lines) in counted.items()}
        database.close()


def test_jump_knows_what_a_name_is_called_now(library: Database) -> None:
    jumper = Jumper(library)

    def via(text: str) -> list[tuple[str, str]]:
        return [(match.id, match.via) for match in jumper.search(text)]

    assert via("caliphate") == []
    add_fact(library, "Caliphate", "entities", "aliases", "Daesh")
    assert via("caliphate") == [("b", "Caliphate")]
    add_fact(library, "Iceland", "articles", "a", "entities", "aliases", "Anna")
    assert via("iceland") == [("a", "Iceland")]
    remove_fact(library, "articles", "a", "entities", "aliases", "Anna")
    assert via("iceland") == []
    jumper.close()


def test_what_was_hidden_is_listed_with_the_fact_that_hides_it(library: Database) -> None:
    add_fact(library, True, "entities", "hidden", "Rome")
    add_fact(library, False, "entities", "hidden", "Anna")
    add_fact(library, True, "articles", "a", "entities", "hidden", "Anna")
    place = {"at": [0, 2], "quote": "IS"}
    add_fact(library, place, "articles", "b", "entities", "spans", "0-2")
    listed = [(one.name, one.article_id, one.at) for one in hidden(library.connection())]
    assert listed == [("Anna", "a", None), ("Rome", None, None), ("IS", "b", (0, 2))]
    for one, other in itertools.pairwise(hidden(library.connection())):
        assert one.path != other.path
