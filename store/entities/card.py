"""What the index knows of one name: its mentions and articles, and the names beside it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from store.entities.corrections import Corrections, of_library
from store.entities.names import Name, called
from store.entities.overlay import read
from store.index.database import Database

MOST_READ = 400
"""Articles whose corrected entities are read one by one for exact counts; others by name alone."""
SAMPLE = 1_000
"""Articles, those with most mentions, from which the names beside a name are taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article that mentions a name, and how often."""

    id: str
    title: str
    mentions: int


@dataclass(frozen=True, slots=True)
class NameCard:
    """A name as the library has it, the user's corrections laid over."""

    name: str
    label: str | None
    mentions: int
    articles: int
    spellings: tuple[str, ...]
    """How else it is written, the commonest first."""
    places: tuple[Place, ...]
    """Articles that mention it, most mentions first."""
    beside: tuple[Name, ...]
    """Names in the same articles, those of most articles first; counts are of those articles."""


def name_card(
    database: Database, name: str, label: str | None = None, places: int = 20, beside: int = 12
) -> NameCard:
    """Return the card of a canonical name: as one label, or (None) whatever its label.

    Read from the index by name: no text is searched through.
    """
    connection = database.connection()
    library = of_library(connection)
    ids = name_ids(connection, library, name, label)
    by_num = _mentions(database, library, name, label, ids)
    nums = sorted(by_num, key=lambda num: (-by_num[num], num))
    return NameCard(
        name,
        label,
        sum(by_num.values()),
        len(by_num),
        _spellings(connection, ids, name),
        _places(connection, nums[:places], by_num),
        _beside(connection, library, nums[:SAMPLE], name, beside),
    )


def count(database: Database, library: Corrections, name: str, label: str | None) -> Name:
    """Return a name with its mentions and articles."""
    ids = name_ids(database.connection(), library, name, label)
    by_num = _mentions(database, library, name, label, ids)
    return Name(name, label or "", sum(by_num.values()), len(by_num))


def name_ids(
    connection: sqlite3.Connection, library: Corrections, name: str, label: str | None
) -> list[int]:
    """Return the index's numbers of the names that are this one once corrected."""
    roots = [name, *(alias for alias in library.aliases if library.resolve(alias) == name)]
    rows = connection.execute(
        "SELECT name_id, name, label FROM names WHERE name IN (SELECT value FROM json_each(?))",
        (json.dumps(roots),),
    )
    found = []
    for name_id, root, given in rows:
        key = called(root, given, library)
        if key is not None and key[0] == name and label in (None, key[1]):
            found.append(int(name_id))
    return found


def _mentions(
    database: Database, library: Corrections, name: str, label: str | None, ids: list[int]
) -> dict[int, int]:
    """Return the number of mentions in each article that has any, by its row number."""
    connection = database.connection()
    asked = json.dumps(ids)
    rows = connection.execute(
        "SELECT num, sum(mentions) FROM mentions"
        " WHERE name_id IN (SELECT value FROM json_each(?)) GROUP BY num",
        (asked,),
    )
    by_num: dict[int, int] = dict(rows.fetchall())
    for num in _to_read(connection, library, name, by_num)[:MOST_READ]:
        here = read(database, num, library) or ()
        number = sum(1 for e in here if e.name == name and label in (None, e.label))
        if number:
            by_num[num] = number
        else:
            by_num.pop(num, None)
    return by_num


def _to_read(
    connection: sqlite3.Connection, library: Corrections, name: str, by_num: dict[int, int]
) -> list[int]:
    """Return the articles for which the corrections say more than counts by name can tell."""
    found: dict[int, None] = {}
    quoted = json.dumps(name, ensure_ascii=False)[1:-1]
    rows = connection.execute(
        "SELECT DISTINCT a.num, instr(f.path || f.value, ?) FROM facts f"
        " JOIN articles a ON a.id = json_extract(f.path, '$[1]') AND a.present = 1"
        " WHERE f.path >= '[\"articles\"' AND f.path < '[\"articles#'"
        " AND json_extract(f.path, '$[2]') = 'entities'",
        (quoted,),
    )
    found |= dict.fromkeys(num for num, named in rows if named or num in by_num)
    words = {name, *(alias for alias in library.aliases if library.resolve(alias) == name)}
    if library:
        found |= dict.fromkeys(_respelled(connection, library, words, by_num))
    for added in words & library.names.keys():
        if any(letter.isalnum() for letter in added):
            hits = connection.execute(
                "SELECT rowid FROM fts WHERE fts MATCH ? LIMIT ?", (_phrase(added), MOST_READ)
            )
            found |= dict.fromkeys(num for (num,) in hits)
    return list(found)


def _respelled(
    connection: sqlite3.Connection, library: Corrections, words: set[str], by_num: dict[int, int]
) -> list[int]:
    """Return the articles in which a correction means a spelling of the name, not the name."""
    nums: list[int] = []
    keys = {*library.aliases, *library.labels, *library.hidden, *library.split}
    for key in (words | {k for k in keys if library.resolve(k) in words}) & (keys | words):
        if not any(letter.isalnum() for letter in key):
            continue
        rows = connection.execute(
            "SELECT m.num FROM spellings s JOIN mentions m"
            " ON m.name_id = s.name_id AND m.spelled = s.spelled"
            " WHERE s.spelling_id IN"
            " (SELECT rowid FROM spellings_fts WHERE spellings_fts MATCH ?) LIMIT ?",
            (_phrase(key), MOST_READ),
        )
        nums += [num for (num,) in rows]
    if library.split or library.hidden:
        changed = json.dumps(sorted({*library.split, *library.hidden}))
        rows = connection.execute(
            "SELECT num FROM mentions WHERE num IN (SELECT value FROM json_each(?))"
            " AND EXISTS (SELECT 1 FROM json_each(?) k"
            " WHERE instr(char(10) || spelled || char(10), char(10) || k.value || char(10)))"
            " LIMIT ?",
            (json.dumps(list(by_num)), changed, MOST_READ),
        )
        nums += [num for (num,) in rows]
    return nums


def _phrase(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'


def _spellings(connection: sqlite3.Connection, ids: list[int], name: str) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT n.name, s.spelled FROM names n LEFT JOIN spellings s USING (name_id)"
        " WHERE n.name_id IN (SELECT value FROM json_each(?)) LIMIT ?",
        (json.dumps(ids), MOST_READ),
    )
    counted: Counter[str] = Counter()
    for root, spelled in rows:
        counted.update({root, *(spelled or "").split("\n")} - {name, ""})
    return tuple(words for words, _ in counted.most_common())


def _places(
    connection: sqlite3.Connection, nums: list[int], by_num: dict[int, int]
) -> tuple[Place, ...]:
    rows = connection.execute(
        "SELECT num, id, title FROM articles WHERE num IN (SELECT value FROM json_each(?))",
        (json.dumps(nums),),
    )
    found = {num: Place(id, title, by_num[num]) for num, id, title in rows}
    return tuple(found[num] for num in nums if num in found)


def _beside(
    connection: sqlite3.Connection, library: Corrections, nums: list[int], name: str, limit: int
) -> tuple[Name, ...]:
    """Return the names that share most of some articles; dates are passed over."""
    rows = connection.execute(
        "SELECT n.name, n.label, sum(m.mentions), count(*) AS shared FROM mentions m"
        " JOIN names n USING (name_id) WHERE m.num IN (SELECT value FROM json_each(?))"
        " AND n.label <> 'DATE' GROUP BY m.name_id"
        " ORDER BY shared DESC, sum(m.mentions) DESC, n.name LIMIT ?",
        (json.dumps(nums), 4 * limit + 8),
    )
    together: dict[tuple[str, str], tuple[int, int]] = {}
    for root, label, mentions, articles in rows:
        key = called(root, label, library)
        if key is not None and key[0] != name:
            old = together.get(key, (0, 0))
            together[key] = (old[0] + mentions, max(old[1], articles))
    found = [Name(*key, *counts) for key, counts in together.items()]
    found.sort(key=lambda one: (-one.articles, -one.mentions, one.name))
    return tuple(found[:limit])
