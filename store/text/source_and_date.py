"""Source and date of an article, from the places that give them and never from running text."""

from __future__ import annotations

import re
from itertools import islice

from store.text import dates
from store.text.bylines import (
    agency_in,
    domain_of,
    is_url,
    photo_agency,
)
from store.text.head_lines import ClassifiedLine, Kind
from store.text.line_classifier import WINDOW, field_of, trail
from store.text.rules import Rules, fold, load

TAIL = 1200
"""Code points at the end of a text in which a closing credit is looked for."""
MOST_TAIL_LINES = 6
MOST_DATE_LINES = 10
"""Lines from the start of a text in which the date of a page may stand, whatever is above it."""
MOST_SIGNED_LINES = 12
"""Lines at the end that may be such as only one paper's pages have."""
MOST_TEXT_LINES = 4
"""Lines of text, headline and what stands below it, that may come before a dateline."""
LONGEST_CREDIT = 60
"""Code points of a closing credit such as `— SPA` or `(Reporting by Ann Lee, Reuters)`."""

FIELD, DATELINE, TITLE, BYLINE, SIGN, CLOSING, COPYRIGHT, ADDRESS, PHOTO = range(9)
"""How much each place is believed, the first most."""

LONGEST_OWNER = 80
"""Code points at the start of such a line that hold the owner's name."""
LONGEST_NOTICE = 400
"""Code points of a line that says whose the text is."""

_MAILBOX = re.compile(r"[\w.+-]@([\w-]+(?:\.[\w-]+)+)")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_ADDRESS_LINE = re.compile(
    r"(?:(?:source|url|link|via|original|permalink|from)s?:? *)?[<(\[]?"
    r"((?:https?://|www\.)\S+)",
    re.IGNORECASE,
)
_DATELESS = frozenset((Kind.CREDIT, Kind.URL, Kind.RULE, Kind.SECTION))
"""Lines whose date is a picture's, or none."""
_CLOSING_SIGN = re.compile(r"[–—(\[-]")
_CLOSING = re.compile(r"(?:[.!?\"”’)]\s+|^)(?:[-–—]+\s*|[(\[])([^()\[\]\n]{2,40})[)\]]?\.?\s*$")


def lines_before_prose(lines: list[ClassifiedLine]) -> list[ClassifiedLine]:
    """Return the lines up to the first dateline with text after it, or the third line of text."""
    texts = 0
    for index, line in enumerate(lines):
        texts += line.kind is Kind.TEXT
        if line.kind is Kind.PROSE or texts > MOST_TEXT_LINES:
            return lines[: index + 1]
    return lines


def source(text: str, lines: list[ClassifiedLine], named_by_title: str | None) -> str | None:
    """Return the agency or paper that an article comes from, None where nothing says so."""
    rules = load()
    sources: list[tuple[int, str]] = []
    if named_by_title:
        sources.append((TITLE, named_by_title))
    for line in lines_before_prose(lines):
        sources.extend(_of_line(line, rules))
        if line.text.partition(" ")[0].casefold() in rules.signs or " | " in line.text:
            sources.extend(_of_sign(line.text, rules))
    if not sources or min(sources)[0] > TITLE:
        sources.extend(_of_tail(text, rules))
    return min(sources, key=lambda pair: pair[0])[1] if sources else None


def _of_line(line: ClassifiedLine, rules: Rules) -> list[tuple[int, str]]:
    if line.dateline is not None and line.dateline.firm and line.dateline.source:
        return [(DATELINE, line.dateline.source)]
    if line.kind is Kind.FIELD and line.label in ("source", "author"):
        name = agency_in(line.value, rules) or rules.domains.get(domain_of(line.value))
        if name is None and line.label == "source" and not is_url(line.value):
            name = line.value if len(line.value) <= LONGEST_CREDIT else None
        return [(FIELD if line.label == "source" else BYLINE, name)] if name else []
    if line.kind in (Kind.BYLINE, Kind.DATE):
        name = agency_in(line.text, rules)
        return [(BYLINE, name)] if name else []
    if line.kind is Kind.FURNITURE:
        name = rules.agencies.get(trail(line.text, rules) or "")
        if name:
            return [(BYLINE, name)]
    return _of_credit(line.text, line.kind, rules)


def _of_sign(line: str, rules: Rules) -> list[tuple[int, str]]:
    """Return the paper on whose pages alone such a line stands."""
    parts = line.split(" | ") if " | " in line else (line,)
    names = map(rules.signed, parts)
    return [(SIGN, name) for name in names if name]


def _of_credit(line: str, kind: Kind, rules: Rules) -> list[tuple[int, str]]:
    if kind is Kind.URL:
        name = rules.domains.get(domain_of(line))
        return [(ADDRESS, name)] if name else []
    folded = line.casefold()
    if kind is Kind.CREDIT or folded.startswith("copyright"):
        name = photo_agency(line, rules)
        if name:
            return [(PHOTO, name)]
        if folded.startswith(("©", "(c)", "copyright")) and "/" not in line:
            owner = _COPYRIGHT.sub("", line[:LONGEST_OWNER])
            name = agency_in(owner, rules) or _site_in(owner, rules)
            return [(COPYRIGHT, name)] if name else []
    return []


def _site_in(words: str, rules: Rules) -> str | None:
    """Return the paper whose site's domain is one of `words`."""
    sites = (rules.domains.get(domain_of(word)) for word in words.split() if "." in word)
    return next(filter(None, sites), None)


def _of_tail(text: str, rules: Rules) -> list[tuple[int, str]]:
    """Return what the last lines credit: `— SPA`, `(EFE)`, `REUTER`, `Source: TASS`."""
    sources: list[tuple[int, str]] = []
    pieces = [p.strip() for p in text[-TAIL:].split("\n") if p.strip()]
    for line in pieces[-MOST_SIGNED_LINES:]:
        if line.partition(" ")[0].casefold() in rules.signs:
            sources.extend(_of_sign(line, rules))
    for line in pieces[-MOST_TAIL_LINES:]:
        sources.extend(_of_closing(line, rules))
    return sources


def _of_closing(line: str, rules: Rules) -> list[tuple[int, str]]:
    short = len(line) <= LONGEST_CREDIT
    if short:
        label, value = field_of(line, rules)
        if label == "source":
            name = agency_in(value, rules) or rules.domains.get(domain_of(value))
            return [(FIELD, name)] if name else []
        if is_url(line):
            return _of_credit(line, Kind.URL, rules)
        name = rules.agency_alone(line)
        if name:
            return [(CLOSING, name)]
        mailbox = _MAILBOX.search(line) if "@" in line else None
        name = rules.domains.get(mailbox[1].casefold()) if mailbox else None
        if name:
            return [(ADDRESS, name)]
    if len(line) < LONGEST_NOTICE and line.casefold().startswith(("©", "(c)", "copyright")):
        return _of_credit(line, Kind.CREDIT, rules)
    end = max(0, len(line) - LONGEST_CREDIT)
    match = _CLOSING.search(line, end) if _CLOSING_SIGN.search(line, end) else None
    name = rules.agency(match[1]) if match and fold(match[1]) not in rules.words else None
    return [(CLOSING, name)] if name else []


def published(
    text: str, lines: list[ClassifiedLine], id: str, day_first: bool = False
) -> str | None:
    """Return the day on which an article appeared, as EDTF; None where nothing tells.

    What the text says counts first; an address in its head and then the article's path, `id`,
    add the year, or the whole day. `day_first` tells how 3/4/2016 is meant.
    """
    head = lines_before_prose(lines)
    days: list[dates.Beside] = []
    titled = False
    for line in head:
        days.extend(_days_of(line, titled, day_first))
        titled = titled or line.kind is Kind.TEXT
    if not any(map(_is_whole, days)) and not any(line.kind is Kind.PROSE for line in head):
        days.extend(_days_below(text, head, day_first))
    best = min(days, key=_standing).value if days else None
    for named in (_address_day(head), dates.in_name(id)):
        best = dates.with_day(best, named)
    return best


def _is_whole(day: dates.Beside) -> bool:
    return dates.precision(day.value) == dates.WHOLE


def _standing(day: dates.Beside) -> tuple[int, int]:
    """Return the order of an article's dates: whole ones first, days of changes last."""
    return -dates.precision(day.value), 2 if day.updated else 0 if day.alone else 1


def _days_of(line: ClassifiedLine, titled: bool, day_first: bool) -> list[dates.Beside]:
    """Return the dates that a line gives; `titled`: the headline stands above it."""
    if line.kind is Kind.FIELD and line.label in ("published", "updated", "contact"):
        value = dates.in_field(line.value, day_first)
        return [dates.Beside(value, True, line.label == "updated")] if value else []
    if line.kind in _DATELESS or line.label == "title":
        return []
    posted = line.kind is Kind.FURNITURE and line.text.casefold().startswith(
        ("posted", "published", "submitted")
    )
    freely = line.kind is Kind.BYLINE or posted
    days = dates.in_line(line.text, day_first, freely)
    dateline = line.dateline
    if dateline is not None and dateline.firm and dateline.date:
        if dateline.whole or line.kind is Kind.DATE:
            return [day._replace(alone=True) for day in days]
        return [dates.Beside(dateline.date, True, False)]
    if freely:
        return days
    if line.kind is not Kind.TEXT:
        return [day for day in days if day.alone or (line.kind is Kind.FIELD and _is_whole(day))]
    if dates.has_bar(line.text):
        return [day for day in days if day.alone or (titled and _is_whole(day))]
    sure = [day for day in days if _is_whole(day) and (day.alone or titled)]
    return [] if _ends(line) else sure


def _ends(line: ClassifiedLine) -> bool:
    """Return whether a line may be the end of a wrapped sentence; `5:12 p.m.` is none."""
    return not line.gap and dates.ends_sentence(line.text)


def _days_below(text: str, head: list[ClassifiedLine], day_first: bool) -> list[dates.Beside]:
    """Return the whole days of short lines below the head, as pages with menus have them."""
    end = head[-1].end if head else 0
    days: list[dates.Beside] = []
    lines = (line.strip() for line in text[end:WINDOW].split("\n"))
    for line in islice(filter(None, lines), max(0, MOST_DATE_LINES - len(head))):
        if not dates.ends_sentence(line):
            days.extend(filter(_is_whole, dates.in_line(line, day_first)))
    return days


def _address_day(head: list[ClassifiedLine]) -> str | None:
    """Return the day that the first address with a day gives, of lines that are an address."""
    for line in head:
        match = _ADDRESS_LINE.fullmatch(line.text)
        day = dates.in_address(match[1]) if match else None
        if day:
            return day
    return None
