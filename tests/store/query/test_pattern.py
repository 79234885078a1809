"""Which regular expressions are let through to a running match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.query import pattern


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
    ],
)
def test_expressions_that_end_are_let_through(expression: str) -> None:
    assert pattern.fault(expression) is None


@pytest.mark.parametrize(
    "expression",
    [
        "(a*)*",
        "(?:.*)(?:.*)(?P<n>.*)x",
        "(?:a+b?)+",
        "((a|b)c)+",
        "(a?){2,}",
        "(?x)(a #)\n+)+",
        "(a{1,3})+",
        "a?" * 11,
        "x" * 301,
    ],
)
def test_expressions_that_may_never_end_are_refused(expression: str) -> None:
    assert pattern.fault(expression) is not None


@given(st.text(st.sampled_from("ab()[]{}*+?|\\^$.,1-:<=!Pi#"), max_size=30))
def test_any_text_is_let_through_or_refused_at_a_place_in_it(expression: str) -> None:
    fault = pattern.fault(expression)
    if fault is None:
        assert pattern.found(expression, "a" * 25 + "b" * 25) in (True, False)
    else:
        assert 0 <= fault[0] <= len(expression)
