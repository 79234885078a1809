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
        fault = self._keeper.fault
        halt = self._halt.reason
        said = str(halt) if halt is not None else self._writer.problem or self._journal.problem
        problem = said or (self._journal.loss if fault is None else fault.message)
        pending = self._writer.pending
        unsaved = self._is_behind or self._writer.is_behind or pending > 0
        what = None if fault is None else fault.what
        acceptable = fault is not None and not fault.is_broken
        taken_away = self._keeper.losses.waiting
        return UserDataState(unsaved, problem, pending, what, acceptable, taken_away)

    def heal(self) -> bool:
        """Look whether index and journal still are what is open, and put right what isn't.

        Return whether anything had to be. Costs two looks at file names while all is well. What
        can't be put right is said in `state`.
        """
        if self._is_open and self._writer.problem is None and self.care.is_well():
            return False
        before = self.care.turn
        with suppress(ReadOnlyError):
            self._writer.run(self._sync)
        return self.care.turn != before

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
        self._go_on()
        try:
            wanted = None if backup is None else _facts_in(backup)
        except TagFileError:
            if backup is None or backup not in backups.all_backups(self.places.backups):
                raise
            _put_back(self._keeper, backup)
            self._tell(self._keeper.look(wait=True))
            return None
        if self._keeper.fault is not None or backup is None:
            _write_anew(self._keeper, at_any_cost=backup is not None)
        self._halt.reason = None
        if wanted is None or backup is None:
            return None
        label = f"restore {backup.name}"
        return self._make_now(lambda index: tag_commands.become(index, label, wanted))

    def only_shown(self) -> int:
        """Return how many articles and tags a broken `tags.yaml` shows and nothing else has.

        So many `restore` would lose, and refuses to.
        """
        return self._writer.run(_only_shown, self._keeper)

    def merge_version(self, version: Path) -> Change | None:
        """Take what another version of `tags.yaml` has, as one change; None where it has nothing.

        Raises TagFileError where it can't be read, ReadOnlyError where nothing can be written.
        """
        return self._writer.run(self._merge_version, version)

    def _merge_version(self, version: Path) -> Change | None:
        self._check_writable()
        self._flush(wait=True)
        facts_of_both = conflict_copies.merged(self._keeper.file.read() or b"", version)
        label = f"merge {version.name}"
        return self._make_now(lambda index: tag_commands.become(index, label, facts_of_both))

    def accept(self) -> None:
        """Take `tags.yaml` as it is although much of it is gone. ReadOnlyError if it is broken."""
        self._writer.run(self._accept)

    def _accept(self) -> None:
        self._go_on()
        self._keeper.losses.settle()
        if self._keeper.fault is None:
            return
        self._tell(_take_as_it_is(self._keeper))
        if self._keeper.is_behind():
            self._writer.wake_for_flush()

    def relevel(self) -> int:
        """Make the index's tables anew where they differ from file and journal; return how much."""
        return self._writer.run(self._relevel)

    def _relevel(self) -> int:
        self._flush(wait=True)
        return _level(self._keeper) if self.places.writable else 0

    def clear_up(self) -> int:
        """Remove what a program that was killed while writing left behind; return how many."""
        return self._writer.run(_clear_up, self._keeper) if self.places.writable else 0

    def close(self) -> None:
        """Write what is unwritten, and let go of the files."""
        self._writer.close(last=self._finish)
        self.unkept = self._drafts.unkept
        self._journal.close()

    def _finish(self) -> None:
        """Do what is left to do at the end."""
        if self._positions.are_new or self._drafts.are_new or self._keeper.is_behind():
            self._flush(wait=True)
        self._keeper.file.keep_cache()


def _write_anew(keeper: FileSync, *, at_any_cost: bool) -> None:
    """Write the file anew as we have it; what is there now is kept as a backup. OSError.

    Raises ReadOnlyError where a broken file shows more than that, unless `at_any_cost`.
    """
    with atomic_file.locked(keeper.lock):
        last = keeper.journal.last_seq()
        keeper.catch_up()
        data = keeper.file.read()
        more = 0 if at_any_cost else _only_shown(keeper)
        if more:
            raise ReadOnlyError(
                f"{keeper.file.path} is not written anew, since that would lose {more:,} of the"
                " articles and tags that it shows: correct it by hand, or name a backup"
                " (cuttings restore --list)"
            )
        if data:
            backups.back_up_now(keeper.backups, data, backups.THEIRS)
        document = keeper.keep_ours()
        keeper.file.replace(document, data or b"", last)
    keeper.refuse(None)


def _only_shown(keeper: FileSync) -> int:
    """Return how many blocks and items a broken file shows, and what we have does not."""
    if keeper.fault is None or not keeper.fault.is_broken:
        return 0
    connection = keeper.database.connection()
    known = our_version.document(
        keeper.file, connection, keeper.journal, keeper.backups, as_index=False
    ).data
    return len(visible_blocks.lacking(keeper.file.read() or b"", known))


def _put_back(keeper: FileSync, backup: Path) -> None:
    """Put a copy of a broken file in the place of the file, which is kept as a backup."""
    with atomic_file.locked(keeper.lock):
        keeper.keep_ours()
        atomic_file.replace_own(keeper.file.path, own_files.read(backup))


def _take_as_it_is(keeper: FileSync) -> list[Change]:
    """Take the file although most of it is gone; return what changed. ReadOnlyError if broken."""
    with atomic_file.locked(keeper.lock):
        data = keeper.file.read()
        try:
            parsed = keeper.file.parse(data or b"")
        except TagFileError as error:
            raise ReadOnlyError(str(error)) from error
        keeper.keep_ours()
        keeper.refuse(None)
        return keeper.merge(ExternalChanges(data=data, parsed=parsed))


def _level(keeper: FileSync) -> int:
    """Make the index's tables anew where they differ from file and journal.

    Return in how many facts they did; what they had is kept as a backup. To be called when the
    file has every change; with a fault nothing is done.
    """
    with atomic_file.locked(keeper.lock):
        if keeper.fault is not None or keeper.is_behind():
            return 0
        wanted = keeper.file.parse(keeper.file.read() or b"").facts
        wrong = differing(read_model.all_facts(keeper.database.connection()), wanted)
        if wrong:
            keeper.keep_ours(as_index=True)
            keeper.fill()
    return len(wrong)


def _clear_up(keeper: FileSync) -> int:
    """Remove the unfinished copies of file and backups; return how many."""
    with atomic_file.locked(keeper.lock):
        return atomic_file.clear_up(keeper.file.path) + atomic_file.clear_up(
            keeper.backups / "tags-"
        )


def _facts_in(backup: Path) -> dict[Fact, Any]:
    """Return what a backup says. Raises TagFileError, which names it."""
    from store.userdata import parse_process

    try:
        return parse_process.read(own_files.read(backup), backup).facts
    except OSError as error:
        raise TagFileError(f"can't be read ({error.strerror})", backup) from error
