"""Find in the reader finds what people type, whatever case, accents, quotes and blanks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.text.letters import fold
from tests.pairs import PAIRS
from tui.reading.find_words import find_all


@pytest.mark.parametrize(("seen", "typed"), PAIRS)
def test_what_is_typed_is_found(seen: str, typed: str) -> None:
    text = f"The text says {seen}, and goes on."
    capital = any(letter.isupper() for letter in typed)
    typed = typed.lower() if capital else typed
    assert [text[start:end] for start, end in find_all(text, typed)]


def test_words_with_a_capital_are_found_in_that_case_only() -> None:
    text = "Borodinó, borodino, BORODINO and O\u0301rsted"
    assert [text[a:b] for a, b in find_all(text, "Borodino")] == ["Borodinó"]
    assert [text[a:b] for a, b in find_all(text, "borodino")] == [
        *("Borodinó", "borodino", "BORODINO"),
    ]
    assert [text[a:b] for a, b in find_all(text, "Orsted")] == ["O\u0301rsted"]


def test_parts_of_words_blanks_and_signs_are_found() -> None:
    text = "“Don’t,” he said…  The fer-\nries\n of Vallby"
    for typed in ('"don\'t,"', "said...", "ferries of", "fer- ries", "val", "the  ferries"):
        assert len(list(find_all(text, typed))) == 1, typed
    assert list(find_all(text, " \u00ad")) == []


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aBéEﬁ中ß’. \u00ad"), min_size=1, max_size=30), st.data())
def test_any_part_of_a_text_is_found_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    typed = text[start : data.draw(st.integers(start + 1, len(text)))].lower()
    sought = fold(typed).split()
    spans = list(find_all(text, typed))
    assert bool(spans) == bool(sought)
    assert all(fold(text[a:b]).split() == sought for a, b in spans)
