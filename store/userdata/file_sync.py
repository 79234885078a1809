"""Keeps the journal, the index and `tags.yaml` in step.

Used by one thread. Changes always go to the journal first, then to the index, then to the file.
External edits of the file become changes in the journal, from which other running programs read
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from store.folder.locations import Locations
from store.index.database import Database
from store.model import Change, Op
from store.userdata import atomic_file, block_content, our_version, recreate_journal
from store.userdata.exclusive_tags import of_facts
from store.userdata.external_changes import (
    ExternalChanges,
    KnownVersion,
    interpret,
    read_in_background,
)
from store.userdata.external_edit import MERGED, ExternalEdit, fault_of
from store.userdata.file_faults import Fault
from store.userdata.journal import Journal
from store.userdata.merge_facts import merge
from store.userdata.next_version import NextVersion
from store.userdata.ops import Fact, is_for_file
from store.userdata.projection import clear, keep_hashes, note_uses, project
from store.userdata.removed_facts import Losses
from store.userdata.tags_file import Stamp, TagsFile

if TYPE_CHECKING:
    from store.userdata.tagsfile.document import Document

RECENT = 100
"""Number of changes searched for the last use of tags when the index is rebuilt."""

MOST_TRIES = 5
"""How often a file that keeps changing is read in one attempt."""


class FileSync:
    """Keeps the three in step; `fault` says why `tags.yaml` is not, or is None.

    `on_read` is called on another thread when an external version has been read.
    """

    def __init__(
        self,
        places: Locations,
        database: Database,
        journal: Journal,
        coder: str,
        on_read: Callable[[], None],
    ) -> None:
        self.database = database
        self.journal = journal
        self.coder = coder
        self.fault: Fault | None = None
        self.file = TagsFile(places, database, journal)
        self._last_seen: int | None = None
        """Number of the last change in the journal known to this program."""
        self._fault_stamp: Stamp | None = None
        """Stamp of the file that `fault` is about."""
        self.incoming: Future[ExternalChanges] | None = None
        """An external version being read; the file is not written until it is merged."""
        self._edit: ExternalEdit | None = None
        """An external version that is partly merged; the next call continues it."""
        self._on_read = on_read
        self.losses = Losses(journal, coder)
        self.next_version = NextVersion(self.file, database, on_read)
        """The file's next version, if it is built in the background; nothing is written before."""
        self.backups = places.backups
        """Folder of the backups of the file."""
        self.lock = places.journal_path.with_name("lock")
        """Lock file that is held while `tags.yaml` is read or written as a whole."""

    def open(self) -> list[Change]:
        """Bring the index up to date with the journal and the file; return what changed."""
        self.next_version.discard()
        self._edit = None
        if self._last_seen is not None:
            with atomic_file.locked(self.lock):
                self._last_seen = recreate_journal.resume(
                    self.file, self.database, self.journal, self.coder, self._last_seen
                )
        self.losses.refresh()
        applied = int(self.database.meta("applied", -1))
        same = self.database.meta("journal") == self.journal.id
        if same and 0 <= applied <= self.journal.last_seq():
            self.file.check()
            return self.apply_pending() + self.read_external()
        with atomic_file.locked(self.lock):
            self.fill_index()
        return []

    def apply_pending(self) -> list[Change]:
        """Apply changes from the journal to the index; return those new to this program.

        Another program that shares the index may have applied them already.
        """
        last = self.journal.last_seq()
        applied = int(self.database.meta("applied", 0))
        seen = last if self._last_seen is None else self._last_seen
        if self._last_seen != last:
            self.losses.refresh()
        self._last_seen = last
        if min(applied, seen) >= last:
            return []
        changes = self.journal.after(min(applied, seen))
        self._last_seen = changes[-1].seq
        if applied < last:
            with self.database.transaction() as connection:
                applied = int(self.database.meta("applied", 0))
                for change in changes:
                    if change.seq > applied:
                        project(connection, change.ops, change.seq)
                self.database.set_meta("applied", max(applied, changes[-1].seq))
        return [change for change in changes if change.seq > seen]

    def is_behind(self) -> bool:
        """Return whether `tags.yaml` lacks changes that are in the journal."""
        return self.file.flushed < self.journal.last_seq()

    @property
    def under_way(self) -> Future[Any] | None:
        """Return the background work to finish before the file is written, or None.

        When it is done, `read_external` or `flush` takes the result.
        """
        return self.incoming or self.next_version.version

    def _unflushed(self) -> list[Change]:
        return self.journal.after(self.file.flushed, to_file=True)

    def fill_index(self) -> None:
        """Fill an empty index with the facts of the file and the journal."""
        data = self.file.read()
        size = None if self.file.last_known is None else self.file.last_known[0][0]
        version = interpret(self.file, KnownVersion(size), data)
        parsed, fault = version.parsed, version.fault
        self.set_fault(fault)
        with self.journal.transaction():
            is_own = data is not None and self.file.is_own(data)
            unflushed = self._unflushed()
            if fault is not None:
                parsed, unflushed = our_version.last_backup(self.file, self.journal, self.backups)
            merged = merge(parsed.facts, _ops(unflushed), rivals=of_facts(parsed.facts))
            if merged.conflicts:
                ops = [Op(p, parsed.facts.get(p), merged.facts[p]) for p in merged.conflicts]
                ops += [Op(p, True, None) for p in merged.dropped_tags]
                self.journal.append(self.coder, MERGED, ops, on_stack=False)
            last = self.journal.last_seq()
            if fault is None and not is_own:
                self.file.record(data)
            if fault is None and not unflushed and not merged.conflicts:
                self.journal.set_state(flushed=last)
            _fill(self.database, self.journal, merged.facts, parsed.hashes)
        self._last_seen = last
        if data is not None and fault is None:
            self.file.hold_parsed(data, parsed)

    def read_external(self, *, wait: bool = False) -> list[Change]:
        """Merge external changes of `tags.yaml`; return the resulting changes.

        If the file has yet to be read, reading starts in the background, or is awaited if `wait` is
        true; see `incoming`. If the file can't be accepted, nothing changes and `fault` says why.
        """
        if not self._is_changed():
            self.incoming = None
            return []
        with atomic_file.locked(self.lock):
            return self._read_external(wait=wait)

    def _is_changed(self) -> bool:
        """Return whether the file differs from what was last read, written or refused."""
        stamp, last_known = self.file.stamp(), self.file.last_known
        if stamp == (None if last_known is None else last_known[0]):
            self.set_fault(None)
            return False
        return self.fault is None or stamp != self._fault_stamp

    def _read_external(self, *, wait: bool = False) -> list[Change]:
        """Do the work of `read_external` while the file is locked against other programs."""
        for _ in range(MOST_TRIES):
            if not self._is_changed():
                self.incoming = self._edit = None
                return []
            incoming = self.incoming or read_in_background(self.file, self.journal, self._on_read)
            self.incoming = incoming
            if not wait and not incoming.done():
                return []
            try:
                version = incoming.result()
                if version.stamp != self.file.stamp():
                    self._edit = None
                elif self._is_own(version):
                    return []
                elif not version.is_own:
                    return self._merge_or_refuse(version, wait=wait)
            finally:
                if self._edit is None:
                    self.incoming = None
        return []

    def _is_own(self, version: ExternalChanges) -> bool:
        """Return whether this library wrote the version; record it if so."""
        with self.journal.transaction():
            data = version.data
            is_own = data is not None and self._edit is None and self.file.is_own(data)
        if is_own:
            self.set_fault(None)
        return is_own

    def _merge_or_refuse(self, version: ExternalChanges, *, wait: bool) -> list[Change]:
        """Merge a version of the file, or part of it, or refuse it."""
        if self._edit is None or self._edit.version is not version:
            self.set_fault(fault_of(version, self.file, self.database.connection()))
            if self.fault is not None:
                self.back_up_ours()
                return []
            self._edit = self._edit_of(version)
        if wait:
            return self._merge_all()
        changes = self._merge_some(self._edit)
        if self._edit is not None:
            self._on_read()
        return changes

    def _edit_of(self, version: ExternalChanges, *, is_meant: bool = False) -> ExternalEdit:
        """Return the merge of a version, based on the document of the previous one."""
        ours = self.file.current_document()
        database, journal = self.database, self.journal
        return ExternalEdit(version, database, journal, self.coder, ours, is_meant=is_meant)

    def merge(self, version: ExternalChanges) -> list[Change]:
        """Accept the facts of the file and replay our changes that it does not contain."""
        self._edit = self._edit_of(version, is_meant=True)
        return self._merge_all()

    def _merge_all(self) -> list[Change]:
        changes: list[Change] = []
        while self._edit is not None:
            changes += self._merge_some(self._edit)
        return changes

    def _merge_some(self, edit: ExternalEdit) -> list[Change]:
        """Merge the next part of a version; record the version when all of it is merged."""
        changes = edit.merge_some(self.apply_pending)
        self.losses.note(edit.first)
        if edit.is_done:
            self._edit = None
            edit.finish(self.file, self.backups)
        self.losses.refresh()
        return changes

    def set_fault(self, fault: Fault | None) -> None:
        """Set the fault of the current file; None if there is none."""
        self.fault = fault
        self._fault_stamp = None if fault is None else self.file.stamp()

    def back_up_ours(self, *, as_index: bool = False) -> Document:
        """Back up our state (with `as_index`, that of the index); return it as a document."""
        connection = self.database.connection()
        return our_version.back_up(
            self.file, connection, self.journal, self.backups, as_index=as_index
        )

    def flush(self, *, wait: bool = False) -> list[Change]:
        """Write pending changes to `tags.yaml` and merge external ones; return the latter.

        Nothing is written while there is a fault or an external version has yet to be read. A large
        version is built in the background and written by a later call; with `wait`, both are
        awaited. Raises OSError if the file can't be written, TagFileError if it refuses changes.
        """
        with atomic_file.locked(self.lock):
            changes = self.apply_pending() + self._read_external(wait=wait)
            if self.fault is not None or self.incoming is not None or self._is_changed():
                return changes
            if not self.next_version.write(wait=wait):
                return changes
            block_content.follow_other_program(self.file, self.database.connection(), self.journal)
            last = self.journal.last_seq()
            unflushed = self._unflushed()
            changes += self.apply_pending()  # the edits are read from the index
            if unflushed:
                last = max(last, unflushed[-1].seq)
                if not wait and self.next_version.is_long(unflushed):
                    self.next_version.begin(unflushed, last)
                    return changes
                self.file.write(block_content.edits(self.database.connection(), unflushed), last)
            elif self.file.flushed < last:
                with self.journal.transaction():
                    self.journal.set_state(flushed=last)
        return changes


def _fill(
    database: Database, journal: Journal, facts: Mapping[Fact, Any], hashes: Mapping[str, str]
) -> None:
    """Replace the user data in an index by facts and by what the journal keeps beside them."""
    with database.transaction() as connection:
        clear(connection)
        project(connection, [Op(path, None, value) for path, value in facts.items()], 0)
        project(connection, journal.seen(), 0)
        keep_hashes(connection, hashes)
        note_uses(connection, journal.history(RECENT, None, with_ops=True))
        database.set_meta("journal", journal.id)
        database.set_meta("applied", journal.last_seq())


def _ops(changes: Iterable[Change]) -> Iterable[Op]:
    return (op for change in changes for op in change.ops if is_for_file(op.path))
