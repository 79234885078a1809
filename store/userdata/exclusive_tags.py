"""Tags that exclude each other on an article, as in the codebook's `excludes: [negative]`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from store.userdata.ops import Fact
from store.userdata.tag_names import fold

Rivals = Mapping[str, frozenset[str]]
"""The tags that each tag excludes or is excluded by; all casefolded."""

FIELD = "excludes"
"""The codebook field that lists excluded tags. It is enough if one of two tags lists the other."""


def listed(value: Any) -> list[str]:
    """Return the names in such a field; other hand-written values are ignored."""
    return [
        name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)
    ]


def of_facts(*codebooks: Mapping[Fact, Any]) -> Rivals:
    """Return which tags exclude each other according to the facts of codebooks."""
    sets: dict[str, set[str]] = {}
    for path, value in chain.from_iterable(codebook.items() for codebook in codebooks):
        if path[0] == "tags" and path[2:] == (FIELD,):
            for rival in listed(value):
                if fold(rival) != fold(path[1]):
                    sets.setdefault(fold(path[1]), set()).add(fold(rival))
                    sets.setdefault(fold(rival), set()).add(fold(path[1]))
    return {name: frozenset(excluded) for name, excluded in sets.items()}


def of_index(connection: sqlite3.Connection) -> Rivals:
    """Return which tags exclude each other according to the codebook in the index."""
    return of_facts(fields(connection))


def fields(connection: sqlite3.Connection) -> dict[Fact, Any]:
    """Return the tags that each tag in the index excludes, by the path of the fact."""
    rows = connection.execute(
        "SELECT name, extra FROM tags WHERE listed = 1 AND extra LIKE ?", (f'%"{FIELD}"%',)
    )
    values = {("tags", name, FIELD): json.loads(extra).get(FIELD) for name, extra in rows}
    return {path: value for path, value in values.items() if value is not None}


def without(fields: Mapping[Fact, Any], becomes: Mapping[str, str | None]) -> dict[Fact, Any]:
    """Return the fields with excluded tags replaced, or removed where the new name is None.

    `becomes` maps casefolded names; tags with such a field keep their spelling. Empty fields are
    left out.
    """
    after: dict[Fact, Any] = {}
    for path, value in fields.items():
        lister = becomes.get(fold(path[1]), path[1])
        names = [becomes.get(fold(name), name) for name in listed(value)]
        excluded = [name for name in names if name is not None and name != lister]
        if excluded:
            after[path] = list({fold(name): name for name in excluded}.values())
    return after


def clashes(connection: sqlite3.Connection) -> Iterable[tuple[str, str, str]]:
    """Yield (article id, tag, tag) for each pair of exclusive tags on one article, by id."""
    rivals = of_index(connection)
    pairs = {tuple(sorted((name, rival))) for name in rivals for rival in rivals[name]}
    for pair in sorted(pairs):
        yield from connection.execute(
            "SELECT a.id, t.name, u.name FROM tags t JOIN article_tags x ON x.tag_id = t.tag_id"
            " JOIN article_tags y ON y.num = x.num JOIN tags u ON u.tag_id = y.tag_id"
            " JOIN articles a ON a.num = x.num WHERE t.fold = ? AND u.fold = ? ORDER BY a.id",
            pair,
        )
