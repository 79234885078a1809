"""Why an article was found: the letters of its title that match, and what else did."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from store.jump import fold
from store.jump.reach import CODE, PARTS, TITLE, Reach
from store.jump.segment import FILE, NAME, SOURCE, TAG
from store.jump.terms import Term


def positions(
    title: str, terms: Sequence[Term], places: Sequence[int], parted: Sequence[bool]
) -> tuple[int, ...]:
    """Return the code points of `title` that match, sorted.

    `places`: for each term the word of the title that it stands for, or -1; `parted`: whether the
    term is two words of the title typed as one.
    """
    pieces = fold.pieces(title)
    found: set[int] = set()
    for number, (term, place, in_parts) in enumerate(zip(terms, places, parted, strict=True)):
        if in_parts:
            for left, right in pairwise(pieces):
                if (left.word + right.word).startswith(term.word) and len(left.word) < len(
                    term.word
                ):
                    found.update([*left.places, *right.places][: len(term.word)])
                    break
        elif 0 <= place < len(pieces):
            piece = pieces[place]
            word = term.word
            if number and places[number - 1] == place and not piece.word.startswith(word):
                word = terms[number - 1].word + word
            found.update(piece.places[at] for at in _letters(word, piece.word))
    return tuple(sorted(found))


def _letters(typed: str, word: str) -> list[int]:
    """Return the letters of `word` that `typed` stands for."""
    at = word.find(typed)
    if at >= 0:
        return list(range(at, at + len(typed)))
    return [
        letter
        for block in LCSseq.opcodes(typed, word)
        if block.tag == "equal"
        for letter in range(block.dest_start, block.dest_end)
    ]


def via(connection: sqlite3.Connection, num: int, id: str, ways: Sequence[tuple[int, int]]) -> str:
    """Return what matched besides the title, given kind and key of each: `#tag`, a name, …"""
    shown = (_shown(connection, num, id, kind, key) for kind, key in ways)
    return ", ".join(dict.fromkeys(text for text in shown if text))


def _shown(connection: sqlite3.Connection, num: int, id: str, kind: int, key: int) -> str:
    if kind in (FILE, CODE):
        return id
    query, bound = {
        SOURCE: ("SELECT source FROM articles WHERE num = ?", num),
        TAG: ("SELECT '#' || name FROM tags WHERE tag_id = ?", key),
        NAME: ("SELECT name FROM names WHERE name_id = ?", key),
    }[kind]
    row = connection.execute(query, (bound,)).fetchone()
    return row[0] or "" if row else ""


def other_ways(reaches: Sequence[Reach], doc: int, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return kind and key of what the terms found that no word of the title stands for."""
    found = []
    for each, place in zip(reaches, places, strict=True):
        number = int(each.best[doc])
        if place < 0 and number:
            way = each.ways[number - 1]
            if way.kind not in (TITLE, PARTS):
                found.append((way.kind, way.key))
    return found


def in_parts(reaches: Sequence[Reach], doc: int, places: Sequence[int]) -> list[bool]:
    """Return for each term whether it is two words of the title typed as one."""
    return [
        place < 0 and bool(each.best[doc]) and each.ways[int(each.best[doc]) - 1].kind == PARTS
        for each, place in zip(reaches, places, strict=True)
    ]
