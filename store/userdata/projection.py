"""Projects the user's facts from ops into the index's tables, so that queries can use them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from store.model import Change, Op
from store.text.anchors import locate
from store.userdata.ops import Fact
from store.userdata.tag_names import fold

Connection = sqlite3.Connection

TAG_FIELDS = ("color", "key", "description")
"""Fields with a column in the table of tags; all others are stored in `extra`."""


def as_json(value: Any) -> str:
    """Return a value as JSON, in the form the tables use."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def project(connection: Connection, ops: Iterable[Op], seq: int) -> None:
    """Set the facts of `ops` in the tables, within the caller's transaction.

    Idempotent. An article missing from the index gets a row with `present` 0. `seq` is recorded as
    the last use of the tags that were added.
    """
    final = {op.path: op.after for op in ops}
    groups: dict[str, dict[Fact, Any]] = {}
    for path, value in final.items():
        groups.setdefault(_kind(path), {})[path] = value
    _ensure_articles(connection, final)
    if "tags" in groups:
        _set_codebook(connection, groups["tags"])
    if "article_tags" in groups:
        _set_article_tags(connection, groups["article_tags"], seq)
    for kind, also in (("read", ", seen = NULL"), ("note", "")):
        connection.executemany(
            f"UPDATE articles SET {kind} = ?{also} WHERE id = ?",
            [(value, path[1]) for path, value in groups.get(kind, {}).items()],
        )
    _set_seen(connection, groups.get("seen", {}))
    _set_marks(connection, groups.get("marks", {}))
    _set_facts(connection, groups.get("facts", {}))
    connection.execute(
        "DELETE FROM tags WHERE listed = 0"
        " AND NOT EXISTS (SELECT 1 FROM article_tags t WHERE t.tag_id = tags.tag_id)"
        " AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.tag_id = tags.tag_id)"
    )


def _kind(path: Fact) -> str:
    if path[0] == "tags":
        return "tags"
    if path[0] != "articles":
        return "facts"
    kind = path[2]
    if kind == "tags":
        return "article_tags"
    return kind if kind in ("read", "seen", "note", "marks", "id") else "facts"


def _ensure_articles(connection: Connection, final: Mapping[Fact, Any]) -> None:
    ids = {p[1] for p, value in final.items() if p[0] == "articles" and value is not None}
    connection.executemany(
        "INSERT OR IGNORE INTO articles (id, present) VALUES (?, 0)",
        [(article_id,) for article_id in ids],
    )


def _tag_id(connection: Connection, name: str) -> int:
    """Return the number of a tag, which is created if it is new."""
    row = connection.execute("SELECT tag_id FROM tags WHERE fold = ?", (fold(name),)).fetchone()
    if row is not None:
        return int(row[0])
    cursor = connection.execute(
        "INSERT INTO tags (name, fold, listed, place)"
        " VALUES (?, ?, 0, (SELECT COALESCE(MAX(place), 0) + 1 FROM tags))",
        (name, fold(name)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _set_codebook(connection: Connection, facts: Mapping[Fact, Any]) -> None:
    """Set codebook facts; a tag listed in exchange for another takes its place (a rename)."""
    off = [path[1] for path, value in facts.items() if len(path) == 2 and value is None]
    on = [path[1] for path, value in facts.items() if len(path) == 2 and value is not None]
    places = [_place(connection, name) for name in off] if len(on) == len(off) else []
    for path, value in sorted(facts.items(), key=lambda fact: fact[1] is not None):
        if value is None:
            _clear_codebook_fact(connection, path)
        elif len(path) == 2:
            tag_id = _tag_id(connection, path[1])
            connection.execute(
                "UPDATE tags SET listed = 1, name = ? WHERE tag_id = ?", (path[1], tag_id)
            )
        elif path[2] in TAG_FIELDS:
            connection.execute(
                f'UPDATE tags SET "{path[2]}" = ? WHERE tag_id = ?',
                (value, _tag_id(connection, path[1])),
            )
        else:
            _tag_id(connection, path[1])  # the tag itself may be listed later
            _set_extra(connection, path, value)
    connection.executemany(
        "UPDATE tags SET place = COALESCE(?, place) WHERE fold = ?",
        [(place, fold(name)) for place, name in zip(places, on, strict=False)],
    )


def _place(connection: Connection, name: str) -> int | None:
    row = connection.execute("SELECT place FROM tags WHERE fold = ?", (fold(name),)).fetchone()
    return None if row is None else int(row[0])


def _clear_codebook_fact(connection: Connection, path: Fact) -> None:
    if len(path) == 2:
        connection.execute("UPDATE tags SET listed = 0 WHERE fold = ?", (fold(path[1]),))
    elif path[2] in TAG_FIELDS:
        connection.execute(f'UPDATE tags SET "{path[2]}" = NULL WHERE fold = ?', (fold(path[1]),))
    else:
        _set_extra(connection, path, None)


def _set_extra(connection: Connection, path: Fact, value: Any) -> None:
    row = connection.execute("SELECT extra FROM tags WHERE fold = ?", (fold(path[1]),)).fetchone()
    extra = json.loads(row[0]) if row is not None and row[0] else {}
    extra[path[2]] = value
    fields = {key: item for key, item in extra.items() if item is not None}
    connection.execute(
        "UPDATE tags SET extra = ? WHERE fold = ?",
        (as_json(fields) if fields else None, fold(path[1])),
    )


def _set_article_tags(connection: Connection, facts: Mapping[Fact, Any], seq: int) -> None:
    """Remove and add tags of articles; a tag added in exchange for another takes its place."""
    numbers: dict[str, int | None] = {}
    off = [(path[1], path[3]) for path, value in facts.items() if value is None]
    on = [(path[1], path[3]) for path, value in facts.items() if value is not None]
    for _, name in off:
        if name not in numbers:
            row = connection.execute("SELECT tag_id FROM tags WHERE fold = ?", (fold(name),))
            numbers[name] = next((int(tag_id) for (tag_id,) in row), None)
    freed: dict[str, list[int]] = {}
    if on and off:
        freed = _places(connection, [(i, numbers[n]) for i, n in off])
    connection.executemany(
        "DELETE FROM article_tags"
        " WHERE tag_id = ? AND num = (SELECT num FROM articles WHERE id = ?)",
        [(numbers[name], article_id) for article_id, name in off],
    )
    added = {name: _tag_id(connection, name) for name in dict.fromkeys(name for _, name in on)}
    rows = []
    for article_id, name in on:
        places = freed.get(article_id)
        rows.append((added[name], places.pop(0) if places else None, article_id))
    connection.executemany(
        "INSERT OR IGNORE INTO article_tags (num, tag_id, place)"
        " SELECT num, ?, COALESCE(?,"
        " (SELECT MAX(t.place) + 1 FROM article_tags t WHERE t.num = articles.num), 1)"
        " FROM articles WHERE id = ?",
        rows,
    )
    connection.executemany(
        "UPDATE tags SET last_used = MAX(last_used, ?) WHERE tag_id = ?",
        [(seq, number) for number in added.values()],
    )
    connection.executemany(
        "UPDATE tags SET name = ? WHERE tag_id = ? AND listed = 0 AND name <> ?",
        [(name, number, name) for name, number in added.items()],
    )


def _places(
    connection: Connection, pairs: Iterable[tuple[str, int | None]]
) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for article_id, tag_id in pairs:
        for (place,) in connection.execute(
            "SELECT place FROM article_tags"
            " WHERE tag_id = ? AND num = (SELECT num FROM articles WHERE id = ?)",
            (tag_id, article_id),
        ):
            places.setdefault(article_id, []).append(place)
    return places


def _set_seen(connection: Connection, facts: Mapping[Fact, Any]) -> None:
    """Set automatic read marks where the user set no read date."""
    connection.executemany(
        "UPDATE articles SET read = ?1, seen = ?1 WHERE id = ?2"
        " AND (read IS NULL OR seen IS NOT NULL)",
        [(value, path[1]) for path, value in facts.items()],
    )


def _set_marks(connection: Connection, facts: Mapping[Fact, Any]) -> None:
    connection.executemany(
        "DELETE FROM marks WHERE mark_id = ? AND num = (SELECT num FROM articles WHERE id = ?)",
        [(path[3], path[1]) for path in facts],
    )
    rows = []
    numbers: dict[str, int] = {}
    texts: dict[str, str | None] = {}
    for path, value in facts.items():
        if value is not None:
            tag = value["tag"]
            if tag not in numbers:
                numbers[tag] = _tag_id(connection, tag)
            if path[1] not in texts:
                texts.clear()  # marks are grouped by article, so one text is enough
                texts[path[1]] = _text(connection, path[1])
            start, end = _place_of(value, texts[path[1]])
            rows.append((path[3], tag, numbers[tag], start, end, as_json(value), path[1]))
    connection.executemany(
        'INSERT INTO marks (num, mark_id, tag, tag_id, start, "end", value)'
        " SELECT num, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?",
        rows,
    )


def _text(connection: Connection, article_id: str) -> str | None:
    row = connection.execute(
        "SELECT t.body FROM articles a JOIN texts t ON t.num = a.num WHERE a.id = ?", (article_id,)
    ).fetchone()
    return None if row is None else str(row[0])


def _place_of(mark: dict[str, Any], text: str | None) -> tuple[int, int] | tuple[None, None]:
    """Return the position of a mark in a text; without a text, the position it states.

    A hand-written mark may have an invalid position or none.
    """
    if text is not None:
        return locate(text, mark) or (None, None)
    start, end = mark.get("at") or (0, 0)
    return (start, end) if 0 <= start < end else (None, None)


def _set_facts(connection: Connection, facts: Mapping[Fact, Any]) -> None:
    connection.executemany(
        "DELETE FROM facts WHERE path = ?",
        [(as_json(path),) for path, value in facts.items() if value is None],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO facts VALUES (?, ?)",
        [(as_json(path), as_json(value)) for path, value in facts.items() if value is not None],
    )


def clear(connection: Connection) -> None:
    """Delete the user's facts from the index's tables."""
    for table in ("tags", "article_tags", "marks", "facts"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute(
        "UPDATE articles SET read = NULL, seen = NULL, note = NULL"
        " WHERE read IS NOT NULL OR note IS NOT NULL"
    )


def keep_hashes(connection: Connection, hashes: Mapping[str, str]) -> None:
    """Give missing articles the hash from their block, so that moves can be detected."""
    has = {
        article_id
        for (article_id,) in connection.execute(
            "SELECT id FROM articles WHERE present <> 0 OR sha256 IS NOT NULL"
        )
    }
    connection.executemany(
        "INSERT INTO articles (id, present, sha256) VALUES (?, 0, ?)"
        " ON CONFLICT (id) DO UPDATE SET sha256 = excluded.sha256"
        " WHERE present = 0 AND sha256 IS NULL",
        [(article_id, sha256) for article_id, sha256 in hashes.items() if article_id not in has],
    )


def note_uses(connection: Connection, changes: Iterable[Change]) -> None:
    """Record the last use of each tag in `changes`."""
    for change in changes:
        added = {op.path[3] for op in change.ops if _kind(op.path) == "article_tags" and op.after}
        connection.executemany(
            "UPDATE tags SET last_used = MAX(last_used, ?) WHERE fold = ?",
            [(change.seq, fold(name)) for name in added],
        )
