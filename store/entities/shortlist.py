"""The names of the library to choose from: the most mentioned, and those that words fit."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from store.entities.card import count
from store.entities.corrections import Corrections, of_library
from store.entities.names import Name, called
from store.index.database import Database
from store.model import LABELS

MOST = 3_000
"""Names that are read at a time."""
CORRECTED = 200
"""Corrected names that are counted one by one."""

_COUNTED = """
SELECT n.name, n.label, sum(m.mentions) AS total, count(*) FROM names n
JOIN mentions m USING (name_id) WHERE n.label IN (SELECT value FROM json_each(?)) {}
GROUP BY n.name_id ORDER BY total DESC, n.name, n.label LIMIT ?"""

_MATCHING = "AND n.name_id IN (SELECT rowid FROM names_fts WHERE names_fts MATCH ? LIMIT ?)"


def _never() -> bool:
    return False


class Shortlist:
    """Names to choose from while one thing is chosen: what was read once is not read again.

    A new one sees what has changed since. Safe to use from several threads.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._most: dict[tuple[str, ...], list[Name]] = {}

    def like(
        self,
        words: str = "",
        labels: Sequence[str] = LABELS,
        limit: int = 200,
        stop: Callable[[], bool] = _never,
    ) -> list[Name]:
        """Return names of some labels that words fit, typos forgiven, best first.

        Without words the most mentioned. Looked for among the `MOST` most mentioned and among as
        many that have words which begin as those typed; `stop` is asked between the steps.
        """
        library = of_library(self._database.connection())
        most = self._most.get(tuple(labels))
        if most is None:
            most = _counted(self._database, library, labels, "", ())
            self._most[tuple(labels)] = most
        if not words.strip():
            return most[:limit]
        found = most
        if (match := _prefixes(words)) and not stop():
            found = most + _counted(self._database, library, labels, _MATCHING, (match, MOST))
        if stop():
            return []
        known = list(dict.fromkeys(found))
        from store.jump.short import rank

        return [known[ranked.index] for ranked in rank(words, [n.name for n in known], limit)]


def _prefixes(words: str) -> str:
    """Return what finds names that have words with these beginnings; empty where none has."""
    parts = ["".join(c if c.isalnum() else " " for c in word).split() for word in words.split()]
    return " ".join(f'"{part}"*' for some in parts for part in some)


def _counted(
    database: Database,
    library: Corrections,
    labels: Sequence[str],
    condition: str,
    bound: Sequence[object],
) -> list[Name]:
    """Return names with their counts as the library's corrections leave them, most first."""
    connection = database.connection()
    asked = LABELS if library.labels or library.aliases else labels
    rows = connection.execute(
        _COUNTED.format(condition), (json.dumps(list(asked)), *bound, MOST)
    ).fetchall()
    changed = _changed(connection, library, rows)
    kept = [
        Name(*row)
        for row in rows
        if row[1] in labels and (row[0], row[1]) not in changed and row[0] not in library.hidden
    ]
    again = [key for key in dict.fromkeys(changed.values()) if key and key[1] in labels]
    if not condition:
        own = ((name, given) for name, given in library.names.items() if given in labels)
        again = list(dict.fromkeys([*again, *own]))
    for key in again[:CORRECTED]:
        one = count(database, library, *key)
        if one.mentions:
            kept.append(one)
    return sorted(kept, key=lambda name: (-name.mentions, name.name, name.label))


def _changed(
    connection: sqlite3.Connection, library: Corrections, rows: Iterable[Sequence[str]]
) -> dict[tuple[str, str], tuple[str, str] | None]:
    """Return the names among `rows` that a correction is about, and what each is called now."""
    if not library:
        return {}
    targets = {library.resolve(alias) for alias in library.aliases}
    about = {*library.aliases, *targets, *library.labels, *library.split, *library.names}
    return {
        (name, label): called(name, label, library) for name, label, *_ in rows if name in about
    }
