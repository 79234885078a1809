"""What was typed, as terms: plain words, and fzf's operators where they were asked for.

The operators are those of fzf's extended-search mode: `'exact`, `^prefix`, `suffix$`, `!not`, and
`|` between terms of which one will do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.text.words import words_of

MAX_TEXT = 300
"""Code points of what was typed that are looked at."""

MAX_TERMS = 16

_SUFFIX = re.compile(r"\.(?:txt|text|md)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One folded word to find."""

    word: str
    typing: bool = False
    """Whether it is still being typed, so that its end is open."""
    tag_only: bool = False
    """Whether it is meant as a tag: it was typed with `#`."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Words in a row that a title must, or must not, hold."""

    words: tuple[str, ...]
    fuzzy: bool = False
    """Whether any way to find each word will do."""
    first: bool = False
    """Whether the title must begin with them."""
    last: bool = False
    """Whether the title must end with them."""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """All of what was typed."""

    terms: tuple[Term, ...]
    groups: tuple[tuple[int, ...], ...]
    """The terms by number, by the groups of which one will do."""
    required: tuple[tuple[Operator, ...], ...] = ()
    """Of each group one operator must hold."""


def read(text: str, extended: bool = False) -> Typed:
    """Return what `text` asks for; `extended`, or a leading `=`, turns the operators on."""
    if text.startswith("="):
        extended, text = True, text[1:]
    text = text[:MAX_TEXT]
    if extended:
        return _extended(text)
    terms = [term for piece in text.split() for term in _terms(piece)][:MAX_TERMS]
    if terms and not text[-1].isspace():
        terms[-1] = Term(terms[-1].word, True, terms[-1].tag_only)
    return Typed(tuple(terms), tuple((number,) for number, _ in enumerate(terms)))


def _terms(piece: str) -> list[Term]:
    tag_only = piece.startswith("#")
    return [Term(word, tag_only=tag_only) for word in words_of(_SUFFIX.sub("", piece))]


def _extended(text: str) -> Typed:
    required: list[list[Operator]] = []
    terms: list[list[Term]] = []
    joined = False
    for piece in text.split()[:MAX_TERMS]:
        operator, body = _operator(piece)
        if operator.words:
            if not joined:
                required.append([])
                terms.append([])
            required[-1].append(operator)
            terms[-1] += [] if operator.refused else _terms(body)
        joined = piece == "|" and bool(required)
    numbers = iter(range(MAX_TERMS))
    groups = [tuple(number for _, number in zip(group, numbers, strict=False)) for group in terms]
    flat = [term for group in terms for term in group]
    return Typed(
        tuple(flat[:MAX_TERMS]),
        tuple(group for group in groups if group),
        tuple(map(tuple, required)),
    )


def _operator(piece: str) -> tuple[Operator, str]:
    refused = piece.startswith("!")
    body = piece[refused:]
    exact = body.startswith("'")
    body = body[exact:]
    first = body.startswith("^")
    body = body[first:]
    last = body.endswith("$") and len(body) > 1
    body = body[:-1] if last else body
    fuzzy = not (refused or exact or first or last)
    return Operator(tuple(words_of(body)), fuzzy, first, last, refused), body
