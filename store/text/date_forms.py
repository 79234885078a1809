"""Patterns for dates in some seventy languages, and the date that a match gives.

Digits of any script, month names before and after the day, the year before them or after the time,
eras of Japan and Taiwan, Buddhist years, the solar calendar of Iran.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from store.text.rules import Rules, caseless

FIRST_YEAR = 1600
LAST_YEAR = 2199
_LEAP_YEAR = 2000

BUDDHIST = 543
"""Years that the count of Thailand, Laos and Cambodia is ahead."""
_BUDDHIST_YEARS = range(2300, 2743)
_BUDDHIST_SCRIPTS = range(0x0E00, 0x0F00), range(0x1780, 0x1800)
"""Code points of Thai and Lao, and of Khmer."""

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
"""Names of eras to the year before their first."""

_SOLAR_YEARS = range(1244, 1473)
"""Years for which leap years recur in 33 years as `_SOLAR_LEAP` says (Birashk and others)."""
_SOLAR_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_SOLAR_EPOCH = (1395, date(2016, 3, 20))
"""A year of the solar calendar and its first day."""
_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"

_Tree: TypeAlias = "dict[str, _Tree]"
"""Names letter by letter; the letter "" ends one."""

_AFTER_DOT = {"listopada": 10}
"""Names that mean another month after a day with a full stop: `10. listopada` is Croatian."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
"""Characters that touch a date without being part of it."""
_BLANK = r"[^\S\n]"
_TIME = r"\d\d?[:.]\d\d(?:[:.]\d\d(?:[.,]\d{1,9})?)?(?:\ ?[ap]\.?m\.?)?"
_ZONE = r"(?:[a-z]{2,5}|(?:gmt|utc)?[+-]\d\d?:?(?:\d\d)?)"
_YEAR_ENDS = r"(?!\d)(?:(?!\w)|(?=(?:г|гг|р|ж|թ|ء|م|року|года|yil)(?!\w)))"
"""A year ends at no letter but the short words for *year* that are written right behind it."""
_NO_HOUR = rf"(?!{_BLANK}?(?:gmt|utc|hrs|hours|uhr|est|edt|bst|hkt|local)\b)"
"""`3 February 1600 GMT` has no year."""


def month_pattern(names: Iterable[str]) -> str:
    """Return a verbose regular expression for one of `names`, with or without a full stop.

    It branches letter by letter, so that a word is compared with all of them at once.
    """
    tree: _Tree = {}
    for name in names:
        node = tree
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return rf"{_branches(tree)}(?!\w)\.?"


def _branches(node: _Tree) -> str:
    parts = [
        (r"\s" if letter == " " else re.escape(letter)) + _branches(below)
        for letter, below in sorted(node.items())
        if letter
    ]
    if not parts:
        return ""
    pattern = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{pattern})?" if "" in node else pattern


def date_pattern(rules: Rules) -> str:
    """Return a verbose regular expression for one date; its groups are what `from_match` reads."""
    b = _BLANK
    month = month_pattern({**rules.months, **rules.solar_months, **rules.brief_months})
    joined = (
        rf"(?:{b}?[,،၊.]?{b}{{1,2}}|{b}?[,،]|[-/]|(?<=\.)|,?{b}{{1,2}}{_TIME}(?:{b}?{_ZONE})?{b})"
    )
    # Arabic papers give both names of a month: `10 أغسطس/آب 2016`.
    joined = rf"(?:{b}?/{b}?[\u0621-\u064a]+(?:\ [\u0621-\u064a]+)?)?{joined}"
    joined += rf"(?:(?:of|de|del|năm|พ\.ศ\.|ค\.ศ\.|year){b})?"
    ordinal = r"(?:st|nd|rd|th|er|re|(?P<dot>\.)|[ºª°]|-?го|-?е|ê|ی)?"
    of = rf"(?:(?:of|de|di|del|da|ng){b}|d[’']|ta[’']{b}?)?"
    year_first = rf"(?:{b}?\.?{b}?(?:gada|m\.|г\.|ж\.|ж|жылы|жылғы|yil|-yil|йил|оны)[-,]?{b}?|,{b})"
    year_before = rf"(?:\.?{b}?(?:(?:m\.|\(?e?\)?ko|-nji){b})?|[-/၊,]{b}?)"
    return rf"""
      (?<![^\W{_CJK}])(?<!\d[./-])(?:
          (?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?)(?!\d)
            (?:(?:[T\ ]\d\d?:\d\d[\d:.,]{{0,10}})?(?:Z|{b}?[+-]\d\d:?\d\d)?(?!\w)|(?=[{_CJK}]|T))
        | (?P<ys>\d{{4}})(?P<by>[/.]){b}?(?P<ms>\d\d?)(?P=by){b}?(?P<ds>\d\d?)(?![^\W{_CJK}])
        | (?:(?:中華)?(?P<era>{"|".join(ERAS)}){b}?(?P<ye>\d{{1,3}}|元)|(?P<yc>\d{{4}}))
            {b}?(?:[年년]|оны){b}?(?P<mc>\d\d?){b}?(?:[月월]|сарын){b}?(?P<dc>\d\d?)(?:{b}?[日일号號]|(?!\w))
        | (?P<n1>\d\d?)(?P<sep>[/.-]){b}?(?P<n2>\d\d?)(?P=sep){b}?(?P<n3>\d{{4}}){_YEAR_ENDS}
        | (?:(?P<y4>\d{{4}}){year_first})?(?P<d1>\d\d?){ordinal}{b}{{0,2}}[/-]?{of}{b}?
            (?P<m1>{month})(?:{joined}(?P<y1>\d{{4}}){_YEAR_ENDS}{_NO_HOUR}|(?!\w))
        | (?:(?P<y5>\d{{4}}){year_before})?(?P<m2>{month})
            (?:,?[\ \xa0/-]{{0,2}}(?P<d2>\d\d?)(?:st|nd|rd|th|-?(?:jén|én|án|ean|a|e))?(?!\d|:\d\d)
                (?:{joined}(?P<y2>\d{{4}}){_YEAR_ENDS}{_NO_HOUR}|(?!\w))
              | ,?{b}(?:(?:of|de|del|năm){b})?(?P<y3>\d{{4}}){_YEAR_ENDS}{_NO_HOUR})
      )"""


def from_match(match: re.Match[str], rules: Rules, day_first: bool = False) -> str | None:
    """Return the EDTF of a match of `date_pattern`, None where it is no date or an ambiguous one.

    Numbers alone tell day from month where one is over 12, both are equal, or full stops
    stand between them (`3.4.2016` is day first wherever it is written); `day_first` tells that
    3/4/2016 is the third of April where the line stands.
    """
    part = match.groupdict()
    if part["m"]:
        return edtf(part["y"], int(part["m"]), part["d"])
    if part["ms"]:
        return _year_first(part["ys"], int(part["ms"]), part["ds"])
    if part["mc"]:
        before = ERAS[part["era"]] if part["era"] else 0
        counted = "1" if part["ye"] == "元" else part["ye"] or part["yc"]
        return edtf(str(before + int(counted)), int(part["mc"]), part["dc"])
    if part["n1"]:
        first, second = int(part["n1"]), int(part["n2"])
        if day_first or part["sep"] == "." or first > 12 or first == second:
            return edtf(part["n3"], second, part["n1"])
        return edtf(part["n3"], first, part["n2"]) if second > 12 else None
    year = next((part[key] for key in ("y4", "y5", "y1", "y2", "y3") if part[key]), None)
    day, dot = part["d1"] or part["d2"], part["dot"] is not None
    return _named(part["m1"] or part["m2"], year, day, dot, rules)


def _named(written: str, year: str | None, day: str | None, dot: bool, rules: Rules) -> str | None:
    """Return the EDTF of a date whose month has a name."""
    name = " ".join(caseless(written).rstrip(".").split())
    if name in rules.solar_months:
        return _solar(year, rules.solar_months[name], day)
    if name in rules.months:
        month = _AFTER_DOT.get(name, rules.months[name]) if dot else rules.months[name]
    elif year and day:
        month = rules.brief_months[name]
    else:
        return None
    if year and any(ord(name[0]) in script for script in _BUDDHIST_SCRIPTS):
        year = str(int(year) - BUDDHIST * (int(year) in _BUDDHIST_YEARS))
    return edtf(year, month, day)


def _year_first(year: str, month: int, day: str) -> str | None:
    if year[0] in _PERSIAN_DIGITS and int(year) in _SOLAR_YEARS:
        return _solar(year, month, day)
    return edtf(year, month, day)


def _solar(year: str | None, month: int, day: str | None) -> str | None:
    """Return the day of the Gregorian calendar; None where the year is missing or too far away."""
    if year is None or day is None or int(year) not in _SOLAR_YEARS or not 1 <= month <= 12:
        return None
    leap = int(year) % 33 in _SOLAR_LEAP
    days = 31 if month <= 6 else 30 if month < 12 or leap else 29
    if not 1 <= int(day) <= days:
        return None
    epoch_year, start = _SOLAR_EPOCH
    earlier, later = sorted((epoch_year, int(year)))
    between = sum(365 + (y % 33 in _SOLAR_LEAP) for y in range(earlier, later))
    since = (between if int(year) > epoch_year else -between) + 30 * (month - 1) + min(month - 1, 6)
    return (start + timedelta(days=since + int(day) - 1)).isoformat()


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


_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks of direction and joiners that pasted dates have around them."""


def plain(line: str) -> str:
    """Return `line` composed and without marks of direction, as the pattern compares it."""
    return line if line.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", line))
