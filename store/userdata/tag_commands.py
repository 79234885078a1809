"""Plans the user's commands as ops on the facts in the index.

Each function takes a connection to the index and returns a PlannedChange, or None if nothing would
change.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from store.errors import TagNameError, UnknownArticle, UnknownTag
from store.model import Op
from store.userdata import exclusive_tags, read_model
from store.userdata.ops import (
    Fact,
    decode,
    differing,
    encode,
)
from store.userdata.tag_names import clean, fold

Connection = sqlite3.Connection
_SURROGATES = re.compile("[\ud800-\udfff]")
KEEP: Final = object()
"""Means that a field of a tag is left unchanged."""


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A change that is planned but not made yet: its label and its ops."""

    label: str
    ops: list[Op]
    on_stack: bool = True


def storable(change: PlannedChange) -> PlannedChange:
    """Return the change with lone surrogates, which can't be stored, replaced by U+FFFD."""
    text = f"{change.label}{encode(change.ops)}"
    try:
        text.encode()
    except UnicodeEncodeError:
        cleaned = _SURROGATES.sub("\ufffd", encode(change.ops))
        label = _SURROGATES.sub("\ufffd", change.label)
        return PlannedChange(label, list(decode(cleaned)), change.on_stack)
    return change


def count(number: int) -> str:
    """Return `1 article`, `3 articles`."""
    return f"{number:,} article{'' if number == 1 else 's'}"


def uses(articles: int, passages: int) -> str:
    """Return `3 articles`, `1 passage`, `3 articles, 1 passage`."""
    marked = f"{passages:,} passage{'' if passages == 1 else 's'}"
    if not passages:
        return count(articles)
    return f"{count(articles)}, {marked}" if articles else marked


def known_articles(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Return `ids` without duplicates. Raises UnknownArticle if the index lacks any of them."""
    unique_ids = list(dict.fromkeys(ids))
    indexed_ids = read_model.known_ids(connection, unique_ids)
    if len(indexed_ids) < len(unique_ids):
        raise UnknownArticle([id for id in unique_ids if id not in indexed_ids])
    return unique_ids


def spelled(connection: Connection, name: str) -> str | None:
    """Return a tag in the library's spelling; None if there is no such tag."""
    row = connection.execute("SELECT name FROM tags WHERE fold = ?", (fold(name),)).fetchone()
    return None if row is None else str(row[0])


def existing(connection: Connection, name: str) -> str:
    """Return a tag in the library's spelling. Raises UnknownTag if there is no such tag."""
    spelling = spelled(connection, name)
    if spelling is None:
        tidy = clean(name)
        spelling = spelled(connection, tidy)
        if spelling is None:
            raise UnknownTag(f"no such tag: {tidy}")
    return spelling


def listed_or_new(connection: Connection, name: str) -> str:
    """Return a tag in the library's spelling, or else as a new one is written.

    A tag that was written by hand with characters not allowed in new ones is found by its exact
    name. Raises TagNameError.
    """
    spelling = spelled(connection, name)
    if spelling is None:
        tidy = clean(name)
        spelling = spelled(connection, tidy) or tidy
    return spelling


def retag(
    connection: Connection, ids: Iterable[str], add: Sequence[str], remove: Sequence[str]
) -> PlannedChange | None:
    """Add the tags `add` to articles and remove the tags `remove`, as one change."""
    article_ids = known_articles(connection, ids)
    put = {fold(name): name for name in (listed_or_new(connection, written) for written in add)}
    taken = [existing(connection, name) for name in remove]
    ops = listed(connection, put.values())
    touched: set[str] = set()
    replaced = _replaced(connection, list(put), article_ids)
    for name, ids_with in replaced.items():
        ops += [Op(("articles", id, "tags", name), True, None) for id in ids_with]
        touched.update(ids_with)
    for name in put.values():
        having = read_model.with_tag(connection, name, article_ids)
        lacking = [id for id in article_ids if id not in having]
        ops += [Op(("articles", id, "tags", name), None, True) for id in lacking]
        touched.update(lacking)
    for name in taken:
        having = read_model.with_tag(connection, name, article_ids).difference(
            replaced.get(name, ())
        )
        ops += [Op(("articles", i, "tags", name), True, None) for i in article_ids if i in having]
        touched.update(id for id in article_ids if id in having)
    if not touched:
        return None
    parts = [f"tag {', '.join(put.values())}"] if put else []
    parts += [f"untag {', '.join(taken)}"] if taken else []
    instead = f", in place of {' and '.join(replaced)}" if replaced else ""
    return PlannedChange(f"{'; '.join(parts)} on {count(len(touched))}{instead}", ops)


def _replaced(
    connection: Connection, put: Sequence[str], ids: Sequence[str]
) -> dict[str, list[str]]:
    """Return the tags excluded by those of `put` (casefolded), and the articles that have them.

    Raises TagNameError if tags of `put` exclude each other.
    """
    excluding = exclusive_tags.of_index(connection)
    by_name: dict[str, list[str]] = {}
    for folded in put:
        for rival in sorted(excluding.get(folded, ())):
            if rival in put:
                raise TagNameError(f"{folded} and {rival} exclude each other: choose one")
            name = spelled(connection, rival)
            having = set() if name is None else read_model.with_tag(connection, name, ids)
            if name is not None and having.intersection(ids):
                by_name[name] = [id for id in ids if id in having]
    return by_name


def listed(connection: Connection, names: Iterable[str]) -> list[Op]:
    """Return the ops that list new tags of `names`, each with the lowest free digit as its key."""
    new = [name for name in names if spelled(connection, name) is None]
    if not new:
        return []
    rows = connection.execute("SELECT key FROM tags WHERE key IS NOT NULL")
    taken = {key for (key,) in rows}
    free = [digit for digit in range(1, 10) if digit not in taken]
    ops = []
    for name in new:
        ops.append(Op(("tags", name), None, True))
        if free:
            ops.append(Op(("tags", name, "key"), None, free.pop(0)))
    return ops


def set_read(connection: Connection, ids: Iterable[str], day: str | None) -> PlannedChange | None:
    """Set the read date of articles; None marks them unread."""
    articles = known_articles(connection, ids)
    paths = [("articles", id, kind) for id in articles for kind in ("read", "seen")]
    current = read_model.current(connection, paths)
    ops = []
    for path in paths:
        after = day if path[2] == "read" else None
        if current.get(path) != after:
            ops.append(Op(path, current.get(path), after))
    if not ops:
        return None
    number = len({op.path[1] for op in ops})
    return PlannedChange(f"mark {count(number)} {'unread' if day is None else 'read'}", ops)


def mark_seen(connection: Connection, ids: Iterable[str], day: str) -> PlannedChange | None:
    """Mark unread articles read automatically.

    This is only written to `tags.yaml` if its settings say `read: all`; earlier automatic marks are
    then written too.
    """
    articles = known_articles(connection, ids)
    paths = [("articles", id, kind) for id in articles for kind in ("read", "seen")]
    setting = ("settings", "read")
    current = read_model.current(connection, [*paths, setting])
    read = {path[1] for path in current if path != setting}
    unread = [id for id in articles if id not in read]
    if not unread:
        return None
    for_file = current.get(setting) == "all"
    ops = [Op(("articles", id, "read" if for_file else "seen"), None, day) for id in unread]
    if for_file:
        for path, earlier in read_model.seen(connection).items():
            ops += [Op(path, earlier, None), Op((*path[:2], "read"), None, earlier)]
    return PlannedChange(f"mark {count(len(unread))} read", ops, on_stack=False)


def set_note(connection: Connection, article_id: str, note: str | None) -> PlannedChange | None:
    """Set the note of an article; None or blank text removes it."""
    (checked_id,) = known_articles(connection, [article_id])
    path = ("articles", checked_id, "note")
    before = read_model.current(connection, [path]).get(path)
    after = note if note is not None and note.strip() else None
    if before == after:
        return None
    return PlannedChange(
        f"note on {checked_id}" if after else f"remove the note of {checked_id}",
        [Op(path, before, after)],
    )


def set_view(connection: Connection, name: str, query: str | None) -> PlannedChange | None:
    """Save a query under a name, or delete it for None."""
    tidy = " ".join(name.split())
    path = ("views", tidy)
    before = read_model.current(connection, [path]).get(path)
    if not tidy or before == query:
        return None
    return PlannedChange(
        f"{'save' if query is not None else 'delete'} view {tidy}", [Op(path, before, query)]
    )


def create_tag(connection: Connection, name: str) -> PlannedChange | None:
    """Add a tag to the codebook without using it."""
    tidy = clean(name)
    ops = listed(connection, [tidy])
    return PlannedChange(f"new tag {tidy}", ops) if ops else None


def describe(connection: Connection, name: str, fields: Mapping[str, Any]) -> PlannedChange | None:
    """Set fields of a tag: colour, key, description, excluded tags.

    A key is taken from the tag that has it. Raises UnknownTag, TagNameError.
    """
    tag = existing(connection, name)
    current = read_model.codebook(connection)
    target: dict[Fact, Any] = {
        ("tags", tag, field): value for field, value in fields.items() if value is not KEEP
    }
    names = fields.get(exclusive_tags.FIELD, KEEP)
    if names is not KEEP:
        target |= _excluding(connection, tag, [existing(connection, name) for name in names or ()])
    digit = fields.get("key", KEEP)
    if digit is not KEEP and digit is not None:
        if digit not in range(1, 10):
            raise TagNameError(f"tag {tag}: its key is a digit from 1 to 9, not {digit}")
        target |= {
            path: None
            for path, value in current.items()
            if path[2:] == ("key",) and value == digit and path[1] != tag
        }
    target[("tags", tag)] = True
    ops = [
        Op(path, current.get(path), value)
        for path, value in target.items()
        if current.get(path) != value
    ]
    ops.sort(key=lambda op: len(op.path))
    return PlannedChange(f"describe tag {tag}", ops) if ops else None


def _excluding(connection: Connection, tag: str, names: Sequence[str]) -> dict[Fact, Any]:
    """Return the codebook fields that make a tag exclude exactly the tags `names`."""
    if any(fold(name) == fold(tag) for name in names):
        raise TagNameError(f"tag {tag} can't exclude itself: name another")
    fields: dict[Fact, Any] = {}
    folded = {fold(name) for name in names}
    listing = exclusive_tags.fields(connection)
    theirs = {path[1] for path, value in listing.items()
              if fold(tag) in map(fold, exclusive_tags.listed(value))}  # fmt: skip
    listed_here = [name for name in names if name not in theirs]
    fields[("tags", tag, exclusive_tags.FIELD)] = listed_here or None
    for lister in theirs:
        if fold(lister) not in folded:
            path = ("tags", lister, exclusive_tags.FIELD)
            fields[path] = exclusive_tags.without({path: listing[path]}, {fold(tag): None}).get(
                path
            )
    return fields


def from_ops(
    connection: Connection, label: str, ops: Sequence[Op], on_stack: bool
) -> PlannedChange | None:
    """Return the change that sets facts according to `ops`; new tags are listed too."""
    last = {op.path: op for op in ops}
    known_articles(connection, [path[1] for path in last if path[0] == "articles"])
    current = read_model.current(connection, last)
    used = [p[3] for p, op in last.items() if p[0] == "articles" and p[2] == "tags" and op.after]
    used += [
        op.after["tag"]
        for path, op in last.items()
        if path[0] == "articles" and path[2] == "marks" and op.after
    ]
    listing = [op for op in listed(connection, dict.fromkeys(used)) if op.path not in last]
    changed = [
        Op(path, current.get(path), op.after)
        for path, op in last.items()
        if current.get(path) != op.after
    ]
    return PlannedChange(label, [*listing, *changed], on_stack) if changed else None


def replace_all(
    connection: Connection, label: str, target: dict[Fact, Any]
) -> PlannedChange | None:
    """Return the change that replaces all facts by those of `target`."""
    ops = differing(read_model.all_facts(connection), target)
    return PlannedChange(label, ops) if ops else None
