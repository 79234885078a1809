"""The tree of a query: frozen values that compare, print, and read back as themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from store.query.date_terms import Interval, Yearless
from store.query.proximity import Nearness
from store.query.query_words import quoted

KEYWORDS = ("AND", "OR", "NOT")
"""Words that join terms; only in capitals and out of quotes."""

FLAGS = ("unread", "untagged")
"""Words that are terms by themselves; only in lower case and out of quotes."""

FIELDS = (
    *("tag", "ent", "type", "source", "lang", "date", "read"),
    *("note", "mark", "title", "text", "copies", "copy", "path"),
)
"""Names that a colon may follow."""

Place = Literal["", "title", "text"]
"""Where words and patterns are looked for; empty: in both."""

_PLAIN = re.compile(r'[^\s()":*\\=/-][^\s()":\\]*(?<!\*)')


def written(value: str) -> str:
    """Return `value` as a query has it: bare where that is safe, else quoted."""
    plain = _PLAIN.fullmatch(value) and value not in KEYWORDS and value not in FLAGS
    return value if plain else quoted(value)


def _in(field: Place) -> str:
    return f"{field}:" if field else ""


def _slash(slash: re.Match[str]) -> str:
    return slash[1] or r"\/"


@dataclass(frozen=True, slots=True)
class All:
    """Every article: the empty query."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Text:
    """A word or phrase in title or text, or in one of them; `prefix`: its end is open."""

    value: str
    prefix: bool = False
    field: Place = ""

    def __str__(self) -> str:
        return f"{_in(self.field)}{written(self.value)}{'*' * self.prefix}"


@dataclass(frozen=True, slots=True)
class Near:
    """Words and phrases near each other, in the title or in the text."""

    near: Nearness

    def __str__(self) -> str:
        parts = " ".join(
            (quoted(value) if "," in value else written(value)) + "*" * prefix
            for value, prefix in self.near.parts
        )
        return f"NEAR({parts}, {self.near.within})"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that title or text must hold, or one of them; case folded."""

    pattern: str
    field: Place = ""

    def __str__(self) -> str:
        return _in(self.field) + "/" + re.sub(r"(\\.)|/", _slash, self.pattern) + "/"


@dataclass(frozen=True, slots=True)
class Has:
    """Anything at all in a field."""

    field: str

    def __str__(self) -> str:
        return f"{self.field}:"


@dataclass(frozen=True, slots=True)
class Flag:
    """`unread` or `untagged`."""

    name: Literal["unread", "untagged"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag on the article (`tag:`) or on a passage (`mark:`), with those below unless `only`."""

    field: Literal["tag", "mark"]
    name: str
    only: bool = False

    def __str__(self) -> str:
        return f"{self.field}:{'=' * self.only}{written(self.name)}"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that all occur in an entity (`ent:`), the source or the note; in any order."""

    field: Literal["ent", "source", "note"]
    value: str
    prefix: bool = False

    def __str__(self) -> str:
        return f"{self.field}:{written(self.value)}{'*' * self.prefix}"


@dataclass(frozen=True, slots=True)
class Name:
    """An entity that is called just this, as the list of names has it (`ent:=`)."""

    name: str

    def __str__(self) -> str:
        return f"ent:={written(self.name)}"


@dataclass(frozen=True, slots=True)
class Label:
    """An entity with this label, as OntoNotes names it."""

    label: str

    def __str__(self) -> str:
        return f"type:{self.label}"


@dataclass(frozen=True, slots=True)
class Language:
    """In this language, by its ISO 639 code; None: in none that is sure."""

    code: str | None

    def __str__(self) -> str:
        return f"lang:{self.code or 'none'}"


@dataclass(frozen=True, slots=True)
class Below:
    """In this folder, at any depth, or this very file; `prefix`: the end of its path is open."""

    path: str
    """An id, or the start of one, without a slash at its end."""
    prefix: bool = False

    def __str__(self) -> str:
        return f"path:{written(self.path)}{'*' * self.prefix}"


@dataclass(frozen=True, slots=True)
class Date:
    """When it was published (`date:`) or read (`read:`); None: in no known year."""

    field: Literal["date", "read"]
    when: Interval | Yearless | None

    def __str__(self) -> str:
        return f"{self.field}:{_printed(self.when)}"


@dataclass(frozen=True, slots=True)
class Copies:
    """The articles that tell one story in the same words, including the one with this id."""

    id: str

    def __str__(self) -> str:
        return f"copies:{written(self.id)}"


def _printed(when: Interval | Yearless | None) -> str:
    if when is None:
        return "none"
    if isinstance(when, Yearless):
        return f"XXXX-{when.month}" + (f"-{when.day}" if when.day else "")
    if when.first == when.last and when.first:
        return when.first
    return f"{when.first or ''}..{when.last or ''}"


@dataclass(frozen=True, slots=True)
class Not:
    """Every article that `part` leaves out."""

    part: Query

    def __str__(self) -> str:
        return f"-{_inner(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """The articles that match all of two or more parts."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(str(part) if isinstance(part, Not) else _inner(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """The articles that match any of two or more parts."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(
            f"({part})" if isinstance(part, Or | All) else str(part) for part in self.parts
        )


def _inner(part: Query) -> str:
    return f"({part})" if isinstance(part, And | Or | Not | All) else str(part)


Term = (
    Text
    | Near
    | Pattern
    | Has
    | Flag
    | Tag
    | Words
    | Name
    | Label
    | Language
    | Below
    | Date
    | Copies
)
Query = All | Term | Not | And | Or
"""A query: one term, or terms joined by And, Or and Not."""
