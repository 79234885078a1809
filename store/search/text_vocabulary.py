"""The different words of all texts: which of them hold some letters, which are nearest to one."""

from __future__ import annotations

import re
import sqlite3
import threading

from store.index.database import Database
from store.query.query_words import fts_phrase
from store.text.letters import fold
from store.text.words import NO_TERM

MOST_WORDS = 300
"""Words of which one must be in a text, up to which a look-up is worth it."""

FARTHEST = 2
"""Letters by which a word that is offered may differ; 1 for one of four letters or fewer."""

SHORTEST = 3
"""Letters of a word from which on another one is offered."""

_SHORT = 4

# FTS5's own records of how many words the texts have (1), and of its files (10): another text
# changes one of the two.
_STATE = "SELECT group_concat(hex(block)) FROM fts_data WHERE id IN (1, 10)"


class Vocabulary:
    """The words of one index with their frequencies, read when first asked for and kept.

    Usable from any thread.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._state: str | None = None
        self._words = ""
        """Every word on a line of its own, as the index folds them."""
        self._counts: dict[str, int] = {}

    def _read(self) -> tuple[str, dict[str, int]]:
        connection = self._database.connection()
        with self._lock:
            (state,) = connection.execute(_STATE).fetchone()
            if state != self._state:
                self._counts = _counts(connection)
                self._words = "\n".join(self._counts)
                self._state = state
            return self._words, self._counts

    def expression(self, runs: list[str]) -> str | None:
        """Return the FTS5 expression for texts with a word around each of some runs of letters.

        None where that says nothing; `""` where no text can have them.
        """
        words, _ = self._read()
        parts = []
        for run in runs:
            around = re.findall(f"^.*{re.escape(run)}.*$", words, re.MULTILINE)
            if not around:
                return ""
            if len(around) <= MOST_WORDS:
                parts.append(f"({' OR '.join(fts_phrase([word]) for word in around)})")
        return f"body : ({' AND '.join(parts)})" if parts else None

    def has(self, word: str, prefix: bool = False) -> bool:
        """Say whether a text has a word, or one that begins so."""
        words, counts = self._read()
        folded = fold(word)
        return folded in counts or (prefix and f"\n{folded}" in f"\n{words}")

    def nearest(self, word: str) -> str | None:
        """Return the word of the texts that is spelled most like one, the commonest of several.

        None where none is near.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        folded = fold(word)
        if len(folded) < SHORTEST:
            return None
        farthest = 1 if len(folded) <= _SHORT else FARTHEST
        _, counts = self._read()
        like = [candidate for candidate in counts if abs(len(candidate) - len(folded)) <= farthest]
        similar = process.extract(
            folded, like, scorer=OSA.distance, score_cutoff=farthest, limit=None
        )
        near = [(candidate, distance) for candidate, distance, _ in similar if candidate != folded]
        if not near:
            return None
        return str(
            min(
                near,
                key=lambda candidate: (
                    candidate[1],
                    candidate[0][:1] != folded[:1],
                    -counts[candidate[0]],
                ),
            )[0]
        )


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, fts, col)"
    )
    rows = connection.execute("SELECT term, col, doc FROM temp.vocabulary WHERE col <> 'title'")
    counts: dict[str, int] = {}
    for term, column, texts in rows.fetchall():
        if column == "body" or term not in counts:
            counts[term] = texts
    counts.pop(NO_TERM, None)
    return counts
