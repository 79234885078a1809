"""The steps around the model, on spans that stand in for the model's."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.entities.predict import Finding
from store.entities.rules.pipeline import run_rules
from store.entities.rules.prepare import prepare
from store.model import LABELS


def find(text: str, *marked: str) -> list[Finding]:
    """Return the findings where the model marks each `words=LABEL` at its first place, in order."""
    prepared = prepare(text)
    spans, at = [], 0
    for entry in marked:
        words, label = entry.split("=")
        start = prepared.text.index(words, at)
        at = start + len(words)
        spans.append((start, at, label))
    return run_rules(prepared, spans)


def labelled(text: str, *marked: str) -> list[tuple[str, str]]:
    return [(text[start:end], label) for start, end, label, _, _ in find(text, *marked)]


def names(text: str, *marked: str) -> dict[str, str]:
    return {text[start:end]: name for start, end, _, name, _ in find(text, *marked)}


def test_spans_are_cut_to_the_name() -> None:
    text = "the Ford Company's boss met Mr Henry Brown and Sue Grey/TASS at 10"
    found = labelled(text, "the Ford Company's=ORG", "Mr Henry Brown and Sue Grey/TASS=PERSON")
    assert found == [
        ("Ford Company", "ORG"),
        ("Henry Brown", "PERSON"),
        ("Sue Grey", "PERSON"),
        ("TASS", "ORG"),
    ]


def test_junk_is_dropped() -> None:
    assert labelled("On Monday the Government did n't run 10 km", "Monday=ORG", "km=ORG") == []
    assert labelled("see www.Example.com now", "Example=ORG") == []


def test_spans_end_at_line_ends() -> None:
    text = "Results\nPetr Kovac\nJan Novotny"
    assert ("Petr Kovac", "PERSON") in labelled(text, "Petr Kovac\nJan Novotny=PERSON")


def test_countries_peoples_and_places_are_found_without_the_model() -> None:
    text = "He flew from Ankara to Ukraine, where Turkish envoys from the Middle East met NATO."
    assert labelled(text) == [
        ("Ankara", "GPE"),
        ("Ukraine", "GPE"),
        ("Turkish", "NORP"),
        ("Middle East", "LOC"),
        ("NATO", "ORG"),
    ]


def test_a_listed_name_inside_a_longer_one_is_left_alone() -> None:
    assert labelled("She joined Paris Sports Shop last year.") == []
    assert labelled("It costs US$60.") == []


def test_the_lists_correct_the_model() -> None:
    assert labelled("A visit to Turkey followed.", "Turkey=PERSON") == [("Turkey", "GPE")]


def test_compounds_are_parted() -> None:
    text = "Turkish-Ukrainian talks and a US-led coalition"
    assert labelled(text) == [("Turkish", "NORP"), ("Ukrainian", "NORP"), ("US", "GPE")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ZARIA, May 3 (Xyz News) - Men came.", ("ZARIA", "GPE")),
        ("ZARIA, May 3 (Xyz News) - Men came.", ("Xyz News", "ORG")),
        ("Photo: Dmitry Sherbak/Xyzpress", ("Xyzpress", "ORG")),
        ("the S-400 anti-aircraft missile system", ("S-400", "PRODUCT")),
        ("the Bayraktar TB2 drones", ("Bayraktar TB2", "PRODUCT")),
        ("by J. Quorl yesterday", ("J. Quorl", "PERSON")),
        ("when Mr Quorl left", ("Quorl", "PERSON")),
        ("by Sergey Quorl yesterday", ("Sergey Quorl", "PERSON")),
        ("members of the Turkish Armed Forces said", ("Turkish Armed Forces", "ORG")),
    ],
)
def test_patterns_find_names_without_the_model(text: str, expected: tuple[str, str]) -> None:
    assert expected in labelled(text)


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("when Quorl, 47, was", "Quorl=ORG", ("Quorl", "PERSON")),
        ("the city of Quorl was", "Quorl=PERSON", ("Quorl", "GPE")),
        ("to the Incirlik airbase", "Incirlik=PERSON", ("Incirlik airbase", "FAC")),
        ("the Quorl people live", "Quorl=PERSON", ("Quorl", "NORP")),
        ("at Quorl Airport today", "Quorl Airport=ORG", ("Quorl Airport", "FAC")),
        ("Turkey and Turkey met. He is to visit Tukey", "Tukey=PRODUCT", ("Tukey", "GPE")),
    ],
)
def test_signs_around_a_name_tell_its_label(
    text: str, marked: str, expected: tuple[str, str]
) -> None:
    assert expected in labelled(text, marked)


def test_one_label_for_a_name_in_an_article() -> None:
    text = "Quorl came. Later Quorl left. Then Quorl ate."
    found = labelled(text, "Quorl=ORG", "Quorl=PERSON", "Quorl=PERSON")
    assert found == [("Quorl", "PERSON")] * 3


def test_a_surname_inherits_and_is_found_everywhere() -> None:
    text = "Mevlut Cavusoglu spoke. Cavusoglu left. “So be it,”Cavusoglu added."
    found = find(text, "Mevlut Cavusoglu=PERSON", "Cavusoglu=ORG")
    assert [(text[start:end], label, name) for start, end, label, name, _ in found] == [
        ("Mevlut Cavusoglu", "PERSON", "Mevlut Cavusoglu"),
        ("Cavusoglu", "PERSON", "Mevlut Cavusoglu"),
        ("Cavusoglu", "PERSON", "Mevlut Cavusoglu"),
    ]
    assert found[1][4] == "surname of Mevlut Cavusoglu"


def test_a_name_at_the_very_end_is_found() -> None:
    text = "Quorl Zemm Abc met Quorl Zemm. Then Quorl Zemm"
    found = labelled(text, "Quorl Zemm Abc=PERSON", "Quorl Zemm=PERSON")
    assert found[-1] == ("Quorl Zemm", "PERSON")


def test_two_surnames_run_together_are_parted() -> None:
    text = "Anna Quorl met Bob Zemm. Later Quorl Zemm called it good. Quorl and Zemm left."
    people = ("Anna Quorl", "Bob Zemm", "Quorl Zemm", "Quorl", "Zemm")
    found = labelled(text, *(f"{words}=PERSON" for words in people))
    assert [words for words, _ in found] == ["Anna Quorl", "Bob Zemm", *["Quorl", "Zemm"] * 2]


def test_a_surname_of_two_people_joins_neither() -> None:
    text = "Anna Quorl met Bob Quorl. Quorl left."
    called = find(text, "Anna Quorl=PERSON", "Bob Quorl=PERSON", "Quorl=PERSON")
    assert [name for *_, name, _ in called] == ["Anna Quorl", "Bob Quorl", "Quorl"]


def test_well_known_aliases_are_one_name_in_every_article() -> None:
    text = "ISIS or Daesh, once ISIL, the Islamic State, and IS, say the US, U.S. and America"
    called = names(text)
    assert {called[words] for words in ("ISIS", "Daesh", "ISIL", "Islamic State", "IS")} == {
        "Islamic State"
    }
    assert {called[words] for words in ("US", "U.S.", "America")} == {"United States"}
    assert names("the Turkish Republic")["Turkish Republic"] == "Turkey"


def test_an_acronym_that_is_a_word_needs_the_name_beside_it() -> None:
    assert labelled("MY DOG IS FED BY ALL MEN. This IS new.") == []


def test_what_the_article_itself_teaches_holds_in_it() -> None:
    text = "the Quorl Defence Organization (QDO) met. The QDO left."
    assert set(names(text, "Quorl Defence Organization=ORG").values()) == {
        "Quorl Defence Organization"
    }
    text = "Zemmol [Quorlistan Front] fought."
    called = names(text, "Zemmol=ORG", "Quorlistan Front=ORG")
    assert called["Quorlistan Front"] == called["Zemmol"] == "Zemmol"


def test_given_names_that_are_nearly_the_same_are_one_person() -> None:
    text = "Sergey Lavrov spoke. Sergei Lavrov left. Lavrov slept."
    assert set(names(text, "Sergey Lavrov=PERSON", "Sergei Lavrov=PERSON").values()) == {
        "Sergey Lavrov"
    }
    assert names("when Sergei Lavrov left", "Sergei Lavrov=PERSON") == {
        "Sergei Lavrov": "Sergey Lavrov"
    }


def test_dates_and_works_stay_as_the_model_has_them() -> None:
    text = "On 9 December he read War and Peace"
    assert labelled(text, "9 December=DATE", "War and Peace=WORK_OF_ART") == [
        ("9 December", "DATE"),
        ("War and Peace", "WORK_OF_ART"),
    ]


WORDS = """Turkey IS (IS) [IS, US-led U.S. Mr Lavrov Sergey Sergei Lavrov. MOSCOW, /TASS/ — - of
(MIT) National Intelligence Organization S-400 missile said the President December 9 Turkish in
Incirlik airbase Airport ’s ' " “ ” , . al- -al 10 city www.x.de @x US$5 J. Putin Erdogan é 中国
A&E Inc. Jr."""
PARTS = st.sampled_from([*WORDS.split(), "\n", "\n \n\n", "\u00ad", "\u200b", "wrapped\nline"])


@settings(max_examples=150)
@given(st.data())
def test_findings_are_sorted_apart_exact_and_inside_a_paragraph(data: st.DataObject) -> None:
    text = "".join(
        part + glue
        for part, glue in data.draw(
            st.lists(st.tuples(PARTS, st.sampled_from([" ", "", "\n", " "])), max_size=30)
        )
    )
    prepared = prepare(text)
    size = len(prepared.text)
    cuts = sorted(data.draw(st.lists(st.integers(0, size), max_size=12)))
    spans = [
        (start, end, data.draw(st.sampled_from(LABELS)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if start < end
    ]
    found = run_rules(prepared, spans)
    end_before = 0
    for start, end, label, name, reason in found:
        assert end_before <= start < end <= len(text)
        end_before = end
        words = text[start:end]
        assert words == words.strip()
        assert not re.search(r"\n\s*\n", words)
        assert label in LABELS
        assert name
        assert name == " ".join(name.split())
        assert reason


def test_a_company_is_called_without_its_legal_form() -> None:
    called = names(
        "Quorl Motor Co. rose; Quorl Motor fell", "Quorl Motor Co.=ORG", "Quorl Motor=ORG"
    )
    assert called == {"Quorl Motor Co.": "Quorl Motor", "Quorl Motor": "Quorl Motor"}


def test_a_date_ends_at_a_dash() -> None:
    text = "MEMPHIS, Tenn., March 9 - Holiday Corp said"
    assert labelled(text, "March 9 - Holiday Corp=DATE") == [
        ("MEMPHIS", "GPE"),
        ("Tenn.", "GPE"),
        ("March 9", "DATE"),
        ("Holiday Corp", "ORG"),
    ]


def test_the_short_form_of_a_company_is_that_company() -> None:
    text = "Piedmonty Aviation Inc rose. Piedmonty said so."
    found = find(text, "Piedmonty Aviation Inc=ORG", "Piedmonty=GPE")
    assert [(label, name) for _, _, label, name, _ in found] == [("ORG", "Piedmonty Aviation")] * 2


def test_teams_of_a_results_page_are_organisations_and_countries_stay_countries() -> None:
    text = "Bradford 1 Tranmere 0\nHuddersfield 1 Bradford 1\nFrance 2 Brazil 0"
    found = labelled(text, "Bradford=GPE", "Tranmere=PERSON")
    assert set(found) == {
        ("Bradford", "ORG"), ("Tranmere", "ORG"), ("Huddersfield", "ORG"),
        ("France", "GPE"), ("Brazil", "GPE"),
    }  # fmt: skip


def test_lines_of_standings_are_teams_but_other_tables_are_left_alone() -> None:
    lines = "Seattle 70 64 .522 6\nOakland 65 72 .474 12\nDenver 60 75 .444 17"
    assert {label for _, label in labelled(f"Standings after Friday:\n{lines}")} == {"ORG"}
    assert "ORG" not in {label for _, label in labelled(f"Rainfall in inches:\n{lines}")}


def test_a_team_is_told_by_its_city_and_second_name() -> None:
    text = "In Boston the Minnesota Twins beat the Boston Red Sox 5-4."
    assert labelled(text, "Boston=GPE", "Minnesota=GPE", "Boston Red Sox 5-4=ORG") == [
        ("Boston", "GPE"), ("Minnesota Twins", "ORG"), ("Boston Red Sox", "ORG"),
    ]  # fmt: skip


def test_codes_of_countries_stand_in_brackets_after_names() -> None:
    text = "1. Dani Sordo (ESP) 2:10, 2. Petr Hozak (CZE) 2:11"
    assert labelled(text, "Dani Sordo=PERSON", "Petr Hozak=ORG") == [
        ("Dani Sordo", "PERSON"), ("ESP", "GPE"), ("Petr Hozak", "PERSON"), ("CZE", "GPE"),
    ]  # fmt: skip


def test_surnames_of_people_named_in_full_are_found_where_nothing_is_marked() -> None:
    text = "Judge Kevin Dufresne sat. What you did, Dufresne said, was wrong."
    assert labelled(text, "Kevin Dufresne=PERSON") == [
        ("Kevin Dufresne", "PERSON"), ("Dufresne", "PERSON"),
    ]  # fmt: skip
    assert names(text, "Kevin Dufresne=PERSON")["Dufresne"] == "Kevin Dufresne"


def test_names_are_parted_at_the_possessive_of_a_name_that_is_known() -> None:
    text = "He joined Turkey's Anadolu Agency. McDonald's closed."
    assert labelled(text, "Turkey's Anadolu Agency=ORG", "McDonald=PERSON") == [
        ("Turkey", "GPE"), ("Anadolu Agency", "ORG"), ("McDonald's", "ORG"),
    ]  # fmt: skip


def test_words_that_follow_or_open_a_name_are_no_part_of_it() -> None:
    text = "Echoing Annan, the Rosneft house museum and the Warsaw Newsroom +48 22 said so."
    found = labelled(
        text, "Echoing Annan=PERSON", "Rosneft house museum=ORG", "Warsaw Newsroom +48=ORG"
    )
    assert found == [("Annan", "PERSON"), ("Rosneft", "ORG"), ("Warsaw Newsroom", "ORG")]


def test_competitions_are_events() -> None:
    assert labelled("at the Hong Kong Open in May", "Hong Kong Open=PERSON") == [
        ("Hong Kong Open", "EVENT")
    ]


def test_initials_need_no_dots() -> None:
    assert labelled("the former minister N Chaluvarayaswamy met them") == [
        ("N Chaluvarayaswamy", "PERSON")
    ]
