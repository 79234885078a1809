"""Keeps the segments of jump in step with the index.

All articles are one large segment, built once and kept on disk. Triggers of the index write down
which articles changed since; these are left out of the large segment and read into a small one.
When they are many, the large one is built again behind the searches.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import numpy as np

from store.entities.shown_mentions import pending, update_shown_mentions
from store.index.database import Database
from store.jump import disk_cache
from store.jump.csr import Longs
from store.jump.index_rows import Stopped, read_segment
from store.jump.segment import Segment

KEPT_FROM = 2000
"""Articles from which on a segment is kept on disk: fewer are read as fast."""

_EVERYTHING = 0
"""What stands for an article's number where a change concerns any number of articles."""


class IndexSync:
    """The segments of one index; for one searching thread, and a thread of its own behind it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._base: Segment | None = None
        self._base_seq = 0
        self._recent: Segment | None = None
        self._removed: Longs | None = None
        self._seen_seq = -1
        self._builder: threading.Thread | None = None
        self._built: tuple[Segment, int] | None = None
        self._closing = threading.Event()

    def stale(self) -> bool:
        """Say whether the index changed since it was last looked at."""
        if pending(self._database.connection()):
            return True
        return self._seen_seq != _last_change(self._database.connection())

    def segments(self) -> tuple[Segment, ...]:
        """Return what to search in, after taking up what changed; the large segment first."""
        if self._base is None or self._built is not None or self.stale():
            self._take_up(behind=True)
        return self._current()

    def _current(self) -> tuple[Segment, ...]:
        return tuple(each for each in (self._base, self._recent) if each is not None)

    def gone(self, segment: Segment) -> Longs | None:
        """Return the positions in `segment` that no longer count; None: there are none."""
        return self._removed if segment is self._base else None

    def refresh(self) -> None:
        """Take up what changed, and return when that is done."""
        self._take_up(behind=False)

    def close(self) -> None:
        """End the building behind the searches, and wait until it has."""
        self._closing.set()
        if self._builder is not None:
            self._builder.join()

    def _take_up(self, behind: bool) -> None:
        update_shown_mentions(self._database)
        built, self._built = self._built, None
        behind &= self._base is not None
        if built is None and self._base is None:
            built = disk_cache.load(self._kept_at(), self._born())
        if built is not None:
            self._base, self._base_seq = built
            self._seen_seq = -1
        connection = self._database.connection()
        seq = _last_change(connection)
        if self._base is not None and seq != self._seen_seq:
            changed = _changed_since(connection, self._base_seq)
            size = len(self._base)
            if changed is None or len(changed) > max(5000, size // 10):
                if behind:
                    self._build_behind()
                else:
                    self._base = None
            else:
                self._take_up_few(changed)
                self._seen_seq = seq
                if len(changed) > 1000 + size // 100:
                    self._build_behind()
        if self._base is None:
            self._base, self._base_seq = self._build()
            self._recent, self._removed, self._seen_seq = None, None, self._base_seq

    def _take_up_few(self, changed: list[int]) -> None:
        if not changed or self._base is None:
            self._recent = self._removed = None
            return
        self._recent = read_segment(self._database.connection(), changed)
        self._removed = self._base.docs_of(np.array(changed, np.int64))

    def _build_behind(self) -> None:
        if self._builder is None or not self._builder.is_alive():
            self._builder = threading.Thread(target=self._run, name="jump", daemon=True)
            self._builder.start()

    def _run(self) -> None:
        # Where the library is closed meanwhile, or made anew, nothing is built.
        with suppress(sqlite3.Error, Stopped), closing(self._database.connection()):
            self._built = self._build()

    def _build(self) -> tuple[Segment, int]:
        connection = self._database.connection()
        with _one_state(connection):
            seq = _last_change(connection)
            segment = read_segment(connection, stop=self._closing.is_set)
        if len(segment) >= KEPT_FROM:
            disk_cache.save(self._kept_at(), segment, self._born(), seq)
        return segment, seq

    def _kept_at(self) -> Path:
        return disk_cache.path_beside(self._database.path)

    def _born(self) -> str:
        return str(self._database.meta("born", ""))


@contextmanager
def _one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all reads see one state of the index."""
    begun = not connection.in_transaction
    if begun:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if begun:
            connection.execute("ROLLBACK")


def _last_change(connection: sqlite3.Connection) -> int:
    row = connection.execute(
        "SELECT seq FROM sqlite_sequence WHERE name = 'jump_changes'"
    ).fetchone()
    return row[0] if row else 0


def _changed_since(connection: sqlite3.Connection, seq: int) -> list[int] | None:
    """Return the numbers of articles that changed after `seq`; None: any may have."""
    if _last_change(connection) < seq:
        return None
    (oldest,) = connection.execute("SELECT min(seq) FROM jump_changes").fetchone()
    if oldest is not None and oldest > seq + 1:
        return None
    rows = connection.execute("SELECT DISTINCT num FROM jump_changes WHERE seq > ?", (seq,))
    changed = [num for (num,) in rows]
    return None if _EVERYTHING in changed else changed
