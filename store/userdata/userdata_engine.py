"""The engine for the user's data: a writer thread over the journal, the index and `tags.yaml`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from store.errors import CuttingsError, Defect, NothingToDo, ReadOnlyError
from store.folder.locations import Locations
from store.index.database import Database
from store.model import Change
from store.userdata import tag_commands, undo
from store.userdata.drafts import Drafts, DraftText, Saved
from store.userdata.external_changes import ExternalChanges
from store.userdata.file_sync import MOST_TRIES, FileSync
from store.userdata.halt import Halt
from store.userdata.health_check import HealthCheck
from store.userdata.journal import STANDS, UNDONE, Journal, open_journal
from store.userdata.ops import Fact
from store.userdata.positions import Positions
from store.userdata.removed_facts import RemovedFacts
from store.userdata.tag_commands import PlannedChange
from store.userdata.writer import TRANSIENT_ERRORS, Writer, error_words

P = ParamSpec("P")
T = TypeVar("T")

WorkOut = Callable[[sqlite3.Connection], PlannedChange | None]
"""Plans a change from the content of the index; returns None if nothing would change."""


@dataclass(frozen=True, slots=True)
class UserDataState:
    """The state of the user's data, as shown in a status line."""

    unsaved: bool
    """Whether anything is not yet in `tags.yaml`."""
    problem: str | None
    """What prevents reading or writing, in one line; None if nothing does."""
    pending: int
    """Number of calls that wait for the writer."""
    fault: str | None = None
    """What is wrong with `tags.yaml` itself, without the remedy; `restore` helps."""
    acceptable: bool = False
    """Whether `accept` helps too: the file can be read but has lost most of its content."""
    removed_facts: RemovedFacts | None = None
    """The last external edit that removed many facts, until it is acknowledged."""


class UserDataEngine:
    """Makes changes in order, stores them durably and keeps journal, index and file in step.

    `on_change` is called on the writer thread with every change, including other programs'.
    """

    def __init__(
        self, places: Locations, database: Database, coder: str, wait: bool = True
    ) -> None:
        self.on_change: Callable[[Change], None] | None = None
        self.change_count = 0
        """Number of changes made here since the library was opened."""
        self.places = places
        self.coder = coder
        self._database = database
        self._journal: Journal = open_journal(places.journal_path, places.journal_mode)
        self._positions = Positions(self._journal)
        self._drafts = Drafts(self._journal, coder)
        self.unsaved_drafts: list[tuple[Fact, DraftText]] = []
        """Drafts that could not be stored on disk; set when the library is closed."""
        self._file_sync = FileSync(places, database, self._journal, coder, self._on_read)
        self._halt = Halt(self._file_sync.file)
        self.health_check = HealthCheck(places, database, self._journal, self._file_sync.lock)
        self._external_count = 0
        """Number of changes that came from elsewhere."""
        self._is_open = False
        self._open_id = self.health_check.open_id
        """The `open_id` of the journal and index that are open."""
        self._is_behind = False
        """Whether the last flush left changes unwritten because of a fault of the file."""
        self._is_trial = False
        """Whether changes are only planned; true on the writer thread during `preview`."""
        self._writer = Writer(
            self._flush,
            self.health_check.repair_after,
            lambda: self._file_sync.incoming is not None,
        )
        opening = self._writer.submit(self._open)
        if wait:
            opening.result()
            with suppress(ReadOnlyError):  # `state` reports it
                self._read_to_end(self._file_sync.incoming)

    def _open(self) -> None:
        try:
            self._open_now()
        except TRANSIENT_ERRORS as error:
            self._open() if self.health_check.repair_after(error) else self._record_error(error)
        except Defect as error:
            self._record_error(error)
        else:
            if self._file_sync.is_behind():
                self._writer.wake_for_flush()

    def _open_now(self) -> None:
        open_id = self.health_check.open_id
        with self._halt.guard("the work can't be read"):
            changes = self._file_sync.open()
        self._notify(changes)
        self._is_open, self._open_id = True, open_id
        self.health_check.note_opened()

    def _on_read(self) -> None:
        """Queue the use of a file that was read or built in the background."""
        with suppress(ReadOnlyError):
            self._writer.submit_once(self._take_external)

    def _take_external(self) -> None:
        try:
            self._sync()
            if self._file_sync.next_version.version is not None:
                self._flush()
        except (*TRANSIENT_ERRORS, CuttingsError) as error:
            self._record_error(error)

    def _record_error(self, error: Exception) -> None:
        """Report an error that prevents writing, and retry soon if that may help."""
        self._database.report_error(error)
        self._writer.problem = error_words(error)
        if not isinstance(error, Defect):
            self._writer.wake_for_flush()

    def _read_to_end(self, incoming: Future[ExternalChanges] | None) -> None:
        """Wait outside the writer thread until the `incoming` version is read and merged.

        Raises ReadOnlyError if it can't be read.
        """
        last, tries = None, 0
        while incoming is not None and tries < MOST_TRIES:
            last, tries = incoming, tries + (incoming is not last)
            error = incoming.exception()
            if isinstance(error, OSError):
                self._writer.run(self._record_error, error)
                raise ReadOnlyError(error_words(error)) from error
            incoming = self._writer.run(self._sync)

    def submit(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call, such as a command, on the writer thread; disk errors are retried."""
        return self._writer.submit(fn, *args, **kwargs)

    def _make(self, work_out: WorkOut, saved: Saved | None = None) -> Change | None:
        return self._writer.run(self._make_now, work_out, saved)

    def _make_now(self, work_out: WorkOut, saved: Saved | None = None) -> Change | None:
        """Plan a change and make it while the journal is locked against other programs.

        The draft of the `saved` fact is deleted in the same transaction.
        """
        self._check_writable()
        with self._drafts.transaction(None if self._is_trial else saved):
            others = self._file_sync.apply_pending()
            planned = work_out(self._database.connection())
            planned = None if planned is None else tag_commands.storable(planned)
            if planned is None or self._is_trial:
                change = None
            else:
                if planned.on_stack:
                    self._journal.forget_redo(self.coder)
                change = self._journal.append(
                    self.coder, planned.label, planned.ops, on_stack=planned.on_stack
                )
        self._publish(others, change)
        if planned is not None and self._is_trial:
            return Change(0, "", self.coder, planned.label, tuple(planned.ops), planned.on_stack)
        return change

    def _undo_or_redo(self, back: bool) -> Change:
        """Undo or redo, even after a halt: undoing may remove its cause."""
        self._check_writable(halted=True)
        change = None
        with self._journal.transaction():
            others = self._file_sync.apply_pending()
            step = undo.plan(self._database.connection(), self._journal, self.coder, back=back)
            if step.target is not None:
                seq = step.target.seq
                change = self._journal.append(
                    self.coder, step.label, step.ops, on_stack=False, undoes=seq
                )
                self._journal.set_undone(seq, UNDONE if back else STANDS)
                self._file_sync.losses.acknowledge(seq)
                self._halt.reason = None
        self._publish(others, change)
        if change is None:
            raise NothingToDo(step.refusal)
        return change

    def _publish(self, others: list[Change], change: Change | None) -> None:
        """Report the changes now in the journal, and schedule a flush."""
        self._notify(others)
        if change is None:
            return
        self.change_count += 1
        self._writer.wake_for_flush()
        try:
            with self._halt.guard("a change can't be shown"):
                self._notify(self._file_sync.apply_pending())
        except (*TRANSIENT_ERRORS, Defect) as error:  # it is on disk: the next flush reports it
            self._record_error(error)

    def _notify(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if self.on_change is not None:
                self.on_change(change)

    def _check_writable(self, *, halted: bool = False) -> None:
        if not self.places.writable:
            raise ReadOnlyError(
                f"{self.places.tags_file.parent} can't be written: name a file with --tags FILE"
            )
        if self._journal.problem is not None:
            raise ReadOnlyError(self._journal.problem)
        self._reopen()
        if not halted:
            self._halt.check()
        if not self._is_open:
            raise ReadOnlyError(f"the work can't be read: {self._writer.problem}")
        if self._file_sync.fault is not None and self._file_sync.fault.is_broken:
            self._notify(self._file_sync.read_external(wait=True))
        if self._file_sync.fault is not None and self._file_sync.fault.is_broken:
            raise ReadOnlyError(self._file_sync.fault.message)

    def _check_files(self) -> None:
        """Repair damaged files. Raises OSError if that is impossible, or the library is gone."""
        self.health_check.check()
        if self.health_check.open_id != self._open_id:
            self._is_open = False

    def _reopen(self) -> None:
        """Open the user's data if it is not open; raises as `_check_files` does."""
        self._check_files()
        if self._halt.try_resume():
            self._writer.wake_for_flush()
        if not self._is_open and self._halt.reason is None:
            self._open()

    def _flush(self, wait: bool = False) -> bool:
        """Write pending data; return False if background work must finish first."""
        self._check_files()
        self._drafts.save()
        if not self._is_open and self._halt.reason is None:
            self._open_now()
        self._positions.save()
        self._halt.check()
        if self.places.writable and self._journal.problem is None:
            with self._halt.guard("tags.yaml can't be written"):
                changes = self._file_sync.flush(wait=wait)
            self._notify_external(changes)
        self._is_behind = self._file_sync.is_behind()
        if self._file_sync.under_way is not None:
            return False
        self._writer.clear_problem()
        return True

    def flush(self) -> None:
        """Write `tags.yaml` now. Raises ReadOnlyError with the reason if that fails."""
        for _ in range(MOST_TRIES):
            if self._writer.run(self._flush):
                break
            self._read_to_end(self._file_sync.incoming)
            making = self._file_sync.next_version.version
            error = None if making is None else making.exception()
            if error is not None:
                raise ReadOnlyError(error_words(error)) from error
        else:
            if self._file_sync.is_behind() and self._writer.problem is not None:
                raise ReadOnlyError(self._writer.problem)
        if self._file_sync.fault is not None and self._file_sync.is_behind():
            raise ReadOnlyError(self._file_sync.fault.message)

    def sync(self, wait: bool = True) -> bool:
        """Merge external changes of `tags.yaml` or the journal; return whether anything changed.

        Without `wait`, a version that must be read first is merged once it has been read.
        """
        before = self._external_count
        incoming = self._writer.run(self._sync)
        if wait:
            self._read_to_end(incoming)
        return self._external_count > before

    def _sync(self) -> Future[ExternalChanges] | None:
        """Merge external changes; return the version that is still being read, or None."""
        self._reopen()
        if self._halt.reason is not None:
            return None
        with self._halt.guard("tags.yaml can't be taken"):
            changes = self._file_sync.apply_pending() + self._file_sync.read_external()
        self._notify_external(changes)
        if self._file_sync.is_behind() and self._file_sync.under_way is None:
            self._writer.wake_for_flush()
        return self._file_sync.incoming

    def _notify_external(self, changes: Sequence[Change]) -> None:
        self._external_count += len(changes)
        self._notify(changes)
