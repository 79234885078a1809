"""Words as they stand in a text: what a token is, what a cursor steps over, how many there are."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from store.text.letters import INVISIBLE
from store.text.words import UNSPACED, join_line_ends

PIECE = 1 << 16
"""Code points whose words are counted at a time, so that a long text needs no long list."""

_SIGNS = (
    "\u3005-\u3007\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Han and kana, of which each sign counts as a word."""
_JOINERS = "'’-‐‑"
_BLANK = re.compile(r"\s")
_OTHERS = re.compile(r"[^\x00-\x7f]+")
_IS_SIGN = re.compile(f"[{_SIGNS}]")
_CLASSES = {
    code: "a" if chr(code).isalnum() or code == ord("_") else "-" if chr(code) in _JOINERS else " "
    for code in range(128)
}


@cache
def marks() -> str:
    """Return all combining marks and what nobody sees, as in a set of a pattern."""
    blocks = (
        *((0x300, 0x3100), (0xA000, 0xAC00), (0xF900, 0x10000), (0x10100, 0x12000)),
        *((0x16A00, 0x17000), (0x1BC00, 0x1BD00), (0x1CF00, 0x1D300), (0x1DA00, 0x1DB00)),
        *((0x1E000, 0x1E950), (0xE0100, 0xE01F0)),
    )
    kinds = unicodedata.category
    those = [chr(code) for block in blocks for code in range(*block) if kinds(chr(code))[0] == "M"]
    ranges: list[list[int]] = []
    for code in map(ord, those):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    inside = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
    return inside + INVISIBLE.pattern.removeprefix("[").removesuffix("]+")


def standing(joiners: str, rest: str = "") -> str:
    """Return the pattern of a word as it stands in a text, single `joiners` inside of it joined.

    A letter of a script without blanks is one by itself; `rest` is another way to go on.
    """
    on = f"[{marks()}]*"
    run = rf"(?:[^\W{UNSPACED}]{on})+"
    return rf"[{UNSPACED}]{on}|{run}(?:[{joiners}]{run})*{rest}"


class _Classes(dict[int, str]):
    """What a code point outside ASCII is to the count: `a` of a word, `-` a joiner, or a blank."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if unicodedata.category(letter)[0] == "M" or INVISIBLE.match(letter):
            kind = ""
        elif _IS_SIGN.match(letter):
            kind = " a "
        elif letter.isalnum():
            kind = "a"
        else:
            kind = "-" if letter in _JOINERS else " "
        self[code] = kind
        return kind


_OTHER_CLASSES = _Classes()


def count(text: str) -> int:
    """Return the number of words as a person counts: `don't` and `S-400` are one each.

    Words hyphenated at a line end are one; of Han and kana each sign is one.
    """
    text = join_line_ends(text).text
    if len(text) <= PIECE:
        return _count_piece(text)
    total = start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + PIECE)
        end = blank.start() if blank else len(text)
        total += _count_piece(text[start:end])
        start = end
    return total


def _count_piece(text: str) -> int:
    if not text.isascii():
        text = _OTHERS.sub(lambda run: run[0].translate(_OTHER_CLASSES), text)
    # Runs of `a` are words; `a-a` is one word, and overlaps with the next in `a-a-a`.
    classes = text.translate(_CLASSES)
    joins = classes.replace("a-a", "aa").replace("a-a", "aa") if "-" in classes else classes
    return joins.startswith("a") + joins.count(" a") + joins.count("-a")
