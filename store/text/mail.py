"""The header of a message at the start of a text (RFC 5322), its words decoded (RFC 2047)."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate

from store.text.date_forms import edtf
from store.text.frame import (
    LONGEST,
    LONGEST_VALUE,
    Field,
    Frame,
    span_of,
    whole_lines,
)
from store.text.rules import Rules, fold

MOST_LINES = 400
"""Lines of a header."""
LONGEST_OPENING = 400
"""Code points of blank lines and of the first line of a header."""
FEWEST_FIELDS = 2
"""Labels that make lines a header."""

_FIELD = re.compile(r"([^\s:：][^:：\n]{0,60}?)[ \t]*[:：][ \t]*(.*)")
_HYPHENATED = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)+")
_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=")
_SHORT_YEAR = re.compile(r"\b\d\d? [A-Z][a-z]{2} \d\d\b", re.ASCII)
"""A day as messages before 2000 have it: `12 Mar 91`."""
_DOMAIN = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")
_ADDRESS = re.compile(r"<[^>]*>|\"")


def read(text: str, rules: Rules) -> Frame | None:
    """Return the header that `text` begins with, None where it begins with none.

    A header is nothing but labels and, indented, what one line could not hold, down to a blank
    line.
    """
    opening = text[:LONGEST_OPENING]
    position = len(opening) - len(opening.lstrip())
    if not _opens(opening[position:].partition("\n")[0].strip(), rules):
        return None
    head = text[:LONGEST]
    parts: list[tuple[str, int, int]] = []
    for count, piece in enumerate(head[position:].split("\n", MOST_LINES)):
        line = piece.strip()
        if not line:
            break
        if count == MOST_LINES:
            return None
        start, position = position, position + len(piece) + 1
        match = _FIELD.match(line) if not piece[:1].isspace() else None
        label = fold(match[1]) if match else ""
        if match and (label in rules.headers or _HYPHENATED.fullmatch(match[1])):
            parts.append((label, start + match.start(2), start + len(line)))
        elif piece[:1].isspace() and parts:
            parts[-1] = (*parts[-1][:2], start + len(piece.rstrip()))
        elif not (count == 0 or (count == 1 and not parts)) or not _parts_messages(line, rules):
            return None
    else:
        return None
    if len(parts) < FEWEST_FIELDS or not any(label in rules.header_fields for label, *_ in parts):
        return None
    return Frame(position - 1, _fields(text, parts, rules))


def _opens(line: str, rules: Rules) -> bool:
    field = _FIELD.match(line)
    if field and (fold(field[1]) in rules.headers or field[1].startswith("X-")):
        return True
    return _parts_messages(line, rules)


def _parts_messages(line: str, rules: Rules) -> bool:
    """Return whether `line` stands above a message: `From - Wed Mar 14 …`, `Forwarded message`."""
    if line.startswith("From "):
        return line[-4:].isdigit() and line.count(":") == 2
    return fold(line.strip("- ")) in rules.forwards


def _fields(text: str, parts: list[tuple[str, int, int]], rules: Rules) -> tuple[Field, ...]:
    chosen: list[Field] = []
    labels: set[str] = set()
    for header, start, end in parts:
        label = rules.header_fields.get(header, "")
        span = span_of(text, start, end)
        if not label or span is None or label in labels:
            continue
        value = decoded(text[span[0] : min(span[1], span[0] + LONGEST_VALUE)])
        if label == "source":
            value = _paper(value, rules)
        elif label == "published" and _SHORT_YEAR.search(value) and (day := parsedate(value)):
            value = edtf(str(day[0]), day[1], str(day[2])) or value
        if value:
            labels.add(label)
            chosen.append(Field(label, value, whole_lines(text, start, end), span))
    return tuple(chosen)


def _paper(sender: str, rules: Rules) -> str:
    """Return the paper that sent a message, by its name or the domain of its address."""
    mailbox = _DOMAIN.search(sender)
    domain = mailbox[1].casefold() if mailbox else ""
    while domain.count(".") > 1 and domain not in rules.domains:
        domain = domain.partition(".")[2]
    name = _ADDRESS.sub("", sender).strip()
    return rules.agency_alone(name) or rules.domains.get(domain, "")


def decoded(value: str) -> str:
    """Return a header's value on one line, its encoded words decoded; what can't be, as it is."""
    one_line = " ".join(value.split())
    if _ENCODED.search(one_line) is None:
        return one_line
    try:
        parts = decode_header(one_line)
        words = "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii", "replace")
            for part, charset in parts
        )
    except (HeaderParseError, LookupError, ValueError):
        return one_line
    return " ".join(words.split()) or one_line
