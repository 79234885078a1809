"""The names of the library with their counts, with the user's corrections applied."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store.entities.shown_mentions import update_shown_mentions
from store.index.database import Database


@dataclass(frozen=True, slots=True)
class Name:
    """A canonical name with its label and its numbers of mentions and articles."""

    name: str
    label: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """A name that the user has hidden, everywhere or in one article, or one hidden mention."""

    name: str
    article_id: str | None
    """None: in all articles."""
    at: tuple[int, int] | None
    """The span in code points if a single mention is hidden."""
    path: tuple[str, ...]
    """The fact to remove to show it again, as `Op.path`."""
    value: Any


_PLAIN = """
  SELECT m.name_id, sum(m.mentions) AS total, count(*) AS articles FROM mentions m
  WHERE {} AND +m.num NOT IN (SELECT num FROM settled) GROUP BY m.name_id"""

_SETTLED = """
  SELECT m.name_id, sum(m.mentions), count(*) FROM settled_mentions m WHERE {} GROUP BY m.name_id"""

COUNTED = f"""
SELECT n.name, n.label, c.total, c.articles, c.parts, n.name_id FROM (
  SELECT name_id, sum(total) AS total, sum(articles) AS articles, sum(plain) AS parts FROM (
    SELECT coalesce(r.to_id, p.name_id) AS name_id, total, articles, 1 AS plain
      FROM ({_PLAIN}) p LEFT JOIN renamed r USING (name_id)
    UNION ALL SELECT *, 0 FROM ({_SETTLED}))
  GROUP BY name_id) c
JOIN names n USING (name_id) WHERE {{}} ORDER BY c.total DESC, n.name, n.label LIMIT ?"""
"""SQL for names with counts; takes the same condition over `m` twice, and one over `n`.

The unary plus keeps SQLite from looking up article by article: one pass over the mentions in table
order is about ten times as fast. If a name has several `parts`, articles that contain more than one
of them are counted more than once.
"""


def names(
    database: Database,
    *,
    where: str = "1",
    parameters: Sequence[Any] = (),
    limit: int | None = None,
) -> list[Name]:
    """Return the names of the articles `a` that meet the SQL condition `where`.

    Most mentions first, then by name and label. Counts include corrections; hidden mentions are
    left out.
    """
    update_shown_mentions(database)
    chosen = f"+m.num IN (SELECT a.num FROM articles a WHERE a.present = 1 AND ({where}))"
    most = -1 if limit is None else limit
    rows = database.connection().execute(
        COUNTED.format(chosen, chosen, "1"), (*parameters, *parameters, most)
    )
    return counted(database.connection(), rows.fetchall(), chosen, parameters)


def counted(
    connection: sqlite3.Connection,
    rows: Sequence[tuple[Any, ...]],
    chosen: str = "1",
    parameters: Sequence[Any] = (),
) -> list[Name]:
    """Return the names in rows of COUNTED; an article with two parts of a name counts once."""
    result = []
    for name, label, mentions, articles, parts, number in rows:
        if parts > 1:
            ids = json.dumps(sources(connection, [number]))
            (articles,) = connection.execute(
                f"SELECT (SELECT count(DISTINCT m.num) FROM mentions m WHERE {chosen}"
                " AND m.num NOT IN (SELECT num FROM settled)"
                " AND m.name_id IN (SELECT value FROM json_each(?)))"
                f" + (SELECT count(*) FROM settled_mentions m WHERE {chosen} AND m.name_id = ?)",
                (*parameters, ids, *parameters, number),
            ).fetchone()
        result.append(Name(name, label, mentions, articles))
    return result


def sources(connection: sqlite3.Connection, shown: Sequence[int]) -> list[int]:
    """Return the ids of the uncorrected names that are shown as some names."""
    rows = connection.execute(
        "SELECT s.value FROM json_each(:shown) s"
        " WHERE s.value NOT IN (SELECT name_id FROM renamed)"
        " UNION SELECT name_id FROM renamed WHERE to_id IN (SELECT value FROM json_each(:shown))",
        {"shown": json.dumps(list(shown))},
    )
    return [number for (number,) in rows]


def hidden(connection: sqlite3.Connection) -> list[Hidden]:
    """Return what the user has hidden: names first, then single mentions, by name and article."""
    rows = connection.execute(
        "SELECT path, value FROM facts WHERE path >= '[\"articles\"' AND path < '[\"articles#'"
        " AND json_extract(path, '$[2]') = 'entities'"
        " AND json_extract(path, '$[3]') IN ('hidden', 'spans')"
        " UNION ALL SELECT path, value FROM facts"
        ' WHERE path >= \'["entities","hidden"\' AND path < \'["entities","hidden#\''
    )
    result = []
    for packed, encoded in rows:
        path, value = tuple(json.loads(packed)), json.loads(encoded)
        article_id = path[1] if path[0] == "articles" else None
        if path[-2] == "hidden" and value is True:
            result.append(Hidden(path[-1], article_id, None, path, value))
        elif path[-2] == "spans" and isinstance(value, dict) and not value.get("label"):
            at = value.get("at")
            place = (at[0], at[1]) if isinstance(at, list) and len(at) == 2 else None
            result.append(Hidden(str(value.get("quote") or ""), article_id, place, path, value))
    result.sort(key=lambda item: (item.at is not None, item.name, item.article_id or ""))
    return result
