"""Letters that were lost or decoded the wrong way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text.mojibake import is_garbled, replaced


@pytest.mark.parametrize(
    "text",
    [
        "café",
        "“It’s over” — he said…",
        "spółka źródło",
        "naïve Ærø",
        "Привет, мир",
        "Ձոն",
        "नमस्ते",
        "ニュース",
        "ok 😀",
        "Ελλάδα",
        "שלום",
    ],
)
def test_utf8_read_as_cp1252_is_told(text: str) -> None:
    wrong = text.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert is_garbled(wrong) > 0
    assert is_garbled(text) == 0


@pytest.mark.parametrize(
    "text",
    ["CAFÉ» ESPAÑA… À– NÃO Ü“ Å“", "5 £ · 20 °C ± 1 µm", "Çà et là", "¿Qué? ¡Sí!", "São Paulo’s"],
)
def test_words_of_other_languages_are_no_damage(text: str) -> None:
    assert is_garbled(text) == 0


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_never_damaged(text: str) -> None:
    assert is_garbled(text) == replaced(text) == 0


def test_lost_letters_are_counted() -> None:
    assert replaced("caf\ufffd \ufffd") == 2
