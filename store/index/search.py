"""Full-text search: words and phrases in the texts, with the places where they stand."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice

from store.index.database import Database
from store.model import Hit
from store.query.words import fts_string, has_token

CONTEXT = 60
"""Code points around a hit, before they are cut to whole words."""

FEW = 1000
"""Up to so many articles are sorted by id; of more, the list of all is gone through by id."""

FIRST = 5
"""So many articles are looked into first: where a word is common they have all the hits."""

LONG = 50_000
"""Bytes of a text from which on it is looked through piece by piece: what SQLite takes to mark a
text grows with the square of its hits."""

PIECE = 8_000
"""Code points of a piece; the hits of one are found when those before it were not enough."""

OVERLAP = 1_000
"""Code points that a piece has in common with the next: a phrase may reach over its end."""

_MATCHING = "articles a WHERE a.present = 1 AND a.num IN (SELECT rowid FROM fts WHERE fts MATCH ?)"

_BLANK = re.compile(r"\s")

_TERM = re.compile(r'"([^"]*)"?(\*?)|(\S+)')

# What surrounds a hit in SQLite's answer: nothing that a text could hold by accident or malice.
_OPEN = f"\x01{secrets.token_hex(8)}\x02"
_CLOSE = f"\x01{secrets.token_hex(8)}\x03"


def search(
    database: Database,
    text: str,
    limit: int = 50,
    stop: Callable[[], bool] = lambda: False,
) -> list[Hit]:
    """Return the first `limit` places where articles have what `text` asks for, by id and place.

    `text` is words, `"phrases"` and beginnings (`pref*`), all of which an article must have, whole
    words, case and accents folded. Offsets are code points. `stop` is asked between two articles.
    """
    match = expression(text)
    if match is None or limit <= 0:
        return []
    connection = database.connection()
    nums = _articles(connection, match, limit)
    hits: list[Hit] = []
    start, size = 0, FIRST
    while start < len(nums) and len(hits) < limit and not stop():
        for id, body, spans in _found(connection, text, nums[start : start + size]):
            hits += [_hit(id, body, *span) for span in islice(spans, limit - len(hits))]
        start, size = start + size, limit
    return hits


def count(database: Database, text: str) -> int:
    """Return how many articles have what `text` asks for."""
    match = expression(text)
    if match is None:
        return 0
    row = database.connection().execute(f"SELECT count(*) FROM {_MATCHING}", (match,)).fetchone()
    return int(row[0])


def ids(database: Database, text: str) -> list[str]:
    """Return the ids of all articles that have what `text` asks for, in order."""
    match = expression(text)
    if match is None:
        return []
    rows = database.connection().execute(f"SELECT a.id FROM {_MATCHING} ORDER BY a.id", (match,))
    return [id for (id,) in rows]


def expression(text: str, operator: str = "AND") -> str | None:
    """Return the FTS5 expression for a search text; None where it has no word."""
    phrases = []
    for found in _TERM.finditer(text):
        quoted, star, word = found.groups()
        value = quoted if word is None else word.rstrip("*")
        prefix = bool(star) if word is None else word.endswith("*")
        if has_token(value):
            phrases.append(fts_string(value, prefix))
    return f"body : ({f' {operator} '.join(phrases)})" if phrases else None


def _articles(connection: sqlite3.Connection, match: str, limit: int) -> list[int]:
    """Return the numbers of the first articles that match, by id: never more than `limit`."""
    few = connection.execute(
        "SELECT rowid FROM fts WHERE fts MATCH ? LIMIT ?", (match, FEW + 1)
    ).fetchall()
    if len(few) <= FEW:
        # The signs make SQLite look these up, rather than go through all articles by id.
        rows = connection.execute(
            "SELECT a.num FROM articles a WHERE +a.present = 1"
            " AND a.num IN (SELECT value FROM json_each(?)) ORDER BY +a.id LIMIT ?",
            (json.dumps([num for (num,) in few]), limit),
        )
    else:
        rows = connection.execute(
            "SELECT a.num FROM articles a WHERE a.present = 1"
            " AND a.num IN (SELECT rowid FROM fts WHERE fts MATCH ?) ORDER BY a.id LIMIT ?",
            (match, limit),
        )
    return [num for (num,) in rows]


def _found(
    connection: sqlite3.Connection, text: str, nums: list[int]
) -> Iterator[tuple[str, str, Iterator[tuple[int, int]]]]:
    """Yield id, text and the places of the hits of these articles in their order.

    One statement: one an article would look the words up anew each time, and all words of a
    beginning. The sign before `rowid` makes the set a check and not a loop of look-ups.
    """
    rows = connection.execute(
        "SELECT a.num, a.id, CASE WHEN length(CAST(t.body AS BLOB)) <= ? AND"
        " NOT instr(t.body, char(0)) THEN highlight(fts, 1, ?, ?) END FROM fts"
        " JOIN articles a ON a.num = fts.rowid JOIN texts t ON t.num = fts.rowid"
        " WHERE fts MATCH ? AND fts.rowid BETWEEN ? AND ?"
        " AND +fts.rowid IN (SELECT value FROM json_each(?))",
        (LONG, _OPEN, _CLOSE, expression(text), min(nums), max(nums), json.dumps(nums)),
    )
    found = {num: (id, marked) for num, id, marked in rows.fetchall()}
    for num in nums:
        if num not in found:
            continue
        id, marked = found[num]
        if marked is None:
            row = connection.execute("SELECT body FROM texts WHERE num = ?", (num,)).fetchone()
            yield id, row[0], _spans_by_piece(connection, text, row[0])
        else:
            yield id, marked.replace(_OPEN, "").replace(_CLOSE, ""), _spans(marked)


def _spans_by_piece(
    connection: sqlite3.Connection, text: str, body: str
) -> Iterator[tuple[int, int]]:
    """Yield where the hits stand in a text that is long, or has NUL in it.

    SQLite's answer would end at the first NUL. That all words are in the text is known: in a piece
    any of them is a hit.
    """
    any_of = expression(text, "OR")
    start = last = 0
    while start < len(body):
        stop = _piece_end(body, start + PIECE)
        for first, end in _spans(_marked(connection, any_of, body[start : stop + OVERLAP])):
            if start + first >= last and start + first < stop:
                last = start + end
                yield start + first, last
        start = stop


def _piece_end(body: str, at: int) -> int:
    """Return where a piece ends that should end at `at`: at a blank, if there is one near."""
    found = _BLANK.search(body, at, at + OVERLAP)
    return found.start() if found else min(at, len(body))


def _marked(connection: sqlite3.Connection, match: str | None, text: str) -> str:
    """Return a text with its hits marked, "" where it has none."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.probe"
        " USING fts5 (title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute("DELETE FROM temp.probe")
    connection.execute("INSERT INTO temp.probe VALUES ('', ?)", (text.replace("\0", " "),))
    row = connection.execute(
        "SELECT highlight(probe, 1, ?, ?) FROM temp.probe WHERE probe MATCH ?",
        (_OPEN, _CLOSE, match),
    ).fetchone()
    return row[0] if row else ""


def _spans(marked: str) -> Iterator[tuple[int, int]]:
    """Yield where the marked ranges stand in the text without the marks."""
    place = shift = 0
    while (start := marked.find(_OPEN, place)) >= 0:
        end = marked.index(_CLOSE, start)
        yield start - shift, end - shift - len(_OPEN)
        shift += len(_OPEN) + len(_CLOSE)
        place = end + len(_CLOSE)


def _hit(id: str, body: str, start: int, end: int) -> Hit:
    """Return a hit with whole words of its line around it, as far as `CONTEXT` reaches."""
    first, last = max(0, start - CONTEXT), min(len(body), end + CONTEXT)
    before, after = body[first:start], body[end:last]
    if first:
        before = before[_first_blank(before) :]
    if last < len(body):
        after = after[: len(after) - _first_blank(after[::-1])]
    return Hit(id, start, end, _one_line(before), body[start:end], _one_line(after))


def _first_blank(text: str) -> int:
    found = _BLANK.search(text)
    return found.start() if found else 0


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
