"""Merges an external version of `tags.yaml`, a number of articles at a time.

Merging an edit of every block takes over a second, so other changes are let in between. Each part
merged is a change in the journal. If the file changes again before all of it is merged, the new
version is merged from the start.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.index.database import Database
from store.model import Change, Op
from store.userdata import (
    backups,
    file_faults,
    read_model,
    removed_facts,
)
from store.userdata.exclusive_tags import fields, of_facts
from store.userdata.external_changes import ExternalChanges
from store.userdata.file_faults import Fault
from store.userdata.journal import NEW_VERSION, STANDS, Journal
from store.userdata.merge_facts import merge
from store.userdata.ops import Fact, differing, is_for_file
from store.userdata.projection import keep_hashes
from store.userdata.removed_facts import OUTSIDE, Tally
from store.userdata.tag_names import fold
from store.userdata.tags_file import TagsFile

if TYPE_CHECKING:
    from store.userdata.tagsfile.document import Document

AT_ONCE = 1000
"""Number of articles that are merged at a time."""

MERGED = "merged with tags.yaml"
"""Label of the change that records conflicts found by a merge."""

Facts = dict[Fact, Any]


class ExternalEdit:
    """Merges the facts of a version with ours, replaying our changes that are not in the file yet.

    `before` is the document of the previous version, if it is in memory. If `is_meant` is true,
    removals are intended and not reported.
    """

    def __init__(
        self,
        version: ExternalChanges,
        database: Database,
        journal: Journal,
        coder: str,
        before: Document | None = None,
        *,
        is_meant: bool = False,
    ) -> None:
        self.version = version
        self._before = before
        self._is_meant = is_meant
        self.first: int | None = None
        """Number of the first change that came from this version; None before there is one."""
        self._tally = Tally()
        self._ops: list[Op] = []
        """The changes made by this version so far."""
        self._database = database
        self._journal = journal
        self._coder = coder
        self._facts_by_owner: dict[str | None, Facts] = {}
        self._our_ops: dict[str | None, list[Op]] = {}
        self._read_to = self._flushed = int(journal.state("flushed", 0))
        connection = database.connection()
        for path, value in _facts_of_version(connection, version).items():
            self._facts_by_owner.setdefault(_owner_of(path), {})[path] = value
        self._rivals = of_facts(fields(connection), self._facts_by_owner.get(None, {}))
        self._left = self._slices(connection)

    @property
    def is_done(self) -> bool:
        """Return whether everything has been merged."""
        return not self._left

    def _slices(self, connection: sqlite3.Connection) -> list[list[str | None]]:
        """Return the parts that the version may have changed: the frame first, then articles."""
        part = self.version.part
        has_frame = part is None or part.frame
        if part is not None:
            ids = sorted(part.ids)
        else:
            known_ids = read_model.annotated_ids(connection) | read_model.with_corrections(
                connection
            )
            ids = sorted(
                known_ids.union(owner for owner in self._facts_by_owner if owner is not None)
            )
        some: list[list[str | None]] = [[None]] if has_frame else []
        some += [[*ids[at : at + AT_ONCE]] for at in range(0, len(ids), AT_ONCE)]
        if has_frame and len(some) > 1:
            some[1] = [None, *some[1]]
            del some[0]
        return some

    def merge_some(self, apply_pending: Callable[[], list[Change]]) -> list[Change]:
        """Merge the next part; return the resulting changes and those from `apply_pending`."""
        if self.is_done:
            return []
        owners = self._left[0]
        with self._journal.transaction():
            changes = apply_pending()
            self._collect_ours()
            current = self._indexed_facts(owners)
            their_facts = {
                p: v for owner in owners for p, v in self._facts_by_owner.get(owner, {}).items()
            }
            mine = (op for owner in owners for op in self._our_ops.get(owner, ()))
            merged = merge(their_facts, mine, rivals=self._rivals)
            ops = differing(current, merged.facts)
            ops += [Op(path, True, None) for path in merged.dropped_tags if path not in current]
            theirs = [op for op in ops if their_facts.get(op.path) == op.after]
            both = [op for op in ops if their_facts.get(op.path) != op.after]
            if theirs:
                self._record(theirs)
            if both:
                self._journal.append(self._coder, MERGED, both, on_stack=False)
        changes += apply_pending()
        del self._left[0]
        return changes

    def _record(self, ops: list[Op]) -> None:
        """Record the ops that came from the version; all of them form one change."""
        journal = self._journal
        if self.first is None or not journal.is_in_state(self.first, STANDS):
            self._tally, self._ops = Tally(), []
            change = journal.append(self._coder, OUTSIDE, ops, on_stack=False, version=NEW_VERSION)
            self.first = change.seq
        else:
            journal.append(self._coder, OUTSIDE, ops, on_stack=False, version=self.first)
        self._ops += ops
        self._tally.count(ops)
        is_loss = self._tally.is_loss
        journal.describe(self.first, self._tally.label, on_stack=is_loss)
        if is_loss:
            journal.forget_redo(self._coder)
        if self._tally.is_much and not self._is_meant:
            journal.set_state(**{removed_facts.STATE: [self.first, self._tally.losses, None]})

    def _collect_ours(self) -> None:
        """Collect our changes that are not in the file yet."""
        for change in self._journal.after(self._read_to, to_file=True):
            self._read_to = change.seq
            for op in filter(lambda op: is_for_file(op.path), change.ops):
                self._our_ops.setdefault(_owner_of(op.path), []).append(op)

    def _indexed_facts(self, owners: Sequence[str | None]) -> Facts:
        """Return the facts of the given owners from the index."""
        connection = self._database.connection()
        facts = read_model.global_facts(connection) if None in owners else {}
        for article_facts in read_model.of_articles(
            connection, [o for o in owners if o is not None]
        ).values():
            facts |= article_facts
        return facts

    def finish(self, file: TagsFile, folder: Path) -> None:
        """Record the version as known and keep it in memory for the next edit.

        If it removed more than a few facts, the previous version is saved to the backup `folder`.
        """
        with self._journal.transaction():
            file.record(self.version.data)
            if not self._journal.after(file.flushed, to_file=True):
                self._journal.set_state(flushed=self._journal.last_seq())
        part, data = self.version.part, self.version.data
        with self._database.transaction() as connection:
            keep_hashes(connection, (self.version.parsed if part is None else part.parsed).hashes)
        if part is not None and data is not None:
            file.hold(part.document, data, file.flushed)
        elif data is not None:
            file.hold_parsed(data, self.version.parsed)
        if self._tally.is_much and not self._is_meant:
            self._back_up(file, folder)

    def _back_up(self, file: TagsFile, folder: Path) -> None:
        """Back up the version before this one and record the backup's name."""
        document = self._before
        held = file.last_version()
        if document is None and held is not None:
            document = held[0]
            document.edit(
                removed_facts.reverting_edits(
                    self._database.connection(), self._facts_by_owner, self._ops
                )
            )
        if document is None:
            return
        copy = backups.back_up_now(folder, document.data, backups.OURS)
        with self._journal.transaction():
            self._journal.note_backup(copy.name, self._flushed)
            self._journal.set_state(
                **{removed_facts.STATE: [self.first, self._tally.losses, copy.name]}
            )


def fault_of(
    version: ExternalChanges, file: TagsFile, connection: sqlite3.Connection
) -> Fault | None:
    """Return the fault of a version as a whole, such as the loss of most articles."""
    if version.fault is not None or file.last_known is None:
        return version.fault
    had = read_model.annotated_ids(connection)
    read = version.parsed if version.part is None else version.part.parsed
    has = {path[1] for path in read.facts if path[0] == "articles"}
    expected = had if version.part is None else had & version.part.ids
    return file_faults.shrunk(file.path, len(expected - has), len(had))


def _owner_of(path: Fact) -> str | None:
    return path[1] if path[0] == "articles" else None


def _facts_of_version(connection: sqlite3.Connection, version: ExternalChanges) -> Facts:
    """Return the facts that the version may have changed, with tags in their known spelling."""
    part = version.part
    if part is None:
        return version.parsed.facts
    from store.userdata.tagsfile.parse import spell

    facts = part.parsed.facts
    spelled = {fold(path[1]): path[1] for path in facts if path[0] == "tags"}
    for (name,) in connection.execute("SELECT name FROM tags"):
        spelled.setdefault(fold(name), name)
    return spell(facts, spelled)
