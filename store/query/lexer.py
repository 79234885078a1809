"""Splits a query into tokens: words, quoted values, fields and brackets, with their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.errors import QueryError
from store.query import proximity
from store.query.nodes import FIELDS, FLAGS, KEYWORDS
from store.query.proximity import NearFault, Nearness
from store.query.query_words import TOO_LONG, is_too_long

Kind = Literal["term", "(", ")", "-", "AND", "OR", "NOT", "flag", "end"]

MAX_LENGTH = 10_000
"""Code points that a query may have."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: where it starts (code points from 0), and the parts of a term."""

    kind: Kind
    start: int
    text: str = ""
    """The value, quotes and escapes resolved; for a keyword the keyword."""
    field: str = ""
    quoted: bool = False
    exact: bool = False
    """Whether `=` precedes the value."""
    pattern: bool = False
    """Whether the value is between slashes."""
    prefix: bool = False
    """Whether `*` follows the value."""
    value_start: int = 0
    near: Nearness | None = None
    """The words of a `NEAR` and their distance, if the token is one."""


class Lexer:
    """Splits one query into tokens; raises QueryError at an open quote or an unknown field."""

    def __init__(self, query: str) -> None:
        self.query = query
        # SQLite can't take a lone surrogate; its stand-in is no letter, and keeps the columns.
        self._text = query.encode("utf-8", "replace").decode()
        self._at = 0

    def tokens(self) -> list[Token]:
        """Return all tokens, the last one of kind `end`."""
        if len(self._text) > MAX_LENGTH:
            raise self.error(MAX_LENGTH, f"a query of at most {MAX_LENGTH} characters")
        tokens = []
        while True:
            while self._at < len(self._text) and self._text[self._at].isspace():
                self._at += 1
            token = self._next()
            tokens.append(token)
            if token.kind == "end":
                return tokens

    def error(self, at: int, expected: str) -> QueryError:
        """Return an error about what was expected at `at`, in code points from 0."""
        return QueryError(self.query, at + 1, expected)

    def _next(self) -> Token:
        start = self._at
        sign = self._text[start : start + 1]
        if not sign:
            return Token("end", start)
        if sign in "()-":
            self._at += 1
            return Token("(" if sign == "(" else ")" if sign == ")" else "-", start)
        if sign in '"/':
            return self._value(start, "")
        if self._text.startswith(proximity.OPENING, start):
            return self._near(start)
        end = self._word_end(start)
        word = self._text[start:end]
        name, colon, _ = word.partition(":")
        if colon and name.isalpha():
            if name.lower() not in FIELDS:
                raise self.error(start, _field_instead(name.lower()))
            self._at = start + len(name) + 1
            return self._value(start, name.lower())
        if word in KEYWORDS:
            self._at = end
            return Token("AND" if word == "AND" else "OR" if word == "OR" else "NOT", start)
        if word in FLAGS:
            self._at = end
            return Token("flag", start, word)
        return self._value(start, "")

    def _value(self, start: int, field: str) -> Token:
        exact = field in ("tag", "mark", "ent") and self._text[self._at : self._at + 1] == "="
        self._at += exact
        value_start = self._at
        sign = self._text[value_start : value_start + 1]
        quoted = sign == '"'
        pattern = field in ("", "title", "text") and sign == "/"
        if quoted or pattern:
            value = self._delimited(sign, "quote" if quoted else "slash")
            prefix = quoted and self._text[self._at : self._at + 1] == "*"
            self._at += prefix
            if quoted and self._text[self._at : self._at + 1] == "~":
                return self._words_near(start, field, value)
        else:
            self._at = self._word_end(value_start)
            value = self._text[value_start : self._at]
            prefix = value.endswith("*")
            value = value.rstrip("*")
        return Token("term", start, value, field, quoted, exact, pattern, prefix, value_start)

    def _near(self, start: int) -> Token:
        try:
            read, self._at = proximity.read(self._text, start)
        except NearFault as fault:
            raise self.error(fault.at, fault.expected) from fault
        return Token("term", start, near=read)

    def _words_near(self, start: int, field: str, phrase: str) -> Token:
        """Return the token for `"some words"~8`."""
        if field:
            raise self.error(self._at, f"a blank: words near each other come without {field}:")
        try:
            within, self._at = proximity.count(self._text, self._at + 1)
        except NearFault as fault:
            raise self.error(fault.at, fault.expected) from fault
        if is_too_long(phrase):
            raise self.error(start, TOO_LONG)
        words = proximity.of_words(phrase, within)
        if not words.parts:
            raise self.error(start, "words that stand near each other")
        return Token("term", start, near=words)

    def _delimited(self, mark: str, name: str) -> str:
        start = self._at
        value: list[str] = []
        at = start + 1
        while at < len(self._text):
            sign = self._text[at]
            if sign == mark:
                self._at = at + 1
                return "".join(value)
            following = self._text[at + 1 : at + 2]
            if sign == "\\" and following:
                # In a pattern a backslash keeps its meaning; only `\/` is the slash itself.
                resolved = following == mark or (mark == '"' and following == "\\")
                value.append(following if resolved else sign + following)
                at += 2
            else:
                value.append(sign)
                at += 1
        raise self.error(len(self._text), f"a closing {name} for the one in column {start + 1}")

    def _word_end(self, at: int) -> int:
        while at < len(self._text):
            sign = self._text[at]
            if sign.isspace() or sign in '()"':
                break
            at += 1
        return at


def _field_instead(name: str) -> str:
    """Return what was expected in place of an unknown field: the most similar known one."""
    import difflib

    text = "quotes around text with a colon"
    for field in difflib.get_close_matches(name, FIELDS, 1):
        return f"{field}:, since there is no {name}:, or {text}"
    return f"{text}, or a field: {' '.join(f'{field}:' for field in FIELDS)}"
