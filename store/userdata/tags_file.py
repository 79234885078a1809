"""`tags.yaml` on disk: what it is now against what was last known of it, and its next version.

Whatever parses or edits YAML is imported where it is used: most starts need none of it.
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
"""How long a file must have stood still before it is taken for finished."""

CACHE_KEY = "pieces"
"""Where the index keeps the pieces' boundaries for the next start."""

Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Version:
    """A next version of the file."""

    document: Document
    before: bytes
    """The bytes of the version that it was made of; none where there was no file."""
    seq: int
    """The last change in it."""
    replaced: Sequence[Form]
    """What is kept for an undo."""


class TagsFile:
    """The file, as the journal's state knows it. Used by the writer's thread.

    The journal keeps: `file`, size, time and hash as last read or written, null while there is
    none; `flushed`, the last change that is in it; `next`, hash and change of what is just being
    written, so that a crash in between is no change by another hand.
    """

    def __init__(self, places: Locations, database: Database, journal: Journal) -> None:
        self.path = places.tags_file
        self._backups = places.backups
        self._database = database
        self._journal = journal
        self._document: Document | None = None
        self._held: tuple[str, int] = ("", 0)
        """Hash of what the document holds, and the last change in it."""
        self._remembered: tuple[Stamp, str] | None = None
        """Stamp and hash as the journal last had them, should that be lost."""

    def stamp(self) -> Stamp | None:
        """Return size and time, None where there is no file."""
        try:
            status = self.path.lstat()
        except FileNotFoundError:
            return None
        return status.st_size, status.st_mtime_ns

    def read(self) -> bytes | None:
        """Return the file's bytes, None where there is no file. Raises OSError."""
        try:
            return own_files.read(self.path)
        except FileNotFoundError:
            return None

    def check(self) -> None:
        """Raise OSError where something is there that can't be read."""
        with suppress(FileNotFoundError):
            os.close(own_files.open_file(self.path, os.O_RDONLY))

    @property
    def last_known(self) -> tuple[Stamp, str] | None:
        """Return stamp and hash as last known; None where no file was known."""
        stored = self._journal.state("file")
        if stored is None:
            return None
        self._remembered = (stored[0], stored[1]), stored[2]
        return self._remembered

    def is_remembered(self, data: bytes | None) -> bool:
        """Say whether `data` is what was known before the journal was lost; None: no file."""
        sha = None if self._remembered is None else self._remembered[1]
        return sha == (None if data is None else digest(data))

    def forget(self) -> None:
        """Let go of what is held in memory: it goes by the numbers of another journal."""
        self._document = None
        self._held = ("", 0)

    @property
    def flushed(self) -> int:
        """Return the number of the last change that is in the file."""
        return int(self._journal.state("flushed", 0))

    def record(self, data: bytes | None, flushed: int | None = None) -> None:
        """Note what the file is, within a transaction of the journal."""
        stamp = self.stamp()
        recorded = None if data is None or stamp is None else (stamp, digest(data))
        self._journal.set_state(file=None if recorded is None else [*recorded[0], recorded[1]])
        self._remembered = recorded
        if flushed is not None:
            self._journal.set_state(flushed=flushed)

    def is_own(self, data: bytes) -> bool:
        """Say whether `data` is what was known or was just being written; note it if so.

        To be called within a transaction of the journal.
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
        """Wait until the file has stood still for STILL_SECONDS, at most ten times as long."""
        for _ in range(10):
            stamp = self.stamp()
            age = time.time() - stamp[1] / 1e9 if stamp else STILL_SECONDS
            if not 0 <= age < STILL_SECONDS:
                return
            time.sleep(STILL_SECONDS - age)

    def parse(self, data: bytes) -> Parsed:
        """Return what a version of the file says. Raises TagFileError."""
        from store.userdata import parse_process

        return parse_process.read(data, self.path)

    def hold_parsed(self, data: bytes, parsed: Parsed) -> None:
        """Keep the document of what was just read for the next edit."""
        from store.userdata.tagsfile.document import Document

        self.hold(Document(data, parsed.layout, self.path), data, self.flushed)

    def hold(self, document: Document, data: bytes, seq: int) -> None:
        """Keep the document of what is on disk, with the changes up to `seq`, for the next edit."""
        self._document = document
        self._held = (digest(data), seq)

    def last_version(self) -> tuple[Document, int] | None:
        """Return a copy of the last version that is held in memory, None where none is.

        With the last change that is in it.
        """
        return None if self._document is None else (self._document.copy(), self._held[1])

    def current_document(self) -> Document | None:
        """Return the document in memory where it is the file as known, None where it isn't."""
        return (
            self._document
            if self.last_known is not None and self.outdated_since() is None
            else None
        )

    def outdated_since(self) -> int | None:
        """Return up to which change the document in memory goes, where it isn't what is on disk."""
        last_known = self.last_known
        behind = last_known is not None and last_known[1] != self._held[0]
        return self._held[1] if self._document is not None and behind else None

    def follow(self, edits: Edits) -> None:
        """Make in memory the edits that another running program made on disk."""
        if self._document is not None:
            document, self._document = self._document, None
            document.edit(edits)
            self.hold(document, document.data, self.flushed)

    def write(self, edits: Edits, seq: int) -> None:
        """Bring the file on disk up to change `seq`.

        Raises OSError with the old file as it was, TagFileError where it can't take the edits.
        """
        document, before = self.current() or self.load()
        self._document = None
        self.write_version(self.edited(document, before, edits, seq))

    def edited(self, document: Document, before: bytes, edits: Edits, seq: int) -> Version:
        """Return the next version of the file, made of `document`, which says what `before` says.

        To be called on any thread. Raises TagFileError where it can't take the edits.
        """
        from store.userdata import block_forms, parse_process

        earlier = block_forms.of_journal(self._journal, self.path)
        document.edit(edits, earlier, parse_process.edit)
        return Version(document, before, seq, earlier.new)

    def write_version(self, version: Version) -> None:
        """Write a version in the place of the one that it was made of. Raises OSError."""
        self.replace(version.document, version.before, version.seq, version.replaced)

    def replace(
        self, document: Document, before: bytes, seq: int, replaced: Sequence[Form] = ()
    ) -> None:
        """Write `document` in the place of `before`, which is kept as the day's backup.

        What is `replaced` in it is kept for an undo.
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
        """Return the file as document and bytes where it is held in memory, else None."""
        from store.userdata.tagsfile.document import Document

        if self.last_known is None:
            return Document.new(self.path), b""
        data = self.read() or b""
        is_held = self._document is not None and self._held[0] == digest(data)
        return (self._document, data) if self._document is not None and is_held else None

    def load(self) -> tuple[Document, bytes]:
        """Return the file on disk as document and bytes, parsed only if it has to be.

        To be called on any thread.
        """
        from store.userdata.tagsfile.document import Document

        data = self.read() or b""
        cache = self._database.meta(CACHE_KEY)
        document = Document.from_cache(data, cache, digest(data), self.path) if cache else None
        if document is None:
            document = Document(data, self.parse(data).layout, self.path)
        return document, data

    def is_current(self, data: bytes) -> bool:
        """Say whether `data` is what the file is known to be; b"": that there is none."""
        last_known = self.last_known
        return not data if last_known is None else last_known[1] == digest(data)

    def keep_cache(self) -> None:
        """Keep the pieces' boundaries for the next start."""
        cache = self._document.cache(self._held[0]) if self._document is not None else None
        if cache is not None:
            self._database.set_meta(CACHE_KEY, cache)
