"""Tags that exclude each other on an article, as the codebook says: `excludes: [negative]`."""

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
"""The field of a tag that lists what it excludes. One of the two listing the other is enough."""


def listed(value: Any) -> list[str]:
    """Return the names that such a field lists, whatever a hand has written there."""
    return [
        name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)
    ]


def of_facts(*codebooks: Mapping[Fact, Any]) -> Rivals:
    """Return which tags exclude each other by the facts of codebooks."""
    sets: dict[str, set[str]] = {}
    for path, value in chain.from_iterable(codebook.items() for codebook in codebooks):
        if path[0] == "tags" and path[2:] == (FIELD,):
            for rival in listed(value):
                if fold(rival) != fold(path[1]):
                    sets.setdefault(fold(path[1]), set()).add(fold(rival))
                    sets.setdefault(fold(rival), set()).add(fold(path[1]))
    return {name: frozenset(excluded) for name, excluded in sets.items()}


def of_index(connection: sqlite3.Connection) -> Rivals:
    """Return which tags exclude each other by the index's codebook."""
    return of_facts(fields(connection))


def fields(connection: sqlite3.Connection) -> dict[Fact, Any]:
    """Return what each tag of the index lists as excluded, by the path of the fact."""
    rows = connection.execute(
        "SELECT name, extra FROM tags WHERE listed = 1 AND extra LIKE ?", (f'%"{FIELD}"%',)
    )
    values = {("tags", name, FIELD): json.loads(extra).get(FIELD) for name, extra in rows}
    return {path: value for path, value in values.items() if value is not None}


def without(fields: Mapping[Fact, Any], becomes: Mapping[str, str | None]) -> dict[Fact, Any]:
    """Return what tags list with other names in the place of some, None: with none.

    `becomes` has casefolded names; the tags that list them keep theirs. A field that would be empty
    is left out.
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
    """Yield the articles that have two tags which exclude each other: id and both, by id."""
    rivals = of_index(connection)
    pairs = {tuple(sorted((name, rival))) for name in rivals for rival in rivals[name]}
    for pair in sorted(pairs):
        yield from connection.execute(
            "SELECT a.id, t.name, u.name FROM tags t JOIN article_tags x ON x.tag_id = t.tag_id"
            " JOIN article_tags y ON y.num = x.num JOIN tags u ON u.tag_id = y.tag_id"
            " JOIN articles a ON a.num = x.num WHERE t.fold = ? AND u.fold = ? ORDER BY a.id",
            pair,
        )
