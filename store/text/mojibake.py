"""What shows that a text was decoded the wrong way before: told to the reader, never repaired."""

from __future__ import annotations

import re

LOST = "\ufffd"
"""What stands where a decoder found no character."""

_NEXT = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
"""What a byte from 0x80 to 0xBF, a later byte of a UTF-8 sequence, looks like in cp1252."""

# The usual first bytes of UTF-8 sequences as they look in cp1252. One pair is proof enough where
# no language writes it; letters that do stand before a quote or a dash must come in a row, or
# inside a word.
_GARBLED = re.compile(
    f"Ã{_NEXT}"
    f"|Â[\x80-\xbf]"
    f"|â(?:€{_NEXT}|„¢|‚¬)"
    "|ï»¿|ï¿½"
    f"|[ÄÅ]{_NEXT}(?=[a-z])|(?<=[a-z])[ÄÅ]{_NEXT}"
    f"|(?:[Ì-ß]{_NEXT}){{3,}}"
    f"|(?:[à-ï]{_NEXT}{{2}}){{2,}}"
    f"|ðŸ{_NEXT}{{2}}"
)

_FIRST = re.compile("[Â-ð]")
"""One of the first letters of every such place: most texts have none, and are done with sooner."""


def replaced(text: str) -> int:
    """Return how many characters of a text are lost: U+FFFD stands in their place."""
    return text.count(LOST)


def is_garbled(text: str) -> int:
    """Return in how many places UTF-8 seems to have been read as cp1252: `Ã©`, `â€™`."""
    if text.isascii() or _FIRST.search(text) is None:
        return 0
    return sum(1 for _ in _GARBLED.finditer(text))
