"""Corrections laid over what was found, the stronger over the weaker."""

import itertools
from concurrent.futures import Future
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.checks.userdata_checks import check_userdata
from store.entities import apply_corrections
from store.entities.annotate import annotate
from store.entities.apply_corrections import apply, apply_or_explain, entities
from store.entities.corrections import Corrections
from store.entities.names import names
from store.entities.predict import Finding
from store.index import rows
from store.index.database import Database
from store.model import LABELS, Entity
from store.text.anchors import locate
from tests.store.entities.helpers import Inline, add_article, add_fact, capitals

TEXT = "Daesh fought IS near Incirlik; Lavrov met Tukey. Sergey Lavrov left Anadolu Agency."


def findings() -> list[Finding]:
    def one(words: str, label: str, name: str, nth: int = 0) -> Finding:
        start = TEXT.index(words)
        for _ in range(nth):
            start = TEXT.index(words, start + 1)
        return start, start + len(words), label, name, "model"

    return [
        one("Daesh", "PERSON", "Daesh"),
        one("IS", "ORG", "Islamic State"),
        one("Incirlik", "GPE", "Incirlik"),
        one("Lavrov", "PERSON", "Sergey Lavrov"),
        one("Tukey", "PERSON", "Tukey"),
        one("Sergey Lavrov", "PERSON", "Sergey Lavrov"),
    ]


def shown(
    library: Corrections | None = None, article: Corrections | None = None
) -> list[tuple[str, str, str]]:
    found = apply(TEXT, findings(), library or Corrections(), article or Corrections())
    return [(e.text, e.label, e.name) for e in found]


def corrected(**kinds: Any) -> Corrections:
    return Corrections(**kinds)


def test_without_corrections_findings_are_entities() -> None:
    assert shown()[0] == ("Daesh", "PERSON", "Daesh")
    assert len(shown()) == 6


@pytest.mark.parametrize(
    ("text", "name", "stands"),
    [
        ("He met Lav\u00adrov.", "Lavrov", ["Lav\u00adrov"]),
        ("Angela Mer-\nkel spoke", "Angela Merkel", ["Angela Mer-\nkel"]),
        ("in New\nYork, not NewYork", "New York", ["New\nYork"]),
        ("Erdog\u0306an and Erdoğan", "Erdoğan", ["Erdog\u0306an", "Erdoğan"]),
        ("中国外交部发言人", "外交部", ["外交部"]),
        ("राम और रामा", "राम", ["राम"]),
    ],
)
def test_an_added_name_is_found_as_people_mean_it(text: str, name: str, stands: list[str]) -> None:
    found = apply(text, [], corrected(names={name: "ORG"}), Corrections())
    assert [entity.text for entity in found] == stands
    assert all(text[one.start : one.end] == one.text and one.name == name for one in found)


def test_an_alias_gives_the_name() -> None:
    assert ("Daesh", "PERSON", "Islamic State") in shown(
        corrected(aliases={"Daesh": "Islamic State"})
    )


def test_aliases_are_followed_to_the_end_and_circles_are_ignored() -> None:
    chain = corrected(aliases={"Daesh": "IS", "IS": "Islamic State"})
    assert chain.resolve("Daesh") == "Islamic State"
    circle = corrected(aliases={"a": "b", "b": "c", "c": "b", "d": "Islamic State"})
    assert circle.resolve("a") == "a"
    assert circle.circles() == ["b", "c"]
    assert circle.resolve("d") == "Islamic State"


def test_a_label_holds_for_the_name_and_for_the_words() -> None:
    assert ("Incirlik", "FAC", "Incirlik") in shown(corrected(labels={"Incirlik": "FAC"}))
    assert ("IS", "GPE", "Islamic State") in shown(corrected(labels={"Islamic State": "GPE"}))
    assert ("IS", "GPE", "Islamic State") in shown(corrected(labels={"IS": "GPE"}))


def test_the_article_is_stronger_than_the_library() -> None:
    library = corrected(
        labels={"Incirlik": "FAC"}, hidden={"Tukey": True}, aliases={"Daesh": "Islamic State"}
    )
    article = corrected(
        labels={"Incirlik": "LOC"}, hidden={"Tukey": False}, aliases={"Daesh": "The Caliphate"}
    )
    result = shown(library, article)
    assert ("Incirlik", "LOC", "Incirlik") in result
    assert ("Tukey", "PERSON", "Tukey") in result
    assert ("Daesh", "PERSON", "The Caliphate") in result


def test_hidden_names_are_left_out() -> None:
    assert [row[0] for row in shown(corrected(hidden={"Tukey": True, "Sergey Lavrov": True}))] == [
        "Daesh",
        "IS",
        "Incirlik",
    ]


def test_split_names_go_by_their_own_spelling() -> None:
    result = shown(corrected(split={"Sergey Lavrov": True}))
    assert ("Lavrov", "PERSON", "Lavrov") in result
    assert ("Sergey Lavrov", "PERSON", "Sergey Lavrov") in result


def test_the_users_names_are_found_everywhere_but_not_inside_longer_ones() -> None:
    result = shown(corrected(names={"Agency": "ORG", "Lavrov": "ORG"}))
    assert ("Agency", "ORG", "Agency") in result
    assert ("Lavrov", "ORG", "Lavrov") in result
    assert ("Sergey Lavrov", "PERSON", "Sergey Lavrov") in result


def test_the_users_names_are_found_composed_or_not() -> None:
    text = "Cafe\u0301 Nord and Caf\u00e9 Nord"
    found = apply(text, [], corrected(names={"Caf\u00e9 Nord": "FAC"}), Corrections())
    assert [e.name for e in found] == ["Caf\u00e9 Nord"] * 2


def test_a_corrected_place_is_strongest() -> None:
    start = TEXT.index("Anadolu")
    end = start + len("Anadolu Agency")
    article = Corrections(
        spans=[
            {"at": [start, end], "quote": "Anadolu Agency", "label": "ORG"},
            {"at": [0, 5], "quote": "Daesh", "label": "ORG"},
            {"at": [TEXT.index("Tukey"), TEXT.index("Tukey") + 5], "quote": "Tukey", "label": None},
        ]
    )
    result = shown(corrected(labels={"Daesh": "GPE"}), article)
    assert ("Anadolu Agency", "ORG", "Anadolu Agency") in result
    assert ("Daesh", "ORG", "Daesh") in result
    assert "Tukey" not in [row[0] for row in result]


def test_a_moved_place_is_found_by_its_context() -> None:
    item = {"at": [0, 6], "quote": "Lavrov", "before": "Sergey ", "after": " left"}
    place = locate(TEXT, item)
    assert place == (TEXT.index("Sergey Lavrov") + 7, TEXT.index("Sergey Lavrov") + 13)
    assert locate(TEXT, item | {"quote": "Peskov"}) is None
    assert locate(TEXT, {"at": [1, 900], "label": "ORG"}) is None


def test_corrections_are_read_from_the_facts(database: Database) -> None:
    num = add_article(database, "a.txt", "Ann met Bob in Rome")
    add_article(database, "b.txt", "Ann met Bob in Oslo")
    annotate(database, executor=Inline())
    add_fact(database, "GPE", "entities", "labels", "Rome")
    add_fact(database, True, "articles", "a.txt", "entities", "hidden", "Bob")
    add_fact(database, True, "articles", "b.txt", "entities", "hidden", "Ann")
    found = entities(database, num)
    assert found is not None
    assert [(e.text, e.label, e.reason) for e in found] == [
        ("Ann", "PERSON", "test"),
        ("Rome", "GPE", "your correction"),
    ]


def counted(database: Database, **options: Any) -> list[tuple[str, str, int, int]]:
    return [(n.name, n.label, n.mentions, n.articles) for n in names(database, **options)]


@pytest.fixture
def library(database: Database) -> Database:
    add_article(database, "a.txt", "Ann Ann Bob from oslo")
    add_article(database, "b.txt", "Bob Annie Carl")
    add_article(database, "c.txt", "Carl Carl Carl in oslo")
    annotate(database, executor=Inline())
    return database


def test_names_are_counted(library: Database) -> None:
    assert counted(library) == [
        ("Carl", "PERSON", 4, 2),
        ("Ann", "PERSON", 2, 1),
        ("Bob", "PERSON", 2, 2),
        ("Annie", "PERSON", 1, 1),
    ]
    assert counted(library, limit=1) == [("Carl", "PERSON", 4, 2)]
    assert counted(library, where="a.id = ?", parameters=("b.txt",))[0] == ("Annie", "PERSON", 1, 1)


def test_counts_follow_the_corrections(library: Database) -> None:
    add_fact(library, "Ann", "entities", "aliases", "Annie")
    add_fact(library, "ORG", "entities", "labels", "Bob")
    add_fact(library, True, "entities", "hidden", "Carl")
    add_fact(library, "GPE", "entities", "names", "oslo")
    assert counted(library) == [
        ("Ann", "PERSON", 3, 2),
        ("Bob", "ORG", 2, 2),
        ("oslo", "GPE", 2, 2),
    ]
    add_fact(library, False, "articles", "b.txt", "entities", "hidden", "Carl")
    assert ("Carl", "PERSON", 1, 1) in counted(library)


def test_counts_follow_corrections_of_a_spelling(database: Database) -> None:
    text = "Sergey Lavrov met Lavrov"
    add_article(database, "a.txt", text)

    class Joined(Inline):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            future: Future[Any] = Future()
            whole = (0, 13, "PERSON", "Sergey Lavrov", "model")
            future.set_result([[whole, (18, 24, "PERSON", "Sergey Lavrov", "surname")]])
            return future

    annotate(database, executor=Joined())
    assert counted(database) == [("Sergey Lavrov", "PERSON", 2, 1)]
    add_fact(database, True, "entities", "split", "Sergey Lavrov")
    assert counted(database) == [("Lavrov", "PERSON", 1, 1), ("Sergey Lavrov", "PERSON", 1, 1)]


WORDS = st.sampled_from(["Ann", "Bob", "Carl", "oslo"])
FACTS = st.one_of(
    st.tuples(st.just("aliases"), WORDS, WORDS),
    st.tuples(st.just("labels"), WORDS, st.sampled_from(["ORG", "GPE"])),
    st.tuples(st.just("hidden"), WORDS, st.booleans()),
    st.tuples(st.just("names"), WORDS, st.just("LOC")),
    st.tuples(st.just("split"), WORDS, st.just(True)),
)


@given(st.lists(WORDS, max_size=8), st.lists(FACTS, max_size=5), st.lists(FACTS, max_size=3))
def test_corrected_entities_stay_sorted_apart_and_exact(
    words: list[str], general: list[Any], own: list[Any]
) -> None:
    text = " ".join(words)
    library, article = Corrections(), Corrections()
    for level, facts in ((library, general), (article, own)):
        for kind, name, value in facts:
            level.add_fact([kind, name], value)
    result: tuple[Entity, ...] = apply(text, capitals(text), library, article)
    assert all(text[e.start : e.end] == e.text for e in result)
    assert all(one.end <= other.start for one, other in itertools.pairwise(result))


def test_an_added_name_of_two_words_is_not_found_where_they_are_one_word() -> None:
    library = Corrections(names={"New York": "GPE"})
    text = "NewYork, New York, New\nYork and New \n York, but not New\n\nYork."
    places = [(entity.text, entity.name) for entity in apply(text, [], library, Corrections())]
    assert places == [
        ("New York", "New York"),
        ("New\nYork", "New York"),
        ("New \n York", "New York"),
    ]


odd_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["ORG", "GPE"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)
names_in_text = st.sampled_from(
    ["Daesh", "IS", "Islamic State", "Sergey  Lavrov", "", " ", "\n", "é"]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["aliases", "labels", "hidden", "names", "split", "spans", "odd"]),
            names_in_text | st.text(max_size=6),
            odd_values | names_in_text,
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_no_correction_however_odd_brings_up_an_error(
    facts: list[tuple[str, str, Any]], is_own: bool
) -> None:
    corrections = Corrections()
    for kind, key, value in facts:
        corrections.add_fact([kind, key], value)
    levels = (Corrections(), corrections) if is_own else (corrections, Corrections())
    entities, fault = apply_or_explain(TEXT, findings(), *levels)
    assert fault is None
    for entity in entities:
        assert TEXT[entity.start : entity.end] == entity.text
        assert isinstance(entity.name, str)
        assert entity.label in LABELS


def test_corrections_that_fail_leave_the_names_and_are_explained_in_list_and_check(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = add_article(database, "bad", "Ann met BAD")
    good = add_article(database, "good", "Ann met Bob")
    annotate(database, executor=Inline())
    real = apply_corrections._apply

    def failing(text: str, *rest: Any) -> Any:
        if "BAD" in text:
            raise KeyError("NewYork")
        return real(text, *rest)

    monkeypatch.setattr(apply_corrections, "_apply", failing)
    add_fact(database, "ORG", "entities", "names", "met")
    assert [e.text for e in entities(database, bad) or ()] == ["Ann", "BAD"]
    assert [e.text for e in entities(database, good) or ()] == ["Ann", "met", "Bob"]
    assert [f.id for f in check_userdata(database, None) if "KeyError" in f.message] == ["bad"]
    assert "KeyError" in (rows.fetch(database, [bad])[0].reason or "")
    assert rows.fetch(database, [good])[0].reason is None

    monkeypatch.undo()
    add_fact(database, "GPE", "entities", "names", "met")
    check_userdata(database, None)
    assert rows.fetch(database, [bad])[0].reason is None
