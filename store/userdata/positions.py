"""Reading positions of articles: in memory at once, in the journal within a second."""

from __future__ import annotations

import threading

from store.userdata.journal import Journal


class Positions:
    """Reading positions by article, in code points of its text. Thread-safe."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = threading.Lock()
        self._new: dict[str, int] = {}
        """Positions not yet in the journal; the last one belongs to the open article."""

    def get(self, id: str) -> int | None:
        """Return the reading position of an article; None if it was never opened."""
        with self._lock:
            if id in self._new:
                return self._new[id]
        row = (
            self._journal.connection()
            .execute("SELECT offset FROM positions WHERE id = ?", (id,))
            .fetchone()
        )
        return None if row is None else int(row[0])

    def last(self) -> tuple[str, int] | None:
        """Return the article that was open last, and its reading position."""
        with self._lock:
            if self._new:
                return list(self._new.items())[-1]
        row = (
            self._journal.connection()
            .execute("SELECT id, offset FROM positions ORDER BY turn DESC LIMIT 1")
            .fetchone()
        )
        return None if row is None else (str(row[0]), int(row[1]))

    def keep(self, id: str, offset: int) -> None:
        """Record the reading position of an article."""
        with self._lock:
            self._new.pop(id, None)
            self._new[id] = offset

    @property
    def are_new(self) -> bool:
        """Return whether any position is not yet in the journal."""
        return bool(self._new)

    def save(self) -> None:
        """Write new positions to the journal."""
        with self._lock:
            new = dict(self._new)
        if not new:
            return
        with self._journal.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO positions"
                " VALUES (?, ?, (SELECT COALESCE(MAX(turn), 0) + 1 FROM positions))",
                list(new.items()),
            )
        with self._lock:
            for id, offset in new.items():
                if self._new.get(id) == offset:
                    del self._new[id]
