"""Unsaved drafts of notes and other facts, stored in the journal while they are typed.

A draft is not a change: it is not part of undo, history or `tags.yaml`.
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
"""Code points up to which a draft is written at each key press; longer ones await the flush."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DraftText:
    """The text of an unsaved draft and its cursor position in code points."""

    words: str
    cursor: int


@dataclass(frozen=True, slots=True)
class _Written:
    """The row of a draft, with the version and text that were last written or read."""

    id: str
    version: int
    draft: DraftText


@dataclass(frozen=True, slots=True)
class Saved:
    """A fact being saved, and its text."""

    path: Fact
    words: str


class Drafts:
    """The drafts of one user, by fact. Thread-safe.

    Each draft is a row that is only overwritten by the program that knows its latest version: if
    two programs edit the same note, the later one starts another row. The newest draft is offered
    first.
    """

    def __init__(self, journal: Journal, coder: str) -> None:
        self._journal = journal
        self._coder = coder
        self._lock = threading.Lock()
        self._new: dict[Fact, DraftText] = {}
        """Drafts not yet in the journal; an empty text means that the draft is to be deleted."""
        self._written: dict[Fact, _Written] = {}
        self._journal_id = journal.id
        self._is_save_pending = False

    def get(self, path: Fact) -> DraftText | None:
        """Return the newest draft of a fact, or None."""
        with self._lock:
            if path in self._new:
                return self._new[path] if self._new[path].words else None
            with suppress(sqlite3.DatabaseError):  # the draft known here is then used
                self._look_up(path)
            return self._written[path].draft if path in self._written else None

    def _look_up(self, path: Fact) -> None:
        """Read the newest draft of a fact from the journal."""
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
        """Record the text being typed and return whether `save` should be called.

        Blank text deletes the draft. Returns False if a pending save will include this text.
        """
        with self._lock:
            self._new[path] = DraftText(words, cursor) if words.strip() else DraftText("", 0)
            was_pending, self._is_save_pending = self._is_save_pending, True
            return not was_pending

    @contextmanager
    def transaction(self, saved: Saved | None) -> Iterator[sqlite3.Connection]:
        """Yield the journal's transaction that saves a fact and deletes its draft.

        The draft is kept if its text differs from what is saved.
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
        """Delete a draft if it still has the version known here."""
        connection.execute("DELETE FROM drafts WHERE id = ? AND turn = ?", (row.id, row.version))

    def all_drafts(self) -> list[tuple[Fact, DraftText]]:
        """Return the drafts of all users from the journal, oldest first."""
        rows = self._journal.connection().execute(
            "SELECT path, words, cursor FROM drafts ORDER BY turn"
        )
        return [(tuple(json.loads(path)), DraftText(*fields)) for path, *fields in rows]

    @property
    def are_new(self) -> bool:
        """Return whether any draft is not yet in the journal."""
        return bool(self._new)

    @property
    def unsaved(self) -> list[tuple[Fact, DraftText]]:
        """Return the drafts that are not on disk."""
        with self._lock:
            new = [(path, draft) for path, draft in self._new.items() if draft.words]
        return new if self._journal.problem is None else [*self.all_drafts(), *new]

    def save(self) -> None:
        """Write new drafts to the journal; a new journal gets all known drafts."""
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
        """Update the draft's row if its version is the known one; otherwise insert another row."""
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
    """Move drafts and reading positions from old to new article ids, in order.

    Call this within a transaction of the journal. An existing reading position is not overwritten.
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
