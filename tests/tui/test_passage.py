"""How the ends of a passage move."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.model import Span
from tui.reading.passage import (
    Passage,
    by_letter,
    by_paragraph,
    by_sentence,
    by_word,
    first_word,
    to_offset,
)

TEXT = "One two-three four. Five don’t six! Seven.\n\nEight nine. Ten é̂ end.\n"
PARAGRAPHS: list[Span] = [(0, TEXT.index("\n")), (TEXT.index("Eight"), len(TEXT) - 1)]


def words(passage: Passage) -> str:
    start, end = passage.span
    return TEXT[start:end]


def at(quote: str) -> Passage:
    start = TEXT.index(quote)
    return Passage(start, start + len(quote))


def test_a_word_to_the_right_and_back() -> None:
    passage = by_word(TEXT, at("One"), 1)
    assert words(passage) == "One two-three"
    assert words(by_word(TEXT, passage, -1)) == "One"


def test_a_word_has_its_marks_and_a_letter_of_a_script_without_blanks_is_one() -> None:
    text = "नई दिल्ली Jose\u0301 外交"
    passage = first_word(text, 0, len(text))
    said = []
    for _ in range(5):
        assert passage is not None
        said.append(text[slice(*passage.span)])
        passage = by_word(text, passage, 1)
    assert said == ["नई", "नई दिल्ली", "नई दिल्ली Jose\u0301", text[:-1], text]


def test_back_over_the_fixed_end_takes_whole_words_left_of_it() -> None:
    passage = by_word(TEXT, at("four"), -1)
    assert words(passage) == "two-three "
    assert words(by_word(TEXT, passage, 1)) == "four"


def test_the_other_end_moves_after_a_swap() -> None:
    passage = by_word(TEXT, at("four").swapped(), -1)
    assert words(passage) == "two-three four"


def test_sentences_go_on_over_the_end_of_a_paragraph() -> None:
    passage = by_sentence(TEXT, PARAGRAPHS, at("One"), 1)
    assert words(passage) == "One two-three four."
    for _ in range(3):
        passage = by_sentence(TEXT, PARAGRAPHS, passage, 1)
    assert words(passage).endswith("Eight nine.")
    assert words(by_sentence(TEXT, PARAGRAPHS, passage, -1)).endswith("Seven.")


def test_paragraphs() -> None:
    passage = by_paragraph(PARAGRAPHS, at("Five"), 1)
    assert words(passage).endswith("Seven.")
    assert words(by_paragraph(PARAGRAPHS, passage, 1)).endswith("end.")
    assert words(by_paragraph(PARAGRAPHS, at("nine").swapped(), -1)) == "Eight nine"


def test_a_letter_takes_what_combines_with_it() -> None:
    start = TEXT.index("é") if "é" in TEXT else TEXT.index("e\u0301")
    passage = Passage(start - 1, start)
    moved = by_letter(TEXT, passage, 1)
    assert TEXT[moved.moving] == " "
    assert by_letter(TEXT, moved, -1) == passage


def test_the_first_word_of_a_range() -> None:
    assert first_word(TEXT, 3, 20) == at("two-three")
    assert first_word(" . ", 0, 3) is None


texts = st.text("ab .,!\n-’é\u0301\u200dЖ字", min_size=1, max_size=60)


@given(texts, st.data())
def test_an_end_moves_the_way_it_is_told_and_a_passage_is_never_empty(
    text: str, data: st.DataObject
) -> None:
    places = st.integers(0, len(text))
    fixed = data.draw(places)
    moving = data.draw(places.filter(lambda place: place != fixed))
    passage = Passage(fixed, moving)
    cuts = sorted(data.draw(st.sets(places, max_size=6)))
    paragraphs = list(zip(cuts[::2], cuts[1::2], strict=False))
    for by in (1, -1):
        for moved in (
            by_letter(text, passage, by),
            by_word(text, passage, by),
            by_sentence(text, paragraphs, passage, by),
            by_paragraph(paragraphs, passage, by),
        ):
            assert moved.fixed == fixed
            assert (moved.moving - moving) * by >= 0
            assert moved.moving != fixed
            assert 0 <= moved.moving <= len(text)
            assert moved.swapped().swapped() == moved
    anywhere = to_offset(text, passage, data.draw(st.integers(-3, len(text) + 3)))
    assert anywhere.moving != fixed
    assert 0 <= anywhere.moving <= len(text)


@given(st.lists(st.sampled_from(["alpha", "b", "c’d", "e-f"]), min_size=1, max_size=30))
def test_word_by_word_one_comes_to_the_end_and_back(parts: list[str]) -> None:
    text = " ".join(parts)
    passage = first_word(text, 0, len(text))
    assert passage is not None
    for word in range(1, len(parts)):
        passage = by_word(text, passage, 1)
        assert text[: passage.moving] == " ".join(parts[: word + 1])
    assert by_word(text, passage, 1) == passage
    for word in range(len(parts) - 1, 0, -1):
        passage = by_word(text, passage, -1)
        assert text[: passage.moving] == " ".join(parts[:word])


def test_the_letter_at_the_moving_end_comes_with_what_combines_with_it() -> None:
    passage = at("Ten é̂")
    start, end = passage.moving_letter(TEXT)
    assert TEXT[start:end] == "é̂"
    start, end = passage.swapped().moving_letter(TEXT)
    assert TEXT[start:end] == "T"
    start, end = at("é̂").moving_letter(TEXT)
    assert TEXT[start:end] == "é̂"
