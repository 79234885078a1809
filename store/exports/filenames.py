"""File names for articles in an export folder: portable and unique."""

from __future__ import annotations

import re

_UNSAFE = re.compile('[\\x00-\\x1f\\x7f<>:"|?*\\\\]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST = 180
"""Bytes of a path component, which leaves room for a suffix (file systems allow 255 at least)."""


class FileNames:
    """Gives each article a relative path derived from its id, without the text suffix."""

    def __init__(self, suffixes: tuple[str, ...]) -> None:
        self._suffixes = suffixes
        self._taken: set[str] = set()

    def name(self, id: str) -> str:
        """Return a path with `/` that no other article has, ignoring case."""
        *folders, last = id.split("/")
        parts = [self._folder(part) for part in folders]
        stem = _part(last.removesuffix(".txt") or last)
        number, path = 1, "/".join([*parts, stem])
        while path.casefold() in self._taken:
            number += 1
            path = "/".join([*parts, f"{stem}~{number}"])
        self._taken.add(path.casefold())
        return path

    def _folder(self, part: str) -> str:
        """Return a folder name that no file can have."""
        safe = _part(part)
        return f"{safe}_" if safe.lower().endswith(self._suffixes) else safe


def _part(part: str) -> str:
    safe = _UNSAFE.sub("_", part).rstrip(". ") or "_"
    if _RESERVED.match(safe) or safe.startswith("."):
        safe = f"_{safe}"
    while len(safe.encode("utf-8", "replace")) > LONGEST:
        safe = safe[:-1]
    return safe
