"""Finding words in a text as people type them: blanks, case, accents and quotes do not matter."""

from __future__ import annotations

import re
import unicodedata

from store.model import Span

_PLAIN_MARKS = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " "}


class _Folding(dict[int, str]):
    """Folds one code point to one: its base letter in lower case, made when first met."""

    def __missing__(self, code: int) -> str:
        glyph = chr(code)
        base = _PLAIN_MARKS.get(glyph) or unicodedata.normalize("NFD", glyph)[0].lower()
        self[code] = folded = base if len(base) == 1 else glyph
        return folded


_FOLD = _Folding()


def fold(text: str) -> str:
    """Return text without case and accents, code point for code point."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


def find_all(text: str, words: str) -> list[Span]:
    """Return where some words stand in a text, in order and apart.

    A blank in `words` stands for any white space. Words with a capital are found only as written.
    """
    parts = words.split()
    if not parts:
        return []
    exact = any(letter.isupper() for letter in words)
    haystack = text if exact else fold(text)
    needles = parts if exact else [fold(part) for part in parts]
    pattern = re.compile(r"\s+".join(re.escape(needle) for needle in needles))
    return [match.span() for match in pattern.finditer(haystack)]
