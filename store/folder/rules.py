"""Which names are articles, which are hidden, and which the user's patterns leave out."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence

SUFFIXES = frozenset({b".txt", b".text", b".md"})
"""What an article's name may end in, in any case; a name without suffix is one too."""

TAGS_FILE = b"tags.yaml"


def suffix(name: bytes) -> bytes:
    """Return the suffix of a file name in lower case, its dot included; empty where it has none.

    What follows the last dot is a suffix only if it is letters and digits: `Mr. Smith` has none.
    """
    stem, dot, tail = name.rpartition(b".")
    return (dot + tail).lower() if stem and tail.isalnum() else b""


def has_article_name(name: bytes) -> bool:
    """Return whether a file of this name is an article, if it is a regular file."""
    end = suffix(name)
    return (not end or end in SUFFIXES) and not is_left_out(name)


def is_left_out(name: bytes) -> bool:
    """Return whether a name is passed over without a word: hidden, or the program's own."""
    return name.startswith(b".") or name == TAGS_FILE


class Ignore:
    """The user's ignore patterns (`settings: {ignore: […]}`), as shell patterns.

    A pattern without `/` is compared with each part of a path, one with `/` with the whole path
    below the article folder; a trailing `/` is allowed, and folders that match are not entered.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        cleaned = [pattern.rstrip("/") for pattern in patterns]
        self._name = _compiled([p for p in cleaned if p and "/" not in p])
        self._path = _compiled([p.lstrip("/") for p in cleaned if "/" in p])

    def matches(self, path: str) -> bool:
        """Return whether the path (an id) of a file or folder, parts joined by `/`, is ignored."""
        if self._name and self._name.match(path.rpartition("/")[2]):
            return True
        return bool(self._path and self._path.match(path))


def _compiled(patterns: Sequence[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(fnmatch.translate(pattern) for pattern in patterns))
