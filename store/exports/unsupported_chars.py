"""Replaces characters that a format can't hold, and converts code points to other units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
REPLACED = "\ufffd"
"""Replaces a character that a format can't hold, one for one, so that offsets stay valid."""

NO_PLACE = "control characters that the format does not allow (replaced with \ufffd)"
"""The name of this loss in a report."""


def for_xml(text: str) -> tuple[str, int]:
    """Return text that is valid in XML 1.0, and the number of characters replaced."""
    return _NOT_XML.subn(REPLACED, text)


def utf16(text: str) -> Callable[[int], int]:
    """Return a function that converts code point offsets of a text to UTF-16 code units."""
    places = [match.start() for match in _ASTRAL.finditer(text)]
    if not places:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(places, offset)


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def as_pictures(text: str) -> str:
    """Return text for display: control characters as pictures such as ␛, except tab and LF."""
    return _CONTROLS.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else REPLACED
