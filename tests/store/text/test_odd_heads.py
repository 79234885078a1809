"""Heads of any kind are described without an error: phrases of the table, signs, all scripts."""

from functools import cache
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.text import describe
from store.text.rules import load

SIGNS = [
    "()", "( )", "(\u00a0)", "(\u200b)", "[]", "{}", "(", ")", "•", "• ", "-", "—", "|", "/", "//",
    "©", "#", "# ", "*", "@", ":", "::", "=?", "=?utf-8?Q?=FF?=", "=?x?B?!?=", "-->", ">", "'",
    "\u2028", "\x85", "\x00", "\ud800", "\ufeff", "İ", "ß", "²", "٣", "१७", "２０", "\x1b[31m",
]  # fmt: skip
FRAMES = [
    "---\n", "+++\n", "...\n", "{\n", "}\n", "#+TITLE: ", ":PROPERTIES:\n", ":END:\n", "title: ",
    "title = ", "date: ", "date = ", "author:\n  - ", "&a ", "*a ", "!!python/object ", ">-\n  ",
    "Subject: ", "From: ", "Date: ", "1\n", "00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n", "HD ",
    "1 of 2 DOCUMENTS\n", "TY  - NEWS\n", "T1  - ", "Page 1 of 3\n", "BODY:\n", "LENGTH: 3 words\n",
]  # fmt: skip
DATES = ["10 August 2016", "2016-08-10", "99.99.9999", "20١٦-08-10", "May 3", "31 Feb 2016", "0000"]


@cache
def phrases() -> list[str]:
    """Return the words and phrases of the table, every one that a text may be read by."""
    table = resources.files("store.text").joinpath("rules.toml").read_text("utf-8")
    quoted = [piece for line in table.split("\n") for piece in line.split('"')[1::2]]
    return sorted({*quoted, *(p.title() for p in quoted), *load().fields})


PIECE = st.one_of(
    st.deferred(lambda: st.sampled_from(phrases())),
    st.sampled_from(SIGNS),
    st.sampled_from(FRAMES),
    st.sampled_from(DATES),
    st.text(max_size=6),
)
BETWEEN = st.sampled_from(["", " ", "\n", "\n\n", ": ", ", ", " - ", " | ", " (", ")\n", "\n  "])
HEADS = st.lists(st.tuples(PIECE, BETWEEN), max_size=30).map(
    lambda pairs: "".join(piece + between for piece, between in pairs)
)


@settings(deadline=None)
@given(HEADS)
def test_any_head_is_described(text: str) -> None:
    found = describe(text, "a/2016-08-10 b.txt")
    assert 0 < len(found.title) <= 200
    if found.title_span is not None:
        assert text[slice(*found.title_span)].strip()
    position = 0
    for start, end in found.paragraphs:
        assert position <= start < end <= len(text)
        position = end


@pytest.mark.parametrize(
    "line", ["()", "( )", "(\u00a0)", "(\t)", "(", ")", "[]", "[ ]", "•", "- "]
)
@pytest.mark.parametrize("above", ["", "By Per Holm\n\n", "17 April 2023\n", "( )\n"])
def test_brackets_around_nothing_below_a_headline_leave_it_the_title(line: str, above: str) -> None:
    prose = "The harbour authority closed the northern quay after inspectors found cracks in it."
    found = describe(f"Northern quay closed\n\n{above}{line}\n\n{prose}", "x.txt")
    assert found.title == "Northern quay closed"
