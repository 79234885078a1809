"""Reads the user's facts from the index's tables: all, by article or by path."""

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
"""Ids per query: the oldest SQLite builds allow 999 variables."""

_TAGS = (
    "SELECT a.id, t.name FROM article_tags x JOIN articles a ON a.num = x.num"
    " JOIN tags t ON t.tag_id = x.tag_id {} ORDER BY a.id, x.place, t.name"
)


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield `ids` in lists short enough for one query."""
    id_list = list(ids)
    for start in range(0, len(id_list), CHUNK):
        yield id_list[start : start + CHUNK]


def known_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of `ids` that are in the index."""
    indexed_ids: set[str] = set()
    for some in chunks(ids):
        marks = ",".join("?" * len(some))
        indexed_ids.update(
            article_id
            for (article_id,) in connection.execute(
                f"SELECT id FROM articles WHERE id IN ({marks})", some
            )
        )
    return indexed_ids


def codebook(connection: Connection) -> dict[Fact, Any]:
    """Return the facts of the listed tags, in codebook order."""
    facts: dict[Fact, Any] = {}
    for name, color, key, description, extra in connection.execute(
        "SELECT name, color, key, description, extra FROM tags WHERE listed = 1 ORDER BY place"
    ):
        facts[("tags", name)] = True
        for field, value in zip(TAG_FIELDS, (color, key, description), strict=True):
            if value is not None:
                facts[("tags", name, field)] = value
        for field, value in json.loads(extra or "{}").items():
            facts[("tags", name, field)] = value
    return facts


def all_facts(connection: Connection) -> dict[Fact, Any]:
    """Return all facts: codebook, entities, views, settings, then articles by id."""
    result = global_facts(connection)
    for _, facts in sorted(of_articles(connection, None).items()):
        result |= facts
    return result


def global_facts(connection: Connection) -> dict[Fact, Any]:
    """Return the facts that belong to no article: codebook, entities, views, settings."""
    facts = codebook(connection)
    for path, value in connection.execute("SELECT path, value FROM facts"):
        if not path.startswith('["articles",'):
            facts[tuple(json.loads(path))] = json.loads(value)
    return facts


def of_articles(connection: Connection, ids: Sequence[str] | None) -> dict[str, dict[Fact, Any]]:
    """Return the facts of each of `ids` by id; for None, of all articles with facts."""
    by_article: dict[str, dict[Fact, Any]] = {}
    for condition, values in _conditions(ids):
        _collect(connection, condition, values, by_article)
    _collect_other(connection, ids, by_article)
    return by_article


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
    by_article: dict[str, dict[Fact, Any]],
) -> None:
    for article_id, name in connection.execute(_TAGS.format(condition), values):
        by_article.setdefault(article_id, {})[("articles", article_id, "tags", name)] = True
    more = f"{condition} AND" if condition else "WHERE"
    for article_id, read, note in connection.execute(
        f"SELECT a.id, iif(a.seen IS NULL, a.read, NULL), a.note FROM articles a {more}"
        " (a.read IS NOT NULL AND a.seen IS NULL OR a.note IS NOT NULL)",
        values,
    ):
        facts = by_article.setdefault(article_id, {})
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
        by_article.setdefault(article_id, {})[path] = json.loads(value)


def _collect_other(
    connection: Connection, ids: Sequence[str] | None, by_article: dict[str, dict[Fact, Any]]
) -> None:
    """Add the facts stored as JSON: entity corrections and conflicts."""
    if ids is not None and len(ids) <= CHUNK:
        for article_id in ids:
            prefix = as_json(["articles", article_id])[:-1] + ","
            for path, value in connection.execute(
                "SELECT path, value FROM facts WHERE path >= ? AND path < ?",
                (prefix, prefix + "\U0010ffff"),
            ):
                by_article.setdefault(article_id, {})[tuple(json.loads(path))] = json.loads(value)
        return
    wanted_ids = None if ids is None else set(ids)
    for path, value in connection.execute(
        "SELECT path, value FROM facts WHERE path >= '[\"articles\",' AND path < '[\"articles\"-'"
    ):
        fact = tuple(json.loads(path))
        if wanted_ids is None or fact[1] in wanted_ids:
            by_article.setdefault(fact[1], {})[fact] = json.loads(value)


def current(connection: Connection, paths: Iterable[Fact]) -> dict[Fact, Any]:
    """Return the values at `paths`; paths without a value are left out."""
    path_set = set(paths)
    values: dict[Fact, Any] = {}
    by_tag: dict[str, list[str]] = {}
    articles: dict[str, None] = {}
    seen_by_itself = [path[1] for path in path_set if not is_for_file(path)]
    if seen_by_itself:
        values |= seen(connection, seen_by_itself)
    for path in filter(is_for_file, path_set):
        if path[0] == "articles" and path[2] == "tags" and len(path) == 4:
            by_tag.setdefault(path[3], []).append(path[1])
        elif path[0] == "articles":
            articles[path[1]] = None
        elif path[0] != "tags":
            row = connection.execute("SELECT value FROM facts WHERE path = ?", (as_json(path),))
            values.update((path, json.loads(value)) for (value,) in row)
    if any(path[0] == "tags" for path in path_set):
        values |= {path: value for path, value in codebook(connection).items() if path in path_set}
    for name, ids in by_tag.items():
        having = with_tag(connection, name, ids)
        values |= {
            ("articles", article_id, "tags", name): True
            for article_id in ids
            if article_id in having
        }
    for facts in of_articles(connection, list(articles)).values():
        values |= {path: value for path, value in facts.items() if path in path_set}
    return values


def seen(connection: Connection, ids: Sequence[str] | None = None) -> dict[Fact, Any]:
    """Return the automatic read marks of `ids`, or of all articles for None."""
    facts: dict[Fact, Any] = {}
    for condition, values in _conditions(ids):
        more = f"{condition} AND" if condition else "WHERE"
        rows = connection.execute(
            f"SELECT a.id, a.seen FROM articles a {more} a.seen IS NOT NULL", values
        )
        facts |= {("articles", article_id, "seen"): day for article_id, day in rows}
    return facts


def with_tag(connection: Connection, name: str, ids: Sequence[str]) -> set[str]:
    """Return those of `ids` that have the tag."""
    query = (
        "SELECT a.id FROM tags t JOIN article_tags x ON x.tag_id = t.tag_id"
        " JOIN articles a ON a.num = x.num WHERE t.fold = ?"
    )
    if len(ids) > CHUNK:
        return {article_id for (article_id,) in connection.execute(query, (fold(name),))}
    tagged: set[str] = set()
    for some in chunks(ids):
        narrowed = f"{query} AND a.id IN ({','.join('?' * len(some))})"
        tagged.update(
            article_id for (article_id,) in connection.execute(narrowed, (fold(name), *some))
        )
    return tagged


def tags(connection: Connection) -> list[Tag]:
    """Return all tags with their use counts: the codebook in its order, others by name."""
    rows = connection.execute(
        "SELECT t.name, t.color, t.key, t.description, t.last_used,"
        " (SELECT COUNT(*) FROM article_tags x WHERE x.tag_id = t.tag_id) AS articles,"
        " (SELECT COUNT(*) FROM marks m WHERE m.tag_id = t.tag_id) AS marks"
        " FROM tags t WHERE t.listed = 1 OR articles > 0 OR marks > 0"
        " ORDER BY t.listed DESC, CASE WHEN t.listed THEN t.place END, t.fold"
    )
    records = rows.fetchall()
    names = {fold(row[0]): str(row[0]) for row in records}
    excluding = of_facts(fields(connection))
    return [
        Tag(
            name, articles, color, key, description, last_used, marks,
            tuple(sorted(names.get(rival, rival) for rival in excluding.get(fold(name), ()))),
        )
        for name, color, key, description, last_used, articles, marks in records
    ]  # fmt: skip


def below(connection: Connection, prefix: Sequence[str]) -> dict[Fact, Any]:
    """Return the facts stored as JSON below a path: corrections, views, settings, conflicts."""
    facts = {
        tuple(json.loads(path)): json.loads(value)
        for path, value in connection.execute("SELECT path, value FROM facts")
    }
    return {path: value for path, value in facts.items() if path[: len(prefix)] == tuple(prefix)}


def annotated_ids(connection: Connection) -> set[str]:
    """Return the ids of the articles that have tags, marks, a note or a read date."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE read IS NOT NULL AND seen IS NULL OR note IS NOT NULL"
        " OR num IN (SELECT num FROM article_tags) OR num IN (SELECT num FROM marks)"
    )
    return {article_id for (article_id,) in rows}


def with_corrections(connection: Connection) -> set[str]:
    """Return the ids of the articles that have entity corrections or conflicts."""
    rows = connection.execute(
        "SELECT path FROM facts WHERE path >= '[\"articles\",' AND path < '[\"articles\"-'"
    )
    return {json.loads(path)[1] for (path,) in rows}
