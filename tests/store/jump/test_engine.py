"""What a jump finds, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.jump.jump_engine import Jumper
from store.model import Match
from tests.store.jump.conftest import Fill

TITLES = {
    "000_74ea8e12.txt": "Turkish minister: Ankara would cooperate against the Islamic State",
    "001_6b9e9eaf.txt": "Russia knew Turkey was being used in IS interests — Lavrov",
    "002_1617ac23.txt": "Turkish-Ukrainian military cooperation not aimed at Russia",
    "003_2878f1f7.txt": "MESOP : JOINT INTELLIGENCE NETWORK RUSSIA / TURKEY",
    "004_1f0eaba2.txt": "ISIS leaders remain in contact with Ankara. (RT).",
    "005_straße.txt": "Élysée: Straße nach Çanakkale, İstanbul ve Iğdır",
    "006.txt": "安倍晋三首相がモスクワを訪問",
    "007.txt": "Лавров прокомментировал переговоры в Женеве",
    "008.txt": "U.S. airbase gets S-400",
    "009.txt": "उत्तर कोरिया",
    "010.txt": "Oil",
    "011.txt": "Oil prices fall",
    "012.txt": "",
}
KNOWN = {
    "sources": {"001_6b9e9eaf.txt": "TASS", "000_74ea8e12.txt": "RT"},
    "tags": {"syria/aleppo": ["003_2878f1f7.txt"], "Lavrov": ["002_1617ac23.txt"]},
    "names": {"Recep Tayyip Erdogan": ["003_2878f1f7.txt"], "Vladimir Putin": ["003_2878f1f7.txt"]},
}


@pytest.fixture
def jumper(make_index: Fill) -> Jumper:
    return Jumper(make_index(TITLES, **KNOWN))


def first(jumper: Jumper, text: str) -> str:
    found = jumper.search(text)
    return found[0].id[:3] if found else ""


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("lavorv russia", "001"),  # a typing error
        ("lavrov rusia turkey", "001"),
        ("ukranian turkish", "002"),  # wrong order too
        ("turkish ukrain", "002"),  # unfinished
        ("mil coop", "002"),
        ("islamicstate", "000"),  # run together
        ("islamicst", "000"),
        ("air base", "008"),  # parted
        ("us airbase", "008"),
        ("s400", "008"),
        ("U.S.", "008"),
        ("elysee", "005"),
        ("STRASSE", "005"),
        ("istanbul igdir", "005"),
        ("cnkkale", "005"),  # letters left out
        ("安倍首相", "006"),
        ("モスクワ", "006"),
        ("лавров женева", "007"),
        ("женеве", "007"),
        ("कोरिया", "009"),
        ("erdgan putin", "003"),  # names
        ("vladimirput", "003"),
        ("jinr", "003"),  # first letters
        ("tmaw", "000"),
        ("#aleppo", "003"),
        ("#lavrov", "002"),
        ("tass", "001"),
        ("rt", "004"),  # in the title before the source
        ("004", "004"),
        ("1f0eaba2", "004"),
        ("004_1f0eaba2.txt", "004"),
        ("oil", "010"),
        ("oil p", "011"),
        ("mesop", "003"),
    ],
)
def test_the_article_that_was_meant_comes_first(jumper: Jumper, text: str, id: str) -> None:
    assert first(jumper, text) == id


@pytest.mark.parametrize("text", ["", "   ", "—", "!!!", "=", "= |", "xyzzyq", "\ud800", "#", "\0"])
def test_text_without_anything_to_find_gives_nothing(jumper: Jumper, text: str) -> None:
    assert jumper.search(text) == []


def test_a_title_that_is_what_was_typed_scores_100_and_none_other_does(jumper: Jumper) -> None:
    for title in TITLES.values():
        if title:
            found = jumper.search(title)
            assert (found[0].title, found[0].score) == (title, 100.0)
            assert all(match.score < 100 for match in found[1:])


def test_an_exact_word_comes_before_an_unfinished_one_and_that_before_an_error(
    make_index: Fill,
) -> None:
    titles = {"a": "Tyria", "b": "Syrian", "c": "The long way of Syria to " + "peace " * 20}
    found = Jumper(make_index(titles)).search("syria")
    assert [match.id for match in found] == ["c", "b", "a"]


def test_title_file_name_source_tag_and_name_rank_in_this_order(make_index: Fill) -> None:
    titles = {
        "a": "One",
        "b": "Two",
        "c": "Three",
        "x/geneva.txt": "Four",
        "z": "A rather long title with Geneva somewhere in the middle of all its many words",
    }
    database = make_index(
        titles, sources={"c": "Geneva"}, tags={"geneva": ["b"]}, names={"Geneva": ["a"]}
    )
    found = Jumper(database).search("geneva")
    assert [match.id for match in found] == ["z", "x/geneva.txt", "c", "b", "a"]
    assert [match.via for match in found] == ["", "x/geneva.txt", "Geneva", "#geneva", "Geneva"]


def test_rare_words_weigh_more(make_index: Fill) -> None:
    titles = {f"{number:02d}": f"talks number {'abcdefghij'[number % 10]}" for number in range(40)}
    titles["98"], titles["99"] = "talks elsewhere", "incirlik elsewhere"
    assert Jumper(make_index(titles)).search("talks incirlik")[0].id == "99"


def test_of_titles_with_all_words_the_one_of_fewer_words_comes_first_however_long_they_are(
    make_index: Fill,
) -> None:
    titles = {
        "a": "Oil pact may yet fall now",
        "b": "Oil pact signed, spokeswoman announces",
        "c": "Oil pact of an at in by to on is it as fall",
    }
    found = Jumper(make_index(titles)).search("oil pact")
    assert [match.id for match in found] == ["b", "c", "a"]


def test_a_word_that_stands_for_two_terms_covers_its_title_once(make_index: Fill) -> None:
    titles = {"a": "Airbase attacked by night", "b": "Airbase attacked"}
    found = Jumper(make_index(titles)).search("air base")
    assert [match.id for match in found] == ["b", "a"]
    assert Jumper(make_index({"a": "Airbase attacked"})).search("air base")[0].score < 95


def test_equal_scores_go_by_id(make_index: Fill) -> None:
    found = Jumper(make_index({id: "same words" for id in "dbca"})).search("same")
    assert [match.id for match in found] == ["a", "b", "c", "d"]
    assert len({match.score for match in found}) == 1


def test_limit_is_kept(jumper: Jumper) -> None:
    assert len(jumper.search("r", limit=2)) == 2
    assert jumper.search("russia", limit=0) == []


def marked(match: Match) -> str:
    return "".join(match.title[at] for at in match.positions)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("elys", "Élys"),
        ("istanb", "İstanb"),
        ("strasse", "Straße"),
        ("russia lavrov", "RussiaLavrov"),
        ("lavorv knew", "knewLavov"),
        ("islamicsta", "IslamicSta"),
        ("air base", "airbase"),
        ("jinr", "JINR"),
        ("安倍", "安倍"),
        ("tass", ""),
    ],
)
def test_positions_are_the_letters_of_the_title_as_it_is(
    jumper: Jumper, text: str, letters: str
) -> None:
    assert sorted(marked(jumper.search(text)[0])) == sorted(letters)


def test_via_names_what_matched_besides_the_title(jumper: Jumper) -> None:
    assert jumper.search("erdogan putin")[0].via == "Recep Tayyip Erdogan, Vladimir Putin"
    assert jumper.search("#aleppo")[0].via == "#syria/aleppo"
    assert jumper.search("001")[0].via == "001_6b9e9eaf.txt"
    assert jumper.search("russia")[0].via == ""


def test_a_search_that_is_stopped_gives_nothing(jumper: Jumper) -> None:
    assert jumper.search("russia", stop=lambda: True) == []
    asked = iter([False, False, True, True, True, True, True])
    assert jumper.search("russia lavrov", stop=lambda: next(asked)) == []
    assert jumper.search("russia lavrov")


def test_an_empty_index_gives_nothing(make_index: Fill) -> None:
    assert Jumper(make_index({})).search("x") == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("='ussia", {"001", "002", "003"}),
        ("=^russia", {"001"}),
        ("=russia$", {"002"}),
        ("=^oil$", {"010"}),
        ("=russia !turkey", {"002"}),
        ("=!^turkish russia", {"001", "003"}),
        ("=^mesop | rt$", {"003", "004"}),
        ("='turkish-ukr", {"002"}),
        ("='in-contact-w", {"004"}),
        ("='s-400$", {"008"}),
        ("='e", {"000", "001", "002", "003", "004", "005", "008", "011"}),
    ],
)
def test_operators_say_which_titles_may_be_found(jumper: Jumper, text: str, ids: set[str]) -> None:
    assert {match.id[:3] for match in jumper.search(text)} == ids
    assert {match.id[:3] for match in jumper.search(text[1:], extended=True)} == ids


def test_without_a_leading_sign_operators_are_text(jumper: Jumper) -> None:
    assert first(jumper, "!lavrov") == first(jumper, "lavrov")
    assert first(jumper, "'russia | $") == first(jumper, "russia")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(), st.text(st.sampled_from("='!^$| #aeilorstuABİß安ç.-/0149\0\ud800"), max_size=25)
    ),
    extended=st.booleans(),
)
def test_any_text_gives_matches_in_order_with_places_in_their_titles(
    jumper: Jumper, text: str, extended: bool
) -> None:
    found = jumper.search(text, extended=extended)
    assert [(-match.score, match.id) for match in found] == sorted(
        (-match.score, match.id) for match in found
    )
    assert len({match.id for match in found}) == len(found)
    for match in found:
        assert 0 <= match.score <= 100
        assert list(match.positions) == sorted(set(match.positions))
        assert all(0 <= at < len(match.title) for at in match.positions)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=30), max_size=6), st.text(max_size=8))
def test_any_titles_can_be_searched(make_index: Fill, titles: list[str], text: str) -> None:
    clean = {f"{n}": title.encode("utf-8", "replace").decode() for n, title in enumerate(titles)}
    jumper = Jumper(make_index(clean))
    jumper.search(text)
    for title in clean.values():
        found = jumper.search(title)
        assert not found or found[0].score > 0
