"""Changed facts as a tree with the file's structure: what to set, insert or remove, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from store.userdata.tagsfile.render import (
    ENTITY_KEYS,
    MARK_KEYS,
    TAG_KEYS,
    Raw,
    ordered,
)

LISTED = ""
"""Key for whether a tag itself is listed in the codebook, next to the keys of its fields."""


@dataclass(slots=True)
class Leaf:
    """A value to set; None removes the key."""

    value: Any


@dataclass(slots=True)
class Members:
    """Names to add to a list (True) or to remove from it (False)."""

    names: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Records:
    """Items of a list of mappings, by identity; None removes an item."""

    items: dict[str, dict[str, Any] | None] = field(default_factory=dict)


Tree = dict[str, Any]
"""Maps keys to a Leaf, Members, Records or another Tree."""

Value = Leaf | Members | Records | Tree


def tree(changes: Mapping[tuple[str, ...], Any]) -> Tree:
    """Return changes by path as a tree; the value None removes a fact."""
    root: Tree = {}
    for path, value in changes.items():
        if path[0] == "articles" and path[2:] == ("id",):
            continue
        at = root
        if path[0] == "tags":
            entry = at.setdefault("tags", {}).setdefault(path[1], {})
            entry[path[2] if len(path) > 2 else LISTED] = Leaf(value)
            continue
        for step in path[:-2]:
            at = at.setdefault(step, {})
        _set(at, path, value)
    return root


def _set(at: Tree, path: tuple[str, ...], value: Any) -> None:
    parent = path[-2] if len(path) > 1 else ""
    article_member = path[0] == "articles" and len(path) == 4
    if (article_member and parent == "tags") or (
        "entities" in path[:-2] and parent in ("hidden", "split")
    ):
        at.setdefault(parent, Members()).names[path[-1]] = bool(value)
    elif (article_member and parent == "marks") or ("entities" in path[:-2] and parent == "spans"):
        shown = None if value is None else ordered(value, MARK_KEYS)
        at.setdefault(parent, Records()).items[path[-1]] = shown
    elif len(path) == 1:
        at[path[0]] = Leaf(value)
    else:
        at.setdefault(parent, {})[path[-1]] = Leaf(value)


def materialize(change: Value) -> Any:
    """Return the value that `change` makes of nothing; None if that is empty."""
    if isinstance(change, Leaf):
        return change.value
    if isinstance(change, Members):
        return [name for name, present in change.names.items() if present] or None
    if isinstance(change, Records):
        return [item for item in change.items.values() if item is not None] or None
    values = {key: materialize(inner) for key, inner in change.items() if key != LISTED}
    nonempty = {key: value for key, value in values.items() if value is not None}
    return ordered(nonempty, (*TAG_KEYS, *ENTITY_KEYS)) or None


def plain(value: Any) -> Any:
    """Return a value with every scalar as its source string, for comparison."""
    if isinstance(value, Raw):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def updated(value: Any, change: Value) -> Any:
    """Return a generic value of the file with `change` applied; None if nothing is left."""
    if isinstance(change, Leaf):
        return value if plain(value) == plain(change.value) else change.value
    if isinstance(change, Members):
        return _updated_members(value if isinstance(value, list) else [], change)
    if isinstance(change, Records):
        return _updated_records(value if isinstance(value, list) else [], change)
    mapping = _pairs(value)
    if not mapping and "tags" not in change:
        return materialize(change)
    for key, inner in change.items():
        if key == LISTED:
            continue
        is_codebook = key == "tags" and isinstance(inner, dict)
        mapping[key] = (updated_codebook if is_codebook else updated)(mapping.get(key), inner)
        if mapping[key] is None:
            del mapping[key]
    return mapping or None


def updated_codebook(value: Any, change: Value) -> dict[str, Any] | None:
    """Return the codebook with `change` applied; a tag without fields stays listed."""
    mapping = _pairs(value)
    assert isinstance(change, dict)
    for name, inner in change.items():
        if inner.get(LISTED) == Leaf(None):
            mapping.pop(name, None)
        elif name in mapping or inner.get(LISTED) == Leaf(True):
            mapping[name] = updated(mapping.get(name), inner)
    return mapping or None


def _pairs(value: Any) -> dict[str, Any]:
    """Return a copy of a mapping from the file; an explicit null has no pairs."""
    return dict(value) if isinstance(value, Mapping) else {}


def _updated_members(value: list[Any], change: Members) -> list[Any] | None:
    """Add and remove names of a list; an added name takes the place of a removed one."""
    existing = {plain(member) for member in value}
    added = [name for name, put in change.names.items() if put and name not in existing]
    members = []
    for member in value:
        if change.names.get(plain(member), True):
            members.append(member)
        elif added:
            members.append(added.pop(0))
    return [*members, *added] or None


def _updated_records(value: list[Any], change: Records) -> list[Any] | None:
    left = dict(change.items)
    records = []
    for item in value:
        key = identity(item)
        if key not in left:
            records.append(item)
            continue
        new = left.pop(key)
        if new is not None:
            records.append(item if plain(item) == plain(new) else new)
    records += [item for item in left.values() if item is not None]
    return records or None


def identity(item: Any) -> str:
    """Return what identifies a mark or span: its id, or else its position."""
    fields = plain(item)
    if not isinstance(fields, dict):
        return ""
    if isinstance(fields.get("id"), str):
        return str(fields["id"])
    at = fields.get("at")
    start, end = at if isinstance(at, list) and len(at) == 2 else (0, 0)
    return f"{start}-{end}"


def kind_of_child(kind: str, key: str) -> str:
    """Return the kind of a key's value: an article, the codebook, a tag, entities or other."""
    if kind == "root":
        return {"articles": "articles", "tags": "codebook", "entities": "entities"}.get(key, "")
    if kind == "article":
        return "entities" if key == "entities" else ""
    return {"articles": "article", "codebook": "tag"}.get(kind, "")
