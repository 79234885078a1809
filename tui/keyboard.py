"""What a terminal's input means: only what is well formed comes to Textual's parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from tui.input_sequences import ESC, Cutter, Piece

MOST_CELLS = 2048
"""Columns or lines of the largest terminal that is believed."""

MOST_PIXELS = 1 << 16
"""The farthest place of a mouse that is believed, in pixels."""

_LONGEST = 32
"""Code points of a sequence from which on Textual's parser takes it for keys."""

_KEY = re.compile(
    r"\x1b\[([0-9]*)(?::[0-9:]*)?(?:;([0-9]*)(?::([0-9]*))?(?:;([0-9:]*))?)?([u~ABCDEFHPQRS])"
)
"""A key of the kitty protocol: code, modifiers, event, text, final.

https://sw.kovidgoyal.net/kitty/keyboard-protocol/
"""
_RELEASED = "3"
_MOUSE = re.compile(r"\x1b\[<[0-9]{1,4};([0-9]{1,5});([0-9]{1,5})[Mm]")
_SIZE = re.compile(r"\x1b\[48;([0-9]+)[0-9:]*;([0-9]+)[0-9:]*;([0-9]+)[0-9:]*;([0-9]+)[0-9:]*t")
_REPORT = re.compile(r"\x1b\[(?:\?[0-9]{1,5};[0-9]\$y|[0-9]{1,5};[0-9]{1,5}R)")
_FOCUS = ("\x1b[I", "\x1b[O")


class Keyboard:
    """Turns what is read from a terminal into Textual's messages; what can't be is dropped."""

    def __init__(self, debug: bool = False) -> None:
        self._cutter = Cutter()
        self._parser = XTermParser(debug)

    def feed(self, text: str, now: float) -> Iterator[Message]:
        """Yield the messages that are complete with what was read; `now` in seconds."""
        for piece in self._cutter.feed(text, now):
            yield from self._messages(piece)

    def tick(self, now: float) -> Iterator[Message]:
        """Yield the messages of what waited for more that did not come in time."""
        for piece in self._cutter.tick(now):
            yield from self._messages(piece)

    @property
    def due(self) -> float | None:
        """When `tick` has something to do, should nothing be read until then."""
        return self._cutter.due

    def _messages(self, piece: Piece) -> Iterator[Message]:
        if piece.sort == "paste":
            yield events.Paste(piece.text.replace("\0", ""))
        elif piece.text == ESC:
            yield events.Key("escape", ESC)
        elif piece.sort == "key":
            if not "\x80" <= piece.text <= "\x9f" and not "\ud800" <= piece.text <= "\udfff":
                yield from self._parser.feed(piece.text)
        else:
            for sequence in _believed(piece.text):
                yield from self._parser.feed(sequence)
            pixels = self._parser.terminal_pixel_size
            if pixels is not None and 0 in tuple(pixels):
                self._parser.mouse_pixels = False  # it has none, and counts the mouse in cells


def _believed(sequence: str) -> list[str]:
    """Return the sequences that Textual's parser may read in the place of one."""
    if match := _KEY.fullmatch(sequence):
        return _keys(sequence, *match.groups(default=""))
    if match := _MOUSE.fullmatch(sequence):
        fits = all(1 <= int(place) <= MOST_PIXELS for place in match.groups())
    elif match := _SIZE.fullmatch(sequence):
        lines, columns, height, width = (int(number[:9]) for number in match.groups())
        fits = 0 < lines <= MOST_CELLS and 0 < columns <= MOST_CELLS
        return [f"\x1b[48;{lines};{columns};{height};{width}t"] if fits else []
    else:
        is_sequence = sequence in ANSI_SEQUENCES_KEYS or sequence in _FOCUS
        fits = is_sequence or _REPORT.fullmatch(sequence) is not None
    return [sequence] if fits else []


def _keys(sequence: str, code: str, modifiers: str, event: str, text: str, end: str) -> list[str]:
    """Return a key of the kitty protocol in the form that Textual knows, once for each letter.

    Empty for a key that was let go, or that is none.
    """
    if event == _RELEASED or len(code) > 7 or len(modifiers) > 3:
        return []
    is_named = f"{code or 1}{end}" in FUNCTIONAL_KEYS or sequence in ANSI_SEQUENCES_KEYS
    letters = [number for number in text.split(":") if _is_letter(number)]
    if not is_named and not (end == "u" and (letters or _is_letter(code))):
        return [sequence] if _REPORT.fullmatch(sequence) else []
    if text or event or ":" in sequence:
        plain = f"{code or 1};{modifiers or 1}"
        return [f"\x1b[{plain};{letter}{end}" for letter in letters] or [f"\x1b[{plain}{end}"]
    return [sequence]


def _is_letter(number: str) -> bool:
    """Say whether a number is the code point of something that can be typed."""
    return 0 < len(number) <= 7 and int(number) <= 0x10FFFF and chr(int(number)).isprintable()
