"""The verbs on tags themselves, wherever they are used: rename, merge, split, delete.

As in `verbs.py`, each returns a Draft, or None where nothing changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.errors import TagNameError
from store.model import Op
from store.work import facts
from store.work.names import clean, fold, is_below
from store.work.ops import Fact, differing
from store.work.verbs import Draft, count, existing, known, listed, spelled

Connection = sqlite3.Connection


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


def split(connection: Connection, ids: Iterable[str], name: str, new: str) -> Draft | None:
    """Put another tag in the place of a tag on those of `ids` that have it, and on their marks.

    Raises TagNameError where the two are one.
    """
    tag, tidy = existing(connection, name), clean(new)
    into = spelled(connection, tidy) or tidy
    if fold(into) == fold(tag):
        raise TagNameError(f"tag {tag} can't be split off from itself: give another name")
    having = facts.with_tag(connection, tag, known(connection, ids))
    if not having:
        return None
    before = {
        path: value
        for path, value in _tag_facts(connection, [tag, into]).items()
        if path[0] == "articles" and path[1] in having
    }
    after: dict[Fact, Any] = {}
    for path, value in before.items():
        if path[2] == "tags":
            after[(*path[:3], into)] = True
        else:
            after[path] = value | {"tag": into}
    ops = [*listed(connection, [into]), *differing(before, after)]
    return Draft(f"split tag {tag}: {into} on {count(len(having))}", ops)


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
