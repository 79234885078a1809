"""File names for articles in a folder of an export: safe on every system, each only once."""

from __future__ import annotations

import re

_UNSAFE = re.compile('[\\x00-\\x1f\\x7f<>:"|?*\\\\]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST = 180
"""Bytes of a name's part, so that a suffix has room on any file system (255 at most)."""


class FileNames:
    """Gives each article a path below the folder, like its id, without a suffix of text."""

    def __init__(self, suffixes: tuple[str, ...]) -> None:
        self._suffixes = suffixes
        self._taken: set[str] = set()

    def name(self, id: str) -> str:
        """Return a path with `/` that no other article has, whatever the case of its letters."""
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
        """Return a folder's name that no file can have."""
        safe = _part(part)
        return f"{safe}_" if safe.lower().endswith(self._suffixes) else safe


def _part(part: str) -> str:
    safe = _UNSAFE.sub("_", part).rstrip(". ") or "_"
    if _RESERVED.match(safe) or safe.startswith("."):
        safe = f"_{safe}"
    while len(safe.encode("utf-8", "replace")) > LONGEST:
        safe = safe[:-1]
    return safe
