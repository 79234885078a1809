"""What is drawn, made fit for a terminal whose widths and manners nobody knows.

Terminals disagree about the cells that vowel signs, flags or new emoji take, and what one of them
draws wider pushes all that follows out of place. So the cells of such a word are cleared first,
and the column is set anew before and behind it: the word may be drawn otherwise, the rest is not.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

from tui.reading.glyphs import PAD, shown

_UNSURE = (
    "[^\x00-\u02ff\u0370-\u0482\u0490-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20b5\u2190-\u2193"
)
_UNSURE += "\u2400-\u2421\u2500-\u25fc\u2713\u2800-\u28ff\u3001-\u3020\u3041-\u3096\u30a0-\u30ff"
_UNSURE += "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]"
UNSURE = re.compile(_UNSURE)
"""What terminals may not agree about: all but letters, ideographs and signs of old standing."""
_WORD = re.compile(f"[^ {PAD}]*{_UNSURE}[^ {PAD}]*{PAD}*")
_CONTROL = re.compile(r"(\x1b\[[0-9;]*[Hm]|\n)")
_PLACE = re.compile(r"\x1b\[[0-9]+;([0-9]+)H")
_UNSAFE = re.compile(
    "\x1b(?!\\[[0-9;]*[Hm])|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f"
    "\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Whatever has no business in a drawing, which is text, styles and places of the cursor."""


def steady_widths(drawing: str) -> str:
    """Return a drawing with every word of unsure width held in its cells.

    A drawing begins with a place of the cursor; text in it should be safe, and is made so again.
    """
    if not _PLACE.match(drawing):
        return drawing  # something else that is written to a terminal: a mode, the clipboard
    if _UNSAFE.search(drawing):
        drawing = _UNSAFE.sub(lambda sign: shown(sign[0]), drawing)
    if not UNSURE.search(drawing):
        return drawing
    parts = _CONTROL.split(drawing)
    column = 1
    for at, part in enumerate(parts):
        if at % 2:
            place = _PLACE.fullmatch(part)
            column = int(place[1]) if place is not None else column
        elif part:
            parts[at] = _placed(part, column)
            column += cell_len(part)
    return "".join(parts)


def _placed(text: str, column: int) -> str:
    """Return text that begins at a column, its words of unsure width held in their cells."""
    drawn: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match[0]
        start = column + cell_len(text[: match.start()])
        cells = cell_len(word)
        held = f"{' ' * cells}\x1b[{start}G{word.rstrip(PAD)}\x1b[{start + cells}G"
        drawn += [text[end : match.start()], held]
        end = match.end()
    return "".join([*drawn, text[end:]]).replace(PAD, " ")
