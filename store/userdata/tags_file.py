"""`tags.yaml` on disk: its current state, the state last known, and its next version.

Modules that parse or edit YAML are imported on use, because most starts don't need them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.folder import own_files
from store.folder.locations import Locations
from store.index.database import Database
from store.userdata import atomic_file, backups
from store.userdata.atomic_file import digest
from store.userdata.journal import Journal
from store.userdata.tagsfile.plain_values import Edits, Parsed

if TYPE_CHECKING:
    from store.userdata.tagsfile.document import Document
    from store.userdata.tagsfile.earlier_forms import Form

STILL_SECONDS = 0.3
"""Seconds without a change after which the file counts as completely written."""

CACHE_KEY = "pieces"
"""Key in the index under which the boundaries of the pieces are stored for the next start."""

Stamp = tuple[int, int]
"""(size in bytes, time of the last change in nanoseconds)"""


@dataclass(frozen=True, slots=True)
class Version:
    """A next version of the file."""

    document: Document
    before: bytes
    """The bytes of the version it is based on; empty if there was no file."""
    seq: int
    """Number of the last change in it."""
    replaced: Sequence[Form]
    """The forms that it replaces, stored for undo."""


class TagsFile:
    """The file, and its state according to the journal. Used by the writer thread.

    The journal's state holds `file`, the size, time and hash when last read or written, or null if
    there was no file; `flushed`, the last change in the file; and `next`, the hash and last change
    of the version being written, so that it is recognized as our own after a crash.
    """

    def __init__(self, places: Locations, database: Database, journal: Journal) -> None:
        self.path = places.tags_file
        self._backups = places.backups
        self._database = database
        self._journal = journal
        self._document: Document | None = None
        self._held: tuple[str, int] = ("", 0)
        """Hash of the document's content, and the last change in it."""
        self._remembered: tuple[Stamp, str] | None = None
        """Stamp and hash last read from the journal, in case it is lost."""

    def stamp(self) -> Stamp | None:
        """Return size and time of the file; None if there is no file."""
        try:
            status = self.path.lstat()
        except FileNotFoundError:
            return None
        return status.st_size, status.st_mtime_ns

    def read(self) -> bytes | None:
        """Return the file's bytes; None if there is no file. Raises OSError."""
        try:
            return own_files.read(self.path)
        except FileNotFoundError:
            return None

    def check(self) -> None:
        """Raise OSError if the file exists but can't be read."""
        with suppress(FileNotFoundError):
            os.close(own_files.open_file(self.path, os.O_RDONLY))

    @property
    def last_known(self) -> tuple[Stamp, str] | None:
        """Return the stamp and hash last recorded; None if there was no file."""
        stored = self._journal.state("file")
        if stored is None:
            return None
        self._remembered = (stored[0], stored[1]), stored[2]
        return self._remembered

    def is_remembered(self, data: bytes | None) -> bool:
        """Return whether `data` (None: no file) is the version known before the journal's loss."""
        sha = None if self._remembered is None else self._remembered[1]
        return sha == (None if data is None else digest(data))

    def forget(self) -> None:
        """Discard the document in memory, because its change numbers belong to another journal."""
        self._document = None
        self._held = ("", 0)

    @property
    def flushed(self) -> int:
        """Return the number of the last change in the file."""
        return int(self._journal.state("flushed", 0))

    def record(self, data: bytes | None, flushed: int | None = None) -> None:
        """Record the current file in the journal, within a transaction."""
        stamp = self.stamp()
        recorded = None if data is None or stamp is None else (stamp, digest(data))
        self._journal.set_state(file=None if recorded is None else [*recorded[0], recorded[1]])
        self._remembered = recorded
        if flushed is not None:
            self._journal.set_state(flushed=flushed)

    def is_own(self, data: bytes) -> bool:
        """Return whether `data` is the recorded version or the one being written; record it if so.

        Call this within a transaction of the journal.
        """
        writing = self._journal.state("next")
        sha = digest(data)
        if writing is not None and writing[0] == sha:
            self.record(data, flushed=max(writing[1], self.flushed))
            self._journal.set_state(next=None)
            return True
        last_known = self.last_known
        if last_known is not None and last_known[1] == sha:
            self.record(data)
            return True
        return False

    def wait_until_still(self) -> None:
        """Wait until the file is unchanged for STILL_SECONDS, for at most ten times as long."""
        for _ in range(10):
            stamp = self.stamp()
            age = time.time() - stamp[1] / 1e9 if stamp else STILL_SECONDS
            if not 0 <= age < STILL_SECONDS:
                return
            time.sleep(STILL_SECONDS - age)

    def parse(self, data: bytes) -> Parsed:
        """Return the content of a version of the file. Raises TagFileError."""
        from store.userdata import parse_process

        return parse_process.read(data, self.path)

    def hold_parsed(self, data: bytes, parsed: Parsed) -> None:
        """Keep the document of the version just read for the next edit."""
        from store.userdata.tagsfile.document import Document

        self.hold(Document(data, parsed.layout, self.path), data, self.flushed)

    def hold(self, document: Document, data: bytes, seq: int) -> None:
        """Keep the document of the version on disk, with the changes up to `seq`, in memory."""
        self._document = document
        self._held = (digest(data), seq)

    def last_version(self) -> tuple[Document, int] | None:
        """Return a copy of the last version in memory and the last change in it, or None."""
        return None if self._document is None else (self._document.copy(), self._held[1])

    def current_document(self) -> Document | None:
        """Return the document in memory if it is the recorded version, else None."""
        return (
            self._document
            if self.last_known is not None and self.outdated_since() is None
            else None
        )

    def outdated_since(self) -> int | None:
        """Return the last change in the document if it is not the recorded version, else None."""
        last_known = self.last_known
        behind = last_known is not None and last_known[1] != self._held[0]
        return self._held[1] if self._document is not None and behind else None

    def follow(self, edits: Edits) -> None:
        """Apply in memory the edits that another program made on disk."""
        if self._document is not None:
            document, self._document = self._document, None
            document.edit(edits)
            self.hold(document, document.data, self.flushed)

    def write(self, edits: Edits, seq: int) -> None:
        """Write the file with the changes up to `seq`.

        Raises OSError, leaving the old file unchanged, or TagFileError if it can't take the edits.
        """
        document, before = self.current() or self.load()
        self._document = None
        self.write_version(self.edited(document, before, edits, seq))

    def edited(self, document: Document, before: bytes, edits: Edits, seq: int) -> Version:
        """Return the next version of the file, made from `document` with the content `before`.

        Can be called on any thread. Raises TagFileError if the file can't take the edits.
        """
        from store.userdata import block_forms, parse_process

        earlier = block_forms.of_journal(self._journal, self.path)
        document.edit(edits, earlier, parse_process.edit)
        return Version(document, before, seq, earlier.new)

    def write_version(self, version: Version) -> None:
        """Write a version in place of the one it is based on. Raises OSError."""
        self.replace(version.document, version.before, version.seq, version.replaced)

    def replace(
        self, document: Document, before: bytes, seq: int, replaced: Sequence[Form] = ()
    ) -> None:
        """Write `document` in place of `before`, which becomes the backup of the day.

        The forms `replaced` are stored for undo.
        """
        from store.userdata import block_forms

        data = document.data
        if data != before:
            backup = backups.daily(self._backups, before)
            if backup is not None:
                self._journal.note_backup(backup.name, self.flushed)
            with self._journal.transaction():
                self._journal.set_state(next=[digest(data), seq])
                block_forms.keep(self._journal, replaced)
            atomic_file.replace_own(self.path, data)
        with self._journal.transaction():
            self.record(data, flushed=seq)
            self._journal.set_state(next=None)
        self.hold(document, data, seq)

    def current(self) -> tuple[Document, bytes] | None:
        """Return the file as document and bytes if it is in memory, else None."""
        from store.userdata.tagsfile.document import Document

        if self.last_known is None:
            return Document.new(self.path), b""
        data = self.read() or b""
        is_held = self._document is not None and self._held[0] == digest(data)
        return (self._document, data) if self._document is not None and is_held else None

    def load(self) -> tuple[Document, bytes]:
        """Return the file on disk as document and bytes, parsing it only if necessary.

        Can be called on any thread.
        """
        from store.userdata.tagsfile.document import Document

        data = self.read() or b""
        cache = self._database.meta(CACHE_KEY)
        document = Document.from_cache(data, cache, digest(data), self.path) if cache else None
        if document is None:
            document = Document(data, self.parse(data).layout, self.path)
        return document, data

    def is_current(self, data: bytes) -> bool:
        """Return whether `data` is the recorded version; empty if there is no file."""
        last_known = self.last_known
        return not data if last_known is None else last_known[1] == digest(data)

    def keep_cache(self) -> None:
        """Store the boundaries of the pieces for the next start."""
        cache = self._document.cache(self._held[0]) if self._document is not None else None
        if cache is not None:
            self._database.set_meta(CACHE_KEY, cache)
