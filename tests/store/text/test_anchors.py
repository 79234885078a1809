"""Passages found again in a text that changed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.text.anchors import anchored, find_again

TEXT = "He said: “The oil price will fall - soon”, and left. Then the oil price did fall, at once."
ITEM = {"at": [9, 40], "quote": "“The oil price will fall - soon”", "before": "He said: "}


def words(text: str, item: dict[str, Any]) -> str | None:
    place = find_again(text, item)
    return None if place is None else text[place[0] : place[1]]


def test_other_blanks_quotes_and_dashes_are_the_same_words() -> None:
    text = 'He said:\n"The oil price\n  will fall – soon", and left.'
    assert words(text, ITEM) == '"The oil price\n  will fall – soon"'


def test_a_passage_with_a_correction_in_it_is_found_between_its_context() -> None:
    text = TEXT.replace("Then the oil price did fall", "Then the price of oil did fall")
    item = anchored(TEXT, {}, (53, 80)) | {"id": "x"}
    assert words(text, item) == "Then the price of oil did fall"


def test_what_could_be_meant_twice_or_is_something_else_stays_lost() -> None:
    text = "The oil  price fell. The oil\nprice rose."
    assert find_again(text, {"at": [0, 13], "quote": "The oil price"}) is None
    item = anchored(TEXT, {}, (53, 80))
    gone = TEXT.replace("Then the oil price did fall", "Nobody knew anything more of it")
    assert find_again(gone, item) is None
    assert find_again("", item) is None


@given(st.text(max_size=60), st.data())
def test_a_passage_is_found_in_the_text_that_it_was_taken_from(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    item = anchored(text, {}, (start, end))
    place = find_again(text, item)
    assert place == (start, end) if start < end else place is None


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_text_and_any_mark_give_a_place_within_the_text_or_none(
    text: str, quote: str, before: str, after: str
) -> None:
    place = find_again(text, {"at": [3, 9], "quote": quote, "before": before, "after": after})
    assert place is None or 0 <= place[0] < place[1] <= len(text)
