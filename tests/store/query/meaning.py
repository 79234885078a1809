"""What a query means, in plain Python over one article's facts: what the SQL is held against."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from store.model import Span
from store.query import query_words, user_patterns
from store.query.date_terms import Interval, Yearless
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
from store.query.sql_functions import folded_tag, tag_is
from store.text.words import terms


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of an article: its canonical name, its label, its aliases and spellings there."""

    name: str
    label: str
    spellings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What queries ask about one article; days are ISO, `published` is EDTF."""

    id: str = ""
    title: str = ""
    body: str = ""
    paragraphs: tuple[Span, ...] = ()
    reflow: tuple[bool, ...] = ()
    """For each paragraph, whether its line ends are only wrapping."""
    source: str | None = None
    published: str | None = None
    days: tuple[str, str] | None = None
    """First and last day that `published` stands for; None where no year is known."""
    tags: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """The tags of its marks."""
    names: tuple[Named, ...] = ()
    read: str | None = None
    note: str | None = None
    language: str | None = None
    copies: tuple[str, ...] = ()
    """The ids of its group of copies, its own among them, the longest article first."""
    is_copy: bool = False
    """Whether another article is the first of the group."""


def matches(query: Query, facts: Facts) -> bool:
    """Say whether the article with these facts is one that `query` is about."""
    match query:
        case All():
            return True
        case And(parts):
            return all(matches(part, facts) for part in parts)
        case Or(parts):
            return any(matches(part, facts) for part in parts)
        case Not(part):
            return not matches(part, facts)
        case Text(value, prefix, field):
            sought = terms(value)
            return any(
                query_words.has_phrase(terms(reading), sought, prefix)
                for text in _raw_texts(field, facts)
                for reading in (text, text.replace("\n", " "))
            )
        case Near(near):
            phrases = [(terms(value), prefix) for value, prefix in near.parts]
            return any(
                has_near(terms(text), phrases, near.within) for text in _raw_texts("", facts)
            )
        case Pattern(expression, field):
            return any(user_patterns.matches_in(expression, text) for text in _texts(field, facts))
        case Has(field):
            return _has(field, facts)
        case Flag(name):
            return facts.read is None if name == "unread" else not facts.tags
        case Tag(field, name, only):
            given = facts.tags if field == "tag" else facts.marks
            return any(tag_is(tag, folded_tag(name), only) for tag in given)
        case Words(field, value, prefix):
            wanted = query_words.parts_of(value)
            return any(
                query_words.has_words(text, wanted, prefix) for text in _strings(field, facts)
            )
        case Copies(id):
            return id in facts.copies
        case Name(name):
            return any(named.name == name for named in facts.names)
        case Label(label):
            return any(named.label == label for named in facts.names)
        case Language(code):
            return facts.language == code
        case Below(path, prefix):
            is_below = facts.id == path or facts.id.startswith(f"{path}/")
            return facts.id.startswith(path) if prefix else is_below
        case Date(field, when):
            return _dated(field, when, facts)


def _texts(field: Place, facts: Facts) -> tuple[str, ...]:
    """Return where patterns are looked for; line ends that only wrap are blanks."""
    body = user_patterns.visible(
        facts.body, json.dumps(facts.paragraphs), json.dumps(facts.reflow)
    ).text
    return (facts.title,) if field == "title" else (body,) if field else (facts.title, body)


def _raw_texts(field: Place, facts: Facts) -> tuple[str, ...]:
    """Return where words are looked for."""
    own = facts.title, facts.body
    return own[:1] if field == "title" else own[1:] if field else own


def _has(field: str, facts: Facts) -> bool:
    values: dict[str, Sequence[object] | bool | None] = {
        "tag": facts.tags,
        "mark": facts.marks,
        "ent": facts.names,
        "type": facts.names,
        "source": facts.source,
        "date": facts.published,
        "read": facts.read,
        "note": facts.note,
        "title": facts.title,
        "lang": facts.language,
        "path": "/" in facts.id,
        "copies": facts.copies,
        "copy": (True,) if facts.is_copy else (),
        "text": facts.body,
    }
    return bool(values[field])


def _strings(field: str, facts: Facts) -> list[str]:
    if field == "ent":
        return [
            text for named in facts.names for text in (named.name, *named.aliases, *named.spellings)
        ]
    text = facts.source if field == "source" else facts.note
    return [] if text is None else text.split("\n")


def _dated(field: str, when: Interval | Yearless | None, facts: Facts) -> bool:
    if when is None:
        return facts.days is None
    if isinstance(when, Yearless):
        published = facts.published or ""
        return any(fnmatchcase(published, each) for each in when.patterns())
    if field == "read":
        return when.meets(facts.read, facts.read)
    return when.meets(*(facts.days or (None, None)))


def has_near(
    text: Sequence[str], phrases: Sequence[tuple[Sequence[str], bool]], within: int
) -> bool:
    """Say whether the phrases stand so that none ends more than `within` tokens before one begins.

    As FTS5 means it: between the end of each and the beginning of the last.
    """
    places = [
        [
            (start, start + len(phrase))
            for start in range(len(text) - len(phrase) + 1)
            if query_words.has_phrase(text[start : start + len(phrase)], phrase, prefix)
        ]
        for phrase, prefix in phrases
    ]
    lasts = {start for found in places for start, _ in found}
    return bool(places) and any(
        all(any(start <= last <= end + within for start, end in found) for found in places)
        for last in lasts
    )
