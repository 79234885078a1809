"""Journal, index and `tags.yaml` kept level: what one lacks is taken from the others.

Used by one thread. The order is always journal, index, file; the file's own changes by other
hands come in as changes of the journal, so that another running program takes them from there.
"""

from __future__ import annotations

import time
from typing import Any

from store.errors import TagFileError
from store.folder.places import Places
from store.index.database import Database
from store.model import Change, Op
from store.work import backups, content, facts, reading, save
from store.work.apply import apply_ops, clear, keep_hashes
from store.work.journal import Journal
from store.work.merge import merge
from store.work.ops import Fact, differing
from store.work.tagsfile.document import Document, digest
from store.work.tagsfile.parse import Parsed

STILL_SECONDS = 0.3
"""How long a file must have stood still before it is taken for finished."""

FEW_BLOCKS = 10
"""So many blocks may vanish at once without a question."""

OUTSIDE = "changed in tags.yaml"
CACHE_KEY = "pieces"


class Keeper:
    """Keeps the three level; `problem` says why `tags.yaml` is not, in one line for a person."""

    def __init__(self, places: Places, database: Database, journal: Journal, coder: str) -> None:
        self.places = places
        self.database = database
        self.journal = journal
        self.coder = coder
        self.problem: str | None = None
        self.is_broken = False
        """Whether `tags.yaml` can't be parsed, so that nothing may be changed."""
        self._refused: tuple[int, int] | None = None
        """Size and time of the file that `problem` is about."""
        self._document: Document | None = None
        self._document_sha: str | None = None
        self._document_seq = 0
        self._lock_path = places.journal_path.with_name("lock")

    # -- index and journal ---------------------------------------------------------------------

    def open(self) -> list[Change]:
        """Bring the index level with journal and file; return what changed in it."""
        if self.database.meta("journal") == self.journal.id and (
            int(self.database.meta("applied", 0)) <= self.journal.last_seq()
        ):
            return self.catch_up() + self.look()
        self._fill()
        return []

    def catch_up(self) -> list[Change]:
        """Apply to the index what the journal has and it lacks; return those changes."""
        if int(self.database.meta("applied", -1)) >= self.journal.last_seq():
            return []
        with self.database.transaction() as connection:
            changes = self.journal.after(int(self.database.meta("applied", 0)))
            for change in changes:
                apply_ops(connection, change.ops, change.seq)
            if changes:
                self.database.set_meta("applied", changes[-1].seq)
        return changes

    def is_behind(self) -> bool:
        """Say whether `tags.yaml` lacks changes that the journal has."""
        return int(self.journal.state("flushed", 0)) < self.journal.last_seq()

    def _fill(self) -> None:
        """Put the facts of file and journal into an index that has none of them."""
        known = self.journal.state("file")
        data = self._read()
        parsed = Parsed()
        self._refuse(None)
        if data is None and known is not None:
            self._refuse(self._gone())
        elif data is not None:
            try:
                parsed = reading.read(data, self.places.tags_file)
            except TagFileError as error:
                self._refuse(str(error), broken=True)
        with self.journal.transaction():
            self._settle_own_write(data)
            unflushed = self._unflushed()
            merged = merge(parsed.facts, (op for change in unflushed for op in change.ops))
            self._note_conflicts(parsed, merged.facts, unflushed)
            if self.problem is None:
                self._know(data)
            last = self.journal.last_seq()
            if not unflushed and not merged.conflicts:
                self.journal.set_state(flushed=last)
        with self.database.transaction() as connection:
            clear(connection)
            apply_ops(connection, [Op(path, None, v) for path, v in merged.facts.items()], 0)
            for change in unflushed:
                apply_ops(
                    connection,
                    [
                        op
                        for op in change.ops
                        if op.after is not None and merged.facts.get(op.path) == op.after
                    ],
                    change.seq,
                )
            keep_hashes(connection, parsed.hashes)
            self.database.set_meta("journal", self.journal.id)
            self.database.set_meta("applied", last)
        if data is not None and self.problem is None:
            self._hold(Document(data, parsed.layout, self.places.tags_file), data)

    def _note_conflicts(
        self, parsed: Parsed, merged: dict[Fact, Any], unflushed: list[Change]
    ) -> None:
        """Write down what merging itself set, beyond our changes and theirs."""
        ours = {op.path: op.after for change in unflushed for op in change.ops}
        own = {
            path: value
            for path, value in merged.items()
            if value != parsed.facts.get(path) and value != ours.get(path)
        }
        if own:
            ops = [Op(path, parsed.facts.get(path), value) for path, value in own.items()]
            self.journal.append(self.coder, "merged with tags.yaml", ops, on_stack=False)

    def _unflushed(self) -> list[Change]:
        return self.journal.after(int(self.journal.state("flushed", 0)), to_file=True)

    # -- the file, read ------------------------------------------------------------------------

    def look(self) -> list[Change]:
        """Take what another hand wrote into `tags.yaml`; return what changed by it.

        What can't be taken leaves everything as it is, and says so in `problem`.
        """
        stamp = self._stamp()
        known = self.journal.state("file")
        if known is not None and stamp == (known[0], known[1]):
            self._refuse(None)
            return []
        if stamp is None and known is None:
            self._refuse(None)
            return []
        if self.problem is not None and stamp == self._refused:
            return []
        self._wait_until_still()
        return self._take(self._read())

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = self.places.tags_file.stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def _wait_until_still(self) -> None:
        """Wait until the file has stood still for STILL_SECONDS, at most ten times as long."""
        for _ in range(10):
            stamp = self._stamp()
            age = time.time() - stamp[1] / 1e9 if stamp else STILL_SECONDS
            if not 0 <= age < STILL_SECONDS:
                return
            time.sleep(STILL_SECONDS - age)

    def _read(self) -> bytes | None:
        try:
            return self.places.tags_file.read_bytes()
        except FileNotFoundError:
            return None

    def _take(self, data: bytes | None) -> list[Change]:
        known = self.journal.state("file")
        if data is not None:
            with self.journal.transaction():
                self._settle_own_write(data)
                known = self.journal.state("file")
                if known is not None and known[2] == digest(data):
                    self._know(data)
                    self._refuse(None)
                    return []
        elif known is None:
            return []
        had_blocks = self._known_blocks()
        if data is None or (not data.strip() and known is not None and known[0]):
            self._refuse(self._gone() if data is None else self._empty())
            self._keep_ours()
            return []
        try:
            parsed = reading.read(data, self.places.tags_file)
        except TagFileError as error:
            self._refuse(str(error), broken=True)
            self._keep_ours()
            return []
        blocks = {path[1] for path in parsed.facts if path[0] == "articles"}
        lost = len(had_blocks - blocks)
        if known is not None and lost > FEW_BLOCKS and lost * 2 > len(had_blocks):
            self._refuse(self._shrunk(lost, len(had_blocks)))
            self._keep_ours()
            return []
        self._refuse(None)
        return self._merge(data, parsed)

    def _merge(self, data: bytes, parsed: Parsed) -> list[Change]:
        with self.journal.transaction():
            changes = self.catch_up()
            now = facts.every(self.database.connection())
            unflushed = self._unflushed()
            merged = merge(parsed.facts, (op for change in unflushed for op in change.ops))
            ops = differing(now, merged.facts)
            theirs = [op for op in ops if parsed.facts.get(op.path) == op.after]
            both = [op for op in ops if parsed.facts.get(op.path) != op.after]
            if theirs:
                self.journal.append(self.coder, OUTSIDE, theirs, on_stack=False, from_file=True)
            if both:
                self.journal.append(self.coder, "merged with tags.yaml", both, on_stack=False)
            self._know(data)
            if not unflushed and not both:
                self.journal.set_state(flushed=self.journal.last_seq())
        changes += self.catch_up()
        with self.database.transaction() as connection:
            keep_hashes(connection, parsed.hashes)
        self._hold(Document(data, parsed.layout, self.places.tags_file), data)
        return changes

    def _settle_own_write(self, data: bytes | None) -> None:
        """Where this program died between writing the file and noting it, note it now."""
        coming = self.journal.state("next")
        if data is not None and coming is not None and coming[0] == digest(data):
            self._know(data)
            self.journal.set_state(flushed=coming[1], next=None)

    def _know(self, data: bytes | None) -> None:
        """Note what the file is, as last read or written."""
        stamp = self._stamp()
        known = None if data is None or stamp is None else [*stamp, digest(data)]
        self.journal.set_state(file=known)

    # -- what is wrong with it -----------------------------------------------------------------

    def _refuse(self, problem: str | None, *, broken: bool = False) -> None:
        self.problem = problem
        self.is_broken = broken
        self._refused = self._stamp() if problem else None

    def _gone(self) -> str:
        return f"{self.places.tags_file} is gone: put it back, or write it anew with restore"

    def _empty(self) -> str:
        return f"{self.places.tags_file} is empty: put it back, or write it anew with restore"

    def _shrunk(self, lost: int, of: int) -> str:
        return (
            f"{self.places.tags_file} has lost {lost:,} of {of:,} articles:"
            " put them back, or choose with restore which of the two stays"
        )

    def _known_blocks(self) -> set[str]:
        connection = self.database.connection()
        rows = connection.execute(
            "SELECT id FROM articles WHERE read IS NOT NULL OR note IS NOT NULL"
            " OR num IN (SELECT num FROM article_tags) OR num IN (SELECT num FROM marks)"
        )
        return {one for (one,) in rows}

    def _keep_ours(self) -> None:
        """Make a backup of what we have, where the file has less."""
        if self._document is not None:
            data = self._document.data
        else:
            document = Document(b"", None, self.places.tags_file)
            document.edit(content.whole(self.database.connection()))
            data = document.data
        backups.now(self.places.backups, data, "before")

    # -- the file, written ---------------------------------------------------------------------

    def flush(self) -> list[Change]:
        """Write to `tags.yaml` what it lacks, and take what others wrote; return the latter.

        Raises OSError where it can't be written, TagFileError where it must not be.
        """
        with save.locked(self._lock_path):
            changes = self.catch_up() + self.look()
            if self.problem is not None:
                return changes
            unflushed = self._unflushed()
            last = unflushed[-1].seq if unflushed else self.journal.last_seq()
            if unflushed:
                self._write(unflushed, last)
            elif int(self.journal.state("flushed", 0)) < last:
                with self.journal.transaction():
                    self.journal.set_state(flushed=last)
        return changes

    def _write(self, unflushed: list[Change], last: int) -> None:
        document, before = self._current_document()
        self._document = None  # until what is edited below is on disk
        document.edit(content.edits(self.database.connection(), unflushed))
        data = document.data
        if data != before:
            backups.daily(self.places.backups, before)
            with self.journal.transaction():
                self.journal.set_state(next=[digest(data), last])
            save.replace(self.places.tags_file, data)
        with self.journal.transaction():
            self._know(data)
            self.journal.set_state(flushed=last, next=None)
        self._hold(document, data)

    def _current_document(self) -> tuple[Document, bytes]:
        """Return the file as document and bytes, parsed only if it isn't known already."""
        known = self.journal.state("file")
        if known is None:
            return Document(b"", None, self.places.tags_file), b""
        data = self._read() or b""
        sha = digest(data)
        if self._document is not None and self._document_sha == sha:
            return self._document, data
        cache = self.database.meta(CACHE_KEY)
        found = Document.from_cache(data, cache, sha, self.places.tags_file) if cache else None
        if found is None:
            parsed = reading.read(data, self.places.tags_file)
            found = Document(data, parsed.layout, self.places.tags_file)
        return found, data

    def _hold(self, document: Document, data: bytes) -> None:
        self._document = document
        self._document_sha = digest(data)

    def keep_cache(self) -> None:
        """Keep the pieces' boundaries for the next start."""
        if self._document is not None and self._document_sha is not None:
            cache = self._document.cache(self._document_sha)
            if cache is not None:
                self.database.set_meta(CACHE_KEY, cache)
