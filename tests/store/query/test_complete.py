"""What is offered at the cursor of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.query.completion import Completion, complete


@pytest.mark.parametrize(
    ("text", "completion"),
    [
        ("t", Completion(0, 1, "term", "t", ("tag:", "type:", "title:", "text:"))),
        ("a -un", Completion(3, 5, "term", "un", ("unread", "untagged"))),
        ("(tag:sy", Completion(5, 7, "tag", "sy")),
        ("tag:=", Completion(5, 5, "tag", "")),
        ('ent:"Sergey La', Completion(4, 14, "ent", "Sergey La")),
        ("type:p", Completion(5, 6, "type", "p", ("PERSON", "PRODUCT"))),
        ("date:", Completion(5, 5, "date", "", ("none",))),
        ("l", Completion(0, 1, "term", "l", ("lang:",))),
        ("lang:", Completion(5, 5, "lang", "", ("none",))),
        ("x:1", None),
        ('"some te', None),
    ],
)
def test_the_place_at_the_cursor_says_what_may_stand_there(
    text: str, completion: Completion | None
) -> None:
    assert complete(text, len(text)) == completion


@given(st.text(st.sampled_from('tag: "()-=x\\')), st.integers(-3, 30))
def test_a_completion_always_lies_before_the_cursor(text: str, cursor: int) -> None:
    completion = complete(text, cursor)
    if completion is not None:
        assert 0 <= completion.start <= completion.end <= len(text)
        assert text[completion.start : completion.end].endswith(completion.typed)
