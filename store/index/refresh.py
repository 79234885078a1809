"""Brings the index up to date with the folder, reading only new and changed files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain

from store.folder.file_types import FileType
from store.folder.ignore_rules import file_type
from store.folder.locations import Locations
from store.folder.walk import Skipped, candidates
from store.index import move_detection
from store.index.article_builder import Prepared, prepare
from store.index.article_writer import Batches, Written, forget_file, remove
from store.index.conversion_pool import ConversionPool, Failure
from store.index.converted_files import ConvertedFiles, forget_vanished
from store.index.database import Database
from store.index.file_conversion import Conversion, given_up
from store.index.file_diff import FileDiff, Task, Vanished
from store.index.file_reader import (
    FileReading,
    NeedsReader,
    Outcome,
    Unchanged,
    read_candidate,
)
from store.index.file_rows import Converted, SameFile
from store.index.refresh_results import LEFT_OUT, OTHER_FILES, Progress, Refreshed
from store.index.sqlite_errors import as_library_error
from store.processes.helper import MOST_HELPERS, processors, shared
from store.progress import ignore_progress, never_cancel

__all__ = ["Progress", "Refreshed", "ignore_patterns", "refresh"]

REMOVED_AT_ONCE = 20
"""The number of vanished articles removed in one transaction, to keep it short."""

IGNORE_SETTING = '["settings","ignore"]'
"""Where the table of facts has the patterns of files that are no articles."""

MANY_FILES = 100
"""The number of files from which a second thread writes while this one reads."""

VERY_MANY_FILES = 1_000
"""The number of files from which other processes read too: each takes 0.2 s to start."""


def refresh(
    places: Locations,
    database: Database,
    *,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] = never_cancel,
) -> Refreshed:
    """Take every new, changed, moved and vanished file of the library into the index.

    Files are compared by size and time, and read only where these differ. `stop` is called between
    two files; what was read until then is kept. Raises LibraryError where the folder is gone, or
    the index can't be written.
    """
    with as_library_error(database):
        return _Refresh(places, database, progress or ignore_progress, stop).run()


def ignore_patterns(database: Database) -> list[str]:
    """Return the user's ignore patterns, from the settings in `tags.yaml`."""
    row = (
        database.connection()
        .execute("SELECT value FROM facts WHERE path = ?", (IGNORE_SETTING,))
        .fetchone()
    )
    patterns = json.loads(row[0]) if row else []
    if isinstance(patterns, str):
        return [patterns]
    return [str(pattern) for pattern in patterns] if isinstance(patterns, list) else []


LARGEST_PART = 128 * 1024
"""Bytes of the files that are read together; a larger one is read alone, and not sent around."""
MOST_IN_PART = 100
"""Files that are read together where several processes read."""
MOST_CONVERTED = 10
"""Files of other formats that a process is given at once."""


def _parts(tasks: Iterator[Task], most: int) -> Iterator[list[Task]]:
    """Yield the files to read, in batches of at most this size."""
    part: list[Task] = []
    size = 0
    for task in tasks:
        size += task.size
        if part and (size > LARGEST_PART or len(part) == most):
            yield part
            part, size = [], task.size
        part.append(task)
    if part:
        yield part


def _format_of(task: Task) -> FileType | None:
    """Return the format that a file's name tells, if it needs a reader."""
    return file_type(task.raw.rpartition(b"/")[2])


def _may_be_sent(part: list[Task]) -> bool:
    return len(part) > 1 or 0 <= part[0].size <= LARGEST_PART


class _Refresh:
    """One refresh, from the walk through the folder to the last vanished file."""

    def __init__(
        self,
        places: Locations,
        database: Database,
        progress: Callable[[Progress], None],
        stop: Callable[[], bool],
    ) -> None:
        self._places = places
        # As it is before the folder is listed: it may be swapped for a link behind that.
        self._root = os.path.realpath(os.fsencode(places.root))
        self._database = database
        self._progress = progress
        self._stop = stop
        self._written = Written()
        database.enlarge()
        self._stock = FileDiff(database.connection())
        self._skipped = Skipped()
        self._vanished: dict[str, list[Vanished]] = {}
        self._arrived: list[move_detection.NewFile] = []
        self._moved: list[tuple[str, str]] = []
        self._formatted: list[Task] = []
        """Files whose content tells that they are no plain text."""
        self._moved_with_file: list[tuple[str, str]] = []
        self._read_count = 0

    def run(self) -> Refreshed:
        try:
            walk = candidates(self._places, ignore_patterns(self._database), self._skipped)
            if not self._stock.take(walk, self._looked):
                return self._result(0, False)
            todo, vanished_count = self._stock.compare(self._skipped.unlisted)
            self._vanished = move_detection.by_hash(self._stock.vanished()) if todo else {}
            with Batches(self._database, beside=todo > MANY_FILES) as self._batches:
                self._written = self._batches.written
                converted = ConvertedFiles(self._database, self._batches, self._vanished)
                complete = self._read(todo) and self._convert(todo, converted) and self._move()
            self._moved_with_file = converted.moved() if complete else []
            removed = self._remove() if complete and vanished_count else 0
            if complete:
                forget_vanished(self._database)
            self._keep_other_files()
            return self._result(removed, complete)
        finally:
            self._stock.clear()
            self._database.shrink()

    def _looked(self, seen: int) -> bool:
        self._progress(Progress("looking", seen))
        return not self._stop()

    def _read(self, total: int) -> bool:
        """Read the files; return whether all were read."""
        if total:
            self._progress(Progress("reading", 0, total))
        helpers = min(MOST_HELPERS, processors() - 1) if total > VERY_MANY_FILES else 0
        plain = (task for task in self._stock.tasks() if _format_of(task) is None)
        parts = shared(
            _parts(plain, MOST_IN_PART if helpers else 1), self._look(), _may_be_sent, helpers
        )
        with closing(parts):
            for tasks, outcomes in parts:
                for task, outcome in zip(tasks, outcomes, strict=True):
                    if isinstance(outcome, NeedsReader):
                        self._formatted.append(task)
                        continue
                    self._take(task, outcome)
                    if not self._count_read(total):
                        return False
        return True

    def _convert(self, total: int, converted: ConvertedFiles) -> bool:
        """Have the files that need a reader of their format read by other processes."""
        formatted = (task for task in self._stock.tasks() if _format_of(task) is not None)
        todo = chain(formatted, self._formatted)
        look = replace(self._look(), vanished=frozenset()).look
        helpers = processors() if total > MANY_FILES else 1
        pool = ConversionPool(look, min(helpers, MOST_HELPERS))
        with closing(pool.run(_parts(todo, MOST_CONVERTED), self._stop)) as results:
            for task, conversion in results:
                self._take_converted(task, conversion, converted)
                if not self._count_read(total):
                    return False
        return not self._stop() or self._read_count == total

    def _count_read(self, total: int) -> bool:
        """Report that one more file was read; return whether to go on."""
        self._read_count += 1
        self._progress(Progress("reading", self._read_count, total))
        return self._read_count >= total or not self._stop()

    def _take_converted(
        self, task: Task, conversion: Conversion | Failure, converted: ConvertedFiles
    ) -> None:
        if isinstance(conversion, SameFile):
            converted.touch(task, conversion)
        elif isinstance(conversion, Converted):
            converted.add(task, conversion)
        elif conversion is not None:
            converted.add(task, given_up(self._look().look, task, conversion))

    def _look(self) -> FileReading:
        articles = os.fsencode(self._places.articles)
        return FileReading(articles, self._root, frozenset(self._vanished))

    def _take(self, task: Task, outcome: Outcome) -> None:
        """Apply what was decided about a file."""
        if isinstance(outcome, move_detection.NewFile):
            self._arrived.append(outcome)
        elif isinstance(outcome, Unchanged):
            self._touch(task, outcome)
        elif isinstance(outcome, Prepared):
            self._batches.add(outcome)
            if task.reader is not None:
                self._batches.flush()
                with self._database.transaction() as connection:
                    forget_file(connection, task.id)

    def _touch(self, task: Task, unchanged: Unchanged) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE articles SET raw = ?, size = ?, mtime_ns = ? WHERE num = ?",
                (task.raw, unchanged.size, unchanged.mtime_ns, task.num),
            )

    def _move(self) -> bool:
        """Give new files the rows that they continue, and add the others."""
        moves, strangers = move_detection.match(self._vanished, self._arrived)
        renamed = {file.task.id: old for old, file in moves}
        look = self._look()
        for file in [*(file for _, file in moves), *strangers]:
            if self._stop():
                return False
            content = look.content(file.task)
            old = renamed.get(file.task.id)
            if old is None or content.sha256 != file.sha256:
                self._take(file.task, read_candidate(file.task, content))
                continue
            task, encoding = file.task, self._encoding_of(old)
            self._batches.add(prepare(task.id, task.raw, old.num, content, encoding))
            self._moved.append((old.id, file.task.id))
        return True

    def _encoding_of(self, old: Vanished) -> str | None:
        row = self._database.connection().execute(
            "SELECT encoding FROM articles WHERE num = ?", (old.num,)
        )
        encoding_row = row.fetchone()
        return encoding_row[0] if encoding_row else None

    def _remove(self) -> int:
        """Remove rows without a file; return their number."""
        vanished = self._stock.gone()
        for start in range(0, len(vanished), REMOVED_AT_ONCE):
            with self._database.transaction() as connection:
                remove(connection, vanished[start : start + REMOVED_AT_ONCE])
        return len(vanished)

    def _keep_other_files(self) -> None:
        if self._database.meta(OTHER_FILES) != self._skipped.others:
            self._database.set_meta(OTHER_FILES, self._skipped.others)
        by_kind = json.dumps(dict(sorted(self._skipped.by_kind.items())))
        if self._database.meta(LEFT_OUT) != by_kind:
            self._database.set_meta(LEFT_OUT, by_kind)

    def _result(self, removed: int, complete: bool) -> Refreshed:
        (unreadable,) = (
            self._database.connection()
            .execute("SELECT count(*) FROM articles WHERE present = 1 AND status = 'unreadable'")
            .fetchone()
        )
        return Refreshed(
            added=self._written.added - len(self._moved) - len(self._moved_with_file),
            changed=self._written.changed,
            removed=removed - len(self._moved_with_file),
            moved=(*self._moved, *self._moved_with_file),
            unreadable=unreadable,
            other_files=self._skipped.others,
            complete=complete,
        )
