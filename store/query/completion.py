"""Completion of queries: the values and fields that can go at the cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.model import LABELS
from store.query.nodes import FIELDS, FLAGS

_FIELD = re.compile(r"([A-Za-z]+):(=?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Completion:
    """A place in a query to be completed: a candidate replaces `text[start:end]`."""

    start: int
    end: int
    kind: str
    """A field with values from the library (`tag`, `mark`, `ent`, `source`, `date`, `type`,
    `lang`), or `term` at the beginning of a term.
    """
    typed: str
    """The text typed so far, without quotes."""
    candidates: tuple[str, ...] = ()
    """Those that need no library: fields, flags, labels, fixed dates; each begins with `typed`."""


def complete(text: str, cursor: int) -> Completion | None:
    """Return what can be completed at `cursor` (code points from 0), or None inside plain quotes.

    The caller suggests values of the library, written with `nodes.written`.
    """
    cursor = max(0, min(cursor, len(text)))
    start, quote = _term_start(text, cursor)
    term = text[start:cursor]
    field = _FIELD.match(term)
    name = field[1].lower() if field else ""
    if field is None or name not in FIELDS:
        if quote is not None or field is not None:
            return None
        offered = (*(f"{each}:" for each in FIELDS), *FLAGS)
        return Completion(start, cursor, "term", term, _beginning(offered, term))
    value_start = start + field.end()
    typed = text[value_start:cursor].removeprefix('"')
    fixed = LABELS if name == "type" else ("none",) if name in ("date", "lang") else ()
    return Completion(value_start, cursor, name, typed, _beginning(fixed, typed))


def _beginning(offered: tuple[str, ...], typed: str) -> tuple[str, ...]:
    return tuple(each for each in offered if each.casefold().startswith(typed.casefold()))


def _term_start(text: str, cursor: int) -> tuple[int, int | None]:
    """Return where the term at `cursor` starts, and where its quote opens, if it is open there."""
    start, quote, at = 0, None, 0
    while at < cursor:
        sign = text[at]
        if quote is not None:
            if sign == "\\":
                at += 1
            elif sign == '"':
                quote = None
        elif sign == '"':
            quote = at
        elif sign.isspace() or sign in "()" or (sign == "-" and at == start):
            start = at + 1
        at += 1
    return min(start, cursor), quote
