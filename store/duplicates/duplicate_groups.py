"""Lookup of copies: those of one article, and the groups that match a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from store.duplicates.repository import Repository
from store.duplicates.similarity import Facts, likeness
from store.index import rows
from store.index.database import Database
from store.model import Copy, CopyGroup, Row


def copies_of(database: Database, num: int) -> list[Copy]:
    """Return the other articles in an article's group, most similar first, then by id.

    Their relation is computed from the texts currently in the index.
    """
    members = _members(database, num)
    return _copies(database, num, [member for member in members if member != num])


def copy_groups(database: Database, condition: str, bound: Sequence[Any]) -> Iterator[CopyGroup]:
    """Yield the groups with an article that meets an SQL condition over `articles a`.

    Sorted by the ids of their leaders; a group always has all its members.
    """
    leaders = (
        database.connection()
        .execute(
            "SELECT first.num FROM articles first WHERE first.num IN ("
            "SELECT c.leader FROM copies c JOIN articles a ON a.num = c.num"
            f" WHERE a.present = 1 AND ({condition})) ORDER BY first.id",
            tuple(bound),
        )
        .fetchall()
    )
    for (leader,) in leaders:
        first = rows.fetch(database, [leader])
        copies = copies_of(database, leader)
        if first and copies:
            yield CopyGroup(first[0], tuple(copies))


def _members(database: Database, num: int) -> list[int]:
    members = database.connection().execute(
        "SELECT o.num FROM copies c JOIN copies o ON o.leader = c.leader WHERE c.num = ?", (num,)
    )
    return [member for (member,) in members]


def _copies(database: Database, num: int, others: Sequence[int]) -> list[Copy]:
    repository = Repository(database)
    facts = next((Facts(story) for _, story in repository.stories([num])), None)
    if facts is None:
        return []
    shown: dict[int, Row] = {row.num: row for row in rows.fetch(database, others)}
    copies = []
    for member, story in repository.stories(others):
        alike = likeness(facts, Facts(story))
        if member in shown:
            copies.append(Copy(shown[member], alike.share, alike.kind))
    return sorted(copies, key=lambda copy: (-copy.likeness, copy.kind != "same", copy.row.id))
