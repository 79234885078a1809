"""A word is found by what people type for it: by search, filter, jump and names alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store import Library
from store.query.query_words import quoted
from store.text import letters, tokens, words
from tests.pairs import APART, PAIRS


def _id(number: int) -> str:
    return f"{number:03}.txt"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("library")
    for number, (seen, _) in enumerate((*PAIRS, *APART)):
        text = f"A headline of some words\n\nThe text says {seen}, and goes on.\n"
        (folder / _id(number)).write_bytes(text.encode())
    with Library.open(folder, refresh=True) as library:
        with library._database.transaction() as connection:
            for number, (seen, _) in enumerate((*PAIRS, *APART)):
                connection.execute(
                    "UPDATE articles SET recipe = 'x', title = ? WHERE id = ?",
                    (words.clean(seen).text, _id(number)),
                )
                connection.execute(
                    "INSERT OR IGNORE INTO names (name, label) VALUES (?, 'ORG')",
                    (words.as_name(seen),),
                )
                connection.execute(
                    "INSERT INTO mentions SELECT name_id, a.num, 1, n.name FROM names n, articles a"
                    " WHERE n.name = ? AND a.id = ?",
                    (words.as_name(seen), _id(number)),
                )
        yield library


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_what_is_typed_finds_what_is_seen(library: Library, number: int) -> None:
    seen, typed = PAIRS[number]
    hits = [hit for hit in library.search(quoted(typed), limit=10_000) if hit.id == _id(number)]
    assert hits
    assert library.article(_id(number)).text[hits[0].start : hits[0].end] == hits[0].match
    assert _id(number) in library.ids(quoted(typed))
    assert _id(number) in library.ids(f"text:{quoted(typed)}")
    found = [match.id for match in library.jump(typed, limit=1000)]
    assert _id(number) in found or "\n" in seen
    if (seen, typed) != ("well-\nknown", "known") and not typed.startswith("well"):
        assert _id(number) in library.ids(f"ent:{quoted(typed)}")


@pytest.mark.parametrize("number", range(len(APART)))
def test_another_word_is_not_found(library: Library, number: int) -> None:
    id = _id(len(PAIRS) + number)
    typed = APART[number][1]
    assert id not in {hit.id for hit in library.search(quoted(typed), limit=10_000)}
    assert id not in library.ids(f"text:{quoted(typed)}")


def test_a_hit_is_the_whole_word_as_it_stands() -> None:
    for seen in ("Erdog\u0306an", "of\ufb01cials", "Lav\u00adrov", "fer-\nries", "Straße"):
        typed = dict(PAIRS)[seen]
        assert list(words.places(f"x {seen}. y", [words.phrase(typed)])) == [(2, 2 + len(seen))]


LETTERS = st.sampled_from(
    "abIisßéẞığøŒǆﬁ①½™ \n.-'’_0²K"
    "\u0308\u0306Αςῄ́йё\u05b0\u05bcשإأ\u064bـ١हनदम\u0901\u0902\u093f\u093c\u094dക\u0d4d\u0d7dײক\u09c7\u09be"
    "กา\u0e31\u0e48ລမြ中か゛ｶﾞ서설ㅅ\u1165\u11af\u00ad\u200b\u200d\ufe0f"
    "👩🚒\U0001f3fd\x00\ue000\ud7ff"
)
TEXTS = st.text(LETTERS | st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_way_back_is_total_and_goes_forward(text: str) -> None:
    for mapped in (letters.folded(text), letters.composed(text), *words.readings(text)):
        places = [mapped.original(at) for at in range(len(mapped.text))]
        assert places == sorted(places)
        assert all(0 <= place < len(text) for place in places)
        for start in range(len(mapped.text)):
            first, last = mapped.span(start, start + 1)
            assert 0 <= first < last <= len(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_folding_is_one_however_a_text_was_typed(text: str) -> None:
    assert letters.folded(text).text == letters.fold(text)
    assert letters.fold(letters.fold(text)) == letters.fold(text)
    assert words.clean(text).text == words.clean(words.clean(text).text).text
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, text)
        assert words.terms(typed) == words.terms(text)
        assert words.clean(typed).text == words.clean(text).text
        assert tokens.count(typed) == tokens.count(text)


@settings(max_examples=200, deadline=None)
@example("0㏠")
@given(TEXTS)
def test_every_word_is_found_by_itself_in_all_its_forms(text: str) -> None:
    for start, end in [(a, b) for _, (a, b) in words.spans(text)]:
        word = text[start:end]
        for typed in (
            *(word, words.clean(word).text, letters.fold(word)),
            *(unicodedata.normalize(form, word) for form in ("NFC", "NFD")),
        ):
            phrase = words.phrase(typed)
            if phrase[0]:
                found = list(words.places(text, [phrase]))
                assert any(first < end and start < last for first, last in found), typed


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_places_and_the_index_agree(text: str, typed: str) -> None:
    phrase, _ = words.phrase(typed)
    line = f" {words.indexed_text(text).lower()} "
    stands = _in_a_row(phrase, words.terms(text)) or any(
        _in_a_row(phrase, part.split()) for part in words.halves(text).split(words.NO_TERM)
    )
    assert bool(phrase and stands) == bool(list(words.places(text, [(phrase, False)])))
    assert all(term in line for term in words.terms(text))


def _in_a_row(phrase: Sequence[str], terms: list[str]) -> bool:
    size = len(phrase)
    return any(terms[at : at + size] == list(phrase) for at in range(len(terms) - size + 1))
