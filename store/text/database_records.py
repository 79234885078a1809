"""Records of news databases and reference managers in front of a text.

Factiva's field codes (`HD`, `PD`, `SN`, …), RIS (`TY  - NEWS`) and Refer (`%0 Newspaper Article`)
tags, and the cover of a ProQuest report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from store.text.frame import (
    LONGEST,
    Field,
    Frame,
    span_of,
    whole_lines,
)

FEWEST_CODES = 4
"""Lines with a code that make a record of Factiva."""
LONGEST_BLANK = 200
"""Code points of blank lines in front."""
LONGEST_COVER = 20_000
"""Code points of the cover and the table of contents of a report."""

_FACTIVA = re.compile(
    r"^[ \t]*(SE|HD|BY|AU|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD"
    r"|PUB|AN|CLM)(?=[\s\xa0]|$)[ \t\xa0]*",
    re.MULTILINE,
)
_FACTIVA_TEXT = ("LP", "TD")
_FACTIVA_FIELDS = {"HD": "title", "BY": "author", "PD": "published", "SN": "source"}

_RIS = re.compile(r"^([A-Z][A-Z0-9])  ?- ?", re.MULTILINE)
_RIS_FIELDS = {
    **dict.fromkeys(("TI", "T1", "CT"), "title"),
    **dict.fromkeys(("T2", "JO", "JF", "JA", "PB"), "source"),
    **dict.fromkeys(("AU", "A1"), "author"),
    **dict.fromkeys(("DA", "PY", "Y1"), "published"),
    "UR": "address",
}
_REFER = re.compile(r"^%([0-9A-Z@!?&(*+<>\[~^$#]) ", re.MULTILINE)
_REFER_FIELDS = {
    **{"T": "title", "B": "source", "J": "source", "I": "source", "A": "author"},
    **{"8": "published", "D": "published", "U": "address"},
}
_ABSTRACTS = ("AB", "N2", "X")
_COVER = re.compile(r"\s*(?:_+\s+)?Report Information from ProQuest", re.IGNORECASE)
_NUMBERED = re.compile(r"^[ \t]*Document \d+ of \d+[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^_{10,}[ \t]*$", re.MULTILINE)


class _Value(NamedTuple):
    code: str
    start: int
    """Of the line with the code."""
    span: tuple[int, int] | None


def read(text: str) -> Frame | None:
    """Return the record that `text` begins with, None where it begins with none."""
    first = text[:LONGEST_BLANK].lstrip()[:8]
    head = text[:LONGEST]
    if first.startswith("TY  -"):
        return _tagged(head, _RIS, _RIS_FIELDS)
    if first.startswith("%0 "):
        return _tagged(head, _REFER, _REFER_FIELDS)
    if _FACTIVA.match(first):
        return _factiva(head)
    if not first.startswith(("Report", "_")):
        return None
    cover = _COVER.match(head)
    return _cover(head[:LONGEST_COVER], cover.end()) if cover else None


def _values(text: str, codes: re.Pattern[str]) -> list[_Value]:
    matches = list(codes.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return [
        _Value(match[1], match.start(), span_of(text, match.end(), end))
        for match, end in zip(matches, ends, strict=False)
    ]


def _factiva(text: str) -> Frame | None:
    """Read the fields in front of the lead paragraph (`LP`) or the text (`TD`)."""
    values: list[_Value] = []
    for value in _values(text, _FACTIVA):
        if value.code in _FACTIVA_TEXT:
            codes = {before.code for before in values}
            if len(values) + 1 < FEWEST_CODES or "HD" not in codes:
                return None
            end = value.span[0] if value.span else value.start + len(value.code)
            return Frame(end, _fields(text, values, _FACTIVA_FIELDS))
        values.append(value)
    return None


def _tagged(text: str, tags: re.Pattern[str], fields: Mapping[str, str]) -> Frame | None:
    """Read a record whose every line has a tag; its abstract is what the article is."""
    values: list[_Value] = []
    end = 0
    for value in _values(text, tags):
        if value.code in _ABSTRACTS and value.span:
            end = value.span[0]
            break
        values.append(value)
        if value.code == "ER":
            end = value.span[0] if value.span else 0
            break
    return Frame(end, _fields(text, values, fields)) if values else None


def _fields(text: str, values: list[_Value], labels: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields that values give; where several codes give one, the first in `labels`."""
    order = list(labels)
    best: dict[str, _Value] = {}
    for value in values:
        label = labels.get(value.code)
        if label is None or value.span is None:
            continue
        if label not in best or order.index(value.code) < order.index(best[label].code):
            best[label] = value
    chosen = []
    for label, value in best.items():
        if value.span is not None:
            words = " ".join(text[slice(*value.span)].split()).rstrip("/")
            lines = whole_lines(text, value.start, value.span[1])
            chosen.append(Field(label, words, lines, value.span))
    return tuple(sorted(chosen, key=lambda field: field.lines))


def _cover(text: str, start: int) -> Frame:
    """Return the cover of a report up to its first document; the day on it is the report's."""
    first = _NUMBERED.search(text, start) or _RULE.search(text, start)
    line_end = text.find("\n", start)
    return Frame(first.end() if first else max(start, line_end), ())
