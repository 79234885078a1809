"""Journal, index and `tags.yaml` kept level: what one lacks is taken from the others.

Used by one thread. The order is always journal, index, file; what other hands wrote into the file
comes in as a change of the journal, so that another running program takes it from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from store.errors import ReadOnlyError, TagFileError
from store.folder.places import Places
from store.index.database import Database
from store.model import Change, Op
from store.work import backups, content, facts, faults, save
from store.work.apply import apply_ops, clear, keep_hashes, note_uses
from store.work.faults import Fault
from store.work.file import Stamp, TagsFile
from store.work.journal import Journal
from store.work.merge import merge
from store.work.ops import differing
from store.work.tagsfile.values import Edits, Parsed

if TYPE_CHECKING:
    from store.work.tagsfile.document import Document

RECENT = 100
"""Changes that are looked through for the last use of tags, where the index is made anew."""

OUTSIDE = "edited in tags.yaml"
"""The label of a change that came out of the file."""

MERGED = "merged with tags.yaml"
"""The label of what merging set beyond both sides' changes: conflicts."""


class Keeper:
    """Keeps the three level; `fault` says why `tags.yaml` is not, None while it is."""

    def __init__(self, places: Places, database: Database, journal: Journal, coder: str) -> None:
        self.database = database
        self.journal = journal
        self.coder = coder
        self.fault: Fault | None = None
        self.file = TagsFile(places, database, journal)
        self._seen: int | None = None
        """The last change of the journal that this program knows of."""
        self._refused: Stamp | None = None
        """The stamp of the file that `fault` is about."""
        self._backups = places.backups
        self._lock = places.journal_path.with_name("lock")

    def open(self) -> list[Change]:
        """Bring the index level with journal and file; return what changed in it."""
        applied = int(self.database.meta("applied", -1))
        same = self.database.meta("journal") == self.journal.id
        if same and 0 <= applied <= self.journal.last_seq():
            return self.catch_up() + self.look()
        with save.locked(self._lock):
            self._fill()
        return []

    def catch_up(self) -> list[Change]:
        """Apply to the index what the journal has and it lacks; return what is new to this program.

        The two differ where programs share the index: another one may have applied it already.
        """
        last = self.journal.last_seq()
        applied = int(self.database.meta("applied", 0))
        seen = last if self._seen is None else self._seen
        self._seen = last
        if min(applied, seen) >= last:
            return []
        changes = self.journal.after(min(applied, seen))
        self._seen = changes[-1].seq
        if applied < last:
            with self.database.transaction() as connection:
                applied = int(self.database.meta("applied", 0))
                for change in changes:
                    if change.seq > applied:
                        apply_ops(connection, change.ops, change.seq)
                self.database.set_meta("applied", max(applied, changes[-1].seq))
        return [change for change in changes if change.seq > seen]

    def is_behind(self) -> bool:
        """Say whether `tags.yaml` lacks changes that the journal has."""
        return self.file.flushed < self.journal.last_seq()

    def _unflushed(self) -> list[Change]:
        return self.journal.after(self.file.flushed, to_file=True)

    def _fill(self) -> None:
        """Put the facts of file and journal into an index that has none of them."""
        data = self.file.read()
        parsed, fault = self._parsed(data)
        self._refuse(fault)
        with self.journal.transaction():
            own = data is not None and self.file.is_own(data)
            unflushed = self._unflushed()
            if fault is not None:
                parsed, unflushed = self._last_backup()
            merged = merge(parsed.facts, _ops(unflushed))
            if merged.conflicts:
                news = [Op(p, parsed.facts.get(p), merged.facts[p]) for p in merged.conflicts]
                self.journal.append(self.coder, MERGED, news, on_stack=False)
            last = self.journal.last_seq()
            if fault is None and not own:
                self.file.know(data)
            if fault is None and not unflushed and not merged.conflicts:
                self.journal.set_state(flushed=last)
            with self.database.transaction() as connection:
                clear(connection)
                apply_ops(connection, [Op(path, None, v) for path, v in merged.facts.items()], 0)
                keep_hashes(connection, parsed.hashes)
                note_uses(connection, self.journal.history(RECENT, None, with_ops=True))
                self.database.set_meta("journal", self.journal.id)
                self.database.set_meta("applied", last)
        self._seen = last
        if data is not None and fault is None:
            self.file.take(data, parsed)

    def _last_backup(self) -> tuple[Parsed, list[Change]]:
        """Return the newest backup that can be read, and the changes made since."""
        for path in backups.own(self._backups):
            with suppress(TagFileError, OSError):
                parsed = self.file.parse(path.read_bytes())
                return parsed, self.journal.since(backups.made_at(path))
        return Parsed(), self.journal.after(0)

    def _parsed(self, data: bytes | None) -> tuple[Parsed, Fault | None]:
        """Return what the file says, and what is wrong with it as a whole."""
        known = self.file.known
        if data is None:
            return Parsed(), None if known is None else faults.gone(self.file.path)
        if not data.strip() and known is not None and known[0][0]:
            return Parsed(), faults.empty(self.file.path)
        try:
            return self.file.parse(data), None
        except TagFileError as error:
            return Parsed(), faults.broken(error)

    def look(self) -> list[Change]:
        """Take what another hand wrote into `tags.yaml`; return what changed by it.

        What can't be taken leaves everything as it is, and is said in `fault`.
        """
        if not self._is_news():
            return []
        with save.locked(self._lock):
            return self._look()

    def _is_news(self) -> bool:
        """Say whether the file is another one than what was last read, written or refused."""
        stamp, known = self.file.stamp(), self.file.known
        if stamp == (None if known is None else known[0]):
            self._refuse(None)
            return False
        return self.fault is None or stamp != self._refused

    def _look(self) -> list[Change]:
        """Do what `look` does, with the file locked: no other program writes it meanwhile."""
        if not self._is_news():
            return []
        known = self.file.known
        self.file.wait_until_still()
        data = self.file.read()
        if data is not None:
            with self.journal.transaction():
                if self.file.is_own(data):
                    self._refuse(None)
                    return []
        parsed, fault = self._parsed(data)
        if fault is None and known is not None:
            had = facts.worked_on(self.database.connection())
            fault = faults.shrunk(self.file.path, parsed, had)
        self._refuse(fault)
        if fault is not None:
            self._keep_ours()
            return []
        return self._merge(data, parsed)

    def _merge(self, data: bytes | None, parsed: Parsed) -> list[Change]:
        """Take the file's facts, and replay on them what was not written there yet."""
        with self.journal.transaction():
            changes = self.catch_up()
            now = facts.every(self.database.connection())
            unflushed = self._unflushed()
            merged = merge(parsed.facts, _ops(unflushed))
            ops = differing(now, merged.facts)
            theirs = [op for op in ops if parsed.facts.get(op.path) == op.after]
            both = [op for op in ops if parsed.facts.get(op.path) != op.after]
            if theirs:
                self.journal.append(self.coder, OUTSIDE, theirs, on_stack=False, from_file=True)
            if both:
                self.journal.append(self.coder, MERGED, both, on_stack=False)
            self.file.know(data)
            if not unflushed and not both:
                self.journal.set_state(flushed=self.journal.last_seq())
        changes += self.catch_up()
        with self.database.transaction() as connection:
            keep_hashes(connection, parsed.hashes)
        if data is not None:
            self.file.take(data, parsed)
        return changes

    def _refuse(self, fault: Fault | None) -> None:
        self.fault = fault
        self._refused = None if fault is None else self.file.stamp()

    def _keep_ours(self) -> Document:
        """Make a backup of what we have, where the file has less; return it.

        Comments and order are those of the last version that is known.
        """
        from store.work.tagsfile.document import Document

        document = self.file.last_version() or self._backup_to_edit()
        if document is None:
            document = Document.new(self.file.path)
            document.edit(content.whole(self.database.connection()))
        else:
            document.edit(self._lacking(document.data))
        backups.now(self._backups, document.data, backups.OURS)
        return document

    def _backup_to_edit(self) -> Document | None:
        """Return a document of the newest backup that can be read, None where there is none."""
        from store.work.tagsfile.document import Document

        for path in backups.own(self._backups):
            with suppress(TagFileError, OSError):
                data = path.read_bytes()
                return Document(data, self.file.parse(data).layout, self.file.path)
        return None

    def flush(self) -> list[Change]:
        """Write to `tags.yaml` what it lacks, and take what others wrote; return the latter.

        Raises OSError where it can't be written, TagFileError where it can't take the changes.
        While there is a fault nothing is written.
        """
        with save.locked(self._lock):
            changes = self.catch_up() + self._look()
            if self.fault is not None:
                return changes
            self._follow_others()
            last = self.journal.last_seq()
            unflushed = self._unflushed()
            changes += self.catch_up()  # what is written is read from the index
            if unflushed:
                last = unflushed[-1].seq
                self.file.write(content.edits(self.database.connection(), unflushed), last)
            elif self.file.flushed < last:
                with self.journal.transaction():
                    self.journal.set_state(flushed=last)
        return changes

    def _follow_others(self) -> None:
        """Where another program wrote the file, make its edits in memory instead of parsing."""
        since = self.file.held_since()
        if since is None:
            return
        done = [change for change in self.journal.after(since) if change.seq <= self.file.flushed]
        self.file.follow(content.edits(self.database.connection(), done))

    def restore(self) -> None:
        """Write the file anew as we have it; what is there now is kept as a backup.

        Raises OSError.
        """
        with save.locked(self._lock):
            last = self.journal.last_seq()
            self.catch_up()
            data = self.file.read()
            if data:
                backups.now(self._backups, data, backups.THEIRS)
            document = self._keep_ours()
            self.file.replace(document, data or b"", last)
        self._refuse(None)

    def _lacking(self, data: bytes) -> Edits:
        """Return the edits that bring a version of the file level with the index."""
        connection = self.database.connection()
        wanted, has = facts.every(connection), self.file.parse(data).facts
        edits = content.whole(connection)
        edits.changes = {op.path: op.after for op in differing(has, wanted)}
        return edits

    def relevel(self) -> int:
        """Make the index's tables anew where they differ from file and journal.

        Return in how many facts they did; what they had is kept as a backup. To be called when
        the file has every change; with a fault nothing is done.
        """
        with save.locked(self._lock):
            if self.fault is not None or self.is_behind():
                return 0
            wanted = self.file.parse(self.file.read() or b"").facts
            wrong = differing(facts.every(self.database.connection()), wanted)
            if wrong:
                self._keep_ours()
                self._fill()
        return len(wrong)

    def clear_up(self) -> int:
        """Remove what a program that was killed while writing left behind; return how many."""
        with save.locked(self._lock):
            return save.clear_up(self.file.path) + save.clear_up(self._backups / "tags-")

    def accept(self) -> list[Change]:
        """Take the file as it is although most of it is gone; return what changed.

        Raises ReadOnlyError where it can't be read.
        """
        with save.locked(self._lock):
            data = self.file.read()
            try:
                parsed = self.file.parse(data or b"")
            except TagFileError as error:
                raise ReadOnlyError(str(error)) from error
            self._keep_ours()
            self._refuse(None)
            return self._merge(data, parsed)


def _ops(changes: Iterable[Change]) -> Iterable[Op]:
    return (op for change in changes for op in change.ops)
