"""Matches of words, phrases and patterns in the texts of articles."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from store.model import Hit, Span
from store.query.user_patterns import visible
from store.search.near_matches import near_together
from store.search.search_query import SearchQuery
from store.text.mapped_text import Mapped
from store.text.words import join_line_ends, phrase, places

CONTEXT = 60
"""Code points around a hit, before they are cut to whole words."""

_BLANK = re.compile(r"\s")


def of_words(
    connection: sqlite3.Connection, search_query: SearchQuery, nums: Sequence[int]
) -> Iterator[tuple[str, str, Iterator[Span]]]:
    """Yield id, text and places of the words of each of these articles, in their order.

    The index is to have said that they have the words.
    """
    for id, body in _read(connection, "a.id, t.body", nums):
        yield id, body, in_text(body, search_query)


def in_text(body: str, search_query: SearchQuery) -> Iterator[Span]:
    """Yield where words, phrases and nearness of a search stand in a text: in order, apart."""
    parts = [*search_query.phrases, *(part for near in search_query.nears for part in near.parts)]
    spans = places(body, [phrase(*part) for part in parts])
    return near_together(body, spans, search_query.nears) if search_query.nears else spans


def of_patterns(
    connection: sqlite3.Connection, nums: Sequence[int]
) -> Iterator[tuple[str, str, Mapped]]:
    """Yield id, text, and the text as patterns see it, of these articles in their order."""
    columns = "a.id, t.body, t.paragraphs, t.reflow"
    for id, body, paragraphs, reflow in _read(connection, columns, nums):
        yield id, body, visible(body, paragraphs, reflow)


def _read(connection: sqlite3.Connection, columns: str, nums: Sequence[int]) -> Iterator[list[Any]]:
    """Yield columns of these articles and their texts, in the order of `nums`."""
    cursor = connection.execute(
        f"SELECT a.num, {columns} FROM articles a JOIN texts t ON t.num = a.num"
        " WHERE a.num IN (SELECT value FROM json_each(?))",
        (json.dumps(list(nums)),),
    )
    by_num = {num: rest for num, *rest in cursor.fetchall()}
    yield from (by_num[num] for num in nums if num in by_num)


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
    blank = _BLANK.search(text)
    return blank.start() if blank else 0


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", join_line_ends(text).text)
