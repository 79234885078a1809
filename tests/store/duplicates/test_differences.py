"""Differences: which words of another version are new, and how many it lacks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.duplicates import diff as module
from store.duplicates.diff import differences


def test_new_passages_are_found_from_word_to_word() -> None:
    here = "The minister spoke on Monday. He left."
    there = "The foreign minister spoke in Geneva. He left at once!"
    found = differences(here, there)
    assert [there[start:end] for start, end in found.new] == ["foreign", "in Geneva", "at once"]
    assert (found.new_words, found.missing_words) == (5, 2)


def test_case_accents_and_signs_are_no_difference() -> None:
    assert differences("Élysée: “yes”", "elysee yes").new == ()


@given(st.text("ab c.", max_size=60), st.text("ab c.", max_size=60))
def test_what_is_not_new_are_words_of_the_other_text(here: str, there: str) -> None:
    found = differences(here, there)
    there_words, here_words = there.replace(".", " ").split(), here.replace(".", " ").split()
    assert len(there_words) - found.new_words == len(here_words) - found.missing_words
    assert list(found.new) == sorted(found.new)
    assert all(there[start:end].strip(" .") == there[start:end] for start, end in found.new)


def test_long_texts_are_compared_in_their_first_part() -> None:
    words = ["word"] * (module.MOST_WORDS + 50)
    assert differences(" ".join(words), " ".join([*words, "more"])).new == ()
