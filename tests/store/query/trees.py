"""Hypothesis strategies for trees of queries."""

from __future__ import annotations

from hypothesis import strategies as st

from store.model import LABELS
from store.query.date_terms import Interval, Yearless
from store.query.nodes import (
    FIELDS,
    All,
    And,
    Below,
    Copies,
    Date,
    Flag,
    Has,
    Label,
    Language,
    Name,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Tag,
    Text,
    Words,
)
from store.query.proximity import Nearness

_ASCII = st.text(st.sampled_from('islamc state-lavro"\\:/*()=#ORNT1é'), min_size=1, max_size=9)
_VALUES = st.one_of(
    st.sampled_from(["islamic", "state", "lavrov", "US-led", "OR", "unread", "region", "claim"]),
    _ASCII.map(lambda text: f"x{text}"),
    _ASCII.map(lambda text: f"{text}x"),
)
_TAGS = _VALUES.map(lambda text: " ".join(text.split()).strip("/")).map(
    lambda text: text.lstrip("#/ ").rstrip("/ ") or "x"
)
_PLACES = st.sampled_from(["", "title", "text"])
_PARTS = st.tuples(
    st.one_of(_VALUES, st.sampled_from(["islamic", "state", "law", "of", "a,b"])), st.booleans()
)
_DAYS = st.dates().map(lambda day: day.isoformat())


@st.composite
def _intervals(draw: st.DrawFn) -> Interval:
    first, last = sorted((draw(_DAYS), draw(_DAYS)))
    return draw(
        st.sampled_from([Interval(first, last), Interval(first, None), Interval(None, last)])
    )


def terms() -> st.SearchStrategy[Query]:
    """Return terms as the parser can give them."""
    return st.one_of(
        st.just(All()),
        st.builds(Text, _VALUES, st.booleans(), _PLACES),
        st.builds(
            Pattern, st.sampled_from(["^r", "a/b", "/", "[a/]", r"\\", "n.*g", "state"]), _PLACES
        ),
        st.builds(
            Nearness, st.lists(_PARTS, min_size=1, max_size=3).map(tuple), st.integers(0, 9)
        ).map(Near),
        st.sampled_from(FIELDS).map(Has),
        st.sampled_from([Flag("unread"), Flag("untagged")]),
        st.builds(Tag, st.sampled_from(["tag", "mark"]), _TAGS, st.booleans()),
        st.builds(Name, _VALUES.map(lambda value: " ".join(value.split())).filter(bool)),
        st.builds(Words, st.sampled_from(["ent", "source", "note"]), _VALUES, st.booleans()),
        st.sampled_from(LABELS).map(Label),
        st.sampled_from(["en", "ru", "de", None]).map(Language),
        st.builds(Below, st.sampled_from(["a", "b", "e", "f", "c/d", "a-b", "x y"]), st.booleans()),
        st.builds(Copies, st.one_of(st.sampled_from("abcdef"), _VALUES)),
        st.builds(Date, st.just("date"), st.one_of(_intervals(), st.none())),
        st.builds(Date, st.just("read"), _intervals()),
        st.sampled_from([Date("date", Yearless("12", None)), Date("date", Yearless("02", "29"))]),
    )


def queries() -> st.SearchStrategy[Query]:
    """Return whole trees, with And, Or and Not inside each other."""
    return st.recursive(
        terms(),
        lambda inner: st.one_of(
            inner.map(Not),
            st.lists(inner, min_size=2, max_size=4).map(lambda parts: And(tuple(parts))),
            st.lists(inner, min_size=2, max_size=4).map(lambda parts: Or(tuple(parts))),
        ),
        max_leaves=8,
    )
