"""Words that are being typed for a fact and are not saved yet: in the journal as they are typed.

A draft is no change: undo, history and `tags.yaml` know nothing of it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from store.userdata.journal import Journal
from store.userdata.ops import Fact

AT_ONCE = 20_000
"""Code points up to which a draft is written with every key; a longer one with the next flush."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DraftText:
    """Words that were typed and not saved, and where in them the cursor stood, in code points."""

    words: str
    cursor: int


@dataclass(frozen=True, slots=True)
class _Written:
    """Which row a draft is in, and what was last known to be there: its turn, and the words."""

    id: str
    version: int
    draft: DraftText


@dataclass(frozen=True, slots=True)
class Saved:
    """A fact that is being saved, and the words that it gets."""

    path: Fact
    words: str


class Drafts:
    """A person's drafts by the fact that they are for. Usable from any thread.

    Each is a row of its own that only who knows its last version writes over: of two programs that
    write the same note, the later begins another row, and the newest is offered first.
    """

    def __init__(self, journal: Journal, coder: str) -> None:
        self._journal = journal
        self._coder = coder
        self._lock = threading.Lock()
        self._new: dict[Fact, DraftText] = {}
        """Not in the journal yet; without words: to be taken away there."""
        self._written: dict[Fact, _Written] = {}
        self._journal_id = journal.id
        self._is_save_pending = False

    def get(self, path: Fact) -> DraftText | None:
        """Return the newest draft for a fact, None where there is none."""
        with self._lock:
            if path in self._new:
                return self._new[path] if self._new[path].words else None
            with suppress(sqlite3.DatabaseError):  # then what is known here is the best there is
                self._look_up(path)
            return self._written[path].draft if path in self._written else None

    def _look_up(self, path: Fact) -> None:
        """Know the newest draft of the journal for a fact."""
        row = (
            self._journal.connection()
            .execute(
                "SELECT id, turn, words, cursor FROM drafts WHERE coder = ? AND path = ?"
                " ORDER BY turn DESC LIMIT 1",
                (self._coder, _encode(path)),
            )
            .fetchone()
        )
        if row is None and self._journal_id == self._journal.id:
            self._written.pop(path, None)
        elif row is not None:
            self._written[path] = _Written(row[0], row[1], DraftText(row[2], row[3]))

    def keep(self, path: Fact, words: str, cursor: int) -> bool:
        """Note what is typed; blank words take the draft away. Say whether `save` is to be called.

        It is not where a call is under way that will find these words too.
        """
        with self._lock:
            self._new[path] = DraftText(words, cursor) if words.strip() else DraftText("", 0)
            was_pending, self._is_save_pending = self._is_save_pending, True
            return not was_pending

    @contextmanager
    def transaction(self, saved: Saved | None) -> Iterator[sqlite3.Connection]:
        """Give the journal's transaction in which a fact is saved: its draft never outlives that.

        A draft that has other words than what is saved stays.
        """
        if saved is None:
            with self._journal.transaction() as connection:
                yield connection
            return
        with self._journal.transaction() as connection:
            yield connection
            with self._lock:
                new, row = self._new.get(saved.path), self._written.get(saved.path)
            newest = new or (None if row is None else row.draft)
            is_settled = newest is not None and newest.words.strip() == saved.words.strip()
            if is_settled and row is not None:
                self._delete(connection, row)
        with self._lock:
            if is_settled and self._new.get(saved.path) is new:
                self._new.pop(saved.path, None)
            if is_settled and self._written.get(saved.path) is row:
                self._written.pop(saved.path, None)

    @staticmethod
    def _delete(connection: sqlite3.Connection, row: _Written) -> None:
        """Delete a draft in the version that is known here."""
        connection.execute("DELETE FROM drafts WHERE id = ? AND turn = ?", (row.id, row.version))

    def all_drafts(self) -> list[tuple[Fact, DraftText]]:
        """Return everybody's drafts that are in the journal, the oldest first."""
        rows = self._journal.connection().execute(
            "SELECT path, words, cursor FROM drafts ORDER BY turn"
        )
        return [(tuple(json.loads(path)), DraftText(*fields)) for path, *fields in rows]

    @property
    def are_new(self) -> bool:
        """Say whether any is not in the journal yet."""
        return bool(self._new)

    @property
    def unsaved(self) -> list[tuple[Fact, DraftText]]:
        """Return the drafts that are on no disk."""
        with self._lock:
            new = [(path, draft) for path, draft in self._new.items() if draft.words]
        return new if self._journal.problem is None else [*self.all_drafts(), *new]

    def save(self) -> None:
        """Write what is new, and into a journal that was begun anew all that is known."""
        with self._lock:
            self._is_save_pending = False
            if self._journal_id != self._journal.id:
                self._journal_id = self._journal.id
                self._new = {path: row.draft for path, row in self._written.items()} | self._new
                self._written.clear()
            new, rows = dict(self._new), dict(self._written)
        if not new:
            return
        with self._journal.transaction() as connection:
            written = {
                path: self._write(connection, path, draft, rows.get(path))
                for path, draft in new.items()
            }
        with self._lock:
            for path, row in written.items():
                if row is None:
                    self._written.pop(path, None)
                else:
                    self._written[path] = row
                if self._new.get(path) is new[path]:
                    del self._new[path]

    def _write(
        self, connection: sqlite3.Connection, path: Fact, draft: DraftText, row: _Written | None
    ) -> _Written | None:
        """Write a draft over the version that is known here, else beside what is there."""
        mine = (None, None) if row is None else (row.id, row.version)
        if not draft.words:
            if row is not None:
                self._delete(connection, row)
            return None
        (turn,) = connection.execute("SELECT COALESCE(MAX(turn), 0) + 1 FROM drafts").fetchone()
        words = _SURROGATES.sub("\ufffd", draft.words)
        updated = connection.execute(
            "UPDATE drafts SET words = ?, cursor = ?, turn = ? WHERE id = ? AND turn = ?",
            (words, draft.cursor, turn, *mine),
        )
        if row is not None and updated.rowcount:
            return _Written(row.id, turn, draft)
        id = uuid.uuid4().hex
        connection.execute(
            "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)",
            (id, turn, self._coder, _encode(path), words, draft.cursor),
        )
        return _Written(id, turn, draft)


def follow_moves(connection: sqlite3.Connection, moves: Sequence[tuple[str, str]]) -> None:
    """Let drafts and reading positions follow articles from old to new ids, in order.

    To be called within a transaction of the journal. An article keeps the position it has.
    """
    for old, new in moves:
        connection.execute("UPDATE OR IGNORE positions SET id = ? WHERE id = ?", (new, old))
    for id, encoded in connection.execute("SELECT id, path FROM drafts").fetchall():
        kind, article, *field = json.loads(encoded)
        goal = article
        for old, new in moves if kind == "articles" else ():
            goal = new if goal == old else goal
        if goal != article:
            path = _encode((kind, goal, *field))
            connection.execute("UPDATE drafts SET path = ? WHERE id = ?", (path, id))


def _encode(path: Fact) -> str:
    return json.dumps(path, ensure_ascii=False, separators=(",", ":"))
