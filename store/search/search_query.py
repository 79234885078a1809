"""Parses searches: words, `"phrases"`, `pref*`, `NEAR(a b, 8)`, `"a b"~8`, `/patterns/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from store.errors import QueryError
from store.query import proximity, user_patterns
from store.query.lexer import MAX_LENGTH
from store.query.parser import MAX_TERMS
from store.query.proximity import NearFault, Nearness, Part
from store.query.query_words import (
    TOO_LONG,
    fts_near,
    fts_string,
    has_token,
    is_too_long,
)

_TERM = re.compile(
    r'"(?P<quoted>[^"]*)"?(?P<star>\*?)(?P<near>~?)|/(?P<pattern>(?:\\.|[^/\\])*)(?:/|\\?$)|(?P<word>\S+)'
)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The parts of a search; a text must match all of them."""

    phrases: tuple[Part, ...] = ()
    """Words and phrases, and whether each is a prefix."""
    nears: tuple[Nearness, ...] = ()
    patterns: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.nears or self.patterns)

    def expression(self) -> str | None:
        """Return the FTS5 expression for words and `NEAR`; None where there are none."""
        parts = [f"{{body halves}} : {fts_string(*phrase)}" for phrase in self.phrases]
        parts += [f"body : {fts_near(near.parts, near.within)}" for near in self.nears]
        return " AND ".join(parts) or None


@lru_cache(maxsize=16)
def read(text: str) -> SearchQuery:
    """Parse a search; quotes, slashes and brackets may still be open at its end.

    Raises QueryError with the column where a pattern or `NEAR` can't be parsed, or there are too
    many parts.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(text, MAX_LENGTH + 1, f"a search of at most {MAX_LENGTH} characters")
    phrases: list[Part] = []
    nears: list[Nearness] = []
    patterns: list[str] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        if text.startswith(proximity.OPENING, at):
            near, at = _near(text, at)
            nears += [near] if near.parts else []
            continue
        match = _TERM.match(text, at)
        assert match is not None  # anything but a blank is a term
        if match["near"] and match.end() < len(text):
            near, at = _words_near(text, match)
            nears += [near] if near.parts else []
            continue
        if match["pattern"]:
            patterns.append(_pattern(text, match))
        elif match["pattern"] is None:
            phrases += _phrase(text, match)
        at = match.end()
        if len(phrases) + len(nears) + len(patterns) > MAX_TERMS:
            raise QueryError(text, match.start() + 1, f"at most {MAX_TERMS} terms")
    return SearchQuery(tuple(phrases), tuple(nears), tuple(patterns))


def check_closed(text: str) -> None:
    """Raise QueryError, with the column, where the bracket of a nearness is still open."""
    at = 0
    while at < len(text):
        if text.startswith(proximity.OPENING, at):
            _, at = _near(text, at, may_be_open=False)
        else:
            term = _TERM.match(text, at)
            at = at + 1 if term is None else term.end()


def as_begun(text: str) -> str | None:
    """Return the search with its last word as a prefix; None where it doesn't end in a word.

    Raises QueryError where `text` can't be parsed.
    """
    longer, as_typed = f"{text}*", read(text)
    try:
        then = read(longer)
    except QueryError:  # a nearness whose bracket is still open
        return None
    is_word = text[-1:].isalnum() and (as_typed.nears, as_typed.patterns) == (
        then.nears,
        then.patterns,
    )
    return longer if is_word else None


def _phrase(text: str, match: re.Match[str]) -> list[Part]:
    value = match["word"].rstrip("*") if match["quoted"] is None else match["quoted"]
    prefix = bool(match["star"]) if match["word"] is None else match["word"].endswith("*")
    if is_too_long(value):
        raise QueryError(text, match.start() + 1, TOO_LONG)
    return [(value, prefix)] if has_token(value) else []


def _near(text: str, at: int, *, may_be_open: bool = True) -> tuple[Nearness, int]:
    try:
        return proximity.read(text, at, may_be_open=may_be_open)
    except NearFault as fault:
        raise QueryError(text, fault.at + 1, fault.expected) from fault


def _words_near(text: str, match: re.Match[str]) -> tuple[Nearness, int]:
    try:
        within, at = proximity.count(text, match.end())
    except NearFault as fault:
        raise QueryError(text, fault.at + 1, fault.expected) from fault
    if is_too_long(match["quoted"]):
        raise QueryError(text, match.start() + 1, TOO_LONG)
    return proximity.of_words(match["quoted"], within), at


def _pattern(text: str, match: re.Match[str]) -> str:
    value = re.sub(r"\\(.)", lambda sign: "/" if sign[1] == "/" else sign[0], match["pattern"])
    fault = user_patterns.fault(value)
    if fault is not None:
        raise QueryError(text, match.start() + 2 + fault[0], fault[1])
    return value
