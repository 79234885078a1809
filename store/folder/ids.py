"""Article ids: a file's path below the article folder, made safe for files and screens."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

UNSAFE_CATEGORIES = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories that are escaped: controls, and the separators that would break a line."""


def _escape(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def _is_unsafe(character: str) -> bool:
    return character == "%" or unicodedata.category(character) in UNSAFE_CATEGORIES


def encode(raw: bytes) -> str:
    """Return the id of the file whose path below the article folder is `raw`.

    Parts are joined by `/`. Bytes that aren't UTF-8, control characters, line separators and `%`
    become `%XX` (two upper-case hex digits a byte); the result is in Unicode's NFC.
    """
    if raw.isascii():
        text = raw.decode("ascii")
        if text.isprintable() and "%" not in text:
            return text
    else:
        text = raw.decode("utf-8", "surrogateescape")
    safe = "".join(
        f"%{ord(character) - 0xDC00:02X}"
        if "\udc80" <= character <= "\udcff"
        else (_escape(character) if _is_unsafe(character) else character)
        for character in text
    )
    return unicodedata.normalize("NFC", safe)


def distinct(id: str, is_taken: Callable[[str], bool]) -> str:
    """Return `id` where it is free, else the first free one of `id~2`, `id~3`, …"""
    if not is_taken(id):
        return id
    number = 2
    while is_taken(f"{id}~{number}"):
        number += 1
    return f"{id}~{number}"


def is_plain(raw: bytes, id: str) -> bool:
    """Return whether the file's name is its id letter for letter: it then has the first claim."""
    return raw == id.encode()


def base_name(id: str) -> str:
    """Return the last part of an id: the file's own name."""
    return id.rpartition("/")[2]
