"""Matches new files with vanished ones of the same content, where the match is unambiguous."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from store.folder.ids import base_name
from store.index.file_diff import Task, Vanished

HASH_DIGITS = 16
"""So many hex digits of the hash are compared: `tags.yaml` keeps no more."""


class NewFile(NamedTuple):
    """A new file with the content of a vanished one."""

    task: Task
    sha256: str


def key(sha256: str) -> str:
    """Return the part of a content hash that identifies a move."""
    return sha256[:HASH_DIGITS]


def by_hash(vanished: Iterable[Vanished]) -> dict[str, list[Vanished]]:
    """Return the vanished rows by the part of their hash that is compared."""
    by_content: dict[str, list[Vanished]] = defaultdict(list)
    for row in vanished:
        by_content[key(row.sha256)].append(row)
    return dict(by_content)


def match(
    vanished: dict[str, list[Vanished]], arrived: Iterable[NewFile]
) -> tuple[list[tuple[Vanished, NewFile]], list[NewFile]]:
    """Return the moves, and the new files that are not moves.

    One vanished and one new file with the same content are a move. Of several, only those are whose
    base name is unique among both.
    """
    groups: dict[str, list[NewFile]] = defaultdict(list)
    for file in arrived:
        groups[key(file.sha256)].append(file)
    moves: list[tuple[Vanished, NewFile]] = []
    strangers: list[NewFile] = []
    for digits, files in groups.items():
        old = vanished.get(digits, [])
        pairs = [(old[0], files[0])] if len(old) == len(files) == 1 else _same_names(old, files)
        moves += pairs
        moved = {file.task.id for _, file in pairs}
        strangers += [file for file in files if file.task.id not in moved]
    return moves, strangers


def _same_names(old: list[Vanished], files: list[NewFile]) -> list[tuple[Vanished, NewFile]]:
    """Return the pairs whose base name no other vanished or new file of the group has."""
    rows_by_name: dict[str, list[Vanished]] = defaultdict(list)
    for row in old:
        rows_by_name[base_name(row.id)].append(row)
    files_by_name: dict[str, list[NewFile]] = defaultdict(list)
    for file in files:
        files_by_name[base_name(file.task.id)].append(file)
    return [
        (rows[0], files_by_name[name][0])
        for name, rows in rows_by_name.items()
        if len(rows) == 1 and len(files_by_name.get(name, ())) == 1
    ]
