"""What is drawn stays in its columns, and harmless, whatever the terminal makes of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from zlib import crc32

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.reading.glyphs import fit, shown_line
from tui.width_safety import UNSURE, steady_widths

WORDS = (
    "नमस्ते दुनिया की भाषा", "বাংলা ভাষা", "ภาษาไทย น้ำ", "မြန်မာ ဘာသာ", "🇩🇪🇫🇷 flags", "👩‍👩‍👧 👍🏽 ❤️",
    "தமிழ் மொழி", "한국어", "日本語", "العربية", "plain words", "☰ 𑄌𑄋𑄴𑄟𑄳𑄦", "a\u0301", "\ufdfd",
)  # fmt: skip
BORDER = "│"

Width = Callable[[str], int]


class Terminal:
    """A terminal that has its own mind about how wide a sign is; lines of cells, by place."""

    def __init__(self, width_of: Width, columns: int = 80, lines: int = 10) -> None:
        self.lines = [["\0"] * columns for _ in range(lines)]
        self._width_of = width_of
        self._x = self._y = 0

    def write(self, drawing: str) -> None:
        """Draw text, and obey places of the cursor, columns and styles, and nothing else."""
        for part in re.findall(r"\x1b\[[0-9;]*[A-Za-z]|[^\x1b]|\x1b", drawing):
            if match := re.fullmatch(r"\x1b\[([0-9]+);([0-9]+)H", part):
                self._y, self._x = int(match[1]) - 1, int(match[2]) - 1
            elif match := re.fullmatch(r"\x1b\[([0-9]+)G", part):
                self._x = int(match[1]) - 1
            elif part == "\n":
                self._y += 1
            elif not re.fullmatch(r"\x1b\[[0-9;]*m", part):
                assert len(part) == 1
                assert unicodedata.category(part) not in ("Cc", "Cs", "Zl", "Zp"), ascii(part)
                self._put(part)

    def _put(self, sign: str) -> None:
        line = self.lines[self._y]
        size = self._width_of(sign)
        for x in range(self._x, min(self._x + size, len(line))):
            line[x] = sign if x == self._x else ""
        self._x = min(self._x + size, len(line))


def terminal_of(seed: int) -> Width:
    """Return widths as nobody agrees about, except about what is of old standing."""

    def width_of(sign: str) -> int:
        return (
            crc32(f"{seed}{sign}".encode(errors="replace")) % 3
            if UNSURE.match(sign)
            else cell_len(sign)
        )

    return width_of


LINES = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(st.characters(codec=None), max_size=30)),
    min_size=1,
    max_size=6,
)


@given(LINES, st.integers(0, 1 << 20), st.integers(1, 30))
@example([*WORDS[:6]], 1, 20)
def test_borders_stand_in_their_columns_whatever_the_widths_are(
    texts: list[str], seed: int, width: int
) -> None:
    terminal = Terminal(terminal_of(seed))
    rows = [
        f"\x1b[{y};3H{BORDER}\x1b[1m{fit(t, width)}\x1b[0m{BORDER}" for y, t in enumerate(texts, 1)
    ]
    terminal.write(steady_widths("\n".join(rows)))
    for line in terminal.lines[: len(texts)]:
        assert line[2] == BORDER
        assert line[3 + width] == BORDER
        assert "\0" not in line[3 : 3 + width]  # nothing that was there before shows through


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
def test_a_terminal_that_counts_as_most_do_loses_no_sign(text: str) -> None:
    def width_of(sign: str) -> int:
        return 1 if unicodedata.category(sign) == "Mc" else cell_len(sign)

    terminal = Terminal(width_of)
    line = shown_line(text)
    terminal.write(steady_widths(f"\x1b[1;1H{line}"))
    seen = [sign for sign in "".join(terminal.lines[0]) if sign not in " \0\u00ad"]
    assert seen == [sign for sign in line if sign not in " \u00ad" and width_of(sign)]


def test_plain_text_is_drawn_as_it_is() -> None:
    drawing = "\x1b[2;1H\x1b[1mMoscow – “words” · Łódź, Москва\x1b[0m 日本\n\x1b[3;1H│"
    assert steady_widths(drawing) == drawing


@given(st.text(st.characters(codec=None)), st.integers(0, 5))
def test_a_drawing_holds_nothing_but_text_styles_and_places(text: str, seed: int) -> None:
    Terminal(terminal_of(seed), 300).write(steady_widths(f"\x1b[1;1H{text}\x1b[0m"))


def test_a_sequence_that_came_into_a_drawing_is_shown_as_a_mark() -> None:
    assert steady_widths("\x1b[1;1Ha\x1b]52;c;eA==\x07\x1b[2J") == "\x1b[1;1Ha␛]52;c;eA==␇␛[2J"


def test_what_is_no_drawing_is_written_as_it_is() -> None:
    assert steady_widths("\x1b]52;c;eA==\x07") == "\x1b]52;c;eA==\x07"
    assert steady_widths("\x1b[?1049h") == "\x1b[?1049h"
