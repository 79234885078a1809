"""Suggestions while a query is typed: fields, and values from the library."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from store.languages import name_of
from store.query import query_words
from store.query.completion import Completion, complete
from store.query.entity_sql import ARTICLES_OF
from store.query.nodes import written
from store.text.letters import fold

NO_YEAR = "XXXX"
"""Stands for the year of a date that has none, as EDTF has it."""
LOOKED_AT = 300
"""The number of names with the typed letters among which the commonest are suggested."""

MEANINGS = {
    "tag:": "articles with a tag",
    "ent:": "that name somebody or something",
    "type:": "that name a kind of thing",
    "source:": "from an agency or paper",
    "lang:": "in a language",
    "path:": "in a folder",
    "date:": "published then",
    "read:": "read then",
    "note:": "with these words in the note",
    "mark:": "with a passage marked so",
    "copies:": "told again in other articles",
    "copy:": "that are a copy of a longer article",
    "title:": "with these words in the title, or /a pattern/",
    "text:": "with these words in the text, or /a pattern/",
    "unread": "not read yet",
    "untagged": "without any tag",
}
"""The meanings of fields and flags, for the suggestions."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion: the text shown, and the text inserted."""

    shown: str
    written: str
    about: str = ""
    """Its meaning, in words."""
    articles: int | None = None
    """The number of articles that match; None where it isn't counted."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Suggestions for `text[start:end]` of a query, likeliest first."""

    start: int = 0
    end: int = 0
    typed: str = ""
    """The text typed so far."""
    offers: tuple[Suggestion, ...] = ()

    def taken(self, text: str, offer: Suggestion) -> tuple[str, int]:
        """Return the query with a suggestion inserted, and the cursor's position after it."""
        rest = text[self.end :]
        put = offer.written
        if not put.endswith(":") and not rest.startswith((" ", ")")):
            put += " "
        return text[: self.start] + put + rest, self.start + len(put)


def suggestions(
    connection: sqlite3.Connection, text: str, cursor: int, limit: int = 50
) -> Suggestions:
    """Return suggestions at `cursor` (code points from 0) of a query."""
    place = complete(text, cursor)
    if place is None or (place.kind == "term" and not place.typed):
        return Suggestions()
    offered = _found(connection, place, text)
    typed = place.typed
    is_complete = len(offered) == 1 and offered[0].written == text[place.start : place.end]
    return Suggestions(place.start, place.end, typed, () if is_complete else tuple(offered[:limit]))


def _found(connection: sqlite3.Connection, place: Completion, text: str) -> list[Suggestion]:
    if place.kind == "term":
        fixed = [
            Suggestion(candidate, candidate, MEANINGS[candidate]) for candidate in place.candidates
        ]
        return fixed + _views(connection, place, text)
    fixed = [Suggestion(candidate, candidate) for candidate in place.candidates]
    values = _VALUES.get(place.kind)
    return fixed + (values(connection, place.typed) if values is not None else [])


def _views(connection: sqlite3.Connection, place: Completion, text: str) -> list[Suggestion]:
    """Return the saved views of that name; each inserts its query."""
    alone = text.strip() == text[place.start : place.end]
    rows = connection.execute("SELECT path, value FROM facts WHERE path LIKE '[\"views\"%'")
    views = {json.loads(path)[1]: json.loads(value) for path, value in rows}
    return [
        Suggestion(name, query if alone else f"({query})", f"view: {query}")
        for name, query in views.items()
        if isinstance(query, str) and query.strip() and _begins(name, place.typed)
    ]


def _begins(name: str, typed: str) -> bool:
    """Return whether a name, or a word in it, begins with the typed text."""
    folded, sought = fold(name), fold(typed)
    return folded.startswith(sought) or f" {sought}" in folded or f"/{sought}" in folded


def _counted(rows: Iterable[tuple[str | None, int]], typed: str) -> list[Suggestion]:
    """Return the values that begin with the typed text, then those with a word that does."""
    fitting = [(name, number) for name, number in rows if name and _begins(name, typed)]
    sought = fold(typed)
    fitting.sort(key=lambda row: (not fold(row[0]).startswith(sought), -row[1], row[0]))
    return [Suggestion(name, written(name), articles=number) for name, number in fitting]


def _tags(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    rows = connection.execute(
        "SELECT name, (SELECT count(*) FROM article_tags x WHERE x.tag_id = t.tag_id) FROM tags t"
    )
    return _counted(rows, typed.removeprefix("#"))


def _marks(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    return _counted(
        connection.execute("SELECT tag, count(DISTINCT num) FROM marks GROUP BY tag"), typed
    )


def _sources(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    return _counted(
        connection.execute("SELECT source, count(*) FROM articles GROUP BY source"), typed
    )


def _languages(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    rows = connection.execute(
        "SELECT language, count(*) FROM articles WHERE present = 1 AND language IS NOT NULL"
        " GROUP BY language ORDER BY 2 DESC"
    )
    return [
        Suggestion(name_of(code), code, articles=number)
        for code, number in rows
        if _begins(code, typed) or _begins(name_of(code), typed)
    ]


def _folders(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    rows = connection.execute(
        "SELECT rtrim(rtrim(id, replace(id, '/', '')), '/') AS folder, count(*) FROM articles"
        " WHERE present = 1 GROUP BY folder ORDER BY folder"
    )
    below: Counter[str] = Counter()
    for folder, number in rows:
        parts = folder.split("/") if folder else []
        for depth in range(1, len(parts) + 1):
            below["/".join(parts[:depth])] += number
    return _counted(below.items(), typed)


def _days(column: str) -> Callable[[sqlite3.Connection, str], list[Suggestion]]:
    """Return a function that suggests the years of a column, and the months of a typed year."""

    def offered(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
        length = 4 if len(typed) < 4 else 7
        rows = connection.execute(
            f"SELECT substr({column}, 1, ?) AS days, count(*) FROM articles"
            f" WHERE {column} >= ? AND {column} < ? AND present = 1"
            " GROUP BY days ORDER BY days DESC",
            (length, typed, typed + "\U0010ffff"),
        )
        return [Suggestion(days, days, articles=number) for days, number in rows]

    return offered


def _published(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    """Return years and the months of one, then the months of dates that have no year."""
    return [*_days("first_day")(connection, typed), *_yearless(connection, typed.upper())]


def _yearless(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    if not (typed.startswith(NO_YEAR) or NO_YEAR.startswith(typed)):
        return []
    rows = connection.execute(
        "SELECT ? || substr(published, 5, 3) AS month, count(*) FROM articles"
        " WHERE present = 1 AND length(published) >= 7"
        " GROUP BY month HAVING max(published LIKE ? || '%') ORDER BY month",
        (NO_YEAR, NO_YEAR),
    )
    return [Suggestion(month, month, articles=n) for month, n in rows if month.startswith(typed)]


def _names(connection: sqlite3.Connection, typed: str) -> list[Suggestion]:
    sought = query_words.parts_of(typed)
    some = (
        "SELECT rowid FROM names_fts WHERE names_fts MATCH ? LIMIT ?"
        if sought
        else "SELECT name_id FROM names WHERE ? = '' LIMIT ?"
    )
    rows = connection.execute(
        f"SELECT n.name, sum({ARTICLES_OF}) AS had FROM names n WHERE n.name_id IN ({some})"
        " GROUP BY n.name HAVING had ORDER BY had DESC, n.name",
        (query_words.fts_all(sought, prefix=True) if sought else "", LOOKED_AT),
    )
    return [Suggestion(name, written(name), articles=number) for name, number in rows]


_VALUES: dict[str, Callable[[sqlite3.Connection, str], list[Suggestion]]] = {
    "tag": _tags,
    "mark": _marks,
    "source": _sources,
    "date": _published,
    "read": _days("read"),
    "ent": _names,
    "lang": _languages,
    "path": _folders,
}
"""Functions that suggest the values of fields that only the library knows."""
