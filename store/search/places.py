"""Where words, phrases and patterns stand in the texts of articles."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Iterator, Sequence

from store.model import Hit, Span
from store.query.pattern import flowing
from store.search.asked import Asked
from store.search.nearness import near_together

CONTEXT = 60
"""Code points around a hit, before they are cut to whole words."""

LONG = 50_000
"""Bytes of a text from which on it is looked through piece by piece: what SQLite takes to mark a
text grows with the square of its hits."""

PIECE = 8_000
"""Code points of a piece; the hits of one are found when those before it were not enough."""

OVERLAP = 1_000
"""Code points that a piece has in common with the next: a phrase may reach over its end."""

_BLANK = re.compile(r"\s")

# What surrounds a hit in SQLite's answer: nothing that a text could hold by accident or malice.
_OPEN = f"\x01{secrets.token_hex(8)}\x02"
_CLOSE = f"\x01{secrets.token_hex(8)}\x03"


def of_words(
    connection: sqlite3.Connection, asked: Asked, nums: list[int]
) -> Iterator[tuple[str, str, Iterator[Span]]]:
    """Yield id, text and places for those of these articles that have the words, in their order.

    One statement: one an article would look the words up anew each time, and all words of a
    beginning. The sign before `rowid` makes the set a check and not a loop of look-ups.
    """
    rows = connection.execute(
        "SELECT a.num, a.id, CASE WHEN length(CAST(t.body AS BLOB)) <= ? AND"
        " NOT instr(t.body, char(0)) THEN highlight(fts, 1, ?, ?) END FROM fts"
        " JOIN articles a ON a.num = fts.rowid JOIN texts t ON t.num = fts.rowid"
        " WHERE fts MATCH ? AND fts.rowid BETWEEN ? AND ?"
        " AND +fts.rowid IN (SELECT value FROM json_each(?))",
        (LONG, _OPEN, _CLOSE, asked.expression(), min(nums), max(nums), json.dumps(nums)),
    )
    found = {num: (id, marked) for num, id, marked in rows.fetchall()}
    for num in nums:
        if num not in found:
            continue
        id, marked = found[num]
        if marked is None:
            row = connection.execute("SELECT body FROM texts WHERE num = ?", (num,)).fetchone()
            body, spans = row[0], _spans_by_piece(connection, asked, row[0])
        else:
            body, spans = marked.replace(_OPEN, "").replace(_CLOSE, ""), _spans(marked)
        yield id, body, near_together(body, spans, asked.nears) if asked.nears else spans


def of_patterns(
    connection: sqlite3.Connection, nums: Sequence[int]
) -> Iterator[tuple[int, str, str, str]]:
    """Yield number, id, text, and the text as patterns see it, of these articles in their order."""
    rows = connection.execute(
        "SELECT a.num, a.id, t.body, t.paragraphs, t.reflow FROM articles a"
        " JOIN texts t ON t.num = a.num WHERE a.num IN (SELECT value FROM json_each(?))",
        (json.dumps(list(nums)),),
    )
    found = {num: rest for num, *rest in rows.fetchall()}
    for num in nums:
        if num in found:
            id, body, paragraphs, reflow = found[num]
            yield num, id, body, flowing(body, paragraphs, reflow)


def _spans_by_piece(connection: sqlite3.Connection, asked: Asked, body: str) -> Iterator[Span]:
    """Yield where the hits stand in a text that is long, or has NUL in it.

    SQLite's answer would end at the first NUL. That all words are in the text is known: in a piece
    any of them is a hit.
    """
    any_of = asked.expression("OR")
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


def _spans(marked: str) -> Iterator[Span]:
    """Yield where the marked ranges stand in the text without the marks."""
    place = shift = 0
    while (start := marked.find(_OPEN, place)) >= 0:
        end = marked.index(_CLOSE, start)
        yield start - shift, end - shift - len(_OPEN)
        shift += len(_OPEN) + len(_CLOSE)
        place = end + len(_CLOSE)


def hit_at(id: str, body: str, start: int, end: int) -> Hit:
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
