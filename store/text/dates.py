"""Dates as articles write them, given as EDTF (Extended Date/Time Format, Library of Congress).

`2016-08-10` is a day, `2016-08` a month, `XXXX-12-09` a day of an unknown year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache

from store.text.rules import Rules, caseless, load

FIRST_YEAR = 1600
LAST_YEAR = 2199
LONGEST_DATE_LINE = 120
"""Code points of a line that may be a date and nothing else."""

_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_BAR = re.compile(r"[|·•]|\s/\s")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_LEAP_YEAR = 2000
MOST_WORDS_BEFORE = 5
"""Words before a bar and a date that may be a name and not a headline."""
_IN_NAME = re.compile(
    r"(?<![^\W_])((?:1[6-9]|2[01])\d\d)([-_./])(\d\d)\2(\d\d)(?=[^\W_]*+(?![-_./]\d)|T\d)"
    r"|(?<![^\W_])((?:19|20)\d\d)(\d\d)(\d\d)(?=(?:T?\d{4}(?:\d\d)?)?Z?(?![^\W_]))"
)
NEAR = 3
"""Days that may lie between a dateline and the date in a file's name."""


def month_pattern(rules: Rules) -> str:
    """Return a regular expression for one month name, in any case, with or without a full stop."""
    names = sorted(rules.months, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, names))})\b\.?"


def date_pattern(rules: Rules) -> str:
    """Return a verbose regular expression for one date; its groups are what `from_match` reads."""
    month = month_pattern(rules)
    return rf"""
      (?<!\w)(?: (?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?)
            (?:[T\ ]\d\d?:\d\d[\d:.,]{{0,10}})?(?:Z|[+-]\d\d:?\d\d)?
        | (?P<ys>\d{{4}})[/.年](?P<ms>\d\d?)[/.月](?P<ds>\d\d?)日?
        | (?P<n1>\d\d?)(?P<sep>[/.])(?P<n2>\d\d?)(?P=sep)(?P<n3>\d{{4}})
        | (?P<d1>\d\d?)(?:st|nd|rd|th|er|\.)?[\ /-]?(?:of\ |de\ )?\ ?(?P<m1>{month})
              (?:[\ ,،/-]{{1,2}}(?:de\ )?(?P<y1>\d{{4}})\b)?
        | (?P<m2>{month}),?[\ /]{{0,2}}(?P<d2>\d\d?)(?:st|nd|rd|th)?
              (?:(?:[,،]?\ |/)(?P<y2>\d{{4}})\b)?
        | (?P<m3>{month}),?\ (?P<y3>\d{{4}})
      )(?!\w)"""


@cache
def _date() -> re.Pattern[str]:
    return re.compile(date_pattern(load()), re.VERBOSE | re.IGNORECASE)


def from_match(match: re.Match[str], rules: Rules) -> str | None:
    """Return the EDTF of a match of `date_pattern`, None where it is no date or an ambiguous one.

    Numbers alone tell day from month where one is over 12, both are equal, or full stops
    stand between them (`3.4.2016` is day first wherever it is written).
    """
    part = match.groupdict()
    if part["m"]:
        return edtf(part["y"], int(part["m"]), part["d"])
    if part["ms"]:
        return edtf(part["ys"], int(part["ms"]), part["ds"])
    if part["n1"]:
        first, second = int(part["n1"]), int(part["n2"])
        if part["sep"] == "." or first > 12 or first == second:
            return edtf(part["n3"], second, part["n1"])
        return edtf(part["n3"], first, part["n2"]) if second > 12 else None
    for which in "123":
        name = part[f"m{which}"]
        if name:
            month = rules.months[caseless(name).rstrip(".")]
            return edtf(part[f"y{which}"], month, part.get(f"d{which}"))
    return None


def edtf(year: str | None, month: int, day: str | None) -> str | None:
    """Return the EDTF of a day, or of a month where `day` is None; None where there is no such."""
    # `int` reads the digits of any script, as `\d` matches them; what is given has ASCII's.
    number = int(year) if year else None
    if (number is not None and not FIRST_YEAR <= number <= LAST_YEAR) or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{number}-{month:02}" if number else None
    if not 1 <= int(day) <= monthrange(number or _LEAP_YEAR, month)[1]:
        return None
    return f"{number or 'XXXX'}-{month:02}-{int(day):02}"


def match_at(text: str, position: int) -> re.Match[str] | None:
    """Return the match of a date that starts at `position`, for `from_match`."""
    return _date().match(text, position)


def first(text: str) -> tuple[str, int, int] | None:
    """Return the first date in `text` as EDTF with its start and end; None where there is none."""
    rules = load()
    for match in _date().finditer(text):
        found = from_match(match, rules)
        if found:
            return found, match.start(), match.end()
    return None


def alone(line: str) -> str | None:
    """Return the date of a line that gives a date and at most weekday, time and "Published".

    A bar may part it from other things: `03 Feb 2016 14:22 GMT | Bread, Russia`.
    """
    found = in_part(line)
    if found is None:
        return None
    before = line[: found[1]].split()
    joiners = load().joiners
    reads_on = len(before) > MOST_WORDS_BEFORE and any(
        word[0].islower() and word not in joiners for word in before
    )
    return None if reads_on else found[0]


def in_part(line: str) -> tuple[str, int] | None:
    """Return the date that a part of `line` between bars gives, and where that part starts."""
    if len(line) > LONGEST_DATE_LINE or not _DIGIT.search(line):
        return None
    rules = load()
    start = 0
    while start < len(line):
        bar = _BAR.search(line, start)
        part = line[start : bar.start() if bar else None]
        words = _WORD.findall(caseless(part))
        if all(word in rules.beside_dates or word in rules.months for word in words):
            found = first(part)
            if found:
                return found[0], start
        start = bar.end() if bar else len(line)
    return None


def closing(line: str) -> str | None:
    """Return the day that ends a line of names, as in `Ann Lee in London AUGUST 10 2016`."""
    if len(line) > LONGEST_DATE_LINE or not _YEAR.search(line):
        return None
    found = first(line)
    if found is None or precision(found[0]) < 3:
        return None
    rules = load()
    after = _WORD.findall(caseless(line[found[2] :]))
    names = (w[0].isupper() or w in rules.joiners for w in _WORD.findall(line[: found[1]]))
    return found[0] if all(w in rules.beside_dates for w in after) and all(names) else None


def in_name(id: str) -> str | None:
    """Return the day that an article's path gives: `2016-08-10_x.txt`, `2016/08/10/x.txt`.

    Of several the last; eight digits in a row count where no letter and no digit touches them.
    """
    best: str | None = None
    for match in _IN_NAME.finditer(id):
        year, month, day = (match[1], match[3], match[4]) if match[1] else match.group(5, 6, 7)
        best = edtf(year, int(month), day) or best
    return best


def with_name(value: str | None, id: str) -> str | None:
    """Return what an article says of its day, `value`, made whole by the day in its path.

    The path gives the year of a day within `NEAR` days of its own, and all where nothing is known.
    """
    if value is not None and not value.startswith("X"):
        return value
    named = in_name(id)
    if value is None or named is None:
        return named or value
    day = date.fromisoformat(named)
    for year in (day.year, day.year - 1, day.year + 1):
        whole = edtf(str(year), int(value[5:7]), value[8:10])
        if whole and abs((date.fromisoformat(whole) - day).days) <= NEAR:
            return whole
    return value


def precision(value: str | None) -> int:
    """Return how much of a date `value` tells: 3 a day with its year, 2 day and month, 1 less."""
    if value is None:
        return 0
    if value.startswith("X"):
        return 2
    return 3 if len(value) == 10 else 1


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
