"""Dates that a format states in a field of its own, as the day in the zone they were written in."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate
from functools import lru_cache

from store.text import dates
from store.text.date_forms import edtf

LONGEST_FIELD = 120
"""Code points of a field that are read."""
_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]|$)", re.ASCII)
_EPOCH = re.compile(r"\s*(\d{9,10}|\d{12,13})(?:\.\d+)?\s*", re.ASCII)
"""Seconds or milliseconds since 1970."""
_SHORT_YEAR = re.compile(r"\s*\d\d? [A-Z][a-z]{2} \d\d\b", re.ASCII)
"""A day as messages before 2000 have it: `12 Mar 91`."""


@lru_cache(maxsize=4096)
def day_of(value: str, day_first: bool = False) -> str | None:
    """Return the EDTF of a date: ISO 8601, RFC 5322, seconds since 1970, or as people write it."""
    value = value[:LONGEST_FIELD]
    if iso := _ISO.match(value):
        return edtf(iso[1], int(iso[2]), iso[3])
    if epoch := _EPOCH.fullmatch(value):
        seconds = int(epoch[1]) // (1000 if len(epoch[1]) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    is_message_date = ":" in value or _SHORT_YEAR.match(value) is not None
    try:
        parsed = parsedate(value) if is_message_date else None
        day = edtf(str(parsed[0]), parsed[1], str(parsed[2])) if parsed else None
    except (ValueError, IndexError, TypeError):
        day = None  # the standard library stumbles over a few broken dates
    return day or dates.in_field(value, day_first)
