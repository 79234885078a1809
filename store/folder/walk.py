"""Walks the article folder: yields candidates for articles, and counts what it skips."""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

from store.errors import LibraryError, NeedsConfirmation
from store.folder import ids, left_out
from store.folder.exported_files import exported_ids
from store.folder.ignore_rules import (
    Ignore,
    copy_kind,
    has_article_name,
    is_left_out,
    is_maildir_message,
)
from store.folder.locations import Locations

MANY_CANDIDATES = 20_000
"""The number of files above which a person is asked before a folder becomes a library."""

SkippedKind = Literal[
    "export", "other", "backup", "lock", "conflict", "ignored", "link", "special", "unreadable"
]
"""Reasons for skipping a file or folder: written by an export of this program, another suffix, a
copy made by an editor or a sync program, the user's patterns, a link to the outside or to a file
listed already, no regular file, a folder that can't be listed.
"""

_COPIES: dict[SkippedKind, str] = {
    "backup": "a former version that an editor or another tool left",
    "lock": "a mark of a program that has a file open",
    "conflict": "a second version of a file, from a program that keeps folders alike",
}


class Candidate(NamedTuple):
    """A file that may become an article; two candidates may have the same id."""

    id: str
    raw: bytes
    """The path below the article folder, as the file system has it, parts joined by `/`."""
    path: bytes
    size: int
    """In bytes; -1 where the file system doesn't report it."""
    mtime_ns: int


class SkippedFile(NamedTuple):
    """A file or folder that is no candidate."""

    kind: SkippedKind
    id: str
    reason: str


@dataclass(slots=True)
class Skipped:
    """Counts skipped files, and keeps the first `keep` of them by name."""

    keep: int = 0
    counts: Counter[SkippedKind] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    """The same counts by the names of `store.folder.left_out`, ignored ones apart."""
    files: list[SkippedFile] = field(default_factory=list)
    unlisted: list[bytes] = field(default_factory=list)
    """Raw paths of the folders that could not be listed: articles below them are kept as they were.
    """

    def add(self, kind: SkippedKind, raw: bytes, reason: str) -> None:
        """Count a file or folder that is left out."""
        self.counts[kind] += 1
        if kind != "ignored":
            self.by_kind[_kind_in_words(kind, raw)] += 1
        if kind == "unreadable":
            self.unlisted.append(raw)
        if len(self.files) < self.keep:
            self.files.append(SkippedFile(kind, ids.encode(raw), reason))

    @property
    def others(self) -> int:
        """Return how many files were skipped for other reasons than the user's patterns."""
        return self.counts.total() - self.counts["ignored"]


def _kind_in_words(kind: SkippedKind, raw: bytes) -> str:
    if kind == "other":
        return left_out.kind_of_name(raw.rpartition(b"/")[2]).name
    if kind == "export":
        return left_out.EXPORTS.name
    if kind in _COPIES:
        return left_out.COPIES.name
    return left_out.UNLISTED.name if kind == "unreadable" else left_out.LINKS.name


FEW_FILES = 300
"""The largest number of articles for which the drawing process walks the folder itself."""


def is_large(places: Locations, ignore: Sequence[str] = ()) -> bool:
    """Say whether a folder is better left to a process of its own, having looked at few files.

    Raises LibraryError where the article folder can't be listed.
    """
    return sum(1 for _ in islice(candidates(places, ignore), FEW_FILES + 1)) > FEW_FILES


def candidates(
    places: Locations, ignore: Sequence[str] = (), skipped: Skipped | None = None
) -> Iterator[Candidate]:
    """Yield the candidates below the article folder, in the order of the file system.

    Nothing is opened. Each folder is listed once, whatever links lead to it; a link to a file
    inside the library counts as a file of its own. Raises LibraryError where the article folder
    itself can't be listed.
    """
    walk = _Walk(places, Ignore(ignore), skipped if skipped is not None else Skipped())
    yield from walk.run()


def confirm(places: Locations) -> None:
    """Raise NeedsConfirmation where a folder isn't a library yet and looks too large to be one.

    That is the home folder, any folder above it, or one with more than 20,000 candidates.
    """
    if places.existed:
        return
    root, home = os.path.realpath(places.root), os.path.realpath(os.path.expanduser("~"))
    if home == root or home.startswith(root.rstrip("/") + "/"):
        description = "your home folder" if home == root else f"the folder {places.root}"
        raise NeedsConfirmation(f"{description} would become a library: say --yes if that is meant")
    for count, _ in enumerate(candidates(places), 1):
        if count > MANY_CANDIDATES:
            raise NeedsConfirmation(
                f"{places.root}: more than {MANY_CANDIDATES:,} files would become articles:"
                " say --yes if that is meant"
            )


class _Walk:
    """One pass over the folders: real ones first, so that a link never hides one."""

    def __init__(self, places: Locations, ignore: Ignore, skipped: Skipped) -> None:
        self._base = os.fsencode(places.articles)
        self._real_base = os.path.realpath(self._base)
        self._real_root = os.path.realpath(os.fsencode(places.root))
        self._ignore = ignore
        self._exported = exported_ids(places)
        self._skipped = skipped
        self._folders: list[bytes] = [b""]
        self._folder_links: list[bytes] = []
        self._visited: set[tuple[int, int]] = set()

    def run(self) -> Iterator[Candidate]:
        while self._folders or self._folder_links:
            if self._folders:
                yield from self._list(self._folders.pop())
            else:
                self._follow(self._folder_links.pop())

    def _list(self, folder: bytes) -> Iterator[Candidate]:
        path = os.path.join(self._base, folder)
        try:
            status = os.stat(path)
            self._visited.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                for entry in entries:
                    candidate = self._entry(entry, folder)
                    if candidate is not None:
                        yield candidate
        except OSError as error:
            if not folder:
                message = f"{os.fsdecode(self._base)}: can't be listed ({error.strerror})"
                raise LibraryError(message) from error
            self._skipped.add("unreadable", folder, f"can't be listed ({error.strerror})")

    def _entry(self, entry: os.DirEntry[bytes], folder: bytes) -> Candidate | None:
        name = entry.name
        if is_left_out(name):
            return None
        raw = folder + b"/" + name if folder else name
        id = ids.encode(raw)
        if id in self._exported:
            self._skipped.add("export", raw, left_out.EXPORTS.singular)
            return None
        if self._ignore.matches(id):
            self._skipped.add("ignored", raw, "matches an ignore pattern")
            return None
        if entry.is_symlink() and not self._leads_inside(entry, raw):
            return None
        if entry.is_dir(follow_symlinks=False):
            self._folders.append(raw)
            return None
        is_readable = has_article_name(name) or is_maildir_message(folder, name)
        if not is_readable and not entry.is_dir():
            copied = copy_kind(name)
            reason = _COPIES[copied] if copied else left_out.kind_of_name(name).singular
            self._skipped.add(copied or "other", raw, reason)
            return None
        return self._file(entry, raw, id)

    def _leads_inside(self, link: os.DirEntry[bytes], raw: bytes) -> bool:
        target = os.path.realpath(link.path)
        if not target.startswith(self._real_root.rstrip(b"/") + b"/"):
            self._skipped.add("link", raw, "a link that leads outside the library")
            return False
        return True

    def _file(self, entry: os.DirEntry[bytes], raw: bytes, id: str) -> Candidate | None:
        try:
            status = entry.stat()
        except FileNotFoundError:
            if entry.is_symlink():
                self._skipped.add("link", raw, "a link to what isn't there")
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                self._skipped.add("link", raw, "a link that leads back to itself")
                return None
            return Candidate(id, raw, entry.path, -1, 0)
        if stat.S_ISDIR(status.st_mode):
            self._folder_links.append(raw)
            return None
        if not stat.S_ISREG(status.st_mode):
            self._skipped.add("special", raw, "not a regular file")
            return None
        return Candidate(id, raw, entry.path, status.st_size, status.st_mtime_ns)

    def _follow(self, raw: bytes) -> None:
        """Enter a folder that a link leads to, unless it was listed already or holds the link."""
        path = os.path.join(self._base, raw)
        target = os.path.realpath(path)
        try:
            status = os.stat(path)
        except OSError:
            self._skipped.add("link", raw, "a link to what isn't there")
            return
        holds_articles = (self._real_base + b"/").startswith(target.rstrip(b"/") + b"/")
        if holds_articles or (status.st_dev, status.st_ino) in self._visited:
            self._skipped.add("link", raw, "a link to a folder that is listed already")
            return
        self._folders.append(raw)
