"""Reads the articles to annotate from the index, and writes the entities found in them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.entities.corrections import nfc
from store.entities.pipelines import Pipeline
from store.entities.predict import Finding
from store.index import article_faults
from store.index.database import Database
from store.text.words import as_name

OWN_FAULT = "the process that finds names crashed on its text"
"""The reason stored if the cause of a failure is unknown."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An article to annotate: its row number, content hash and length in words."""

    num: int
    sha256: str | None
    words: int
    spans: str | None
    """Entities already stored for the same content, as JSON."""


_WAITING = """
SELECT a.num, a.sha256, a.words, f.spans FROM articles a
LEFT JOIN findings f ON f.sha256 = a.sha256 AND f.recipe = :recipe
WHERE a.present = 1 AND a.recipe IS NOT :recipe AND {} AND {}"""


def _pending_query(route: Pipeline, rest: str, **bound: object) -> tuple[str, dict[str, object]]:
    """Return the query for a pipeline's articles that lack its recipe, and its parameters."""
    condition, languages = route.condition()
    values = {"recipe": route.recipe, "languages": languages}
    return _WAITING.format(condition, rest), values | bound


def pending_after(database: Database, route: Pipeline, num: int, limit: int) -> list[Pending]:
    """Return up to `limit` of a pipeline's pending articles with numbers above `num`, sorted."""
    query = _pending_query(route, "a.num > :num ORDER BY a.num LIMIT :limit", num=num, limit=limit)
    return [Pending(*row) for row in database.connection().execute(*query)]


def pending_among(database: Database, route: Pipeline, nums: Sequence[int]) -> list[Pending]:
    """Return those of `nums` that are pending for a pipeline, in the given order."""
    restriction = "a.num IN (SELECT value FROM json_each(:nums))"
    query = _pending_query(route, restriction, nums=json.dumps(list(nums)))
    pending = {row[0]: Pending(*row) for row in database.connection().execute(*query)}
    return [pending[num] for num in nums if num in pending]


def count_pending(
    database: Database, routes: Iterable[Pipeline], only: Sequence[int] | None
) -> tuple[int, int]:
    """Return the number of pending articles, and the total of their words."""
    restriction = "1" if only is None else "a.num IN (SELECT value FROM json_each(:only))"
    bound = {} if only is None else {"only": json.dumps(list(only))}
    articles = words = 0
    for route in routes:
        condition, languages = route.condition()
        row = database.connection().execute(
            "SELECT count(*), coalesce(sum(words), 0) FROM articles a"
            f" WHERE present = 1 AND recipe IS NOT :recipe AND {condition} AND {restriction}",
            {"recipe": route.recipe, "languages": languages} | bound,
        )
        count, word_count = row.fetchone()
        articles, words = articles + count, words + word_count
    return articles, words


@dataclass(frozen=True, slots=True)
class ArticleEntities:
    """The record to write for the articles `nums`, which share one content.

    `spans` is a JSON list, or, if finding names failed, the reason as a JSON string.
    """

    nums: tuple[int, ...]
    sha256: str | None
    spans: str
    spelled: tuple[tuple[str, str, str], ...]
    """Label, name and text of each mention."""
    reason: str | None = None
    """Why finding names failed; None if it succeeded."""


def annotated_content(
    nums: Iterable[int], sha256: str | None, text: str, findings: Iterable[Finding]
) -> ArticleEntities:
    """Return the record for the entities found in `text`."""
    items = [(start, end, label, nfc(name), why) for start, end, label, name, why in findings]
    spelled = tuple((label, name, as_name(text[start:end])) for start, end, label, name, _ in items)
    spans = json.dumps(items, ensure_ascii=False, separators=(",", ":"))
    return ArticleEntities(tuple(nums), sha256, spans, spelled)


def failed_content(nums: Iterable[int], sha256: str | None, reason: str) -> ArticleEntities:
    """Return the record for a text in which finding names failed."""
    return ArticleEntities(tuple(nums), sha256, json.dumps(reason, ensure_ascii=False), (), reason)


def parse_findings(spans: str | None) -> tuple[list[Finding], str | None]:
    """Return the entities in a value of `findings.spans`, and the reason if finding them failed."""
    value = json.loads(spans or "[]")
    if isinstance(value, list):
        return [tuple(item) for item in value], None
    return [], value if isinstance(value, str) else OWN_FAULT


def ids(connection: sqlite3.Connection, nums: Sequence[int]) -> list[str]:
    """Return the ids of the articles `nums`."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE num IN (SELECT value FROM json_each(?))",
        (json.dumps(list(nums)),),
    )
    return [row[0] for row in rows]


def write(connection: sqlite3.Connection, recipe: str, item: ArticleEntities) -> int:
    """Write entities, mentions and recipe within the caller's transaction.

    Returns the number of articles updated; one whose content has changed meanwhile is skipped.
    """
    if item.sha256 is not None:
        connection.execute(
            "INSERT OR REPLACE INTO findings VALUES (?, ?, ?)", (item.sha256, recipe, item.spans)
        )
    counted = Counter((name, label) for label, name, _ in item.spelled)
    spellings: dict[tuple[str, str], dict[str, None]] = {}
    for label, name, words in item.spelled:
        spellings.setdefault((name, label), {})[words] = None
    rows = [
        (name_id(connection, *key), mentions, "\n".join(spellings[key]))
        for key, mentions in counted.items()
    ]
    updated_count = 0
    for num in item.nums:
        updated = connection.execute(
            "UPDATE articles SET recipe = ? WHERE num = ? AND sha256 IS ?",
            (recipe, num, item.sha256),
        )
        if updated.rowcount:
            updated_count += 1
            article_faults.record(connection, "names", {num: item.reason})
            connection.execute("DELETE FROM mentions WHERE num = ?", (num,))
            connection.executemany(
                "INSERT INTO mentions VALUES (?, ?, ?, ?)",
                [(name_id, num, mentions, spelled) for name_id, mentions, spelled in rows],
            )
    return updated_count


def name_id(connection: sqlite3.Connection, name: str, label: str) -> int:
    """Return the id of a name with a label; a new one is added."""
    row = connection.execute(
        "SELECT name_id FROM names WHERE name = ? AND label = ?", (name, label)
    ).fetchone()
    if row is None:
        row = connection.execute(
            "INSERT INTO names (name, label) VALUES (?, ?) RETURNING name_id", (name, label)
        ).fetchone()
    return int(row[0])


_ELSEWHERE = """
 AND NOT EXISTS (SELECT 1 FROM settled_mentions s WHERE s.name_id = n.name_id)
 AND NOT EXISTS (SELECT 1 FROM renamed r WHERE r.to_id = n.name_id)"""
"""SQL condition: no corrected mention or renamed name refers to the name."""


def delete_unused(database: Database, batch: int = 500) -> int:
    """Delete stored entities and names that no article uses any more; return how many.

    The search takes no lock; rows are deleted in short transactions.
    """
    connection = database.connection()
    stale = connection.execute(
        "SELECT f.sha256, f.recipe FROM findings f WHERE NOT EXISTS"
        " (SELECT 1 FROM articles a WHERE a.sha256 = f.sha256 AND a.recipe = f.recipe)"
    ).fetchall()
    unused = connection.execute(
        "SELECT name_id FROM names n"
        " WHERE NOT EXISTS (SELECT 1 FROM mentions m WHERE m.name_id = n.name_id)" + _ELSEWHERE
    ).fetchall()
    for i in range(0, len(stale), batch):
        with database.transaction():
            connection.executemany(
                "DELETE FROM findings WHERE sha256 = ? AND recipe = ?", stale[i : i + batch]
            )
    for i in range(0, len(unused), batch):
        with database.transaction():
            connection.executemany(
                "DELETE FROM names WHERE name_id = ?1"
                " AND NOT EXISTS (SELECT 1 FROM mentions WHERE name_id = ?1)"
                + _ELSEWHERE.replace("n.name_id", "?1"),
                unused[i : i + batch],
            )
    return len(stale) + len(unused)
