"""Positions are taken in the units that the words beside them prove."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exports.losses import Losses
from store.imports.anchor_spans import Placer
from store.imports.imported import Document, MarkIn
from store.imports.offset_units import Original, QuotedSpan, choose_units

WORDS = ["quay", "Größe", "😀", "𝔘nicode", "of", "the", "repairs", "—", "Сирия", "🇹🇷"]
ENDS = ["\n", "\r\n", "\r\n\r\n"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words with blanks and line ends between, each with a number, so that none stands twice."""
    count = draw(st.integers(2, 30))
    pieces = [
        f"{draw(st.sampled_from(WORDS))}{number}{draw(st.sampled_from([' ', *ENDS]))}"
        for number in range(count)
    ]
    return "".join(pieces)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


COUNTS: dict[str, Callable[[str], int]] = {
    "code points": len,
    "UTF-16": utf16,
    "code points, line ends as one": lambda text: len(lf(text)),
    "UTF-16, line ends as one": lambda text: utf16(lf(text)),
    "code points, line ends as two": lambda text: len(lf(text).replace("\n", "\r\n")),
    "UTF-16, line ends as two": lambda text: utf16(lf(text).replace("\n", "\r\n")),
    "with a byte order mark": lambda text: len(text) + 1,
}


def spans(text: str, picks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of whole words in the text as it is stored."""
    starts = [at for at in range(len(text)) if not text[at].isspace() and
              (at == 0 or text[at - 1].isspace())]  # fmt: skip
    result = []
    for first, more in picks:
        number = first % len(starts)
        last = starts[min(len(starts) - 1, number + more)]
        end = next(at for at in range(last, len(text) + 1) if at == len(text) or text[at].isspace())
        result.append((starts[number], end))
    return result


PICKS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 4)), min_size=1, max_size=6)


@pytest.mark.parametrize("count", COUNTS)
@given(text=texts(), picks=PICKS, usual=st.booleans(), titles=st.booleans())
def test_words_beside_positions_decide(
    count: str, text: str, picks: list[tuple[int, int]], usual: bool, titles: bool
) -> None:
    measure = COUNTS[count]
    marked = "\ufeff" if count == "with a byte order mark" else ""
    document = Document("a", text=marked + text, utf16=usual, quotes_are_titles=titles)
    expected = []
    for start, end in spans(text, picks):
        quote = " ".join(text[start:end].split())
        document.marks.append(
            MarkIn(measure(text[:start]), measure(text[:end]), "x", None, None, quote)
        )
        expected.append((len(lf(text[:start])), len(lf(text[:end]))))
    placer = Placer(document, lf(text), None)
    places = [placer.place(mark.start, mark.end, mark.quote) for mark in document.marks]
    assert places == expected


@given(text=texts(), picks=PICKS)
def test_a_program_that_counts_the_last_sign_is_seen(
    text: str, picks: list[tuple[int, int]]
) -> None:
    document, expected = Document("a", text=text), []
    for start, end in spans(text, picks):
        document.marks.append(MarkIn(start, end - 1, "x", None, None, text[start:end]))
        expected.append((len(lf(text[:start])), len(lf(text[:end]))))
    placer = Placer(document, lf(text), None)
    assert [placer.place(m.start, m.end, m.quote) for m in document.marks] == expected


@given(
    text=st.text(st.sampled_from("ab \n\r😀é\ufeff"), max_size=40),
    places=st.lists(
        st.tuples(
            st.integers(0, 60), st.integers(0, 60), st.none() | st.text("ab 😀é\n", max_size=6)
        ),
        max_size=5,
    ),
    usual=st.booleans(),
    titles=st.booleans(),
)
def test_whatever_stands_beside_positions_a_place_is_in_the_text(
    text: str, places: list[tuple[int, int, str | None]], usual: bool, titles: bool
) -> None:
    document = Document("a", text=text, utf16=usual, quotes_are_titles=titles)
    document.marks = [MarkIn(start, end, "x", None, None, quote) for start, end, quote in places]
    article = lf(text.removeprefix("\ufeff"))
    placer = Placer(document, article, None)
    for mark in document.marks:
        place = placer.place(mark.start, mark.end, mark.quote)
        assert place is None or 0 <= place[0] < place[1] <= len(article)


TEXT = "Harbour\n\nThe quay is closed. Repairs would take six weeks, the council said.\n"
START = TEXT.index("Repairs")


def place(start: int, end: int, quote: str | None, text: str = TEXT, **more: bool) -> str | None:
    document = Document("a", text=text, **more)  # type: ignore[arg-type]
    document.marks = [MarkIn(start, end, "x", None, None, quote)]
    found = Placer(document, lf(text), None).place(start, end, quote)
    return None if found is None else lf(text)[slice(*found)]


def test_quoted_words_are_looked_for_near_their_place() -> None:
    assert place(START + 5, START + 12, "Repairs") == "Repairs"
    assert place(START + 5, START + 12, "Reparaturen") is None
    assert place(START + 5, START + 31, "Repairs would take six w…", quotes_are_titles=True) == (
        "Repairs would take six wee"
    )


def test_a_name_that_quotes_nothing_moves_no_mark() -> None:
    for name in ("x", "Quotation 7", "take"):
        assert place(START, START + 28, name, quotes_are_titles=True) == TEXT[START : START + 28]


def test_without_words_positions_that_cut_none_are_better() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert place(START, START + 7, None, text) == "Repairs"
    raw = text.index("Repairs")
    assert place(raw, raw + 7, None, text) == "Repairs"
    text = "😀 m " + TEXT
    at = text.index("Repairs")
    assert place(at, at + 7, None, text, utf16=True) == "Repairs"
    assert place(at + 1, at + 8, None, text, utf16=True) == "Repairs"


def test_one_way_of_counting_holds_for_a_whole_document() -> None:
    text = "😀 the the the quay"
    original = Original(text)
    places = [QuotedSpan(3, 6, "the"), QuotedSpan(7, 10, "the"), QuotedSpan(15, 19, "quay")]
    units = choose_units(original, places, False, False)
    assert [original.text[slice(*units.span(one.start, one.end))] for one in places] == [
        "the", "the", "quay",
    ]  # fmt: skip
    assert units.span(3, 6) == (2, 5)


def test_counting_is_bounded_for_a_document_of_many_marks() -> None:
    Losses()
    document = Document("a", text="ab " * 10_000)
    document.marks = [MarkIn(at, at + 2, "x", None, None, "zz") for at in range(0, 30_000, 3)]
    placer = Placer(document, document.text or "", None)
    assert placer.place(0, 2, "zz") is None
