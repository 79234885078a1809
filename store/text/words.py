"""Words of a text, counted as a person would: `don't` and `S-400` are one each."""

from __future__ import annotations

import re

PIECE = 1 << 16
"""Code points whose words are counted at a time, so that a long text needs no long list."""
MOSTLY_ASCII = 0.1
"""Share of characters outside ASCII, two more bytes each, up to which each is looked at alone."""

_WORD = re.compile(r"\w+(?:['’\-‐‑]\w+)*+")
_BLANK = re.compile(r"\s")
_OTHERS = re.compile(r"[^\x00-\x7f]")
_JOINERS = "'’-‐‑"
_TYPOGRAPHIC = tuple((c, "-" if c in _JOINERS else " ") for c in "’‘“”–—…«»\u00a0©")
"""The characters outside ASCII that news are full of, and what they are to the count."""
_CLASSES = {
    code: "a" if chr(code).isalnum() or code == ord("_") else "-" if chr(code) in _JOINERS else " "
    for code in range(128)
}


def count(text: str) -> int:
    """Return the number of words: runs of `\\w`, single apostrophes and hyphens inside joined."""
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
        for character, plain in _TYPOGRAPHIC:
            text = text.replace(character, plain)
    if not text.isascii():
        extra_bytes = len(text.encode("utf-8", "surrogatepass")) - len(text)
        if extra_bytes > 2 * MOSTLY_ASCII * len(text):
            return len(_WORD.findall(text))
        text = _OTHERS.sub(_class_of, text)
    # Runs of `a` are words; `a-a` is one word, and overlaps with the next in `a-a-a`.
    classes = text.translate(_CLASSES)
    joined = classes.replace("a-a", "aa").replace("a-a", "aa") if "-" in classes else classes
    return joined.startswith("a") + joined.count(" a") + joined.count("-a")


def _class_of(match: re.Match[str]) -> str:
    character = match[0]
    if character.isalnum():
        return "a"
    return "-" if character in _JOINERS else " "
