"""Words that were hyphenated at a line end, shown in one where the lines are set anew."""

from __future__ import annotations

from store.text.words import breaks
from tui.reading.glyphs import HIDDEN, drawn

AROUND = 20_000
"""Code points on both sides in which the text may show how it writes such a word."""

_COMPOUND = frozenset(
    (
        *("well", "self", "long", "short", "high", "low", "half", "full"),
        *("north", "south", "east", "west"),
        *("two", "three", "four", "five", "six", "seven", "eight", "nine"),
    )
)
"""English words that a hyphen often binds to the next; where it doesn't, it does no harm."""
_SHORTEST = 4
"""Letters of that next word: `north-ern` and `high-est` are no compounds."""


def closed_up(glyphs: str, source: str, text: str, start: int) -> str:
    """Return the glyphs of `source`, which stands in `text` from `start`, without such breaks.

    One for one: what is no longer seen takes no cell. The hyphen stays where it belongs to the
    word, as in `well-known`: where the text writes it so, or the first word is often bound so.
    """
    for first, end in breaks(source):
        hyphen = first + (source[first] != "\u00ad" and _is_own(source, text, start, first, end))
        glyphs = glyphs[:hyphen] + HIDDEN * (end - hyphen) + glyphs[end:]
    return glyphs


def in_one(words: str) -> str:
    """Return words of a text with those hyphenated at a line end in one."""
    return drawn(closed_up(words, words, words, 0))


def _is_own(source: str, text: str, start: int, first: int, end: int) -> bool:
    """Return whether a word has the hyphen at `first` wherever it stands."""
    left, right = first, end
    while left > 0 and source[left - 1].isalnum():
        left -= 1
    while right < len(source) and source[right].isalnum():
        right += 1
    left_part, right_part = source[left:first].casefold(), source[end:right].casefold()
    near = text[max(0, start + first - AROUND) : start + end + AROUND].casefold()
    if f"{left_part}{right_part}" in near:
        return False
    return f"{left_part}-{right_part}" in near or (
        left_part in _COMPOUND and len(right_part) >= _SHORTEST
    )
