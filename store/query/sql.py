"""Compiles a query to an SQL condition over `articles a`; every value is a bound parameter.

The connection needs the functions of `sql_functions.install`. No condition is ever NULL, so that
its negation is its complement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from store.query import entity_sql, query_words
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
    Query,
    Tag,
    Text,
    Words,
)
from store.query.sql_functions import folded_tag

Condition = tuple[str, tuple[Any, ...]]
"""An SQL condition and the values of its question marks, in order."""

Narrow = Callable[[str], str | None]
"""Takes a regular expression, and returns the FTS5 expression for the only texts that can match.

None: any text can; empty: no text can.
"""


def _any_text(_pattern: str) -> str | None:
    return None


_HAS = {
    "tag": "EXISTS (SELECT 1 FROM article_tags t WHERE t.num = a.num)",
    "mark": "a.num IN (SELECT num FROM marks)",
    "source": "coalesce(a.source, '') <> ''",
    "date": "a.published IS NOT NULL",
    "read": "a.read IS NOT NULL",
    "note": "coalesce(a.note, '') <> ''",
    "title": "a.title <> ''",
    "lang": "a.language IS NOT NULL",
    "path": "instr(a.id, '/') > 0",
    "copies": "EXISTS (SELECT 1 FROM copies c JOIN copies o ON o.leader = c.leader"
    " WHERE c.num = a.num AND o.num <> c.num)",
    # Where the group's longest article is just gone, none is left out for another one.
    "copy": "EXISTS (SELECT 1 FROM copies c JOIN copies o ON o.num = c.leader"
    " WHERE c.num = a.num AND o.num <> c.num)",
    "text": "a.num IN (SELECT num FROM texts WHERE body <> '')",
}

_COPIES = """a.num IN (SELECT c.num FROM copies c WHERE c.leader = (
  SELECT o.leader FROM copies o JOIN articles named ON named.num = o.num WHERE named.id = ?))"""

_MATCHED = "a.num IN (SELECT rowid FROM fts WHERE fts MATCH ?)"

_TEXT_MATCHES = """EXISTS (SELECT 1 FROM texts x
  WHERE x.num = a.num AND text_matches(x.body, x.paragraphs, x.reflow, ?))"""

_FLAGS = {"unread": "a.read IS NULL", "untagged": f"NOT {_HAS['tag']}"}

# Each different source once, by steps through the index on it.
_SOURCE = """a.source IS NOT NULL AND a.source IN (
  WITH RECURSIVE s (name) AS (
    SELECT min(source) FROM articles
    UNION ALL SELECT (SELECT min(source) FROM articles WHERE source > s.name)
      FROM s WHERE s.name IS NOT NULL)
  SELECT name FROM s WHERE name IS NOT NULL AND has_words(name, ?, ?))"""


AFTER_SLASH = chr(ord("/") + 1)
LAST_CHARACTER = "\U0010ffff"
"""The upper ends of the ids below a folder: ids are compared by code points."""


def where(query: Query, narrow: Narrow = _any_text) -> Condition:
    """Return the SQL condition over `articles a` for the articles that `query` matches.

    It ignores `present`. `narrow` affects speed alone.
    """
    match query:
        case All():
            return "1", ()
        case And(parts):
            return _joined(" AND ", parts, narrow)
        case Or(parts):
            return _joined(" OR ", parts, narrow)
        case Not(part):
            condition, bound = where(part, narrow)
            return f"NOT ({condition})", bound
        case Pattern():
            return _pattern(query, narrow)
        case _:
            return _term(query)


def asks_for_copies(query: Query) -> bool:
    """Return whether the result of `query` depends on which articles are copies."""
    return any(
        isinstance(term, Copies) or term in (Has("copies"), Has("copy")) for term in _terms(query)
    )


def asks_for_names(query: Query) -> bool:
    """Return whether the result of `query` depends on the names in articles."""
    return any(
        isinstance(term, Label | Name)
        or (isinstance(term, Words) and term.field == "ent")
        or term in (Has("ent"), Has("type"))
        for term in _terms(query)
    )


def without_names(query: Query) -> Query:
    """Return a query without names that matches every article that `query` may match.

    The names of these articles must be known before `query` can be answered.
    """
    if not asks_for_names(query):
        return query
    match query:
        case And(parts):
            return And(tuple(without_names(part) for part in parts))
        case Or(parts):
            return Or(tuple(without_names(part) for part in parts))
        case _:
            return All()


def _terms(query: Query) -> Iterator[Query]:
    """Yield the terms that a query joins."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _terms(part)
        case Not(part):
            yield from _terms(part)
        case _:
            yield query


def _joined(operator: str, parts: tuple[Query, ...], narrow: Narrow) -> Condition:
    conditions = [where(part, narrow) for part in parts]
    text = operator.join(f"({condition})" for condition, _ in conditions)
    return text, tuple(value for _, bound in conditions for value in bound)


def _term(query: Query) -> Condition:
    match query:
        case Text():
            return _text(query)
        case Near(near):
            # Words that are hyphenated at a line end stand in `halves` among few others.
            return _MATCHED, (f"{{title body}} : {query_words.fts_near(near.parts, near.within)}",)
        case Has(field):
            return entity_sql.any_entity() if field in ("ent", "type") else (_HAS[field], ())
        case Flag(name):
            return _FLAGS[name], ()
        case Tag():
            return _tag(query)
        case Words("ent"):
            return entity_sql.entity(query)
        case Name(name):
            return entity_sql.named(name)
        case Words("source"):
            return _SOURCE, (query.value, query.prefix)
        case Words():
            return "a.note IS NOT NULL AND has_words(a.note, ?, ?)", (query.value, query.prefix)
        case Copies(id):
            return _COPIES, (id,)
        case Label(label):
            return entity_sql.label(label)
        case Language(code):
            return "a.language IS ?", (code,)
        case Below(path, prefix=True):
            return "a.id >= ? AND a.id < ?", (path, path + LAST_CHARACTER)
        case Below(path):
            return "a.id = ? OR a.id >= ? AND a.id < ?", (path, f"{path}/", f"{path}{AFTER_SLASH}")
        case Date():
            return _date(query)
    raise TypeError(f"not a term of a query: {query!r}")


def _text(query: Text) -> Condition:
    if not query_words.has_token(query.value):
        return "0", ()
    phrase = query_words.fts_string(query.value, query.prefix)
    column = "{body halves}" if query.field == "text" else query.field
    return _MATCHED, (f"{column} : {phrase}" if column else phrase,)


def _pattern(query: Pattern, narrow: Narrow) -> Condition:
    title = "title_matches(a.title, ?)"
    if query.field == "title":
        return title, (query.pattern,)
    texts = narrow(query.pattern)
    text = _TEXT_MATCHES
    bound: tuple[str, ...] = (query.pattern,)
    if texts == "":
        text, bound = "0", ()
    elif texts is not None:
        text, bound = f"{_MATCHED} AND {text}", (texts, query.pattern)
    if query.field == "text":
        return text, bound
    return f"{title} OR ({text})", (query.pattern, *bound)


def _tag(query: Tag) -> Condition:
    fold = folded_tag(query.name)
    if query.field == "mark":
        return "a.num IN (SELECT num FROM marks WHERE has_tag(tag, ?, ?))", (fold, query.only)
    chosen, bound = "fold = ?", [fold]
    if not query.only:
        # All that begins with `name/`: the sign that follows `/` is `0`.
        chosen, bound = "fold = ? OR (fold >= ? AND fold < ?)", [fold, f"{fold}/", f"{fold}0"]
    return (
        "a.num IN (SELECT num FROM article_tags WHERE tag_id IN "
        f"(SELECT tag_id FROM tags WHERE {chosen}))",
        tuple(bound),
    )


def _date(query: Date) -> Condition:
    when = query.when
    if when is None:
        return "a.first_day IS NULL", ()
    if isinstance(when, Yearless):
        patterns = when.patterns()
        likes = " OR ".join("a.published GLOB ?" for _ in patterns)
        return f"a.published IS NOT NULL AND ({likes})", patterns
    first, last = ("a.first_day", "a.last_day") if query.field == "date" else ("a.read", "a.read")
    return _interval(when, first, last)


def _interval(when: Interval, first: str, last: str) -> Condition:
    conditions, bound = [f"{first} IS NOT NULL AND {last} IS NOT NULL"], []
    if when.last is not None:
        conditions.append(f"{first} <= ?")
        bound.append(when.last)
    if when.first is not None:
        conditions.append(f"{last} >= ?")
        bound.append(when.first)
    return " AND ".join(conditions), tuple(bound)
