"""Articles out of the index, by row number: the rows of a list, or one article whole."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from types import UnionType
from typing import Any

from store.errors import UnknownArticle
from store.index.database import Database
from store.index.db_identity import NotOurs
from store.model import (
    Article,
    Mark,
    Row,
    Span,
)

_AT_ONCE = 1000
_FIELDS = (
    "num, id, title, title_from, source, published, words, read, note, status,"
    " coalesce(reason, (SELECT f.reason FROM faults f WHERE f.num = articles.num)),"
    " (SELECT max(count(*) - 1, 0) FROM copies c JOIN copies o ON o.leader = c.leader"
    " WHERE c.num = articles.num), part, format, url, author, pages"
)


def fetch(database: Database, nums: Sequence[int]) -> list[Row]:
    """Return the rows of these numbers, in their order; deleted ones are left out."""
    connection = database.connection()
    rows: list[Row] = []
    for start in range(0, len(nums), _AT_ONCE):
        rows += _fetch_some(connection, nums[start : start + _AT_ONCE])
    return rows


def _fetch_some(connection: sqlite3.Connection, nums: Sequence[int]) -> list[Row]:
    nums_json = json.dumps(list(nums))
    tags = _tags(connection, nums_json)
    rows_by_num = {}
    for (
        num,
        id,
        title,
        title_from,
        source,
        published,
        words,
        read,
        note,
        *rest,
    ) in connection.execute(
        f"SELECT {_FIELDS} FROM articles WHERE num IN (SELECT value FROM json_each(?))",
        (nums_json,),
    ):
        _check((id, title, title_from), str)
        status, reason, copies, part, format_name, url, author, pages = rest
        facts = (source, published, read, note, status, reason, part, url, author, pages)
        _check(facts, str | None)
        _check((words, copies), int | None)
        _check((format_name,), str)
        own_tags = tuple(tags.get(num, ()))
        rows_by_num[num] = Row(
            *(num, id, title, title_from, source, published, words, own_tags, read, note),
            *(status, reason, copies, part, format_name, url, author, _pages(pages)),
        )
    return [rows_by_num[num] for num in nums if num in rows_by_num]


def _tags(connection: sqlite3.Connection, nums_json: str) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    for num, name in connection.execute(
        "SELECT at.num, t.name FROM article_tags at JOIN tags t ON t.tag_id = at.tag_id"
        " WHERE at.num IN (SELECT value FROM json_each(?)) ORDER BY at.num, at.place, t.name",
        (nums_json,),
    ):
        tags[num].append(name)
    return tags


def num_of(database: Database, id: str) -> int | None:
    """Return the row number of an article; None where it has no file."""
    row = (
        database.connection()
        .execute("SELECT num FROM articles WHERE id = ? AND present = 1", (id,))
        .fetchone()
    )
    return None if row is None else int(row[0])


def known_num(database: Database, id: str) -> int:
    """Return the row number of an article. Raises UnknownArticle where it has no file."""
    num = num_of(database, id)
    if num is None:
        raise UnknownArticle([id])
    return num


def nums_of(database: Database, ids: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return the row numbers of the articles that are there, in order, and the unknown ids."""
    nums_by_id: dict[str, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        nums_by_id.update(
            database.connection().execute(
                "SELECT id, num FROM articles WHERE present = 1"
                " AND id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids[start : start + _AT_ONCE])),),
            )
        )
    return [nums_by_id[id] for id in ids if id in nums_by_id], [
        id for id in ids if id not in nums_by_id
    ]


def having_tag(database: Database, nums: Sequence[int], tag: str) -> set[str]:
    """Return the ids of those of these articles that have a tag, its case aside."""
    having: set[str] = set()
    for start in range(0, len(nums), _AT_ONCE):
        having.update(
            id
            for (id,) in database.connection().execute(
                "SELECT a.id FROM article_tags at JOIN tags t USING (tag_id)"
                " JOIN articles a USING (num)"
                " WHERE t.fold = ? AND at.num IN (SELECT value FROM json_each(?))",
                (tag.casefold(), json.dumps(list(nums[start : start + _AT_ONCE]))),
            )
        )
    return having


def tag_counts(database: Database, nums: Sequence[int]) -> dict[str, int]:
    """Return how many of these articles have each tag, by its casefolded name."""
    counts: dict[str, int] = {}
    for start in range(0, len(nums), _AT_ONCE):
        for folded, number in database.connection().execute(
            "SELECT t.fold, count(*) FROM article_tags at JOIN tags t USING (tag_id)"
            " WHERE at.num IN (SELECT value FROM json_each(?)) GROUP BY at.tag_id",
            (json.dumps(list(nums[start : start + _AT_ONCE])),),
        ):
            counts[folded] = counts.get(folded, 0) + number
    return counts


def ids_of(database: Database, nums: Sequence[int]) -> list[str]:
    """Return the ids of these row numbers, in their order."""
    ids: list[str] = []
    for start in range(0, len(nums), _AT_ONCE):
        page = list(nums[start : start + _AT_ONCE])
        ids_by_num = dict(
            database.connection().execute(
                "SELECT num, id FROM articles WHERE num IN (SELECT value FROM json_each(?))",
                (json.dumps(page),),
            )
        )
        ids += [ids_by_num[num] for num in page]
    return ids


def first_of_file(database: Database, file_id: str) -> str | None:
    """Return the id of the first article of a file that a reader cut into several."""
    row = (
        database.connection()
        .execute(
            "SELECT id FROM articles WHERE file = ? AND present = 1 ORDER BY num LIMIT 1",
            (file_id,),
        )
        .fetchone()
    )
    return None if row is None else str(row[0])


def raw_path(database: Database, num: int) -> bytes | None:
    """Return the path of an article's file below the article folder, as the file system has it."""
    row = database.connection().execute("SELECT raw FROM articles WHERE num = ?", (num,)).fetchone()
    return None if row is None or row[0] is None else bytes(row[0])


def body(database: Database, num: int) -> str:
    """Return the text of the article with this row number; empty where it doesn't exist."""
    row = database.connection().execute("SELECT body FROM texts WHERE num = ?", (num,)).fetchone()
    return "" if row is None else str(row[0])


def article(database: Database, num: int) -> Article | None:
    """Return the article with this row number, or None where it doesn't exist.

    Its entities are None: they are added with the user's corrections applied.
    """
    rows = fetch(database, [num])
    if not rows:
        return None
    connection = database.connection()
    text = connection.execute(
        "SELECT body, paragraphs, boilerplate, title_start, title_end, reflow"
        " FROM texts WHERE num = ?",
        (num,),
    ).fetchone() or ("", "[]", "[]", None, None, "[]")
    body, paragraphs, boilerplate, title_start, title_end, reflow = text
    _check((body,), str)
    _check((title_start, title_end), int | None)
    language, encoding, replaced, garbled = connection.execute(
        "SELECT language, encoding, replaced, garbled FROM articles WHERE num = ?", (num,)
    ).fetchone() or (None, None, 0, 0)
    return Article(
        **{field.name: getattr(rows[0], field.name) for field in fields(Row)},
        text=body,
        paragraphs=_spans(paragraphs),
        boilerplate=_spans(boilerplate),
        title_span=_span(title_start, title_end),
        reflow=tuple(_listed(reflow)),
        marks=_marks(connection, num),
        language=language,
        encoding=encoding,
        replaced=replaced,
        garbled=garbled,
    )


def digests(database: Database, nums: Sequence[int]) -> dict[int, str | None]:
    """Return the content hashes of those of these articles that are there: 64 hex digits."""
    return dict(
        database.connection().execute(
            # The plus keeps SQLite from an index by which it would walk all articles.
            "SELECT num, sha256 FROM articles WHERE +present = 1"
            " AND num IN (SELECT value FROM json_each(?))",
            (json.dumps(list(nums)),),
        )
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)


def _check(values: Sequence[object], kind: type | UnionType) -> None:
    """Raise NotOurs where a value has the wrong type: SQLite stores any type."""
    if not all(isinstance(value, kind) for value in values):
        raise NotOurs("the index holds a value of another type than it should")


def _spans(value: str) -> tuple[Span, ...]:
    try:
        spans = tuple((start, end) for start, end in _listed(value))
    except (TypeError, ValueError) as error:
        raise NotOurs(f"the index holds no places in a text ({error})") from error
    _check([offset for span in spans for offset in span], int)
    return spans


def _pages(value: str | None) -> tuple[tuple[int, int, int], ...] | None:
    if value is None:
        return None
    try:
        pages = tuple((number, start, end) for number, start, end in _listed(value))
    except (TypeError, ValueError) as error:
        raise NotOurs(f"the index holds no pages ({error})") from error
    _check([number for page in pages for number in page], int)
    return pages


def _listed(value: str) -> list[Any]:
    items = json.loads(value)
    if not isinstance(items, list):
        raise NotOurs("the index holds no list where it should")
    return items


def _marks(connection: sqlite3.Connection, num: int) -> tuple[Mark, ...]:
    """Return an article's marks in the order of the text, lost ones last."""
    rows = connection.execute(
        'SELECT mark_id, start, "end", tag, value FROM marks WHERE num = ?'
        ' ORDER BY start IS NULL, start, "end", mark_id',
        (num,),
    )
    marks = []
    for mark_id, start, end, tag, value in rows:
        items = json.loads(value)
        if not isinstance(items, dict):
            raise NotOurs("the index holds no mark where it should")
        quote, note = str(items.get("quote") or ""), items.get("note")
        note = None if note is None else str(note)
        marks.append(Mark(mark_id, start, end, tag, quote, note))
    return tuple(marks)
