"""The names of the library with their counts, the user's corrections laid over."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store.entities.corrections import Corrections, corrected_articles, nfc, of_library
from store.entities.overlay import read
from store.index.database import Database
from store.model import LABELS


@dataclass(frozen=True, slots=True)
class Name:
    """A canonical name with its label, its mentions, and the articles that have it."""

    name: str
    label: str
    mentions: int
    articles: int


def names(
    database: Database,
    *,
    where: str = "1",
    parameters: Sequence[Any] = (),
    limit: int | None = None,
) -> list[Name]:
    """Return the names of the articles `a` that meet the SQL condition `where`.

    Most mentions first, ties by name, then label. Counts are those of the corrected entities,
    hidden ones left out.
    """
    connection = database.connection()
    library = of_library(connection)
    exact = _articles_to_read(connection, library)
    condition = f"a.present = 1 AND ({where})"
    if not library and not exact:
        return _uncorrected(connection, condition, parameters, limit)
    mentions: dict[tuple[str, str], int] = defaultdict(int)
    articles: dict[tuple[str, str], int] = defaultdict(int)
    _count_by_name(connection, library, exact, condition, parameters, mentions, articles)
    chosen = connection.execute(
        f"SELECT a.num FROM articles a WHERE {condition}"
        " AND a.num IN (SELECT value FROM json_each(?))",
        (*parameters, json.dumps(sorted(exact))),
    ).fetchall()
    for (num,) in chosen:
        keys = [(entity.name, entity.label) for entity in read(database, num, library) or ()]
        for key in keys:
            mentions[key] += 1
        for key in set(keys):
            articles[key] += 1
    found = [Name(*key, mentions[key], articles[key]) for key in mentions]
    found.sort(key=lambda name: (-name.mentions, name.name, name.label))
    return found if limit is None else found[:limit]


def _uncorrected(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[Any], limit: int | None
) -> list[Name]:
    """Return the names as they were found.

    The plus keeps SQLite from going article by article: one pass over the mentions in the order in
    which they lie is some ten times as fast as looking up each article's.
    """
    rows = connection.execute(
        "SELECT n.name, n.label, s.total, s.articles FROM ("
        "SELECT m.name_id, sum(m.mentions) AS total, count(*) AS articles FROM mentions m"
        f" WHERE +m.num IN (SELECT a.num FROM articles a WHERE {condition}) GROUP BY m.name_id"
        ") s JOIN names n USING (name_id) ORDER BY s.total DESC, n.name, n.label LIMIT ?",
        (*parameters, -1 if limit is None else limit),
    )
    return [Name(*row) for row in rows]


def _articles_to_read(connection: sqlite3.Connection, library: Corrections) -> set[int]:
    """Return the articles whose corrected entities can't be told from counts by name.

    Those with corrections of their own, with a word that is a name by the user's word only, and
    where a correction means a spelling and not the name.
    """
    ids = corrected_articles(connection)
    rows = connection.execute(
        "SELECT num FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    nums = {row[0] for row in rows}
    for name in library.names:
        phrase = '"' + name.replace('"', " ") + '"'
        if any(letter.isalnum() for letter in name):
            found = connection.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (phrase,))
            nums.update(row[0] for row in found)
    keys = {*library.aliases, *library.labels, *library.hidden, *library.split}
    if keys:
        rows = connection.execute(
            "SELECT DISTINCT m.num FROM spellings s JOIN names n USING (name_id)"
            " JOIN mentions m ON m.name_id = s.name_id AND m.spelled = s.spelled"
            " WHERE n.name IN (SELECT value FROM json_each(:split))"
            " OR EXISTS (SELECT 1 FROM json_each(:keys) k WHERE k.value <> n.name"
            " AND instr(char(10) || s.spelled || char(10), char(10) || k.value || char(10)))",
            {"split": json.dumps(sorted(library.split)), "keys": json.dumps(sorted(keys))},
        )
        nums.update(row[0] for row in rows)
    return nums


def _count_by_name(
    connection: sqlite3.Connection,
    library: Corrections,
    exact: set[int],
    condition: str,
    parameters: Sequence[Any],
    mentions: dict[tuple[str, str], int],
    articles: dict[tuple[str, str], int],
) -> None:
    """Add up the articles where every mention of a name goes the same way."""
    chosen = (
        f"+m.num IN (SELECT a.num FROM articles a WHERE {condition}"
        " AND a.num NOT IN (SELECT value FROM json_each(?)))"
    )
    values = (*parameters, json.dumps(sorted(exact)))
    joined: dict[tuple[str, str], list[int]] = defaultdict(list)
    counted = connection.execute(
        "SELECT s.name_id, n.name, n.label, s.total, s.articles FROM ("
        "SELECT m.name_id, sum(m.mentions) AS total, count(*) AS articles FROM mentions m"
        f" WHERE {chosen} GROUP BY m.name_id) s JOIN names n USING (name_id)",
        values,
    )
    for name_id, name, label, total, present in counted:
        key = called(name, label, library)
        if key is not None:
            joined[key].append(name_id)
            mentions[key] += total
            articles[key] += present
    for key, ids in joined.items():
        if len(ids) > 1:  # an article that has both names counts once
            (articles[key],) = connection.execute(
                "SELECT count(DISTINCT m.num) FROM mentions m"
                f" WHERE m.name_id IN (SELECT value FROM json_each(?)) AND {chosen}",
                (json.dumps(ids), *values),
            ).fetchone()


def called(name: str, label: str, library: Corrections) -> tuple[str, str] | None:
    """Return the name and label that the library's corrections give; None if they hide it."""
    name = nfc(name)
    final = library.resolve(name)
    for key in (final, name):
        if key in library.hidden:
            if library.hidden[key]:
                return None
            break
    given = library.labels.get(final, library.labels.get(name))
    return final, given if given in LABELS else label
