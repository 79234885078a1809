"""Which regular expressions are let through to a running match."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.query import user_patterns


@pytest.mark.parametrize(
    "expression",
    [
        "^a.*b$",
        r"\(a+\)+",
        "[(]a+[)+]",
        "(?:ab)?c+",
        "(?i)x",
        "(?P<n>a)+",
        "colou?r",
        r"\d{4}",
        "(a+)?",
        ".*a.*b.*c.*",
        r"\w+ \w+",
        "^.+?$",
        "(a*)*",
        "((a|b)c)+",
        r"\p{Lu}\w+ (?=x)",
        ".{0,200}a.{0,200}",
    ],
)
def test_expressions_are_let_through(expression: str) -> None:
    assert user_patterns.fault(expression) is None


@pytest.mark.parametrize(
    "expression",
    [
        "(?x)(a #)\n+)+",
        "(?:(?:ab|c){1000}){1000}",
        "a{99999}",
        "(?R)",
        "(?P<n>(?&n))",
        "(a(?1))",
        "(",
        "x" * 301,
    ],
)
def test_expressions_that_cannot_be_run_safely_are_refused(expression: str) -> None:
    assert user_patterns.fault(expression) is not None


@given(st.text(st.sampled_from("ab()[]{}*+?|\\^$.,1-:<=!Pi#"), max_size=30))
def test_any_text_is_let_through_or_refused_at_a_place_in_it(expression: str) -> None:
    fault = user_patterns.fault(expression)
    if fault is None:
        with suppress(user_patterns.SlowPattern):
            user_patterns.matches_in(expression, "a" * 25 + "b" * 25)
    else:
        assert 0 <= fault[0] <= len(expression)


def test_a_match_that_would_never_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_patterns, "SECONDS_A_TEXT", 0.05)
    with pytest.raises(user_patterns.SlowPattern):
        user_patterns.matches_in("(a|aa)+!", "a" * 60)
    with pytest.raises(user_patterns.SlowPattern):
        list(user_patterns.places("(a|aa)+!", "a" * 60, 0.05))


def test_line_ends_that_only_wrap_are_blanks_to_a_pattern_and_no_offset_changes() -> None:
    body = "oil\nprices\n\na verse\nof two"
    seen = user_patterns.flowing(body, "[[0, 10], [12, 26]]", "[true, false]")
    assert seen == "oil prices\n\na verse\nof two"
    assert list(user_patterns.places("oil prices|^of", seen)) == [(0, 10), (20, 22)]
    assert user_patterns.flowing(body, "[]", "[]") == body


def test_places_without_any_sign_are_none() -> None:
    assert list(user_patterns.places("x*", "axxa")) == [(1, 3)]
