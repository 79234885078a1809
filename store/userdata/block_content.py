"""Builds the content of an article's block from its facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from store.model import Change, Op
from store.userdata import read_model
from store.userdata.ops import Fact, is_for_file, net
from store.userdata.tagsfile.change_tree import materialize, tree
from store.userdata.tagsfile.plain_values import Edits

if TYPE_CHECKING:
    from store.userdata.journal import Journal
    from store.userdata.tags_file import TagsFile


def content_of(article_facts: Mapping[Fact, Any]) -> dict[str, Any]:
    """Return the content of a block by key, without its hash."""
    content: dict[str, Any] = {}
    other_facts: dict[Fact, Any] = {}
    for path, value in article_facts.items():
        if path[2] == "tags":
            content.setdefault("tags", []).append(path[3])
        elif path[2] in ("read", "note"):
            content[path[2]] = value
        else:
            other_facts[path] = value
    for blocks in tree(other_facts).get("articles", {}).values():
        content |= {key: materialize(inner) for key, inner in blocks.items()}
    return content


def hashes(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the first 16 hex digits of the content hash for each article that has a file."""
    digests: dict[str, str] = {}
    for some in read_model.chunks(ids):
        rows = connection.execute(
            "SELECT id, substr(sha256, 1, 16) FROM articles WHERE sha256 IS NOT NULL"
            f" AND present = 1 AND id IN ({','.join('?' * len(some))})",
            some,
        )
        digests.update(rows.fetchall())
    return digests


def edits(connection: sqlite3.Connection, changes: Iterable[Change]) -> Edits:
    """Return the edits that bring the facts touched by `changes` up to date in `tags.yaml`.

    The values come from the index, which is never behind the file.
    """
    ops = net(op for change in changes for op in change.ops)
    moves = [(op.before, op.after) for path, op in ops.items() if path[2:] == ("id",)]
    ops = {path: op for path, op in ops.items() if path[2:] != ("id",) and is_for_file(path)}
    paths = dict.fromkeys([*ops, *_moved_along(ops, dict(moves))])
    current = read_model.current(connection, paths)
    ids = list(dict.fromkeys(path[1] for path in ops if path[0] == "articles"))
    result = edits_of(connection, ops, current, read_model.of_articles(connection, ids))
    result.changes |= {path: current.get(path) for path in paths}
    result.moves = moves
    return result


def edits_of(
    connection: sqlite3.Connection,
    ops: Mapping[Fact, Op],
    current: Mapping[Fact, Any],
    standing: Mapping[str, dict[Fact, Any]],
) -> Edits:
    """Return the edits that give the file the values `current` at the paths of `ops`.

    `standing` holds the facts of the articles, by id, after all the edits.
    """
    by_article: dict[str, list[Op]] = {}
    for path, op in ops.items():
        if path[0] == "articles":
            by_article.setdefault(path[1], []).append(op)
    result = Edits({path: current.get(path) for path in ops})
    digests = hashes(connection, list(by_article))
    for article_id, changed in by_article.items():
        after = standing.get(article_id, {})
        before = dict(after)
        for op in changed:
            if op.before is None:
                before.pop(op.path, None)
            else:
                before[op.path] = op.before
        if before:
            result.before[article_id] = content_of(before)
        if after:
            digest = {"sha256": digests[article_id]} if article_id in digests else {}
            result.after[article_id] = digest | content_of(after)
    return result


def _moved_along(paths: Iterable[Fact], moves: Mapping[str, str]) -> Iterator[Fact]:
    """Yield the new paths of facts that were changed before their article moved."""
    for path in paths:
        if path[0] == "articles" and path[1] in moves:
            yield ("articles", moves[path[1]], *path[2:])


def edits_of_all(connection: sqlite3.Connection) -> Edits:
    """Return the edits that write every fact into an empty file."""
    standing = read_model.of_articles(connection, None)
    digests = hashes(connection, list(standing))
    result = Edits(read_model.all_facts(connection))
    for article_id, facts in standing.items():
        digest = {"sha256": digests[article_id]} if article_id in digests else {}
        result.after[article_id] = digest | content_of(facts)
    return result


def follow_other_program(file: TagsFile, connection: sqlite3.Connection, journal: Journal) -> None:
    """If another program wrote the file, apply its edits in memory instead of parsing the file."""
    since = file.outdated_since()
    if since is not None:
        changes = [change for change in journal.after(since) if change.seq <= file.flushed]
        file.follow(edits(connection, changes))
