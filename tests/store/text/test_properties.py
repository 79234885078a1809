"""What holds for any text whatever: ranges are in order and whole, titles are one line."""

import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import describe

PIECES = [
    "MOSCOW, December 9. /TASS/. ", "By Rudaw – ", "All news\n", "\n", "\n\n", "www.mesop.de",
    "(RT).", "Published: 10 August 2016\n", "LONDON 1996-08-30\n", "© Ann/TASS\n", "title: x\n",
    "the quick brown fox jumps over the lazy dog and then some more of it\n", "    Indented. ",
    "Read the full story here.", "May 3", "Title:", "x" * 130 + "\n", "• item\n", "1   2   3\n",
    "(", "/", "[", ":", "—", "\x1b[31m", "\u202e", "\u2028", "\x85", "\ud800", "\x00",
]  # fmt: skip
ANY = st.one_of(
    st.text(max_size=120),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=24).map("".join),
)


@given(ANY)
def test_paragraphs_are_sorted_and_cover_all_that_is_not_blank(text: str) -> None:
    found = describe(text, "a/b.txt")
    position = 0
    for start, end in found.paragraphs:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()
    assert len(found.reflow) == len(found.paragraphs)


@given(ANY)
def test_boilerplate_is_sorted_and_spares_the_headline(text: str) -> None:
    found = describe(text, "a/b.txt")
    title = found.title_span or (0, 0)
    position = 0
    for start, end in found.boilerplate:
        assert position <= start < end <= len(text)
        assert text[start:end].strip()
        assert end <= title[0] or title[1] <= start
        position = end


@pytest.mark.parametrize("before", range(5_960, 6_002, 4))
@pytest.mark.parametrize(
    "line", ["By Ann Lee, Reuters", "Published: 10 May 2016", "LONDON 1996-08-30"]
)
def test_a_line_at_the_end_of_what_is_looked_at_stays_whole(before: int, line: str) -> None:
    text = "x" * before + "\n" + line + "\n\nmore"
    found = describe(text, "a.txt")
    assert [text[start:end] for start, end in found.paragraphs][1:] == [line, "more"]


def test_the_dateline_of_a_line_as_long_as_an_article_is_read() -> None:
    text = "Bread gets dearer\n\nMOSCOW, Feb 3 (Reuters) - " + "The price rose. " * 1_000
    found = describe(text, "a.txt")
    assert (found.title, found.source) == ("Bread gets dearer", "Reuters")


@given(ANY, st.text(max_size=40))
def test_a_title_is_one_short_line_without_control_characters(text: str, id: str) -> None:
    found = describe(text, id)
    assert 0 < len(found.title) <= 200
    assert found.title == " ".join(found.title.split())
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in found.title)
    assert (found.title_span is not None) == (found.title_from == "headline")


@given(ANY)
def test_a_date_is_a_real_one_and_a_source_is_a_short_line(text: str) -> None:
    found = describe(text, "x")
    assert found.published is None or len(found.published) in (7, 10)
    assert found.source is None or found.source == " ".join(found.source.split()) != ""


def calls(work: Callable[[], object]) -> int:
    """Count the calls of functions, built-in ones included, that `work` makes."""
    count = 0

    def step(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "abcd\n", "A B\n", "the quick brown fox jumps over the lazy dog and then some more\n",
        "- item\n", "Photo: x/AP\n", "Read more: x\n", "www.a.b.c\n", "\n", "word ", "(", "Jan ",
        "x" * 130 + "\n", "Some sentence that is a paragraph. Read more here.\n\n",
    ],
)  # fmt: skip
def test_twice_the_text_is_at_most_twice_the_work(piece: str) -> None:
    describe(piece, "warm")
    once = calls(lambda: describe(piece * 3_000, "x"))
    twice = calls(lambda: describe(piece * 6_000, "x"))
    assert twice <= 2.1 * once


@pytest.mark.parametrize(
    "piece", ["x", "WORD ", "(", ".", "- ", "a-", "1/2 ", "\x1b[", "http://", "'"]
)
def test_one_long_line_is_looked_at_only_at_its_ends(piece: str) -> None:
    describe(piece, "warm")
    assert calls(lambda: describe(piece * 400_000, "x")) < 5_000
