"""Merges an external `tags.yaml` with our changes that it doesn't contain, fact by fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from store.model import Op
from store.userdata.exclusive_tags import Rivals
from store.userdata.ops import Fact, net
from store.userdata.tag_names import fold


@dataclass(slots=True)
class Merged:
    """The merged facts, and the conflicts between the two sides."""

    facts: dict[Fact, Any]
    conflicts: dict[Fact, list[dict[str, Any]]] = field(default_factory=dict)
    """New conflict items by the path of their `conflicts` fact; `facts` includes them."""
    dropped_tags: list[Fact] = field(default_factory=list)
    """Tags of theirs left out because they exclude one of ours; recorded as conflicts."""
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    """Time recorded with conflicts: ISO 8601 in UTC."""


def merge(
    theirs: dict[Fact, Any],
    ours: Iterable[Op],
    at: str | None = None,
    rivals: Rivals | None = None,
) -> Merged:
    """Replay our ops on their facts.

    If their value is the one that ours started from, ours is set. If it is another one, ours is
    kept and theirs is recorded as a conflict. A fact that one side removed and the other changed is
    kept. Tags and other sets have no conflicts; marks merge by field. If each side put one of two
    `rivals` on an article, ours is kept and theirs becomes a conflict. `at` is the time of
    conflicts, by default now.
    """
    changed = net(ours)
    merged = Merged(dict(theirs)) if at is None else Merged(dict(theirs), at=at)
    for path, op in changed.items():
        if op.before == op.after or path[2:] == ("id",):
            continue
        their = merged.facts.get(path)
        if path[-1] == "conflicts" and their not in (op.before, op.after):
            their = op.before  # this merge collects conflicts again
        value = _merged_value(merged, path, op, their)
        if value is None:
            merged.facts.pop(path, None)
        else:
            merged.facts[path] = value
    if rivals:
        _resolve_exclusions(merged, theirs, changed, rivals)
    for path, items in merged.conflicts.items():
        before = merged.facts.get(path)
        noted = before if isinstance(before, list) else []
        merged.facts[path] = [*noted, *items]
    return merged


def _merged_value(merged: Merged, path: Fact, op: Op, their: Any) -> Any:
    if their in (op.before, op.after):
        return op.after
    if op.after is None or their is None:
        return their if op.after is None else op.after
    if not (isinstance(their, dict) and isinstance(op.after, dict)):
        _conflict(merged, path, their)
        return op.after
    before = op.before if isinstance(op.before, dict) else {}
    fields: dict[str, Any] = {}
    for key in dict.fromkeys([*op.after, *their]):
        ours_now, theirs_now, was = op.after.get(key), their.get(key), before.get(key)
        if ours_now != was and theirs_now not in (was, ours_now) and theirs_now is not None:
            _conflict(merged, (*path, key), theirs_now)
        chosen = theirs_now if ours_now == was else ours_now
        if chosen is not None:
            fields[key] = chosen
    return fields


def _conflict(merged: Merged, path: Fact, their: Any) -> None:
    """Record their value as a conflict, in the block of the fact."""
    depth = 2 if path[0] in ("articles", "tags") else 0
    place = (*path[:depth], "conflicts")
    _add_conflict(merged, place, "/".join(path[depth:]), their)


def _resolve_exclusions(
    merged: Merged, theirs: dict[Fact, Any], ours: dict[Fact, Op], rivals: Rivals
) -> None:
    """Turn their tags that exclude tags added only by us into conflicts."""
    added: dict[str, list[Fact]] = {}
    for path, op in ours.items():
        if _is_tag(path) and op.after and path not in theirs and fold(path[3]) in rivals:
            added.setdefault(path[1], []).append(path)
    if not added:
        return
    of_ours = {path for path, op in ours.items() if op.after}
    for path in theirs:
        if not _is_tag(path) or path not in merged.facts or path in of_ours:
            continue
        excluded = rivals.get(fold(path[3]), frozenset())
        if any(fold(mine[3]) in excluded for mine in added.get(path[1], ())):
            del merged.facts[path]
            merged.dropped_tags.append(path)
            _add_conflict(merged, (*path[:2], "conflicts"), "tags", path[3])


def _is_tag(path: Fact) -> bool:
    return len(path) == 4 and path[0] == "articles" and path[2] == "tags"


def _add_conflict(merged: Merged, place: Fact, field: str, their: Any) -> None:
    """Record a conflict, unless the same one is already recorded."""
    item = {"field": field, "value": their, "at": merged.at}
    noted = merged.facts.get(place)
    for old in [*(noted if isinstance(noted, list) else []), *merged.conflicts.get(place, [])]:
        if isinstance(old, dict) and (old.get("field"), old.get("value")) == (item["field"], their):
            return
    merged.conflicts.setdefault(place, []).append(item)
