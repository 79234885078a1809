"""Reads the rows that jump needs from the index: all articles, or those with given numbers."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from store.jump.builder import PORTION, Builder
from store.jump.segment import (
    NAME,
    SOURCE,
    TAG,
    Segment,
)

MAX_TITLE = 1000
"""Code points of a title that are looked at."""

_ARTICLES = f"""SELECT num, id, substr(title, 1, {MAX_TITLE}) FROM articles a
    WHERE {{}} ORDER BY id"""
_SOURCES = """SELECT 0, source, group_concat(num) FROM articles a
    WHERE source <> '' AND {} GROUP BY source"""
_TAGS = """SELECT a.tag_id, t.name, group_concat(a.num)
    FROM article_tags a JOIN tags t USING (tag_id) WHERE {} GROUP BY a.tag_id"""
_NAMES = """SELECT a.name_id, n.name, group_concat(a.nums) FROM (
    SELECT coalesce(r.to_id, b.name_id) AS name_id, nums FROM (
      SELECT name_id, group_concat(num) AS nums FROM mentions a
      WHERE {0} AND num NOT IN (SELECT num FROM settled) GROUP BY name_id) b
      LEFT JOIN renamed r USING (name_id)
    UNION ALL SELECT name_id, group_concat(num) FROM settled_mentions a WHERE {0} GROUP BY name_id
    ) a JOIN names n USING (name_id) GROUP BY a.name_id"""
"""The names that articles show; an article may be there twice, for two names that are one."""


class Stopped(Exception):
    """The caller cancelled the reading."""


def read_segment(
    connection: sqlite3.Connection,
    nums: Sequence[int] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Segment:
    """Return the segment of the articles `nums` that are present, or of all; raises Stopped."""
    condition, among = "1", "present"
    bound: tuple[str, ...] = ()
    if nums is not None:
        condition, bound = "a.num IN (SELECT value FROM json_each(?))", (json.dumps(list(nums)),)
        among = f"{condition} AND +present"  # by number, not by the index on `present`
    builder = Builder()
    cursor = connection.execute(_ARTICLES.format(among), bound)
    while rows := cursor.fetchmany(PORTION):
        if stop():
            raise Stopped
        builder.add_articles(rows)
    builder.add_things(SOURCE, connection.execute(_SOURCES.format(among), bound).fetchall())
    builder.add_things(TAG, connection.execute(_TAGS.format(condition), bound).fetchall())
    aliases = read_aliases(connection)
    joined = {key for (key,) in connection.execute("SELECT to_id FROM renamed")}
    cursor = connection.execute(_NAMES.format(condition), (*bound, *bound))
    while rows := cursor.fetchmany(PORTION):
        if stop():
            raise Stopped
        shown = [
            (
                key,
                " ".join((name, *aliases.get(name, ()))),
                _once(listed) if key in joined else listed,
            )
            for key, name, listed in rows
        ]
        builder.add_things(NAME, shown)
    return builder.segment()


def _once(listed: str) -> str:
    """Return the numbers of a list by commas, each once."""
    return ",".join(dict.fromkeys(listed.split(",")))


def read_aliases(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Return for each name what else the user calls it in every article."""
    aliases: dict[str, set[str]] = defaultdict(set)
    for alias, name in connection.execute("SELECT alias, name FROM other_names"):
        aliases[name].add(alias)
    return aliases


def read_titles(connection: sqlite3.Connection, nums: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return id and title of each of `nums` that is present."""
    rows = connection.execute(
        "SELECT num, id, title FROM articles"
        " WHERE +present AND num IN (SELECT value FROM json_each(?))",
        (json.dumps(list(nums)),),
    )
    return {num: (id, title) for num, id, title in rows}
