"""Conflicting changes of two sides: listed, and resolved in favour of one.

A conflict is an item `{field, value, at}` of a fact whose path ends in `conflicts`: our value is in
effect, and `value` is theirs. `field` is the rest of the path that was changed, joined by `/`. It
is `tags` if theirs is a tag that excludes one of ours on the article; `value` then names that tag.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store.errors import NothingToDo
from store.model import Op
from store.userdata import read_model
from store.userdata.exclusive_tags import Rivals, of_index
from store.userdata.ops import Fact
from store.userdata.tag_commands import PlannedChange, retag
from store.userdata.tag_names import fold

Connection = sqlite3.Connection


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that two sides changed differently, with both versions."""

    place: Fact
    """Path of the fact that holds the conflict; ends in `conflicts`."""
    field: str
    ours: Any
    """The value in effect; None if it was removed."""
    theirs: Any
    at: str
    """When the conflict was detected, as ISO 8601 in UTC."""

    @property
    def id(self) -> str | None:
        """The article concerned, or None."""
        return self.place[1] if self.place[0] == "articles" else None

    @property
    def tag(self) -> str | None:
        """The tag whose codebook entry is concerned, or None."""
        return self.place[1] if self.place[0] == "tags" else None


def all_conflicts(connection: Connection) -> list[Conflict]:
    """Return all conflicts: those of the file, of articles by id and of tags by name."""
    stored = [
        (tuple(json.loads(path)), json.loads(value))
        for path, value in connection.execute(
            "SELECT path, value FROM facts WHERE path LIKE '%\"conflicts\"]' ORDER BY path"
        )
    ]
    stored += [
        (("tags", name, "conflicts"), json.loads(extra).get("conflicts"))
        for name, extra in connection.execute(
            "SELECT name, extra FROM tags WHERE extra LIKE '%\"conflicts\"%' ORDER BY name"
        )
    ]
    entries = [
        (place, item)
        for place, items in stored
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]
    rivals = of_index(connection)
    targets = [_target(place, str(item.get("field"))) for place, item in entries]
    current = read_model.current(connection, [path for path, _ in targets])
    return [
        Conflict(
            place,
            str(item.get("field")),
            _rival(connection, rivals, place, item)
            if _is_of_tags(place, str(item.get("field")))
            else _inner(current.get(path), key),
            item.get("value"),
            str(item.get("at")),
        )
        for (place, item), (path, key) in zip(entries, targets, strict=True)
    ]


def _is_of_tags(place: Fact, field: str) -> bool:
    """Return whether the conflict is between tags of the two sides that exclude each other."""
    return place[0] == "articles" and field == "tags"


def _rival(connection: Connection, rivals: Rivals, place: Fact, item: dict[str, Any]) -> str | None:
    """Return the tags of the article that exclude the conflict's tag; None if there are none."""
    excluded = rivals.get(fold(str(item.get("value"))), frozenset())
    facts = read_model.of_articles(connection, [place[1]]).get(place[1], {})
    names = [path[3] for path in facts if path[2] == "tags" and fold(path[3]) in excluded]
    return ", ".join(names) or None


def _target(place: Fact, field: str) -> tuple[Fact, str | None]:
    """Return the path of the fact in conflict, and the key within its value, if any."""
    base = place[:-1]
    first, _, rest = field.partition("/")
    if place[0] == "tags" or not rest:
        return (*base, field), None
    if first == "entities":
        kind, _, name = rest.partition("/")
        if kind != "spans":
            return (*base, first, kind, name), None
        first, rest = "entities/spans", name
    if first in ("marks", "entities/spans"):
        name, _, key = rest.rpartition("/")
        return (*base, *first.split("/"), name), key
    return (*base, first, rest), None


def _inner(value: Any, key: str | None) -> Any:
    if key is None:
        return value
    return value.get(key) if isinstance(value, dict) else None


def resolve(connection: Connection, conflict: Conflict, theirs: bool) -> PlannedChange | None:
    """Remove a conflict and, if `theirs` is true, set their value.

    Raises NothingToDo if the conflict is already resolved or their value is invalid.
    """
    before = read_model.current(connection, [conflict.place]).get(conflict.place)
    items: Sequence[Any] = before if isinstance(before, list) else []
    identities = [_identity(item) for item in items]
    identity = (conflict.field, conflict.theirs, conflict.at)
    if identity not in identities:
        raise NothingToDo(f"the conflict over {conflict.field} is already resolved")
    at = identities.index(identity)
    left = [*items[:at], *items[at + 1 :]]
    ops = [Op(conflict.place, before, left or None)]
    about = conflict.id or conflict.tag
    of = f" of {about}" if about else ""
    label = f"settle {conflict.field}{of}: {'theirs' if theirs else 'ours'}"
    if conflict.id is not None and _is_of_tags(conflict.place, conflict.field):
        retagged = retag(connection, [conflict.id], [str(conflict.theirs)], []) if theirs else None
        return PlannedChange(label, [*(retagged.ops if retagged else []), *ops])
    path, key = _target(conflict.place, conflict.field)
    current = read_model.current(connection, [path]).get(path)
    chosen = _converted(path, key, conflict.theirs) if theirs else None
    after = chosen if key is None else (current or {}) | {key: chosen}
    if theirs and after != current and (key is None or isinstance(current, dict)):
        ops.append(Op(path, current, after))
    return PlannedChange(label, ops)


def _identity(item: Any) -> tuple[str, Any, str]:
    if not isinstance(item, dict):
        return "", None, ""
    return str(item.get("field")), item.get("value"), str(item.get("at"))


def _converted(path: Fact, key: str | None, value: Any) -> Any:
    """Return a value, given as text in the file, in the type of the fact.

    Raises NothingToDo if the value was edited by hand and is invalid for the fact.
    """
    is_text = value is None or isinstance(value, str)
    if key == "at":
        if isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)):
            return [int(number) for number in value]
    elif path[0] == "tags" and path[2:] == ("key",):
        if value is None or (_is_number(value) and 1 <= int(value) <= 9):
            return None if value is None else int(value)
    elif path[0] == "articles" and path[2] not in ("entities", "marks"):
        if path[2] in ("note", "read") and len(path) == 3 and is_text:
            return value
    elif is_text or (key is not None and key not in ("id", "tag")):
        return value
    raise NothingToDo(f"theirs can't be used: it is not a valid value of {'/'.join(path[1:])}")


def _is_number(value: Any) -> bool:
    shown = str(value)
    return isinstance(value, int | str) and shown.isascii() and shown.isdigit() and len(shown) < 19
