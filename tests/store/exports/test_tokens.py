"""Tokens and sentences that fit the spans over them; file names that fit any system."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exports.filenames import FileNames
from store.exports.token_spans import covered_tokens, tokens, tokens_by_sentence

TEXTS = st.text(st.sampled_from("ab A.!?\n'’-1 😀é"), max_size=60)


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS.filter(bool))
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    return text, [(start, draw(st.integers(start + 1, len(text)))) for start in starts]


@given(spanned())
def test_tokens_have_every_letter_once_and_fit_the_spans(
    given_: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = given_
    found = tokens(text, spans)
    assert "".join(text[start:end] for start, end in found) == "".join(text.split())
    assert found == sorted(found)
    for start, end in spans:
        reach = covered_tokens(found, start, end)
        words = text[start:end].strip()
        if reach is None:
            assert not words
        else:
            first, last = reach
            assert text[found[first][0] : found[last][1]] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("नई दिल्ली में", ["नई", "दिल्ली", "में"]),
        ("தமிழ்", ["தமிழ்"]),
        ("Jose\u0301, שָׁלוֹם", ["Jose\u0301", ",", "שָׁלוֹם"]),
        ("Lav\u00adrov said", ["Lav\u00adrov", "said"]),
        ("外交部 3", ["外", "交", "部", "3"]),
        ("ไม่ดี", ["ไ", "ม่", "ดี"]),
        ("서울에서", ["서울에서"]),
    ],
)
def test_no_token_is_cut_at_a_mark(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == words


@given(spanned())
def test_no_sentence_ends_within_a_span(given_: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = given_
    found = tokens(text, spans)
    by_sentence = tokens_by_sentence(text, found, spans)
    assert [token for sentence in by_sentence for token in sentence] == found
    assert all(by_sentence)
    for start, end in spans:
        inside = [s for s in by_sentence if any(start <= a and b <= end for a, b in s)]
        assert len(inside) <= 1


@given(st.lists(st.text(min_size=1, max_size=300), max_size=8, unique=True))
def test_file_names_are_safe_and_different(ids: list[str]) -> None:
    names = FileNames((".txt", ".ann"))
    made = [names.name(id) for id in ids]
    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        for part in name.split("/"):
            assert part not in ("", ".", "..")
            assert len(part.encode("utf-8", "replace")) < 200
            assert not set(part) & set('\\:*?"<>|\x00\n')


def test_two_names_that_a_system_holds_for_one_are_kept_apart() -> None:
    names = FileNames((".txt",))
    assert [names.name(id) for id in ("a.txt", "A", "a.txt/b.txt", "con.txt", "x/../y.txt")] == [
        "a", "A~2", "a.txt_/b", "_con", "x/_/y",
    ]  # fmt: skip
