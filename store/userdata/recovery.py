"""Recovery of `tags.yaml`, the index and the journal after damage or loss."""

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
    """The user's data, with the commands that repair its files."""

    @property
    def state(self) -> UserDataState:
        """Return the current state, without waiting for the writer."""
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
        removed_facts = self._file_sync.losses.waiting
        return UserDataState(unsaved, problem, pending, summary, acceptable, removed_facts)

    def recover(self) -> bool:
        """Repair the index and the journal if they are no longer the files that were opened.

        Returns whether a repair was needed. Without damage this costs two file lookups. `state`
        reports damage that can't be repaired.
        """
        if self._is_open and self._writer.problem is None and self.health_check.is_healthy():
            return False
        before = self.health_check.open_id
        with suppress(ReadOnlyError):
            self._writer.run(self._sync)
        return self.health_check.open_id != before

    def restore(self, backup: Path | None = None) -> Change | None:
        """Rewrite `tags.yaml` from our state, or go back to a backup, as one change.

        The file on disk is backed up first. Returns None if no known fact changed, or if the backup
        is of a broken file, which is restored as it was. Raises TagFileError if the backup can't be
        read, ReadOnlyError if nothing can be written or if a broken file shows more than would be
        written.
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
        """Return how many articles and tags only a broken `tags.yaml` shows.

        These would be lost by `restore`, which therefore refuses.
        """
        return self._writer.run(_only_in_broken_file, self._file_sync)

    def merge_version(self, version: Path) -> Change | None:
        """Merge another version of `tags.yaml` as one change; None if it adds nothing.

        Raises TagFileError if it can't be read, ReadOnlyError if nothing can be written.
        """
        return self._writer.run(self._merge_version, version)

    def _merge_version(self, version: Path) -> Change | None:
        self._check_writable()
        self._flush(wait=True)
        facts_of_both = conflict_copies.merged(self._file_sync.file.read() or b"", version)
        label = f"merge {version.name}"
        return self._make_now(lambda index: tag_commands.replace_all(index, label, facts_of_both))

    def accept(self) -> None:
        """Accept `tags.yaml` although much of it is gone. Raises ReadOnlyError if it is broken."""
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
        """Rebuild the index's tables if they differ from `tags.yaml`; return how many facts did."""
        return self._writer.run(self._rebuild_tables)

    def _rebuild_tables(self) -> int:
        self._flush(wait=True)
        return _rebuild_tables(self._file_sync) if self.places.writable else 0

    def remove_leftovers(self) -> int:
        """Remove temporary files left by a killed program; return their number."""
        return self._writer.run(_remove_leftovers, self._file_sync) if self.places.writable else 0

    def close(self) -> None:
        """Write pending data and close the files."""
        self._writer.close(last=self._finish)
        self.unkept = self._drafts.unsaved
        self._journal.close()

    def _finish(self) -> None:
        """Do the final flush."""
        if self._positions.are_new or self._drafts.are_new or self._file_sync.is_behind():
            self._flush(wait=True)
        self._file_sync.file.keep_cache()


def _rewrite_file(file_sync: FileSync, *, at_any_cost: bool) -> None:
    """Rewrite the file from our state, after backing up the file on disk. Raises OSError.

    Raises ReadOnlyError if a broken file shows more than our state, unless `at_any_cost`.
    """
    with atomic_file.locked(file_sync.lock):
        last = file_sync.journal.last_seq()
        file_sync.apply_pending()
        data = file_sync.file.read()
        more = 0 if at_any_cost else _only_in_broken_file(file_sync)
        if more:
            raise ReadOnlyError(
                f"{file_sync.file.path} was not rewritten, because that would lose {more:,} of the"
                " articles and tags that it shows: correct it by hand, or name a backup"
                " (cuttings restore --list)"
            )
        if data:
            backups.back_up_now(file_sync.backups, data, backups.THEIRS)
        document = file_sync.back_up_ours()
        file_sync.file.replace(document, data or b"", last)
    file_sync.set_fault(None)


def _only_in_broken_file(file_sync: FileSync) -> int:
    """Return how many blocks and entries only a broken file shows."""
    if file_sync.fault is None or not file_sync.fault.is_broken:
        return 0
    connection = file_sync.database.connection()
    our_data = our_version.document(
        file_sync.file, connection, file_sync.journal, file_sync.backups, as_index=False
    ).data
    return len(visible_blocks.missing_from(file_sync.file.read() or b"", our_data))


def _restore_broken(file_sync: FileSync, backup: Path) -> None:
    """Replace the file by a backup of a broken version, after backing up our state."""
    with atomic_file.locked(file_sync.lock):
        file_sync.back_up_ours()
        atomic_file.replace_own(file_sync.file.path, own_files.read(backup))


def _accept_file(file_sync: FileSync) -> list[Change]:
    """Accept the file although most of it is gone; return the changes.

    Raises ReadOnlyError if it is broken.
    """
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
    """Rebuild the index's tables if they differ from the file.

    Returns the number of differing facts; the old state is backed up. Does nothing if the file
    lacks changes or has a fault.
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
    """Remove temporary files of `tags.yaml` and of backups; return their number."""
    with atomic_file.locked(file_sync.lock):
        return atomic_file.remove_leftovers(file_sync.file.path) + atomic_file.remove_leftovers(
            file_sync.backups / "tags-"
        )


def _facts_in(backup: Path) -> dict[Fact, Any]:
    """Return the facts in a backup. Raises TagFileError, which names the backup."""
    from store.userdata import parse_process

    try:
        return parse_process.read(own_files.read(backup), backup).facts
    except OSError as error:
        raise TagFileError(f"can't be read ({error.strerror})", backup) from error
