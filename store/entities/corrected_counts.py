"""Corrected mention counts for articles without corrections of their own, derived from the index.

How the library's corrections change a mention depends on its name, its label and its words. The
index counts mentions by name and label. The text is read only if such a name has several spellings,
as corrections may treat these differently.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from store.entities.apply_corrections import corrected
from store.entities.corrections import Corrections, nfc
from store.model import Entity
from store.text.words import as_name

_TABLE = """
CREATE TEMP TABLE IF NOT EXISTS retold (
  name_id INTEGER, num INTEGER, mentions INTEGER, spelled TEXT, PRIMARY KEY (num, name_id)
) WITHOUT ROWID
"""

_COPY = """
INSERT INTO temp.retold SELECT name_id, num, mentions, spelled FROM mentions
WHERE num IN (SELECT value FROM json_each(?))
"""

_CONCERNED = """
SELECT m.num, m.name_id, n.name, n.label, m.mentions, m.spelled
FROM mentions m JOIN names n USING (name_id)
WHERE m.num IN (SELECT value FROM json_each(:nums))
  AND (n.name IN (SELECT value FROM json_each(:keys))
    OR m.spelled <> n.name AND (m.spelled GLOB '*[^ -~]*'
      OR m.spelled IN (SELECT value FROM json_each(:keys))))
"""
# The newline between spellings is not printable ASCII, so the GLOB matches these rows too.

_REPLACE = (
    """
DELETE FROM settled_mentions WHERE num IN (SELECT value FROM json_each(?))
  AND NOT EXISTS (SELECT 1 FROM temp.retold r WHERE r.num = settled_mentions.num
    AND r.name_id = settled_mentions.name_id AND r.mentions = settled_mentions.mentions
    AND r.spelled = settled_mentions.spelled)
""",
    """
INSERT OR IGNORE INTO settled_mentions SELECT name_id, num, mentions, spelled FROM temp.retold
WHERE num IN (SELECT value FROM json_each(?))
""",
)


class _Counted(NamedTuple):
    """A name in an article: its number of mentions, and its spellings separated by newlines."""

    num: int
    name_id: int
    name: str
    label: str
    mentions: int
    spelled: str


def with_stored_entities(connection: sqlite3.Connection, nums: Sequence[int]) -> list[int]:
    """Return those of the articles that have stored entities for their current content."""
    rows = connection.execute(
        "SELECT a.num FROM articles a"
        " JOIN findings f ON f.sha256 = a.sha256 AND f.recipe = a.recipe"
        " WHERE a.num IN (SELECT value FROM json_each(?))",
        (json.dumps(list(nums)),),
    )
    return [num for (num,) in rows]


def recount(
    connection: sqlite3.Connection,
    nums: Sequence[int],
    library: Corrections,
    number_of: Callable[[str, str], int],
) -> None:
    """Update the corrected mentions of some articles within the caller's transaction.

    The articles must be among `with_stored_entities`, have no corrections of their own and contain
    none of the names that the user added. `number_of` returns the id of a name and label. Only rows
    that differ are written.
    """
    nums_json = json.dumps(list(nums))
    connection.execute(_TABLE)
    connection.execute("DELETE FROM temp.retold")
    connection.execute(_COPY, (nums_json,))
    keys = library.keys()
    rows = connection.execute(_CONCERNED, {"nums": nums_json, "keys": json.dumps(sorted(keys))})
    concerned = [row for row in map(_Counted._make, rows) if _is_concerned(row, keys)]
    connection.executemany(
        "DELETE FROM temp.retold WHERE num = ? AND name_id = ?",
        [(row.num, row.name_id) for row in concerned],
    )
    for (num, key), spellings in _corrected_spellings(connection, concerned, library).items():
        _add(connection, num, number_of(*key), spellings)
    for statement in _REPLACE:
        connection.execute(statement, (nums_json,))


def _is_concerned(row: _Counted, keys: set[str]) -> bool:
    return row.name in keys or not keys.isdisjoint(map(nfc, row.spelled.split("\n")))


def _corrected_spellings(
    connection: sqlite3.Connection, rows: Iterable[_Counted], library: Corrections
) -> dict[tuple[int, tuple[str, str]], dict[str, int]]:
    """Return mention counts by spelling, keyed by article and corrected (name, label)."""
    none = Corrections()
    counts_by_key: dict[tuple[int, tuple[str, str]], dict[str, int]] = {}
    for row in rows:
        for words, mentions in _spellings(connection, row).items():
            mention = Entity(0, len(words), row.label, words, row.name, "")
            shown = corrected(mention, library, none)
            if shown is not None:
                counts = counts_by_key.setdefault((row.num, (shown.name, shown.label)), {})
                counts[words] = counts.get(words, 0) + mentions
    return counts_by_key


def _spellings(connection: sqlite3.Connection, row: _Counted) -> dict[str, int]:
    """Return how often each spelling of a name occurs in an article."""
    if "\n" not in row.spelled:
        return {nfc(row.spelled): row.mentions}
    text, spans = connection.execute(
        "SELECT t.body, f.spans FROM articles a JOIN texts t USING (num)"
        " JOIN findings f ON f.sha256 = a.sha256 AND f.recipe = a.recipe WHERE a.num = ?",
        (row.num,),
    ).fetchone()
    counts: dict[str, int] = {}
    for start, end, label, name, _why in json.loads(spans):
        if label == row.label and nfc(name) == row.name:
            words = as_name(text[start:end])
            counts[words] = counts.get(words, 0) + 1
    return counts


def _add(connection: sqlite3.Connection, num: int, name_id: int, spellings: dict[str, int]) -> None:
    """Add mentions to those already counted for a name in an article."""
    row = connection.execute(
        "SELECT mentions, spelled FROM temp.retold WHERE num = ? AND name_id = ?", (num, name_id)
    ).fetchone()
    mentions, spelled = row or (0, "")
    lines = dict.fromkeys([*(spelled.split("\n") if row else ()), *spellings])
    connection.execute(
        "INSERT OR REPLACE INTO temp.retold VALUES (?, ?, ?, ?)",
        (name_id, num, mentions + sum(spellings.values()), "\n".join(lines)),
    )
