"""Search among the names of the library: by typed words, or the most mentioned."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from store.entities.names import (
    COUNTED,
    Name,
    counted,
    sources,
)
from store.entities.shown_mentions import update_shown_mentions
from store.index.database import Database
from store.model import LABELS
from store.progress import never_cancel

MOST = 3_000
"""Maximum number of names read at once."""


class Shortlist:
    """A snapshot of names to search while one choice is made; names are read once and reused.

    A new instance sees later changes. Safe to use from several threads.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._most: dict[tuple[str, ...], list[Name]] = {}

    def search(
        self,
        words: str = "",
        labels: Sequence[str] = LABELS,
        limit: int = 200,
        stop: Callable[[], bool] = never_cancel,
    ) -> list[Name]:
        """Return the names with some labels that match the words, best first; typos are forgiven.

        Without words, returns the most mentioned. Searches the `MOST` most mentioned names and as
        many whose words start with the typed ones; `stop` is checked between these steps.
        """
        update_shown_mentions(self._database)
        most = self._most.get(tuple(labels))
        if most is None:
            most = _counted(self._database, labels, "")
            self._most[tuple(labels)] = most
        if not words.strip():
            return most[:limit]
        candidates = most
        if (match := _prefixes(words)) and not stop():
            candidates = most + _counted(self._database, labels, match)
        if stop():
            return []
        names = list(dict.fromkeys(candidates))
        from store.fuzzy import rank

        return [names[ranked.index] for ranked in rank(words, [n.name for n in names], limit)]


def _prefixes(words: str) -> str:
    """Return an FTS query for names with words that start like these; empty if there are none."""
    parts = ["".join(c if c.isalnum() else " " for c in word).split() for word in words.split()]
    return " ".join(f'"{part}"*' for some in parts for part in some)


_MATCHING = "SELECT rowid FROM names_fts WHERE names_fts MATCH ? LIMIT ?"
_OTHERWISE = """SELECT n.name_id FROM other_names o JOIN names n ON n.name = o.name
WHERE o.alias IN (SELECT name FROM names WHERE name_id IN (SELECT value FROM json_each(?)))"""


def _counted(database: Database, labels: Sequence[str], match: str) -> list[Name]:
    """Return the most mentioned names with some labels, limited to the FTS query `match`."""
    connection = database.connection()
    plain = settled = "1"
    if match:
        rows = connection.execute(_MATCHING, (match, MOST))
        shown = [number for (number,) in rows]
        rows = connection.execute(_OTHERWISE, (json.dumps(shown),))
        shown = list(dict.fromkeys([*shown, *(number for (number,) in rows)]))
        plain, settled = map(_name_condition, (sources(connection, shown), shown))
    query = COUNTED.format(plain, settled, "n.label IN (SELECT value FROM json_each(?))")
    rows = connection.execute(query, (json.dumps(list(labels)), MOST))
    return counted(connection, rows.fetchall())


def _name_condition(numbers: Sequence[int]) -> str:
    return f"m.name_id IN ({','.join(map(str, numbers))})"
