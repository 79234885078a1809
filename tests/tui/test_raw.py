"""Signs that a terminal would obey: shown as marks, wherever they are typed, pasted or edited."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from store import Library
from tests.tui.conftest import Start, press, settle
from tests.tui.probe import screen
from tui.reading.glyphs import cells, shown
from tui.widgets.line_input import LineInput

CONTROLS = "".join(
    chr(code)
    for code in (
        *range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, *range(0x200B, 0x2010),
        *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC),
        0xD800, 0xDFFF, 0xE0001, 0xE007F,
    )
)  # fmt: skip
"""C0, DEL, C1, signs of direction and of lines, invisible signs, surrogates."""
ATTACK = f"one\x1b]52;c;b3du\x07\x1b]0;title\x1b\\\x1b[2J\x9b31m{CONTROLS}two"


def drawn_signs(pilot: Pilot[None]) -> str:
    """Return all that the screen has on it, as it goes to the terminal but for styles."""
    strips = pilot.app.screen._compositor.render_strips(pilot.app.size)
    return "".join(segment.text for strip in strips for segment in strip)


def check(pilot: Pilot[None]) -> str:
    """Fail where something on the screen is obeyed by terminals; return what is on it."""
    signs = drawn_signs(pilot)
    for sign in set(signs):
        assert unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp"), ascii(sign)
        assert unicodedata.bidirectional(sign) not in (
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        )  # fmt: skip
        assert sign not in "\u200e\u200f\u061c\u200b\ufeff"
    return signs


OPENS = [
    *("o", "t", "s", "F", "T", "i", "S", "U", "X", "?", ":"),
    *("f", "a", "/", "|", "ctrl+g", "tab /", "tab m t", "tab m c"),
]


@pytest.mark.parametrize("opens", OPENS)
async def test_what_is_typed_and_pasted_is_drawn_as_marks(start: Start, opens: str) -> None:
    async with start() as pilot:
        await press(pilot, *opens.split())
        pilot.app.post_message(events.Paste(ATTACK))
        await settle(pilot)
        at = pilot.app.focused
        has_input = isinstance(at, Input) and at.size.height > 0
        assert ("␛]52;c;b3du␇" in check(pilot)) == has_input
        for sign in CONTROLS:
            if sign not in "\r\x1b\t":  # those have keys of their own
                pilot.app.post_message(events.Key(f"{sign}", sign))
        await settle(pilot)
        check(pilot)
        for key in ("home", "right", "right", "right", "right", "shift+end", "end"):
            await pilot.press(key)
            check(pilot)


@pytest.mark.parametrize("words", ["x", ATTACK, "का नमस्ते", "日本語 a", "e\u0301\u200d👩\u200d🚒🇩🇪"])
async def test_the_cursor_of_an_input_stands_where_its_sign_is_drawn(
    start: Start, words: str
) -> None:
    async with start() as pilot:
        await press(pilot, "a")
        pilot.app.post_message(events.Paste(words))
        await settle(pilot)
        line = pilot.app.focused
        assert isinstance(line, LineInput)
        line.cursor_blink = False
        width = line.scrollable_content_region.width + 1
        for at in range(len(line.value) + 1):
            line.cursor_position = at
            await pilot.pause()
            cell = cells(shown(line.value[:at]))
            assert line.cell_of(at) == cell
            strip = line.render_line(0)
            assert strip.cell_length == sum(cell_len(s.text) for s in strip) == width
            if at < len(line.value) and cells(shown(line.value[at])):
                assert line._cell_offset_to_index(cell - line.scroll_offset.x) == at


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Articles and work whose names and words hold sequences."""
    (tmp_path / "a\x1b[2Jb\u202etxt.txt").write_text(
        "A \x1b]0;x\x07 title\n\nText \x9b31m\u202e.\n"
    )
    (tmp_path / "plain.txt").write_text("Some title\n\nMoscow said so.\n")
    with Library.open(tmp_path, refresh=True, coder="ann\x1b[31m") as opened:
        opened.duplicates.find()
        opened.userdata.set_view("v", "title \x1b]52;c;b3du\x07\u202e")
        opened.set_note("plain.txt", "a note \x1b[2J\x9b\u2028end")
        opened.tag(["plain.txt"], "tag")
        yield opened


async def test_what_is_edited_again_is_drawn_as_marks(start: Start) -> None:
    async with start(start_at="plain.txt") as pilot:
        check(pilot)
        await press(pilot, "a")
        assert "a note ␛[2J" in check(pilot)
        await press(pilot, "escape", "F")
        check(pilot)
        await press(pilot, "enter")
        check(pilot)
        await press(pilot, "f")
        assert "␛]52;c;b3du␇" in check(pilot)


@pytest.mark.parametrize(
    "keys", ["", "o", "s", "U", "T", "X", "tab", "tab m t", "|", "i", "ctrl+g"]
)
async def test_names_of_files_and_coders_are_drawn_as_marks(start: Start, keys: str) -> None:
    async with start() as pilot:
        await press(pilot, "g", *keys.split())
        check(pilot)
        assert screen(pilot) in pilot.app.screen_stack


async def test_faults_of_the_settings_are_drawn_as_marks(start: Start) -> None:
    async with start(theme="no\x1b[2J\u202esuch") as pilot:
        await pilot.pause(0.5)
        assert "no␛[2J‹such" in check(pilot)
