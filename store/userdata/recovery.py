"""What is done when `tags.yaml`, index or journal are not as they should be."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from store.errors import ReadOnlyError, TagFileError
from store.folder import own_files
from store.model import Change
from store.userdata import (
    atomic_file,
    backups,
    conflict_copies,
    our_version,
    read_model,
    tag_commands,
    visible_blocks,
)
from store.userdata.external_changes import ExternalChanges
from store.userdata.file_sync import FileSync
from store.userdata.ops import Fact, differing
from store.userdata.userdata_engine import UserDataEngine, UserDataState


class Recovery(UserDataEngine):
    """The work, with the ways to put right what is wrong with its files."""

    @property
    def state(self) -> UserDataState:
        """Return how the work stands, without waiting for the writer."""
        fault = self._file_sync.fault
        halt = self._halt.reason
        problem_words = (
            str(halt) if halt is not None else self._writer.problem or self._journal.problem
        )
        problem = problem_words or (self._journal.loss if fault is None else fault.message)
        pending = self._writer.pending
        unsaved = self._is_behind or self._writer.is_behind or pending > 0
        summary = None if fault is None else fault.summary
        acceptable = fault is not None and not fault.is_broken
        taken_away = self._file_sync.losses.waiting
        return UserDataState(unsaved, problem, pending, summary, acceptable, taken_away)

    def recover(self) -> bool:
        """Look whether index and journal still are what is open, and put right what isn't.

        Return whether anything had to be. Costs two looks at file names while all is well. What
        can't be put right is said in `state`.
        """
        if self._is_open and self._writer.problem is None and self.health_check.is_healthy():
            return False
        before = self.health_check.open_id
        with suppress(ReadOnlyError):
            self._writer.run(self._sync)
        return self.health_check.open_id != before

    def restore(self, backup: Path | None = None) -> Change | None:
        """Write `tags.yaml` anew from what is known, or go back to a backup, as one change.

        What lies there now is kept as a backup. None where nothing that is known changed by it; so
        it is with a copy of a broken file, which is put back as it was. Raises TagFileError where
        the backup can't be read, ReadOnlyError where nothing can be written, or what would be
        written lacks what a broken file shows.
        """
        return self._writer.run(self._restore, backup)

    def _restore(self, backup: Path | None) -> Change | None:
        if not self.places.writable or self._journal.problem is not None:
            self._check_writable()
        self._reopen()
        try:
            backup_facts = None if backup is None else _facts_in(backup)
        except TagFileError:
            if backup is None or backup not in backups.all_backups(self.places.backups):
                raise
            _restore_broken(self._file_sync, backup)
            self._notify(self._file_sync.read_external(wait=True))
            return None
        if self._file_sync.fault is not None or backup is None:
            _rewrite_file(self._file_sync, at_any_cost=backup is not None)
        self._halt.reason = None
        if backup_facts is None or backup is None:
            return None
        label = f"restore {backup.name}"
        return self._make_now(lambda index: tag_commands.replace_all(index, label, backup_facts))

    def only_in_broken_file(self) -> int:
        """Return how many articles and tags a broken `tags.yaml` shows and nothing else has.

        So many `restore` would lose, and refuses to.
        """
        return self._writer.run(_only_in_broken_file, self._file_sync)

    def merge_version(self, version: Path) -> Change | None:
        """Take what another version of `tags.yaml` has, as one change; None where it has nothing.

        Raises TagFileError where it can't be read, ReadOnlyError where nothing can be written.
        """
        return self._writer.run(self._merge_version, version)

    def _merge_version(self, version: Path) -> Change | None:
        self._check_writable()
        self._flush(wait=True)
        facts_of_both = conflict_copies.merged(self._file_sync.file.read() or b"", version)
        label = f"merge {version.name}"
        return self._make_now(lambda index: tag_commands.replace_all(index, label, facts_of_both))

    def accept(self) -> None:
        """Take `tags.yaml` as it is although much of it is gone. ReadOnlyError if it is broken."""
        self._writer.run(self._accept)

    def _accept(self) -> None:
        self._reopen()
        self._file_sync.losses.acknowledge()
        if self._file_sync.fault is None:
            return
        self._notify(_accept_file(self._file_sync))
        if self._file_sync.is_behind():
            self._writer.wake_for_flush()

    def rebuild_tables(self) -> int:
        """Make the index's tables anew where they differ from file and journal; return how much."""
        return self._writer.run(self._rebuild_tables)

    def _rebuild_tables(self) -> int:
        self._flush(wait=True)
        return _rebuild_tables(self._file_sync) if self.places.writable else 0

    def remove_leftovers(self) -> int:
        """Remove what a program that was killed while writing left behind; return how many."""
        return self._writer.run(_remove_leftovers, self._file_sync) if self.places.writable else 0

    def close(self) -> None:
        """Write what is unwritten, and let go of the files."""
        self._writer.close(last=self._finish)
        self.unkept = self._drafts.unsaved
        self._journal.close()

    def _finish(self) -> None:
        """Do what is left to do at the end."""
        if self._positions.are_new or self._drafts.are_new or self._file_sync.is_behind():
            self._flush(wait=True)
        self._file_sync.file.keep_cache()


def _rewrite_file(file_sync: FileSync, *, at_any_cost: bool) -> None:
    """Write the file anew as we have it; what is there now is kept as a backup. OSError.

    Raises ReadOnlyError where a broken file shows more than that, unless `at_any_cost`.
    """
    with atomic_file.locked(file_sync.lock):
        last = file_sync.journal.last_seq()
        file_sync.apply_pending()
        data = file_sync.file.read()
        more = 0 if at_any_cost else _only_in_broken_file(file_sync)
        if more:
            raise ReadOnlyError(
                f"{file_sync.file.path} is not written anew, since that would lose {more:,} of the"
                " articles and tags that it shows: correct it by hand, or name a backup"
                " (cuttings restore --list)"
            )
        if data:
            backups.back_up_now(file_sync.backups, data, backups.THEIRS)
        document = file_sync.back_up_ours()
        file_sync.file.replace(document, data or b"", last)
    file_sync.set_fault(None)


def _only_in_broken_file(file_sync: FileSync) -> int:
    """Return how many blocks and items a broken file shows, and what we have does not."""
    if file_sync.fault is None or not file_sync.fault.is_broken:
        return 0
    connection = file_sync.database.connection()
    our_data = our_version.document(
        file_sync.file, connection, file_sync.journal, file_sync.backups, as_index=False
    ).data
    return len(visible_blocks.missing_from(file_sync.file.read() or b"", our_data))


def _restore_broken(file_sync: FileSync, backup: Path) -> None:
    """Put a copy of a broken file in the place of the file, which is kept as a backup."""
    with atomic_file.locked(file_sync.lock):
        file_sync.back_up_ours()
        atomic_file.replace_own(file_sync.file.path, own_files.read(backup))


def _accept_file(file_sync: FileSync) -> list[Change]:
    """Take the file although most of it is gone; return what changed. ReadOnlyError if broken."""
    with atomic_file.locked(file_sync.lock):
        data = file_sync.file.read()
        try:
            parsed = file_sync.file.parse(data or b"")
        except TagFileError as error:
            raise ReadOnlyError(str(error)) from error
        file_sync.back_up_ours()
        file_sync.set_fault(None)
        return file_sync.merge(ExternalChanges(data=data, parsed=parsed))


def _rebuild_tables(file_sync: FileSync) -> int:
    """Make the index's tables anew where they differ from file and journal.

    Return in how many facts they did; what they had is kept as a backup. To be called when the
    file has every change; with a fault nothing is done.
    """
    with atomic_file.locked(file_sync.lock):
        if file_sync.fault is not None or file_sync.is_behind():
            return 0
        file_facts = file_sync.file.parse(file_sync.file.read() or b"").facts
        wrong = differing(read_model.all_facts(file_sync.database.connection()), file_facts)
        if wrong:
            file_sync.back_up_ours(as_index=True)
            file_sync.fill_index()
    return len(wrong)


def _remove_leftovers(file_sync: FileSync) -> int:
    """Remove the unfinished copies of file and backups; return how many."""
    with atomic_file.locked(file_sync.lock):
        return atomic_file.remove_leftovers(file_sync.file.path) + atomic_file.remove_leftovers(
            file_sync.backups / "tags-"
        )


def _facts_in(backup: Path) -> dict[Fact, Any]:
    """Return what a backup says. Raises TagFileError, which names it."""
    from store.userdata import parse_process

    try:
        return parse_process.read(own_files.read(backup), backup).facts
    except OSError as error:
        raise TagFileError(f"can't be read ({error.strerror})", backup) from error
