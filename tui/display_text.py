"""How facts about an article are put in words: dates, counts, kinds of entities."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.languages import name_of
from store.model import Article, Row

if TYPE_CHECKING:
    from store.folder.locations import Locations

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WORDS_A_MINUTE = 220
"""The reading speed behind the minutes that are shown."""

KIND_OF_LABEL = {
    "PERSON": "people",
    "ORG": "organisations",
    "GPE": "places",
    "LOC": "places",
    "FAC": "places",
    "NORP": "groups",
    "PRODUCT": "things",
    "EVENT": "things",
    "LAW": "things",
    "WORK_OF_ART": "things",
    "DATE": "dates",
}
"""The kind under which a label is shown."""

_STATUS = {
    "empty": "empty file",
    "binary": "not a text",
    "unreadable": "can't be read",
    "encrypted": "encrypted",
    "no text": "no text",
    "too large": "too large",
}


def day(edtf: str | None, months: tuple[str, ...] = MONTHS) -> str:
    """Return an EDTF date as people write it: `9 Dec`, `10 Aug 2016`, `Aug 2016`; else empty."""
    if not edtf:
        return ""
    parts = edtf.split("-")
    if not all(part.isdigit() or part == "XXXX" for part in parts) or len(parts) > 3:
        return edtf
    year = "" if parts[0] == "XXXX" else parts[0]
    if len(parts) == 1:
        return year
    month = months[(int(parts[1]) - 1) % 12]
    number = str(int(parts[2])) if len(parts) == 3 else ""
    return " ".join(part for part in (number, month, year) if part)


def minutes(words: int) -> str:
    """Return how long a text takes to read: `2 min`, `43 h` from two hours on."""
    whole = max(1, round(words / WORDS_A_MINUTE))
    return f"{whole} min" if whole < 120 else f"{round(whole / 60):,} h"


def count(number: int, singular: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 article`, `2,000 articles`."""
    return f"{number:,} {singular if number == 1 else many or singular + 's'}"


def number_of_uses(articles: int, passages: int) -> str:
    """Return how often a tag is used, for a column: `3`, `3 + 1 passage`, `1 passage`."""
    if not passages:
        return f"{articles:,}"
    marked = count(passages, "passage")
    return f"{articles:,} + {marked}" if articles else marked


def match(number: int, of: int, wrapped: int = 0) -> str:
    """Return which match of how many one is at; `wrapped`: the way one went round an end, 1 or -1.

    `match 3 of 12`, `match 1 of 12 · on from the top`.
    """
    end = {1: " · on from the top", -1: " · on from the bottom"}.get(wrapped, "")
    return f"match {number:,} of {of:,}{end}"


def origin(row: Row) -> str:
    """Return where and when an article comes from: `TASS · 9 Dec`; empty where unknown."""
    return " · ".join(part for part in (row.source or "", day(row.published)) if part)


def state(row: Row) -> str:
    """Return what is wrong with an article, in words; empty where nothing is."""
    if row.status == "ok":
        return row.reason or ""
    if row.status == "empty" and row.reason:
        return row.reason
    return f"{_STATUS[row.status]}: {row.reason}" if row.reason else _STATUS[row.status]


def byline(article: Article) -> str:
    """Return the line under a title: source, date, minutes; or what is wrong with the file.

    Behind them stands what is out of the ordinary: the language, the encoding, damage.
    """
    if article.status != "ok":
        return state(article)
    when = day(article.published, LONG_MONTHS)
    copies = count(article.copies, "copy", "copies") if article.copies else ""
    plain = (article.source or "", when, article.author or "", minutes(article.words), copies)
    parts = (*plain, *_unusual(article), state(article), article.url or "")
    return " · ".join(part for part in parts if part)


def page_at(row: Row, offset: int) -> int | None:
    """Return the number of the page that a code point of the text stands on, if it has pages."""
    pages = row.pages or ()
    return next((number for number, start, _ in reversed(pages) if start <= offset), None)


def _unusual(article: Article) -> Iterator[str]:
    if article.language not in (None, "en"):
        yield name_of(article.language)
    if article.encoding not in (None, "utf-8"):
        yield f"read as {article.encoding.partition('+')[0]}"
    if article.replaced:
        yield f"{count(article.replaced, 'letter')} lost"
    if article.garbled:
        yield f"garbled in {count(article.garbled, 'place')}"


def one_line(text: str) -> str:
    """Return text with every run of white space as one blank."""
    return " ".join(text.split())


_REASONS = {
    "model": "the language model takes it for one",
    "country": "it is a country",
    "people": "it is a people",
    "capital": "it is a capital",
    "big city": "it is a big city",
    "city": "there is a city of that name",
    "region": "there is a region of that name",
    "place": "it is a well-known place",
    "well-known organisation": "it is a well-known organisation",
    "dateline": "it stands in the dateline",
    "credit": "it stands in a credit line",
    "full name of an acronym": "its initials follow in brackets",
    "acronym of the name before it": "it stands in brackets behind the name it is short for",
    "initials and surname": "it has initials and a surname",
    "given name": "it begins with a given name",
    "given name and surname": "it is a given name and a surname",
    "has an age": "an age stands behind it",
    "team in a table of results": "it stands in a table of results",
    "team of a city": "it is a team, by its city and its name",
    "code of a country": "it is a country's code in brackets",
    "kind of place": "what it is stands beside it",
    "your correction": "you said so",
    "your correction for this article": "you said so for this article",
    "your correction at this place": "you said so for this place",
}


def reason_words(reason: str) -> str:
    """Return why an entity has its label, as a person would say it."""
    return _REASONS.get(reason, one_line(reason))


def short(message: str, places: Locations) -> str:
    """Return a message without the folder of `tags.yaml`: the library's name is on the screen."""
    return one_line(message).replace(f"{places.tags_file.parent}{os.sep}", "")
