"""What a terminal is shown for a character: safe, one code point for one, of known width.

A text's characters never reach the terminal as they are: `shown` swaps those that could move the
cursor, change colours or reorder the line for visible marks. It keeps the length, so that an
index into the shown string is an index into the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rich.cells import get_character_cell_size

HIDDEN = "\u200b"
"""Stands in a shown string for a code point that takes no cell; `drawn` takes it out."""

PAD = "\u00ad"
"""Stands in a drawn string for a cell that some terminals need for the word before, others not.

A soft hyphen: a text's own are hidden, and Rich counts it as the cell that it stands for.
"""

_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_SPACES = dict.fromkeys((0x09, 0x0A, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000), " ")
_C1 = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_LINES = {0x0B: "␋", 0x0C: "␌", 0x2028: "↵", 0x2029: "¶"}
_BIDI = {
    **dict.fromkeys((0x200E, 0x202A, 0x202D, 0x2066), "›"),
    **dict.fromkeys((0x061C, 0x200F, 0x202B, 0x202E, 0x2067), "‹"),
    **dict.fromkeys((0x202C, 0x2068, 0x2069), "¦"),
}
_INVISIBLE_RANGES = (
    (0xAD, 0xAD),  # soft hyphen
    (0x1160, 0x1160),  # fillers of Hangul: nothing to see, and no width that terminals agree about
    (0x200B, 0x200B),  # zero-width space
    (0x200D, 0x200D),  # joiner: how wide a joined sequence is drawn differs between terminals
    (0x2060, 0x2064),
    (0x206A, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors, for the same reason
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFB),
    (0x1F3FB, 0x1F3FF),  # colours of skin
    (0xE0000, 0xE007F),
    (0xE0100, 0xE01EF),
)
_INVISIBLE = {code: HIDDEN for first, last in _INVISIBLE_RANGES for code in range(first, last + 1)}
_SHOWN: dict[int, int | str] = {
    **_CONTROLS, **_SPACES, **_C1, **_SURROGATES, **_LINES, **_BIDI, **_INVISIBLE
}  # fmt: skip
_DRAWN: dict[int, None] = {ord(HIDDEN): None}
_WORD = re.compile(f"[^ {PAD}]+{PAD}*")
_MAY_STRETCH = re.compile(
    "[\u0900-\u1cff\u302e\u302f\ua800-\uabff\U00011000-\U00011fff\U00016f51-\U00016fff"
    "\U0001d165-\U0001d172]"
)
"""The blocks that hold the signs of category Mc: vowel signs and the like, beside a letter."""

_PLAIN = re.compile("[ -~¡-¬®-˿Ͱ-҂‐-‧‰-⁞₠-₵─-◼⠀-⣿]*")
"""Runs of characters that are their own picture and one cell wide, as nearly all news text is."""


def shown(text: str) -> str:
    """Return what to show for `text`: as many code points, none of them able to do harm."""
    return text if _PLAIN.fullmatch(text) else text.translate(_SHOWN)


def shown_line(text: str) -> str:
    """Return `text` fit for one line of the screen: safe, and without what takes no cell."""
    return drawn(shown(text))


def drawn(glyphs: str) -> str:
    """Return a shown string as it is drawn: without the places that take no cell.

    Signs that some terminals count and others don't get room behind their word, as `PAD`.
    """
    if HIDDEN in glyphs:
        glyphs = glyphs.translate(_DRAWN)
    return _WORD.sub(_padded, glyphs) if _MAY_STRETCH.search(glyphs) else glyphs


def _padded(match: re.Match[str]) -> str:
    word = match[0].rstrip(PAD)
    return word + PAD * sum(_size(glyph) - get_character_cell_size(glyph) for glyph in word)


@lru_cache(4096)
def _size(glyph: str) -> int:
    """Return the cells of a glyph: one for a vowel sign that stands apart, which may take none."""
    size = get_character_cell_size(glyph)
    return 1 if not size and unicodedata.category(glyph) == "Mc" else size


def widths(glyphs: str) -> list[int] | None:
    """Return the cells of each code point of a shown string, or None where each takes one.

    The room that a drawn string has for its signs counts with the signs, not again.
    """
    if _PLAIN.fullmatch(glyphs):
        return None
    return [0 if glyph in (HIDDEN, PAD) else _size(glyph) for glyph in glyphs]


def cells(glyphs: str) -> int:
    """Return the width of a shown string in cells."""
    measured = widths(glyphs)
    return len(glyphs) if measured is None else sum(measured)


def fit(text: str, width: int) -> str:
    """Return `text` on exactly `width` cells: safe, cut with `…` or padded with blanks."""
    glyphs = shown(text)
    sizes = widths(glyphs) or [1] * len(glyphs)
    room = sum(sizes)
    if room <= width:
        return drawn(glyphs) + " " * (width - room)
    if width <= 0:
        return ""
    length, used = 0, 1
    for size in sizes:
        if used + size > width:
            break
        used += size
        length += 1
    head = glyphs[:length].rstrip()
    return drawn(head) + "…" + " " * (width - cells(head) - 1)
