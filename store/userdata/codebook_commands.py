"""Commands on tags themselves: rename, merge, split, delete.

As in `tag_commands`, each returns a PlannedChange, or None if nothing would change.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.errors import TagNameError
from store.model import Op
from store.userdata import exclusive_tags, read_model
from store.userdata.ops import Fact, differing
from store.userdata.tag_commands import (
    PlannedChange,
    existing,
    known_articles,
    listed,
    listed_or_new,
    uses,
)
from store.userdata.tag_names import clean, fold, is_below

Connection = sqlite3.Connection


def rename(connection: Connection, old: str, new: str) -> PlannedChange | None:
    """Rename a tag and all tags nested in it, in the codebook, on articles and on marks.

    Raises TagNameError if a new name belongs to another tag: merge the two instead.
    """
    source, target = existing(connection, old), clean(new)
    depth = len(source.split("/"))
    all_names = [name for (name,) in connection.execute("SELECT name FROM tags ORDER BY place")]
    moving = [name for name in all_names if is_below(name, source)]
    becomes = {name: clean("/".join([target, *name.split("/")[depth:]])) for name in moving}
    staying = {fold(name): name for name in all_names if name not in becomes}
    for name in becomes.values():
        if fold(name) in staying:
            taken = staying[fold(name)]
            raise TagNameError(f"there is a tag {taken} already: merge the two instead")
    ops = _replaced(connection, becomes)
    return PlannedChange(f"rename tag {source} to {target}{_extent(ops)}", ops) if ops else None


def merge(connection: Connection, sources: Sequence[str], target: str) -> PlannedChange | None:
    """Merge several tags into `target`, which may be a new tag."""
    names = [existing(connection, name) for name in sources]
    into = listed_or_new(connection, target)
    becomes = {name: into for name in names if fold(name) != fold(into)}
    if not becomes:
        return None
    ops = _replaced(connection, becomes)
    label = f"merge tag {', '.join(becomes)} into {into}{_extent(ops)}"
    return PlannedChange(label, ops) if ops else None


def split(connection: Connection, ids: Iterable[str], name: str, new: str) -> PlannedChange | None:
    """Replace a tag by another on those of `ids` that have it, and on their marks.

    Raises TagNameError if both tags are the same.
    """
    tag, into = existing(connection, name), listed_or_new(connection, new)
    if fold(into) == fold(tag):
        raise TagNameError(f"tag {tag} can't be split off from itself: give another name")
    articles = set(known_articles(connection, ids))
    standing = _tag_facts(connection, [tag, into])
    having = {p[1] for p, value in standing.items() if p[1] in articles and _has(p, value, tag)}
    if not having:
        return None
    before = {
        path: value
        for path, value in standing.items()
        if path[0] == "articles" and path[1] in having
    }
    after: dict[Fact, Any] = {}
    for path, value in before.items():
        if path[2] == "tags":
            after[(*path[:3], into)] = True
        else:
            after[path] = value | {"tag": into}
    split_off = differing(before, after)
    ops = [*listed(connection, [into]), *split_off]
    return PlannedChange(f"split tag {tag}: {into} on {uses(*_counts(split_off))}", ops)


def delete(connection: Connection, name: str) -> PlannedChange | None:
    """Delete a tag from the codebook, from all articles and from all marks.

    Notes of deleted marks are appended to their article's note, with the marked words.
    """
    tag = existing(connection, name)
    before = _tag_facts(connection, [tag])
    lists = exclusive_tags.fields(connection)
    ops = differing(
        before | lists, exclusive_tags.without(_without_lists(lists, [tag]), {fold(tag): None})
    )
    notes: dict[Fact, list[str]] = {}
    for path, value in before.items():
        if path[0] == "articles" and path[2] == "marks" and value.get("note"):
            words = " ".join(str(value.get("quote") or "").split())
            notes.setdefault(("articles", path[1], "note"), []).append(
                f"“{words}”: {value['note']}"
            )
    current = read_model.current(connection, notes)
    for path, lines in notes.items():
        earlier = current.get(path)
        ops.append(Op(path, earlier, "\n".join([*([earlier] if earlier else []), *lines])))
    moved = sum(map(len, notes.values()))
    behind = f"; {moved:,} note{'' if moved == 1 else 's'} kept on the articles" if moved else ""
    return PlannedChange(f"delete tag {tag} ({uses(*_counts(ops))}{behind})", ops)


def _without_lists(lists: dict[Fact, Any], names: Iterable[str]) -> dict[Fact, Any]:
    """Return the fields that list excluded tags, without those of the given tags."""
    left_out = {fold(name) for name in names}
    return {path: value for path, value in lists.items() if fold(path[1]) not in left_out}


def _counts(ops: Iterable[Op]) -> tuple[int, int]:
    """Return the number of articles and the number of passages whose tags `ops` change."""
    paths = {op.path for op in ops if op.path[0] == "articles"}
    articles = {path[1] for path in paths if path[2] == "tags"}
    return len(articles), sum(path[2] == "marks" for path in paths)


def _extent(ops: Iterable[Op]) -> str:
    """Return how many articles and passages `ops` change, as a suffix for a label."""
    return f" ({uses(*_counts(ops))})"


def _has(path: Fact, value: Any, tag: str) -> bool:
    """Return whether a fact says that an article or a passage has the tag."""
    if path[0] != "articles":
        return False
    return fold(path[3] if path[2] == "tags" else value["tag"]) == fold(tag)


def _tag_facts(connection: Connection, names: Iterable[str]) -> dict[Fact, Any]:
    """Return all facts that mention one of the tags: in the codebook, on articles and on marks."""
    names_by_fold = {fold(name): name for name in names}
    facts = {
        path: value
        for path, value in read_model.codebook(connection).items()
        if fold(path[1]) in names_by_fold
    }
    for folded, name in names_by_fold.items():
        query = (
            "SELECT a.id FROM tags t JOIN article_tags x ON x.tag_id = t.tag_id"
            " JOIN articles a ON a.num = x.num WHERE t.fold = ? ORDER BY a.id"
        )
        for (article_id,) in connection.execute(query, (folded,)):
            facts[("articles", article_id, "tags", name)] = True
        facts |= _marks_with(connection, folded)
    return facts


def _marks_with(connection: Connection, folded: str) -> dict[Fact, Any]:
    rows = connection.execute(
        "SELECT a.id, m.mark_id, m.value FROM tags t JOIN marks m ON m.tag_id = t.tag_id"
        " JOIN articles a ON a.num = m.num WHERE t.fold = ? ORDER BY a.id, m.start, m.mark_id",
        (folded,),
    )
    return {
        ("articles", article_id, "marks", mark_id): json.loads(value)
        for article_id, mark_id, value in rows
    }


def _replaced(connection: Connection, becomes: Mapping[str, str]) -> list[Op]:
    """Return the ops that replace tags by others; the target's own codebook fields win."""
    into = {fold(name): new for name, new in becomes.items()}
    lists = exclusive_tags.fields(connection)
    before = _tag_facts(connection, [*becomes, *becomes.values()])
    new_lists = exclusive_tags.without(lists, into)
    before |= lists
    after: dict[Fact, Any] = {}
    moved: dict[Fact, Any] = {}
    for path, value in before.items():
        if path in lists and path not in new_lists:
            continue
        value = new_lists.get(path, value)
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
    return differing(before, _without_duplicates(before, after))


def _without_duplicates(before: dict[Fact, Any], after: dict[Fact, Any]) -> dict[Fact, Any]:
    """Return the facts without marks that duplicate another mark of the same passage and tag.

    One of the duplicates is kept, as well as every one with a note of its own.
    """
    marks = {
        path: (path[1], fold(value["tag"]), json.dumps([value.get("at"), value.get("quote")]))
        for path, value in after.items()
        if path[0] == "articles" and path[2] == "marks"
    }
    changed = {place for path, place in marks.items() if after[path] != before[path]}
    notes: dict[tuple[str, str, str], set[Any]] = {}
    twins = set()
    for path in sorted(
        marks, key=lambda path: (not after[path].get("note"), after[path] != before[path])
    ):
        note = after[path].get("note") or ""
        standing = notes.setdefault(marks[path], set())
        if marks[path] in changed and standing and (not note or note in standing):
            twins.add(path)
        standing.add(note)
    return {path: value for path, value in after.items() if path not in twins}
