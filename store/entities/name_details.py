"""Details of one name from the index: its mentions, articles and co-occurring names."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from store.entities.names import Name, sources
from store.entities.shown_mentions import update_shown_mentions
from store.index.database import Database

MOST_READ = 400
"""Maximum number of distinct sets of spellings that are read."""
SAMPLE = 1_000
"""Articles with most mentions, from which the co-occurring names are taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article that mentions a name, and how often."""

    id: str
    title: str
    mentions: int


@dataclass(frozen=True, slots=True)
class NameCard:
    """The details of a name, with the user's corrections applied."""

    name: str
    label: str | None
    mentions: int
    articles: int
    spellings: tuple[str, ...]
    """Other spellings, most common first."""
    places: tuple[Place, ...]
    """Articles that mention it, most mentions first."""
    beside: tuple[Name, ...]
    """Names in the same articles, most shared articles first; the counts cover these articles."""


def name_card(
    database: Database, name: str, label: str | None = None, places: int = 20, beside: int = 12
) -> NameCard:
    """Return the details of a canonical name, for one label or (None) for all.

    Reads the index by name, not the texts, except to apply recent corrections.
    """
    update_shown_mentions(database)
    connection = database.connection()
    shown = _numbers(connection, name, label)
    source_ids = sources(connection, shown)
    by_num = _mentions(connection, shown, source_ids)
    nums = sorted(by_num, key=lambda num: (-by_num[num], num))
    return NameCard(
        name,
        label,
        sum(by_num.values()),
        len(by_num),
        _spellings(connection, shown, source_ids, name),
        _places(connection, nums[:places], by_num),
        _beside(connection, nums[:SAMPLE], name, beside),
    )


def _numbers(connection: sqlite3.Connection, name: str, label: str | None) -> list[int]:
    """Return the ids of a name, one per label."""
    rows = connection.execute("SELECT name_id, label FROM names WHERE name = ?", (name,))
    return [number for number, row_label in rows if label in (None, row_label)]


def _mentions(
    connection: sqlite3.Connection, shown: list[int], source_ids: list[int]
) -> dict[int, int]:
    """Return the number of mentions by article row number."""
    rows = connection.execute(
        "SELECT num, sum(mentions) FROM (SELECT num, mentions FROM mentions"
        " WHERE name_id IN (SELECT value FROM json_each(?))"
        " AND num NOT IN (SELECT num FROM settled)"
        " UNION ALL SELECT num, mentions FROM settled_mentions"
        " WHERE name_id IN (SELECT value FROM json_each(?))) GROUP BY num",
        (json.dumps(source_ids), json.dumps(shown)),
    )
    return dict(rows.fetchall())


def _spellings(
    connection: sqlite3.Connection, shown: list[int], source_ids: list[int], name: str
) -> tuple[str, ...]:
    """Return the other spellings of a name, sorted by the number of sets that contain them."""
    rows = connection.execute(
        "SELECT n.name, m.spelled FROM names n JOIN (SELECT DISTINCT name_id, spelled FROM ("
        " SELECT name_id, spelled FROM mentions WHERE name_id IN (SELECT value FROM json_each(?))"
        " AND num NOT IN (SELECT num FROM settled)"
        " UNION ALL SELECT name_id, spelled FROM settled_mentions"
        " WHERE name_id IN (SELECT value FROM json_each(?))) LIMIT ?) m USING (name_id)",
        (json.dumps(source_ids), json.dumps(shown), MOST_READ),
    )
    counted: Counter[str] = Counter()
    for root, spelled in rows:
        counted.update({root, *spelled.split("\n")} - {name, ""})
    return tuple(words for words, _ in counted.most_common())


def _places(
    connection: sqlite3.Connection, nums: list[int], by_num: dict[int, int]
) -> tuple[Place, ...]:
    rows = connection.execute(
        "SELECT num, id, title FROM articles WHERE num IN (SELECT value FROM json_each(?))",
        (json.dumps(nums),),
    )
    places = {num: Place(id, title, by_num[num]) for num, id, title in rows}
    return tuple(places[num] for num in nums if num in places)


def _beside(
    connection: sqlite3.Connection, nums: list[int], name: str, limit: int
) -> tuple[Name, ...]:
    """Return the names that share most of the articles; dates are left out."""
    rows = connection.execute(
        "SELECT n.name, n.label, sum(m.mentions), count(DISTINCT m.num) AS shared FROM ("
        " SELECT coalesce(r.to_id, m.name_id) AS name_id, m.num, m.mentions FROM mentions m"
        " LEFT JOIN renamed r USING (name_id)"
        " WHERE m.num IN (SELECT value FROM json_each(:nums))"
        " AND m.num NOT IN (SELECT num FROM settled)"
        " UNION ALL SELECT name_id, num, mentions FROM settled_mentions"
        " WHERE num IN (SELECT value FROM json_each(:nums))) m"
        " JOIN names n USING (name_id) WHERE n.label <> 'DATE' AND n.name <> :name"
        " GROUP BY name_id ORDER BY shared DESC, sum(m.mentions) DESC, n.name LIMIT :limit",
        {"nums": json.dumps(nums), "name": name, "limit": limit},
    )
    return tuple(Name(*row) for row in rows)
