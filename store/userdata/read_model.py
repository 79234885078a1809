"""The user's facts out of the index's tables: all, of some articles, or at some paths."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from store.model import Tag
from store.userdata.exclusive_tags import fields, of_facts
from store.userdata.ops import Fact, is_for_file
from store.userdata.projection import TAG_FIELDS, as_json
from store.userdata.tag_names import fold

Connection = sqlite3.Connection

CHUNK = 500
"""Ids a query: SQLite takes 999 variables in its oldest builds."""

_TAGS = (
    "SELECT a.id, t.name FROM article_tags x JOIN articles a ON a.num = x.num"
    " JOIN tags t ON t.tag_id = x.tag_id {} ORDER BY a.id, x.place, t.name"
)


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield `ids` in lists that fit one query."""
    all_facts = list(ids)
    for start in range(0, len(all_facts), CHUNK):
        yield all_facts[start : start + CHUNK]


def known_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of `ids` that the index has."""
    found: set[str] = set()
    for some in chunks(ids):
        marks = ",".join("?" * len(some))
        found.update(
            one
            for (one,) in connection.execute(f"SELECT id FROM articles WHERE id IN ({marks})", some)
        )
    return found


def codebook(connection: Connection) -> dict[Fact, Any]:
    """Return the facts of the listed tags, in the order of the codebook."""
    found: dict[Fact, Any] = {}
    for name, color, key, description, extra in connection.execute(
        "SELECT name, color, key, description, extra FROM tags WHERE listed = 1 ORDER BY place"
    ):
        found[("tags", name)] = True
        for field, value in zip(TAG_FIELDS, (color, key, description), strict=True):
            if value is not None:
                found[("tags", name, field)] = value
        for field, value in json.loads(extra or "{}").items():
            found[("tags", name, field)] = value
    return found


def all_facts(connection: Connection) -> dict[Fact, Any]:
    """Return all facts: codebook, entities, views, settings, articles by id."""
    found = global_facts(connection)
    for _, facts in sorted(of_articles(connection, None).items()):
        found |= facts
    return found


def global_facts(connection: Connection) -> dict[Fact, Any]:
    """Return the facts that are about no article: codebook, entities, views, settings."""
    found = codebook(connection)
    for path, value in connection.execute("SELECT path, value FROM facts"):
        if not path.startswith('["articles",'):
            found[tuple(json.loads(path))] = json.loads(value)
    return found


def of_articles(connection: Connection, ids: Sequence[str] | None) -> dict[str, dict[Fact, Any]]:
    """Return the facts of each of `ids` (None: of every article that has any), by id."""
    found: dict[str, dict[Fact, Any]] = {}
    for condition, values in _conditions(ids):
        _collect(connection, condition, values, found)
    _collect_other(connection, ids, found)
    return found


def _conditions(ids: Sequence[str] | None) -> Iterator[tuple[str, Sequence[str]]]:
    if ids is None:
        yield "", ()
        return
    for some in chunks(ids):
        yield f"WHERE a.id IN ({','.join('?' * len(some))})", some


def _collect(
    connection: Connection,
    condition: str,
    values: Sequence[str],
    found: dict[str, dict[Fact, Any]],
) -> None:
    for article_id, name in connection.execute(_TAGS.format(condition), values):
        found.setdefault(article_id, {})[("articles", article_id, "tags", name)] = True
    more = f"{condition} AND" if condition else "WHERE"
    for article_id, read, note in connection.execute(
        f"SELECT a.id, iif(a.seen IS NULL, a.read, NULL), a.note FROM articles a {more}"
        " (a.read IS NOT NULL AND a.seen IS NULL OR a.note IS NOT NULL)",
        values,
    ):
        facts = found.setdefault(article_id, {})
        if read is not None:
            facts[("articles", article_id, "read")] = read
        if note is not None:
            facts[("articles", article_id, "note")] = note
    for article_id, mark_id, value in connection.execute(
        "SELECT a.id, m.mark_id, m.value FROM marks m JOIN articles a ON a.num = m.num"
        f" {condition} ORDER BY a.id, m.start, m.mark_id",
        values,
    ):
        path = ("articles", article_id, "marks", mark_id)
        found.setdefault(article_id, {})[path] = json.loads(value)


def _collect_other(
    connection: Connection, ids: Sequence[str] | None, found: dict[str, dict[Fact, Any]]
) -> None:
    """Add what lies in the table of facts: entity corrections and conflicts."""
    if ids is not None and len(ids) <= CHUNK:
        for one in ids:
            prefix = as_json(["articles", one])[:-1] + ","
            for path, value in connection.execute(
                "SELECT path, value FROM facts WHERE path >= ? AND path < ?",
                (prefix, prefix + "\U0010ffff"),
            ):
                found.setdefault(one, {})[tuple(json.loads(path))] = json.loads(value)
        return
    wanted = None if ids is None else set(ids)
    for path, value in connection.execute(
        "SELECT path, value FROM facts WHERE path >= '[\"articles\",' AND path < '[\"articles\"-'"
    ):
        fact = tuple(json.loads(path))
        if wanted is None or fact[1] in wanted:
            found.setdefault(fact[1], {})[fact] = json.loads(value)


def current(connection: Connection, paths: Iterable[Fact]) -> dict[Fact, Any]:
    """Return the values at `paths`; a path that has none is left out."""
    wanted = set(paths)
    found: dict[Fact, Any] = {}
    by_tag: dict[str, list[str]] = {}
    articles: dict[str, None] = {}
    seen_by_itself = [path[1] for path in wanted if not is_for_file(path)]
    if seen_by_itself:
        found |= seen(connection, seen_by_itself)
    for path in filter(is_for_file, wanted):
        if path[0] == "articles" and path[2] == "tags" and len(path) == 4:
            by_tag.setdefault(path[3], []).append(path[1])
        elif path[0] == "articles":
            articles[path[1]] = None
        elif path[0] != "tags":
            row = connection.execute("SELECT value FROM facts WHERE path = ?", (as_json(path),))
            found.update((path, json.loads(value)) for (value,) in row)
    if any(path[0] == "tags" for path in wanted):
        found |= {path: value for path, value in codebook(connection).items() if path in wanted}
    for name, ids in by_tag.items():
        having = with_tag(connection, name, ids)
        found |= {("articles", one, "tags", name): True for one in ids if one in having}
    for facts in of_articles(connection, list(articles)).values():
        found |= {path: value for path, value in facts.items() if path in wanted}
    return found


def seen(connection: Connection, ids: Sequence[str] | None = None) -> dict[Fact, Any]:
    """Return the read marks of `ids` (None: all) that were made by themselves."""
    found: dict[Fact, Any] = {}
    for condition, values in _conditions(ids):
        more = f"{condition} AND" if condition else "WHERE"
        rows = connection.execute(
            f"SELECT a.id, a.seen FROM articles a {more} a.seen IS NOT NULL", values
        )
        found |= {("articles", one, "seen"): day for one, day in rows}
    return found


def with_tag(connection: Connection, name: str, ids: Sequence[str]) -> set[str]:
    """Return those of `ids` that have the tag."""
    query = (
        "SELECT a.id FROM tags t JOIN article_tags x ON x.tag_id = t.tag_id"
        " JOIN articles a ON a.num = x.num WHERE t.fold = ?"
    )
    if len(ids) > CHUNK:
        return {one for (one,) in connection.execute(query, (fold(name),))}
    found: set[str] = set()
    for some in chunks(ids):
        narrowed = f"{query} AND a.id IN ({','.join('?' * len(some))})"
        found.update(one for (one,) in connection.execute(narrowed, (fold(name), *some)))
    return found


def tags(connection: Connection) -> list[Tag]:
    """Return every tag with its uses: the codebook in its order, the rest by name."""
    rows = connection.execute(
        "SELECT t.name, t.color, t.key, t.description, t.last_used,"
        " (SELECT COUNT(*) FROM article_tags x WHERE x.tag_id = t.tag_id) AS articles,"
        " (SELECT COUNT(*) FROM marks m WHERE m.tag_id = t.tag_id) AS marks"
        " FROM tags t WHERE t.listed = 1 OR articles > 0 OR marks > 0"
        " ORDER BY t.listed DESC, CASE WHEN t.listed THEN t.place END, t.fold"
    )
    found = rows.fetchall()
    names = {fold(row[0]): str(row[0]) for row in found}
    excluding = of_facts(fields(connection))
    return [
        Tag(
            name, articles, color, key, description, last_used, marks,
            tuple(sorted(names.get(one, one) for one in excluding.get(fold(name), ()))),
        )
        for name, color, key, description, last_used, articles, marks in found
    ]  # fmt: skip


def below(connection: Connection, prefix: Sequence[str]) -> dict[Fact, Any]:
    """Return what the table of facts has below a path: corrections, views, settings, conflicts."""
    found = {
        tuple(json.loads(path)): json.loads(value)
        for path, value in connection.execute("SELECT path, value FROM facts")
    }
    return {path: value for path, value in found.items() if path[: len(prefix)] == tuple(prefix)}


def worked_on(connection: Connection) -> set[str]:
    """Return the ids of the articles that have tags, marks, a note or a read day."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE read IS NOT NULL AND seen IS NULL OR note IS NOT NULL"
        " OR num IN (SELECT num FROM article_tags) OR num IN (SELECT num FROM marks)"
    )
    return {one for (one,) in rows}


def known_hashes(connection: Connection) -> set[str]:
    """Return the ids of the articles that have entity corrections or conflicts."""
    rows = connection.execute(
        "SELECT path FROM facts WHERE path >= '[\"articles\",' AND path < '[\"articles\"-'"
    )
    return {json.loads(path)[1] for (path,) in rows}
