"""Checks for meaningless values that were written into `tags.yaml` by hand; nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from store.checks.article_checks import Finding
from store.errors import TagNameError
from store.userdata.exclusive_tags import clashes
from store.userdata.tag_names import clean, visible


def check_values(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield findings for invalid tag names, read dates and mark ranges, and for exclusive tags."""
    names = connection.execute("SELECT name FROM tags UNION SELECT tag FROM marks ORDER BY 1")
    for (name,) in names.fetchall():
        try:
            tidy = clean(name)
        except TagNameError as error:
            yield Finding("odd value", "", str(error), "rename it in tags.yaml", False)
            continue
        if tidy != name:
            hidden = sorted({f"U+{ord(char):04X}" for char in name if char not in visible(name)})
            message = f"tag {name!r} should be written {tidy!r}"
            if hidden:
                message = f"tag {tidy!r} has invisible characters: {', '.join(hidden)}"
            yield Finding("odd value", "", message, "rename it in tags.yaml", False)
    for id, read in connection.execute(
        "SELECT id, read FROM articles WHERE read IS NOT NULL ORDER BY id"
    ):
        if not _is_day(read):
            message = f"read: {read!r} is not a date"
            yield Finding("odd value", id, message, "write it as 2026-11-21", False)
    for id, tag, rival in clashes(connection):
        message = f"it has {tag} and {rival}, which exclude each other"
        yield Finding("odd value", id, message, "remove one of the two", False)
    for id, mark, start, end in connection.execute(
        "SELECT * FROM (SELECT a.id, m.mark_id, json_extract(m.value, '$.at[0]') AS first,"
        " json_extract(m.value, '$.at[1]') AS last FROM marks m JOIN articles a ON a.num = m.num)"
        " WHERE first >= last ORDER BY id, mark_id"
    ):
        message = f"mark {mark}: at: [{start}, {end}] is not a passage"
        yield Finding("odd value", id, message, "the end must be after the start", False)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
