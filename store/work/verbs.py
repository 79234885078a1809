"""The user's verbs, worked out as ops on the facts that the index has.

Each function takes the index's connection and returns a Draft, or None where nothing changes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from store.errors import TagNameError, UnknownArticle, UnknownTag
from store.model import Op
from store.work import facts
from store.work.names import clean, fold, is_below
from store.work.ops import Fact, decode, differing, encode

Connection = sqlite3.Connection
_SURROGATES = re.compile("[\ud800-\udfff]")
KEEP: Final = object()
"""Stands for: leave this field of a tag as it is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A change worked out, and not yet made: its label and its ops."""

    label: str
    ops: list[Op]
    on_stack: bool = True


def storable(draft: Draft) -> Draft:
    """Return the draft with lone surrogates, which no file or database takes, as U+FFFD."""
    text = f"{draft.label}{encode(draft.ops)}"
    try:
        text.encode()
    except UnicodeEncodeError:
        cleaned = _SURROGATES.sub("\ufffd", encode(draft.ops))
        label = _SURROGATES.sub("\ufffd", draft.label)
        return Draft(label, list(decode(cleaned)), draft.on_stack)
    return draft


def count(number: int) -> str:
    """Return `1 article`, `3 articles`."""
    return f"{number:,} article{'' if number == 1 else 's'}"


def known(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Return `ids` without repetitions; UnknownArticle where the index lacks any."""
    every = list(dict.fromkeys(ids))
    found = facts.known_ids(connection, every)
    if len(found) < len(every):
        raise UnknownArticle([one for one in every if one not in found])
    return every


def spelled(connection: Connection, name: str) -> str | None:
    """Return a tag as it is spelled in the library, None where there is none of that name."""
    row = connection.execute("SELECT name FROM tags WHERE fold = ?", (fold(name),)).fetchone()
    return None if row is None else str(row[0])


def existing(connection: Connection, name: str) -> str:
    """Return a tag as it is spelled; UnknownTag where the library does not have it."""
    tidy = clean(name)
    found = spelled(connection, tidy)
    if found is None:
        raise UnknownTag(f"no such tag: {tidy}")
    return found


def retag(
    connection: Connection, ids: Iterable[str], add: Sequence[str], remove: Sequence[str]
) -> Draft | None:
    """Put the tags `add` on articles and take `remove` off, as one change."""
    every = known(connection, ids)
    put = {fold(tidy): spelled(connection, tidy) or tidy for tidy in map(clean, add)}
    taken = [existing(connection, name) for name in remove]
    ops = listed(connection, put.values())
    touched: set[str] = set()
    for name in put.values():
        having = facts.with_tag(connection, name, every)
        lacking = [one for one in every if one not in having]
        ops += [Op(("articles", one, "tags", name), None, True) for one in lacking]
        touched.update(lacking)
    for name in taken:
        having = facts.with_tag(connection, name, every)
        ops += [Op(("articles", i, "tags", name), True, None) for i in every if i in having]
        touched.update(one for one in every if one in having)
    if not touched:
        return None
    said = [f"tag {', '.join(put.values())}"] if put else []
    said += [f"untag {', '.join(taken)}"] if taken else []
    return Draft(f"{'; '.join(said)} on {count(len(touched))}", ops)


def listed(connection: Connection, names: Iterable[str]) -> list[Op]:
    """Return the ops that list those of `names` that are new, each with the lowest free digit."""
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


def set_read(
    connection: Connection, ids: Iterable[str], day: str | None, automatic: bool
) -> Draft | None:
    """Say on which day articles were read, None: unread; an automatic mark changes no day."""
    every = known(connection, ids)
    paths = [("articles", one, "read") for one in every]
    now = facts.current(connection, paths)
    ops = [
        Op(path, now.get(path), day)
        for path in paths
        if now.get(path) != day and not (automatic and path in now)
    ]
    if not ops:
        return None
    label = f"mark {count(len(ops))} {'unread' if day is None else 'read'}"
    return Draft(label, ops, on_stack=not automatic)


def set_note(connection: Connection, article_id: str, note: str | None) -> Draft | None:
    """Write the note of an article; None or nothing but blanks takes it away."""
    (one,) = known(connection, [article_id])
    path = ("articles", one, "note")
    before = facts.current(connection, [path]).get(path)
    after = note if note is not None and note.strip() else None
    if before == after:
        return None
    return Draft(
        f"note on {one}" if after else f"remove the note of {one}", [Op(path, before, after)]
    )


def set_view(connection: Connection, name: str, query: str | None) -> Draft | None:
    """Keep a query under a name, None: forget it."""
    tidy = " ".join(name.split())
    path = ("views", tidy)
    before = facts.current(connection, [path]).get(path)
    if not tidy or before == query:
        return None
    return Draft(
        f"{'save' if query is not None else 'delete'} view {tidy}", [Op(path, before, query)]
    )


def create_tag(connection: Connection, name: str) -> Draft | None:
    """List a tag in the codebook that no article has yet."""
    tidy = clean(name)
    ops = listed(connection, [tidy])
    return Draft(f"new tag {tidy}", ops) if ops else None


def describe(connection: Connection, name: str, fields: Mapping[str, Any]) -> Draft | None:
    """Set colour, key and description of a tag; a key is taken from the tag that has it."""
    tag = existing(connection, name)
    now = facts.codebook(connection)
    wanted: dict[Fact, Any] = {
        ("tags", tag, field): value for field, value in fields.items() if value is not KEEP
    }
    digit = fields.get("key")
    if digit is not KEEP and digit is not None:
        if digit not in range(1, 10):
            raise TagNameError(f"tag {tag}: its key is a digit from 1 to 9, not {digit}")
        wanted |= {
            path: None
            for path, value in now.items()
            if path[2:] == ("key",) and value == digit and path[1] != tag
        }
    wanted[("tags", tag)] = True
    ops = [
        Op(path, now.get(path), value) for path, value in wanted.items() if now.get(path) != value
    ]
    ops.sort(key=lambda op: len(op.path))
    return Draft(f"describe tag {tag}", ops) if ops else None


def rename(connection: Connection, old: str, new: str) -> Draft | None:
    """Rename a tag and all below it, in the codebook, on articles and on marks.

    Raises TagNameError where a new name is another tag's: those are merged, not renamed.
    """
    source, target = existing(connection, old), clean(new)
    depth = len(source.split("/"))
    every = [name for (name,) in connection.execute("SELECT name FROM tags ORDER BY place")]
    moving = [name for name in every if is_below(name, source)]
    becomes = {name: clean("/".join([target, *name.split("/")[depth:]])) for name in moving}
    staying = {fold(name): name for name in every if name not in becomes}
    for name in becomes.values():
        if fold(name) in staying:
            taken = staying[fold(name)]
            raise TagNameError(f"there is a tag {taken} already: merge the two instead")
    ops = _replaced(connection, becomes)
    return Draft(f"rename tag {source} to {target}", ops) if ops else None


def merge(connection: Connection, sources: Sequence[str], target: str) -> Draft | None:
    """Make one tag of several: what had any of `sources` has `target`, which may be new."""
    names = [existing(connection, name) for name in sources]
    into = spelled(connection, clean(target)) or clean(target)
    becomes = {name: into for name in names if fold(name) != fold(into)}
    if not becomes:
        return None
    ops = _replaced(connection, becomes)
    return Draft(f"merge tag {', '.join(becomes)} into {into}", ops) if ops else None


def delete(connection: Connection, name: str) -> Draft | None:
    """Take a tag off the codebook and off all articles; marked passages keep it."""
    tag = existing(connection, name)
    before = _tag_facts(connection, [tag], marks=False)
    articles = sum(path[0] == "articles" for path in before)
    return Draft(f"delete tag {tag} ({count(articles)})", differing(before, {}))


def _tag_facts(
    connection: Connection, names: Iterable[str], *, marks: bool = True
) -> dict[Fact, Any]:
    """Return every fact that mentions one of the tags: codebook, articles, and marks."""
    wanted = {fold(name): name for name in names}
    found = {
        path: value for path, value in facts.codebook(connection).items() if fold(path[1]) in wanted
    }
    for name in wanted.values():
        query = (
            "SELECT a.id FROM tags t JOIN article_tags x ON x.tag_id = t.tag_id"
            " JOIN articles a ON a.num = x.num WHERE t.fold = ? ORDER BY a.id"
        )
        for (article_id,) in connection.execute(query, (fold(name),)):
            found[("articles", article_id, "tags", name)] = True
    if marks:
        used = [tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM marks")]
        for tag in used:
            if fold(tag) in wanted:
                found |= _marks_with(connection, tag)
    return found


def _marks_with(connection: Connection, tag: str) -> dict[Fact, Any]:
    rows = connection.execute(
        "SELECT DISTINCT a.id FROM marks m JOIN articles a ON a.num = m.num WHERE m.tag = ?", (tag,)
    )
    ids = [one for (one,) in rows]
    return {
        path: value
        for of_one in facts.of_articles(connection, ids).values()
        for path, value in of_one.items()
        if path[2] == "marks" and value["tag"] == tag
    }


def _replaced(connection: Connection, becomes: Mapping[str, str]) -> list[Op]:
    """Return the ops that put other tags in the place of tags; the target's own facts stand."""
    into = {fold(name): new for name, new in becomes.items()}
    before = _tag_facts(connection, [*becomes, *becomes.values()])
    after: dict[Fact, Any] = {}
    moved: dict[Fact, Any] = {}
    for path, value in before.items():
        if path[0] == "tags":
            new = into.get(fold(path[1]))
            (after if new is None else moved)[("tags", new or path[1], *path[2:])] = value
        elif path[2] == "tags":
            after[(*path[:3], into.get(fold(path[3]), path[3]))] = True
        else:
            after[path] = value | {"tag": into.get(fold(value["tag"]), value["tag"])}
    standing = {path[1] for path in after if path[0] == "tags"}
    for path, value in moved.items():
        if path[1] not in standing:
            after.setdefault(path, value)
    return differing(before, after)


def of_ops(connection: Connection, label: str, ops: Sequence[Op], on_stack: bool) -> Draft | None:
    """Return the change that sets facts as `ops` say: tags that are new to it are listed too."""
    last = {op.path: op for op in ops}
    known(connection, [path[1] for path in last if path[0] == "articles"])
    now = facts.current(connection, last)
    used = [p[3] for p, op in last.items() if p[0] == "articles" and p[2] == "tags" and op.after]
    used += [
        op.after["tag"]
        for path, op in last.items()
        if path[0] == "articles" and path[2] == "marks" and op.after
    ]
    listing = [op for op in listed(connection, dict.fromkeys(used)) if op.path not in last]
    made = [
        Op(path, now.get(path), op.after) for path, op in last.items() if now.get(path) != op.after
    ]
    return Draft(label, [*listing, *made], on_stack) if made else None


def moved(connection: Connection, pairs: Sequence[tuple[str, str]]) -> Draft | None:
    """Return the change that lets work follow articles whose files were renamed.

    The index may have renamed the articles already: the work then lies below the new ids.
    """
    standing = facts.of_articles(connection, [one for pair in pairs for one in pair])
    ops: list[Op] = []
    for old, new in pairs:
        work = standing.get(old) or {}
        there = standing.get(new) or {}
        if not work and not there:
            continue
        ops.append(Op(("articles", new, "id"), old, new))
        for path, value in (work or there).items():
            tail = path[2:]
            target = ("articles", new, *tail)
            ops.append(Op(("articles", old, *tail), value, None))
            ops.append(Op(target, None, there.get(target, value)))
    if not ops:
        return None
    number = count(sum(op.path[2:] == ("id",) for op in ops))
    return Draft(f"follow {number} to a new place", ops, on_stack=False)


def become(connection: Connection, label: str, wanted: dict[Fact, Any]) -> Draft | None:
    """Return the change after which the facts are those of `wanted`."""
    ops = differing(facts.every(connection), wanted)
    return Draft(label, ops) if ops else None
