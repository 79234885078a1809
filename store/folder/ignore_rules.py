"""Rules for file names: articles, hidden files, and the patterns that the user ignores."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from typing import Literal

from store.folder import file_types
from store.folder.file_types import FileType

SUFFIXES = frozenset({b".txt", b".text", b".md", b".markdown", b".org", b".srt", b".vtt"})
"""Suffixes of plain text, in any case; a name without a suffix is one too."""

TAGS_FILE = b"tags.yaml"

CopyKind = Literal["backup", "lock", "conflict"]
"""Reasons why a file belongs to another one: an earlier version, a lock, or a conflict copy of a
sync program.
"""

_MAILDIR = re.compile(rb"\d{6,}\.[^/]+")
_BLANK = re.compile(rb"\s")
_INITIALS = re.compile(rb"(?:^|[\s.])[A-Z]\.[A-Z]$")
_BACKUP = re.compile(
    rb"~$|^#.*#$|\.\w+_original$"
    rb"|\.(?i:bak|backup|orig|old|sav|swp|swo|swn|swx|tmp|temp|part|rej|autosave)(?:[.-]?\d+)?$"
    rb"|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+(?:\.[^.]*)?$"
)
"""Of editors (`a.txt~`, `#a.txt#`, `.swp`), of exiftool (`_original`), of git's mergetool."""
_LOCK = re.compile(rb"^~\$|^\.?~lock\..*#$")
"""Of word processors."""
_CONFLICT = re.compile(
    rb"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?(?:\.|$)"
    rb"|_conflict-\d{8}-\d{6}(?:\.|$)"
    rb"|\((?:[^()]*[\s'])?(?:conflicted copy|case conflict|SFConflict|copie en conflit"
    rb"|copia en conflicto|copia in conflitto|in Konflikt stehende Kopie)"
    rb"(?:[^\w()][^()]*)?\)(?: \(\d+\))?(?:\.[^.]*)?$"
    rb"|\[conflicted\](?:\.[^.]*)?$|[._]Conflict(?:\.[^.]*)?$",
    re.IGNORECASE,
)
"""Of Syncthing, of ownCloud, of Dropbox, Nextcloud and Seafile, of pCloud, of Resilio."""


def suffix(name: bytes) -> bytes:
    """Return the suffix of a file name in lower case with its dot, or an empty string.

    What follows the last dot is no suffix if it contains a blank (`Mr. Smith`), begins with
    punctuation, is an initial (`U.S. and E.U`), or is a number after a name without suffix (`v1.2`,
    but `a.txt.1`).
    """
    stem, dot, tail = name.rpartition(b".")
    if not stem or not tail or not _opens_word(tail) or _BLANK.search(tail):
        return b""
    if _INITIALS.search(name) or (not tail.strip(b"0123456789%") and not suffix(stem)):
        return b""
    return (dot + tail).lower()


def file_type(name: bytes) -> FileType | None:
    """Return the format that a file's name stands for, if it needs a reader."""
    end = suffix(name)
    if end == b".gz":
        end = suffix(name[: -len(end)]) + end
    return file_types.by_suffix(end)


def is_maildir_message(folder: bytes, name: bytes) -> bool:
    """Return whether a file in a folder has the name of a message in a Maildir.

    Such names (`1700000000.M1P1.host:2,S`) stand in folders `cur` and `new` (cr.yp.to/proto).
    """
    return folder.rpartition(b"/")[2] in (b"cur", b"new") and _MAILDIR.match(name) is not None


def _opens_word(tail: bytes) -> bool:
    return tail[:1].isalnum() or tail[0] >= 0x80


def copy_kind(name: bytes) -> CopyKind | None:
    """Return why a file of this name is a copy made by another program; None for any other."""
    if _LOCK.search(name):
        return "lock"
    if _BACKUP.search(name):
        return "backup"
    return "conflict" if _CONFLICT.search(name) else None


def has_article_name(name: bytes) -> bool:
    """Return whether a file of this name is an article, if it is a regular file."""
    end = suffix(name)
    is_readable = not end or end in SUFFIXES or file_type(name) is not None
    return is_readable and not is_left_out(name) and copy_kind(name) is None


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
