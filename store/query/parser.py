"""A recursive descent parser: text of a query to its tree."""

from __future__ import annotations

import unicodedata
from typing import Literal

from store.errors import QueryError
from store.languages import code_of
from store.model import LABELS
from store.query import date_terms, user_patterns
from store.query.lexer import Kind, Lexer, Token
from store.query.nodes import (
    All,
    And,
    Below,
    Copies,
    Date,
    Flag,
    Has,
    Label,
    Language,
    Name,
    Near,
    Not,
    Or,
    Pattern,
    Place,
    Query,
    Tag,
    Text,
    Words,
)
from store.query.query_words import TOO_LONG, has_token, is_too_long

MAX_TERMS = 200
"""The largest number of terms in a query: SQLite's own limits are not far above."""

MAX_DEPTH = 40
"""Brackets and negations inside each other that a query may have."""


def parse(text: str) -> Query:
    """Parse the query `text` into a tree.

    `or := and ("OR" and)*`, `and := not ("AND"? not)*`, `not := ("-" | "NOT") not | "(" or ")" |
    term`. Raises QueryError with the column (from 1, in code points) and what was expected there.
    """
    return _Parser(text).query()


class _Parser:
    def __init__(self, text: str) -> None:
        self._lexer = Lexer(text)
        self._tokens = self._lexer.tokens()
        self._at = 0
        self._terms = 0

    def query(self) -> Query:
        if self._is("end"):
            return All()
        tree = self._or(0)
        if not self._is("end"):
            raise self._expected("a term, or the end of the query: no bracket is open here")
        return tree

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _is(self, kind: Kind) -> bool:
        return self._now.kind == kind

    def _expected(self, expectation: str, at: int | None = None) -> QueryError:
        return self._lexer.error(self._now.start if at is None else at, expectation)

    def _or(self, depth: int) -> Query:
        parts = [self._and(depth)]
        while self._is("OR"):
            self._at += 1
            parts.append(self._and(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self, depth: int) -> Query:
        parts = [self._not(depth)]
        while self._now.kind not in ("OR", ")", "end"):
            if self._is("AND"):
                self._at += 1
            parts.append(self._not(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self, depth: int) -> Query:
        if depth > MAX_DEPTH:
            raise self._expected(f"at most {MAX_DEPTH} brackets inside each other")
        token = self._now
        if token.kind == "-" and self._tokens[self._at + 1].start != token.start + 1:
            raise self._expected("what to leave out right behind -", token.start + 1)
        if token.kind in ("-", "NOT"):
            self._at += 1
            return Not(self._not(depth + 1))
        if token.kind == "(":
            self._at += 1
            if self._is(")"):
                self._at += 1
                return All()
            tree = self._or(depth + 1)
            if not self._is(")"):
                raise self._expected(f"a closing bracket for the one in column {token.start + 1}")
            self._at += 1
            return tree
        if token.kind not in ("term", "flag"):
            raise self._expected("a word, a field or a bracket")
        self._at += 1
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise self._expected(f"at most {MAX_TERMS} terms", token.start)
        if token.kind == "flag":
            return Flag("unread" if token.text == "unread" else "untagged")
        return self._term(token)

    def _term(self, token: Token) -> Query:
        field = token.field
        if token.near is not None:
            return Near(token.near)
        if not token.text and (field or token.pattern) and not token.prefix:
            if token.exact or token.quoted or token.pattern:
                raise self._expected("a value", token.value_start)
            return Has(field)
        if token.pattern:
            return self._pattern(token)
        if field in ("tag", "mark"):
            return self._tag(token, "tag" if field == "tag" else "mark")
        if field == "type":
            if token.text.upper() not in LABELS or token.prefix:
                raise self._expected("one of " + " ".join(LABELS), token.value_start)
            return Label(token.text.upper())
        if field == "lang":
            return self._language(token)
        if field in ("date", "read"):
            return self._date(token, "date" if field == "date" else "read")
        if field == "path":
            return self._below(token)
        if field == "copies" and not token.prefix:
            return Copies(token.text)
        if field in ("copies", "copy"):
            whole = "the whole id of an article, or nothing, behind copies:"
            raise self._expected(
                whole if field == "copies" else "nothing behind copy:", token.value_start
            )
        if token.exact:
            return self._name(token)
        if not has_token(token.text):
            raise self._expected("a word with a letter or a digit in it", token.value_start)
        if is_too_long(token.text):
            raise self._expected(TOO_LONG, token.value_start)
        match field:
            case "ent" | "source" | "note":
                return Words(field, token.text, token.prefix)
            case _:
                return Text(token.text, token.prefix, _place(field))

    def _pattern(self, token: Token) -> Query:
        fault = user_patterns.fault(token.text)
        if fault is not None:
            at, expected = fault
            raise self._expected(expected, token.value_start + 1 + at)
        return Pattern(token.text, _place(token.field))

    def _tag(self, token: Token, field: Literal["tag", "mark"]) -> Query:
        if token.prefix:
            raise self._expected("the name of a tag: `a/b` is found by `a`", token.value_start)
        name = " ".join(unicodedata.normalize("NFC", token.text).removeprefix("#").split())
        name = name.strip("/")
        if not name:
            raise self._expected("the name of a tag", token.value_start)
        return Tag(field, name, token.exact)

    def _name(self, token: Token) -> Query:
        name = " ".join(unicodedata.normalize("NFC", token.text).split())
        if token.prefix or not name:
            raise self._expected("a whole name as the list of names has it", token.value_start)
        return Name(name)

    def _language(self, token: Token) -> Query:
        code = code_of(token.text)
        if token.prefix or (code is None and token.text != "none"):
            raise self._expected("a language such as de or German, or none", token.value_start)
        return Language(code)

    def _below(self, token: Token) -> Query:
        path = unicodedata.normalize("NFC", token.text).removeprefix("./")
        if not token.prefix:
            path = path.rstrip("/")
        if path in ("", "."):
            return All()
        return Below(path, token.prefix)

    def _date(self, token: Token, field: Literal["date", "read"]) -> Query:
        if token.text == "none" and field == "date" and not token.prefix:
            return Date(field, None)
        when = None if token.prefix else date_terms.read(token.text)
        if when is None or (field == "read" and isinstance(when, date_terms.Yearless)):
            raise self._expected(date_terms.EXPECTED, token.value_start)
        return Date(field, when)


def _place(field: str) -> Place:
    return "title" if field == "title" else "text" if field == "text" else ""
