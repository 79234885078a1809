"""Where words and phrases stand, to the code point."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.search import concordance, search_order, text_matches
from store.search.search_query import read
from store.text import letters, words
from store.text.mapped_text import Mapped
from tests.store.search.conftest import Folder, count, ids, search


def spans(folder: Folder, text: str, limit: int = 50) -> list[tuple[str, str]]:
    return [(hit.id, hit.match) for hit in search(folder, text, limit)]


def test_words_are_found_whole_with_case_and_accents_folded(folder: Folder) -> None:
    folder.write("a.txt", "The Élysée said: elysee! Elyseesque")
    folder.refresh()
    assert spans(folder, "elysee") == [("a.txt", "Élysée"), ("a.txt", "elysee")]
    assert spans(folder, "elys*") == [
        ("a.txt", "Élysée"),
        ("a.txt", "elysee"),
        ("a.txt", "Elyseesque"),
    ]


def test_a_phrase_is_one_hit_and_all_words_must_be_there(folder: Folder) -> None:
    folder.write("a.txt", "the Islamic  State and Turkey")
    folder.write("b.txt", "an Islamic state")
    folder.write("c.txt", "a state, not Islamic, in Turkey")
    folder.refresh()
    assert spans(folder, '"islamic state" turkey') == [
        ("a.txt", "Islamic  State"),
        ("a.txt", "Turkey"),
    ]
    assert [id for id, _ in spans(folder, "islamic turkey")] == ["a.txt"] * 2 + ["c.txt"] * 2


def test_hits_come_by_id_and_place_and_no_more_than_asked(folder: Folder) -> None:
    for name in ("c", "a", "b"):
        folder.write(f"{name}.txt", "oil and oil")
        folder.refresh()
    assert [id for id, _ in spans(folder, "oil")] == [
        *("a.txt", "a.txt", "b.txt", "b.txt", "c.txt", "c.txt")
    ]
    assert len(spans(folder, "oil", 3)) == 3
    assert spans(folder, "oil", 0) == []


def test_common_words_give_the_same_as_rare_ones(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("c", "a", "b"):
        folder.write(f"{name}.txt", "oil and oil")
        folder.refresh()
    hits = search(folder, "oil")
    monkeypatch.setattr(search_order, "FEW", 1)
    monkeypatch.setattr(concordance, "FIRST", 1)
    assert search(folder, "oil") == hits


def test_a_hit_has_whole_words_of_its_line_around_it(folder: Folder) -> None:
    folder.write("a.txt", "word " * 40 + "before\nthe oil\n\nafter" + " word" * 40)
    folder.refresh()
    (hit,) = search(folder, "oil")
    assert hit.before.endswith("word before the ")
    assert hit.after.startswith(" after word")
    assert set((hit.before + hit.after).split()) == {"word", "before", "the", "after"}
    assert len(hit.before) <= text_matches.CONTEXT


def test_text_after_a_nul_is_found_too(folder: Folder) -> None:
    folder.write("a.txt", "some oil\0 and more oil here in the text")
    folder.refresh()
    assert [(hit.start, hit.match) for hit in search(folder, "oil")] == [
        (5, "oil"),
        (19, "oil"),
    ]


def test_a_long_text_is_looked_through_only_as_far_as_hits_are_wanted(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", "oil and gas " * 20_000 + "tar")
    folder.refresh()
    folded: list[int] = []

    def counted(text: str, below: Mapped | None = None) -> Mapped:
        folded.append(len(text))
        return letters.folded(text, below)

    monkeypatch.setattr(words, "folded", counted)
    hits = search(folder, "oil tar", 50)
    assert [hit.start for hit in hits] == [number * 12 for number in range(50)]
    assert sum(folded) <= words.PIECE + 2 * words.OVERLAP
    assert [hit.start for hit in search(folder, "tar")] == [240_000]


def test_a_long_text_gives_the_same_as_a_short_one(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", "islamic\nstate oil x AND y " * 500 + "oil")
    folder.refresh()
    asked = ['"islamic state"', "oil isl*", '"x AND" oil', '"state oil x" islamic']
    hits = [search(folder, text, 9999) for text in asked]
    monkeypatch.setattr(words, "LONG", 10)
    monkeypatch.setattr(words, "PIECE", 13)
    assert [search(folder, text, 9999) for text in asked] == hits
    assert [len(one) for one in hits] == [500, 1001, 1001, 1000]


@pytest.mark.parametrize("text", ["", " ", '"', '""', "- * —", "*"])
def test_a_search_without_words_finds_nothing(folder: Folder, text: str) -> None:
    folder.write("a.txt")
    folder.refresh()
    assert not read(text)
    assert search(folder, text) == []


@pytest.mark.parametrize(
    "text", ['oil"', '"oil', "NOT oil", "oil AND", "(oil", "oil^2", "title:oil", "{a} : oil", "a'b"]
)
def test_no_sign_is_taken_for_an_operator(folder: Folder, text: str) -> None:
    folder.write("a.txt", "oil")
    folder.refresh()
    search(folder, text)


def test_a_search_can_be_stopped(folder: Folder) -> None:
    folder.write("a.txt", "oil")
    folder.refresh()
    assert search(folder, "oil", stop=lambda: True) == []


LETTERS = st.text(st.sampled_from("oilOÍL \n\t-'\0é\u0301İß😀中a1_"), max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(LETTERS, LETTERS)
def test_every_hit_stands_where_it_says(folder: Folder, text: str, asked: str) -> None:
    folder.write("a.txt", "first " + text)
    folder.refresh()
    (body,) = folder.one("SELECT body FROM texts") or ("",)
    for hit in search(folder, asked + " first"):
        assert str(body)[hit.start : hit.end] == hit.match


def test_all_articles_of_a_search_are_counted_and_named_in_order(folder: Folder) -> None:
    for name in ("c", "a", "b"):
        folder.write(f"{name}.txt", "oil and oil" if name != "b" else "gas")
    folder.refresh()
    assert ids(folder, "oil") == ["a.txt", "c.txt"]
    assert count(folder, "oil") == 2
    assert (count(folder, '"'), ids(folder, "")) == (0, [])
    (folder.articles / "a.txt").unlink()
    folder.refresh()
    assert ids(folder, "oil") == ["c.txt"]
    assert count(folder, "oil") == 1
