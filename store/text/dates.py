"""Dates as articles write them, given as EDTF (Extended Date/Time Format, Library of Congress).

`2016-08-10` is a day, `2016-08` a month, `XXXX-12-09` a day of an unknown year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from store.text.date_forms import (
    date_pattern,
    edtf,
    from_match,
    plain,
)
from store.text.rules import Rules, caseless, load

LONGEST_DATE_LINE = 120
"""Code points of a line that may be a date and nothing else."""

_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_WORD = re.compile(
    "(?:[^\\W\\d_]|(?!\\d)[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0963\u0970-\u0df2"
    "\u0e01-\u0eff\u1000-\u1049\u1780-\u17d3\u200c])+"
)
r"""A word with its vowel signs and joiners, which `\w` does not match."""
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_BAR = re.compile(r"[|·•]|\s/\s")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"<?\b(?:https?://|www\.)\S+")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
MOST_WORDS_BEFORE = 5
"""Words before a bar and a date that may be a name and not a headline."""
LONGEST_UNCASED = 24
"""Code points of names beside a date in scripts without capitals."""
_IN_NAME = re.compile(
    r"(?<![^\W_])(\d{4})([-_./ –])(\d\d)(?:\2|(?<=/\d\d)-|(?<=-\d\d)/)(\d\d)(?!\d)"
    # Folders and a file that are numbered `2005/2/6.txt` are no day; `2005/2/6/` is one.
    r"|(?<![^\W_])(\d{4})([-_./])(\d\d?)\6(\d\d?)(?!\d)(?:(?<!/\d)(?<!/\d\d)|(?=/))"
    r"|(?<![^\W_])(\d{4})(\d\d)(\d\d)(?=(?:T?\d{4}(?:\d\d)?)?Z?(?![^\W_]))"
    r"|(?<![^\W_])(?<!\d\.)(\d\d?)\.(\d\d?)\.(\d{4})(?![^\W_])(?!\.\d)"
)
"""A day in numbers; the groups are its numbers, in their order, and what parts them."""
_OWN_STOP = re.compile(
    r"(?:\d\..*\d|(?<![^\W\d_])(?:[ap]\.?m|m|d|r|р|г|гг|год|ж|թ|น|val|god|g|uhr)) ?\.$",
    re.IGNORECASE,
)
"""The end of a date or a time that is written with a full stop."""
_CAPTURE = re.compile(r"\bweb\.archive\.org/web/\d+\w*/")
"""What the Internet Archive puts before an address: the day of its own copy."""
_LIKELY_YEARS = range(1900, 2100)
"""Years that eight digits in a row may begin with."""
LONGEST_PATH = 200
"""Code points at the end of a path or an address in which the name of a month is looked for."""
LONGEST_OWN_STOP = 24
"""Code points at the end of a line that hold a date written with full stops."""
LONGEST_BEFORE = 31
LONGEST_AFTER = 3
"""Days that a dateline may lie before and after the date in a file's name."""


@cache
def _date() -> re.Pattern[str]:
    return re.compile(date_pattern(load()), re.VERBOSE | re.IGNORECASE)


def match_at(text: str, position: int) -> re.Match[str] | None:
    """Return the match of a date that starts at `position`, for `from_match`."""
    return _date().match(text, position)


def first(text: str) -> tuple[str, int, int] | None:
    """Return the first date in `text` as EDTF with its start and end; None where there is none.

    The places are those in the composed text, without marks of direction.
    """
    rules = load()
    for match in _date().finditer(plain(text)):
        value = from_match(match, rules)
        if value:
            return value, match.start(), match.end()
    return None


def in_field(value: str, day_first: bool = False) -> str | None:
    """Return the first date of a field's value, or the month or year that is all of it."""
    if _DIGIT.search(value) is None:
        return None
    cleaned = _ADDRESS.sub(" ", plain(value[:LONGEST_DATE_LINE]))
    rules = load()
    for match in _date().finditer(cleaned):
        day = from_match(match, rules, day_first)
        if day:
            return day
    if len(cleaned) >= 8 and cleaned[:8].isdigit():
        return in_name(cleaned.strip())  # `20210304`, `20210304101500`
    whole = _EDTF.fullmatch(cleaned.strip())
    return whole[0] if whole and interval(whole[0]) and edtf(whole[1], 1, None) else None


class Beside(NamedTuple):
    """A date in a line, and what the words around it say about it."""

    value: str
    """EDTF."""
    alone: bool
    """Whether no other words stand beside it than weekday, time and "Published"."""
    updated: bool
    """Whether it is the day of a change."""


def in_line(line: str, day_first: bool = False, freely: bool = False) -> list[Beside]:
    """Return the dates of a short line in whose other words nothing speaks against them.

    Beside a date may stand labels, times and, `freely` or not, names; no date is one on which the
    article was saved or looked up, of a birth or an event, and none stands in an address.
    """
    if len(line) > LONGEST_DATE_LINE or not _DIGIT.search(line) or _COPYRIGHT.search(line):
        return []
    beside: list[Beside] = []
    for part in _BAR.split(_ADDRESS.sub(" ", plain(line))):
        beside.extend(_in_part(part, day_first, freely))
    return beside


@lru_cache(maxsize=64)
def _in_part(part: str, day_first: bool, freely: bool) -> tuple[Beside, ...]:
    """Return the dates of a part of a line between bars, each with the words before it.

    The same line is asked about for title, byline and date, one after the other.
    """
    rules = load()
    if not _DIGIT.search(part) or (part.isascii() and not freely and not _may_date(part, rules)):
        return ()
    matches = list(_date().finditer(part))
    dates: list[Beside] = []
    start = 0
    alone = True
    for index, match in enumerate(matches):
        words = _WORD.findall(part[start : match.start()])
        if index == len(matches) - 1:
            words += _WORD.findall(part[match.end() :])
        start = match.end()
        caselesses = [caseless(word) for word in words]
        strange = [word for word in words if caseless(word) not in rules.beside_dates]
        alone = alone and not strange
        foreign = any(word in rules.foreign_dates for word in caselesses)
        value = from_match(match, rules, day_first or foreign)
        if value is None or any(_speaks_against(word, rules) for word in caselesses):
            continue
        if freely or _are_names(strange, rules):
            updated = any(word in rules.updated for word in caselesses)
            dates.append(Beside(value, alone, updated))
    return tuple(day._replace(alone=alone) for day in dates)


def _may_date(part: str, rules: Rules) -> bool:
    """Return whether ASCII words leave room for a date, before it is looked for at more cost."""
    words = list(map(caseless, _PLAIN_WORD.findall(part)))
    if not _YEAR.search(part) and _month_words().isdisjoint(words):
        return False
    strange = [word for word in words if word not in rules.beside_dates]
    return len(strange) <= MOST_WORDS_BEFORE + 3


@cache
def _month_words() -> frozenset[str]:
    """Return the words in names of months that need no year."""
    return frozenset(_PLAIN_WORD.findall(" ".join(load().months)))


def _speaks_against(word: str, rules: Rules) -> bool:
    """Return whether a word tells of another day; Chinese and others write it as part of one."""
    if word in rules.not_published:
        return True
    return not word.isascii() and any(sign in word for sign in _unspaced())


@cache
def _unspaced() -> tuple[str, ...]:
    return tuple(w for w in load().not_published if len(w) > 1 and "\u3040" <= w[0] <= "\ud7af")


def _are_names(words: list[str], rules: Rules) -> bool:
    """Return whether words that are no part of a date may be names, and so few that they are."""
    if len(words) > MOST_WORDS_BEFORE + 1:
        return False
    if any(word[0].islower() and word not in rules.joiners for word in words):
        return False
    uncased = sum(len(word) for word in words if not word[0].isupper())
    return uncased <= LONGEST_UNCASED


def has_bar(line: str) -> bool:
    """Return whether a bar or a point parts what stands in `line`."""
    return _BAR.search(line) is not None


def alone(line: str) -> str | None:
    """Return the date of a line that gives a date and at most weekday, time and "Published".

    A bar may part it from other things: `03 Feb 2016 14:22 GMT | Bread, Russia`.
    """
    if len(line) > LONGEST_DATE_LINE or not _DIGIT.search(line):
        return None
    line = plain(line)
    start = 0
    while start < len(line):
        bar = _BAR.search(line, start)
        part = line[start : bar.start() if bar else None]
        for day in _in_part(part, day_first=False, freely=False):
            if day.alone:
                return None if _reads_on(line[:start]) else day.value
        start = bar.end() if bar else len(line)
    return None


def ends_sentence(line: str) -> bool:
    """Return whether a line with a date ends in a full stop that is a sentence's.

    The date's own are those in `2021. március 4.`, `4. ožujka 2021.`, `4 марта 2021 г.`, and
    the time's that in `5:12 p.m.`.
    """
    return line[-1] == "." and _OWN_STOP.search(line[-LONGEST_OWN_STOP:]) is None


def _reads_on(before: str) -> bool:
    """Return whether what stands before a bar is a headline and no name."""
    words = before.split()
    joiners = load().joiners
    return len(words) > MOST_WORDS_BEFORE and any(
        word[0].islower() and word not in joiners for word in words
    )


def in_name(id: str) -> str | None:
    """Return the day that an article's path gives: `2016-08-10_x.txt`, `2016/08/10/1.txt`.

    Of several the last; eight digits in a row count where no letter and no digit touches them.
    Without a day in numbers, one with the name of its month counts: `10 Aug 2016.txt`.
    """
    best: str | None = None
    for match in _IN_NAME.finditer(id):
        numbers = [part for part in match.groups() if part and part.isdigit()]
        year, month, day = numbers if len(numbers[0]) == 4 else reversed(numbers)
        if not match[0].isdigit() or int(year) in _LIKELY_YEARS:
            best = edtf(year, int(month), day) or best
    if best is None and _YEAR.search(id):
        rules = load()
        written = plain(id[-LONGEST_PATH:].replace("_", " "))
        matches = (match for match in _date().finditer(written) if _is_clear(match))
        days = [from_match(match, rules) for match in matches]
        best = next((day for day in reversed(days) if precision(day) == WHOLE), None)
    return best


def _is_clear(match: re.Match[str]) -> bool:
    """Return whether a date in a path is none of numbers alone, or one such as `26-02-2005`."""
    return any(match[group] for group in ("m1", "m2", "mc")) or match["sep"] == "-"


def in_address(address: str) -> str | None:
    """Return the whole day that a web address gives: `/2023/apr/17/`, `/2023/04/17/`; else None."""
    if not _DIGIT.search(address):
        return None
    path = _CAPTURE.sub("", address).partition("//")[2].partition("/")[2] or address
    return in_name(path)


def with_day(value: str | None, named: str | None) -> str | None:
    """Return what an article says of its day, `value`, made whole by a day in path or address.

    `named` gives the year of a day that lies up to a month before or `LONGEST_AFTER` days after
    it, and all where nothing is known.
    """
    if value is not None and not value.startswith("X"):
        return value
    if value is None or named is None:
        return named or value
    day = date.fromisoformat(named)
    for year in (day.year, day.year - 1, day.year + 1):
        whole = edtf(str(year), int(value[5:7]), value[8:10])
        if whole is None:
            continue
        if -LONGEST_BEFORE <= (date.fromisoformat(whole) - day).days <= LONGEST_AFTER:
            return whole
    return value


WHOLE = 3
"""The precision of a day with its year."""


def precision(value: str | None) -> int:
    """Return how much of a date `value` tells: 3 a day with its year, 2 day and month, 1 less."""
    if value is None:
        return 0
    if value.startswith("X"):
        return 2
    return WHOLE if len(value) == 10 else 1


def interval(edtf: str | None) -> tuple[str, str] | None:
    """Return the first and last day that `edtf` stands for, as ISO 8601.

    None where no year is known, or where it is no day, month or year as EDTF writes them.
    """
    match = _EDTF.fullmatch(edtf) if edtf else None
    if match is None or match[1] == "XXXX":
        return None
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12 or int(year) < 1:
        return None
    last = monthrange(int(year), int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{last:02}"
    return (f"{year}-{month}-{day}",) * 2 if 1 <= int(day) <= last else None
