"""Text as jump compares it: no case, no accents, split into words, with the way back kept.

Folding is casefold, then compatibility decomposition (NFKD), then the marks of Latin, Greek,
Cyrillic, Hebrew, Arabic and kana letters dropped; letters that do not decompose get their plain
ones. Scripts that are written without blanks (Han, kana, Thai, Lao, Burmese, Khmer) give one word
a letter, so that any part of such a title can be found; so do emoji, without the signs that only
join or colour them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_HAS_PLAIN = re.compile("[ıøđłħæœþð]")
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# The vowel signs of Indic scripts belong to their words, though they are no letters.
_SIGNS = "".join(
    chr(code)
    for first, last in ((0x0900, 0x0DFF), (0x0F00, 0x0FFF), (0xA800, 0xABFF))
    for code in range(first, last)
    if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
_EMOJI = "\u2600-\u27bf\u2b50-\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
_WORD = rf"[{_UNSPACED}{_EMOJI}]|[^\W_{_UNSPACED}]+(?:[{_SIGNS}]+[^\W_{_UNSPACED}]*)*"
_WORDS = re.compile(_WORD)
_WORDS_AND_ENDS = re.compile(rf"{_WORD}|\n")
_ASCII_AND_ENDS = re.compile(r"[a-z0-9]+|\n")


class Piece(NamedTuple):
    """A word of a text: as it is compared, and for each of its letters the place in the text."""

    word: str
    places: Sequence[int]


def fold(text: str) -> str:
    """Return `text` as it is compared; its length may change."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold()).casefold()
    if _HAS_PLAIN.search(folded):
        folded = folded.translate(_PLAIN)
    return _DROPPED.sub("", folded)


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order."""
    return _WORDS.findall(fold(text))


def words_of_lines(lines: str) -> list[str]:
    """Return the folded words of `lines` in order, with a `\\n` for each line end in it."""
    pattern = _ASCII_AND_ENDS if lines.isascii() else _WORDS_AND_ENDS
    return pattern.findall(fold(lines))


@lru_cache(maxsize=4096)
def _letter(sign: str) -> str:
    return fold(sign)


def pieces(text: str) -> list[Piece]:
    """Return the folded words of `text` with the code point index of each of their letters."""
    if text.isascii():
        found = _WORDS.finditer(text.lower())
        return [Piece(each[0], range(each.start(), each.end())) for each in found]
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        folded = _letter(sign)
        letters.append(folded)
        places += [place] * len(folded)
    return [
        Piece(each[0], places[each.start() : each.end()])
        for each in _WORDS.finditer("".join(letters))
    ]
