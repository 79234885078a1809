"""Why an article was found: the letters of its title that match, and what else did."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from store.jump.segment import (
    FILE,
    NAME,
    SOURCE,
    TAG,
)
from store.jump.term_matches import (
    CODE,
    INITIALS,
    PARTS,
    TITLE,
    TermMatches,
)
from store.jump.terms import Term
from store.text.words import Piece, pieces_of


def positions(
    title: str, terms: Sequence[Term], places: Sequence[int], kinds: Sequence[int]
) -> tuple[int, ...]:
    """Return the code points of `title` that match, sorted.

    `places`: for each term the word of the title that it stands for, or -1; `kinds`: the kind of
    the way by which each was found.
    """
    pieces = pieces_of(title)
    letters: set[int] = set()
    for number, (term, place, kind) in enumerate(zip(terms, places, kinds, strict=True)):
        if 0 <= place < len(pieces):
            piece = pieces[place]
            word = term.word
            if number and places[number - 1] == place and not piece.word.startswith(word):
                word = terms[number - 1].word + word
            letters.update(piece.places[at] for at in _letters(word, piece.word))
        elif kind == PARTS:
            letters.update(_of_parts(term.word, pieces))
        elif kind == INITIALS:
            letters.update(_of_initials(term.word, pieces))
    return tuple(sorted(letters))


def _of_parts(typed: str, pieces: Sequence[Piece]) -> Sequence[int]:
    for left, right in pairwise(pieces):
        if (left.word + right.word).startswith(typed) and len(left.word) < len(typed):
            return [*left.places, *right.places][: len(typed)]
    return ()


def _of_initials(typed: str, pieces: Sequence[Piece]) -> Sequence[int]:
    initials = "".join(piece.word[0] for piece in pieces)
    at = initials.find(typed)
    return [piece.places[0] for piece in pieces[at : at + len(typed)]] if at >= 0 else ()


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


def kinds_of(reaches: Sequence[TermMatches], doc: int) -> list[int]:
    """Return for each term the kind of the best way to the article; TITLE where there is none."""
    return [_best(each, doc)[0] for each in reaches]


def other_ways(
    reaches: Sequence[TermMatches], doc: int, places: Sequence[int]
) -> list[tuple[int, int]]:
    """Return kind and key of what the terms found that nothing in the title stands for."""
    best_ways = [_best(each, doc) for each, place in zip(reaches, places, strict=True) if place < 0]
    return [(kind, key) for kind, key in best_ways if kind not in (TITLE, PARTS, INITIALS)]


def _best(each: TermMatches, doc: int) -> tuple[int, int]:
    number = int(each.best[doc])
    return (each.ways[number - 1].kind, each.ways[number - 1].key) if number else (TITLE, 0)
