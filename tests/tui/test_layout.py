"""Blocks in lines, and the window that moves over them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.model import Article
from tui.reading.blocks import LONGEST_BLOCK, blocks_of
from tui.reading.glyphs import HIDDEN, drawn
from tui.reading.line_layout import Layout
from tui.reading.window import Window


def an_article(text: str, **more: object) -> Article:
    spans = []
    at = 0
    for part in text.split("\n\n"):
        if part.strip():
            spans.append((at + len(part) - len(part.lstrip()), at + len(part.rstrip())))
        at += len(part) + 2
    fields = {
        "num": 1, "id": "a.txt", "title": "A title", "title_from": "file", "source": None,
        "published": None, "words": 3, "tags": (), "read": None, "note": None, "status": "ok",
        "reason": None, "text": text, "paragraphs": tuple(spans), "reflow": (True,) * len(spans),
    }  # fmt: skip
    return Article(**{**fields, **more})  # type: ignore[arg-type]


def a_layout(text: str, width: int = 20) -> Layout:
    return Layout(text, blocks_of(an_article(text)), width)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The fer-\nries stay", "The ferries stay"),
        ("The fer-  \n  ries stay", "The ferries stay"),
        ("Mer\u00ad\nkel said", "Merkel said"),
        ("a well-\nknown man", "a well-known man"),
        ("a deep-\nblue sea, deep-blue", "a deep-blue sea, deep-blue"),
        ("north-\nern", "northern"),
        ("north-\neastern, northeastern", "northeastern, northeastern"),
        ("US-\nled and yes -\nno", "US- led and yes - no"),
    ],
)
def test_a_word_hyphenated_at_a_line_end_is_shown_in_one(text: str, shown: str) -> None:
    layout = a_layout(text, 60)
    (line,) = [one for index in range(len(layout)) for one in layout.lines(index) if one.in_text]
    assert drawn(line.glyphs) == shown
    assert len(line.glyphs) == len(text)
    for at in range(len(text)):
        if line.glyphs[at] != HIDDEN:
            assert line.offset_at(line.column_of(at)) == at


@given(
    st.lists(
        st.sampled_from(["fer-\nries", "well-\nknown", "oil", "\u00ad\n", "x-\ny"]), max_size=9
    ),
    st.integers(4, 30),
)
def test_words_in_one_fit_the_lines_at_any_width(words: list[str], width: int) -> None:
    layout = a_layout(" ".join(words), width)
    lines = [one for index in range(len(layout)) for one in layout.lines(index) if one.in_text]
    assert all(cell_len(drawn(line.glyphs)) <= width for line in lines)
    whole = "".join(drawn(line.glyphs) for line in lines).replace(" ", "")
    assert "fer-ries" not in whole


TEXTS = st.lists(st.text("ab \n漢\x1b", min_size=1, max_size=80), max_size=6).map("\n\n".join)


def body(layout: Layout) -> list[tuple[int, int]]:
    return [
        (line.start, line.end)
        for index in range(len(layout))
        for line in layout.lines(index)
        if line.in_text
    ]


@given(TEXTS, st.integers(2, 40))
def test_every_letter_of_the_text_is_on_exactly_one_line(text: str, width: int) -> None:
    drawn = [at for start, end in body(a_layout(text, width)) for at in range(start, end)]
    assert len(drawn) == len(set(drawn))
    missing = set(range(len(text))) - set(drawn)
    assert not any(text[at].strip() for at in missing)


@given(TEXTS, st.integers(2, 40), st.data())
def test_an_offset_is_located_on_the_line_that_shows_it(
    text: str, width: int, data: st.DataObject
) -> None:
    layout = a_layout(text, width)
    lines = body(layout)
    if not lines:
        return
    start, end = data.draw(st.sampled_from(lines))
    block, row = layout.locate(start)
    line = layout.lines(block)[row]
    assert (line.start, line.end) == (start, end)


@given(TEXTS, st.integers(2, 40), st.integers(0, 100))
def test_a_column_and_an_offset_are_each_others_inverse(text: str, width: int, at: int) -> None:
    layout = a_layout(text, width)
    for index in range(len(layout)):
        for line in layout.lines(index):
            for offset in range(line.start, line.end if line.in_text else line.start):
                found = line.offset_at(line.column_of(offset))
                assert line.column_of(found) == line.column_of(offset)


def test_hard_wrapped_lines_are_joined_and_runs_of_blanks_are_one() -> None:
    layout = a_layout("one\n   two\nthree", 40)
    (line,) = [line for line in layout.lines(2) if line.in_text]
    assert line.glyphs.replace("\u200b", "") == "one two three"


def test_lines_of_verse_stay_apart() -> None:
    article = an_article("one\n  two\nthree", reflow=(False,))
    lines = Layout(article.text, blocks_of(article), 40).lines(2)
    assert [line.glyphs for line in lines if line.in_text] == ["one", "  two", "three"]


def test_a_headline_is_shown_once_at_the_top() -> None:
    article = an_article("All news\n\nBig news\n\nBody", title_span=(10, 18), title_from="headline")
    kinds = [(block.kind, article.text[block.start : block.end]) for block in blocks_of(article)]
    assert kinds == [("title", "Big news"), ("byline", ""), ("body", "All news"), ("body", "Body")]


def test_a_paragraph_of_megabytes_is_wrapped_only_where_it_is_seen() -> None:
    layout = a_layout("word " * 200_000, 70)
    window = Window(layout, 30)
    assert len(window.lines) == 30
    assert len(layout._lines) <= 4
    assert max(block.end - block.start for block in layout.blocks) <= LONGEST_BLOCK
    window.end()
    assert window.at_end
    assert len(layout._lines) <= 8


@pytest.fixture
def window() -> Window:
    return Window(a_layout("\n\n".join(f"paragraph number {n} of many" for n in range(40))), 10)


def test_moving_down_and_up_again_comes_back(window: Window) -> None:
    window.move(7)
    top = window.top
    window.move(13)
    window.move(-13)
    assert window.top == top


def test_the_window_never_leaves_the_text(window: Window) -> None:
    assert not window.move(-5)
    window.move(10_000)
    assert window.at_end
    assert len(window.lines) == 10
    assert not window.move(1)


def test_a_place_is_kept_when_the_width_changes(window: Window) -> None:
    window.move(31)
    place = window.start_offset
    other = Window(Layout(window.layout.text, window.layout.blocks, 11), 10)
    other.reveal(place)
    assert other.lines[0].start <= place < other.lines[0].end


def test_a_short_text_starts_and_ends_on_the_screen() -> None:
    window = Window(a_layout("short"), 30)
    assert window.at_start
    assert window.at_end


def test_an_indented_line_goes_on_under_its_indent() -> None:
    text = "rows:\n    one two three four five six\n  漢字漢字漢字漢字漢字漢字漢字"
    article = an_article(text, reflow=(False,))
    lines = [line for line in Layout(text, blocks_of(article), 20).lines(2) if line.in_text]
    shown = [" " * line.indent + line.glyphs for line in lines]
    assert shown == [
        "rows:",
        "    one two three",
        "    four five six",
        "  漢字漢字漢字漢字漢",
        "  字漢字漢字",
    ]
    for line in lines:
        assert line.offset_at(line.column_of(line.start)) == line.start
    window = Window(Layout(text, blocks_of(article), 20), 10)
    assert text[window.below(text.index("two") + 1, 1) :].startswith("five")


def test_a_table_whose_first_row_is_indented_stands_straight() -> None:
    text = "Words\n\n       1986  1985\nSales  12    13"
    article = an_article(text, reflow=(True, False))
    lines = [line for line in Layout(text, blocks_of(article), 40).lines(3) if line.in_text]
    assert [" " * line.indent + line.glyphs for line in lines] == text.split("\n")[2:]


@given(
    st.lists(st.text("ab  漢\t", min_size=1, max_size=60), min_size=1, max_size=5),
    st.integers(2, 30),
)
def test_lines_that_stay_apart_fit_and_lose_nothing(rows: list[str], width: int) -> None:
    text = "\n".join(rows)
    if not text.strip():
        return
    article = an_article(text, reflow=(False,))
    layout = Layout(text, blocks_of(article), width)
    lines = [line for line in layout.lines(2) if line.in_text]
    assert all(line.indent + cell_len(line.glyphs) <= max(width, 2) for line in lines)
    seen = {at for line in lines for at in range(line.start, line.end)}
    assert not any(text[at].strip() for at in set(range(len(text))) - seen)
