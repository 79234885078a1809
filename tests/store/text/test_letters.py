"""How text is folded, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US-led Strike", ["us", "led", "strike"]),
        ("İstanbul ve IĞDIR ılık", ["istanbul", "ve", "igdir", "ilik"]),
        ("Straße Ørsted Łódź", ["strasse", "orsted", "lodz"]),
        ("ﬁnance ①", ["finance", "1"]),
        ("Женеве ёлка", ["женеве", "елка"]),
        ("安倍 ab首相", ["安", "倍", "ab", "首", "相"]),
        ("उत्तर कोरिया", ["उत्तर", "कोरिया"]),
        ("قُرآن", ["قران"]),
        ("🔥Fire 👍🏽 ❤️ — ok", ["🔥", "fire", "👍", "❤", "ok"]),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert words.words_of(text) == expected


@given(st.text())
def test_pieces_are_the_words_with_the_place_of_each_letter(text: str) -> None:
    pieces = words.pieces_of(text)
    assert all(len(piece.word) == len(piece.places) for piece in pieces)
    assert all(0 <= at < len(text) for piece in pieces for at in piece.places)
    places = [at for piece in pieces for at in piece.places]
    assert places == sorted(places)


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))))
def test_lines_give_the_words_of_each(lines: list[str]) -> None:
    found = words.words_of_lines("".join(f"{line}\n" for line in lines))
    expected = [word for line in lines for word in (*words.words_of(line), "\n")]
    assert [w for w in found] == expected
