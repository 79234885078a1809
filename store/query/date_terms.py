"""Dates of a query: `2016`, `2016-02`, `2016-02..2016-08`, `..2016`, `none`, `XXXX-12`.

The forms are those of EDTF (ISO 8601-2), with `..` for an interval as its users type it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEARLESS = re.compile(r"XXXX-(\d{2})(?:-(\d{2}))?", re.ASCII | re.IGNORECASE)
_LEAP = 2000

EXPECTED = "a date (2016, 2016-02, 2016-02-28, 2016-02..2016-08, 2016.., none, XXXX-12)"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both included, as ISO days; None is an open end."""

    first: str | None
    last: str | None

    def meets(self, first: str | None, last: str | None) -> bool:
        """Say whether the days from `first` to `last` share one with it; None: no known year."""
        if first is None or last is None:
            return False
        return (self.last is None or first <= self.last) and (
            self.first is None or last >= self.first
        )


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, and maybe a day, of any or of no known year: `XXXX-12`, `XXXX-12-09`."""

    month: str
    day: str | None

    def patterns(self) -> tuple[str, ...]:
        """Return GLOB patterns over EDTF dates; a date has to match one of them."""
        if self.day is None:
            return (f"????-{self.month}", f"????-{self.month}-*")
        return (f"????-{self.month}", f"????-{self.month}-{self.day}")


def read(value: str) -> Interval | Yearless | None:
    """Return the meaning of `value`, or None where it is no date; `none` is not handled here."""
    yearless = _YEARLESS.fullmatch(value)
    if yearless is not None:
        month, day = yearless.groups()
        return Yearless(month, day) if _is_day(_LEAP, int(month), int(day or 1)) else None
    left, dots, right = value.partition("..")
    first, last = _ends(left), _ends(right)
    if not dots:
        return None if first is None else Interval(*first)
    if (first is None and left) or (last is None and right) or not (left or right):
        return None
    interval = Interval(first[0] if first else None, last[1] if last else None)
    if interval.first and interval.last and interval.first > interval.last:
        return None
    return interval


def _ends(value: str) -> tuple[str, str] | None:
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = match.groups()
    if not _is_day(int(year), int(month or 1), int(day or 1)):
        return None
    if day:
        return value, value
    if month:
        return f"{value}-01", f"{value}-{monthrange(int(year), int(month))[1]:02d}"
    return f"{year}-01-01", f"{year}-12-31"


def _is_day(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
