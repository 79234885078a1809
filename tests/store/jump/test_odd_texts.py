"""What a jump makes of text that nobody expects: long, in any script, all the same."""

from __future__ import annotations

import unicodedata
from unittest.mock import patch

import pytest

from store.jump import ranks
from store.jump.csr import Longs
from store.jump.jump_engine import Jumper
from store.jump.title_vocabulary import Vocabulary
from tests.store.jump.conftest import Fill

TITLES = {
    "g20": "G20 summit opens in Hangzhou 2016",
    "s400": "Russia delivers S-400 to Turkey",
    "covid": "Covid-19: what we know",
    "brien": "O'Brien wins U.S. Open",
    "ohara": "Café O’Hara opens — in Élysée",
    "strasse": "Merkel im Bundestag: Straße nach Berlin",
    "istanbul": "İstanbul'da yeni hükümet",
    "japan": "安倍晋三首相がモスクワを訪問した",
    "china": "北京市政府公布新規定",
    "arabic": "محادثات السلام في جنيف",
    "vowels": "قُرْآن كَرِيم",
    "hindi": "नई दिल्ली में वार्ता",
    "korea": "회담이 평양에서 열린다",
    "thai": "ประเทศไทยเลือกตั้ง",
    "greek": "Κωνσταντίνος ΜΗΤΣΟΤΆΚΗΣ",
    "wide": "Ｆｕｌｌｗｉｄｔｈ title",
    "halfkana": "ｶﾀｶﾅ半角",
    "fire": "🔥 in Athens",
    "flag": "Visit 🇹🇷",
    "plain": "Athens in flames",
    "stop": "the and of to",
    "million": "1,000 dead",
}


@pytest.fixture
def jumper(make_index: Fill) -> Jumper:
    return Jumper(make_index(TITLES))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("2016", "g20"),
        ("g20", "g20"),
        ("G-20", "g20"),
        ("S-400", "s400"),
        ("s 400", "s400"),
        ("covid-19", "covid"),
        ("covid19", "covid"),
        ("o'brien", "brien"),
        ("o’brien", "brien"),
        ("obrien", "brien"),
        ("u.s. open", "brien"),
        ("o'hara", "ohara"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("istanbul", "istanbul"),
        ("İSTANBUL", "istanbul"),
        ("首相", "japan"),
        ("モスクワ訪問", "japan"),
        ("政府公布", "china"),
        ("السلام", "arabic"),
        ("قران", "vowels"),
        ("वार्ता", "hindi"),
        ("평양", "korea"),
        ("ไทย", "thai"),
        ("μητσοτακης", "greek"),
        ("fullwidth", "wide"),
        ("カタカナ", "halfkana"),
        ("🔥", "fire"),
        ("🔥 athens", "fire"),
        ("🇹🇷", "flag"),
        ("the of", "stop"),
        ("1000", "million"),
        ("russia\u200bdelivers", "s400"),
        ("\ufeffrussia\u00a0s-400", "s400"),
    ],
)
def test_every_script_and_spelling_finds_its_title(jumper: Jumper, text: str, id: str) -> None:
    for form in ("NFC", "NFD"):
        assert jumper.search(unicodedata.normalize(form, text))[0].id == id


def test_titles_may_be_composed_in_any_way(make_index: Fill) -> None:
    titles = {form: unicodedata.normalize(form, "Élysée über 평양") for form in ("NFC", "NFD")}
    jumper = Jumper(make_index(titles))
    for text in titles.values():
        found = jumper.search(text)
        assert [match.score for match in found] == [100.0, 100.0]
        assert [match.id for match in found] == ["NFC", "NFD"]


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "russia " * 2000, "!?;" * 3000, "安倍" * 5000, "x y " * 2500, "🔥" * 10_000],
)
def test_only_the_beginning_of_a_long_text_is_looked_at(jumper: Jumper, text: str) -> None:
    with patch.object(
        Vocabulary, "qualities", autospec=True, side_effect=Vocabulary.qualities
    ) as on:
        jumper.search(text)
    assert on.call_count <= 16


def test_one_letter_finds_the_words_that_begin_with_it(jumper: Jumper) -> None:
    found = [match.id for match in jumper.search("b")]
    assert {"brien", "strasse"} == set(found)


def test_of_a_huge_title_the_beginning_counts(make_index: Fill) -> None:
    jumper = Jumper(make_index({"huge": "start " + "filler " * 50_000 + "end", "b": "A start"}))
    assert [match.id for match in jumper.search("start")] == ["b", "huge"]
    assert jumper.search("end") == []


def test_the_first_is_the_same_however_many_are_asked_for(make_index: Fill) -> None:
    titles = {f"{number:04d}": f"Old {'story ' * (number % 37)}end" for number in range(400)}
    jumper = Jumper(make_index(titles))
    for text in ("old", "story old", "edn"):
        found = [match.id for match in jumper.search(text, limit=50)]
        for limit in (1, 2, 7, 20):
            assert [match.id for match in jumper.search(text, limit=limit)] == found[:limit]


def test_a_library_of_one(make_index: Fill) -> None:
    jumper = Jumper(make_index({"only": "Oil"}))
    assert [match.id for match in jumper.search("oli")] == ["only"]
    assert jumper.search("gas") == []


def test_of_many_equal_titles_few_are_ranked_and_the_first_ids_come_first(make_index: Fill) -> None:
    jumper = Jumper(make_index({f"{number:05d}": "Same old story" for number in range(9000)}))
    ranked: list[int] = []

    def count(reached: ranks.ReachedArticles, docs: Longs) -> object:
        ranked.append(len(docs))
        return finely(reached, docs)

    finely = ranks._finely
    with patch.object(ranks, "_finely", count):
        found = jumper.search("same story")
    assert [match.id for match in found] == [f"{number:05d}" for number in range(20)]
    assert ranked == [ranks.MAX_RANKED]
