"""The first lines of a text, each with what it is: headline, byline, dateline, credit, prose.

Title, source and date are all read from here, so that each line is looked at once.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from store.text import (
    database_records,
    dates,
    frontmatter,
    imprint,
    mail,
    menus,
)
from store.text.bylines import (
    agency_in,
    is_byline,
    is_credit,
    is_url,
)
from store.text.dateline import Dateline, parse
from store.text.frame import Field, without_links
from store.text.head_lines import ClassifiedLine, Kind
from store.text.paragraph_layout import BULLETS, ends_sentence
from store.text.rules import Rules, fold, load

WINDOW = 6000
"""Code points at the start of a text in which title, source and date are looked for."""
MOST_LINES = 24
"""Lines, blank ones apart, that may come before the running text."""
MOST_TEXTS = 6
"""Lines of plain text that are enough to see headline, what stands below it, and prose."""
LONG_TEXT = 3
"""How many of these a line counts for that is too long to be anything but prose."""
LONGEST_SHORT = 160
"""Code points of a line that may be furniture, a byline or a credit."""
LONGEST_NAME = 60
"""Code points of a line that holds a paper's name."""
LONGEST_LABEL = 20
"""Code points of a label before its colon."""
MOST_NAME_WORDS = 5
"""Words of a paper that the rules don't know, in a field of its own."""
MOST_SECTION_WORDS = 3
"""Words of a part of the paper after the paper's name, as in `Haaretz | Israel News`."""


_HANDLE = re.compile(r"^(?:\S.{0,50}\s\(@\w{1,30}\)|@\w{1,30})$")
_IMPRINTS = ("source", "imprint")
_POSTED = ("posted on ", "published on ", "submitted on ")
"""Starts of lines that tell day and writer: `Posted on 4 March 2021 by admin in News`."""
_TRAIL = re.compile(r"[>»›→]|\s[/|](?:\s|$)")


class ClassifiedHead(NamedTuple):
    """The head of a text."""

    lines: list[ClassifiedLine]
    start: int
    """Where the article starts, after its frame."""


def read(text: str) -> ClassifiedHead:
    """Return the fields of the frame of `text`, and the lines from its end up to its prose.

    At most `MOST_LINES`. What follows a dateline on its line is running text, and so are all the
    lines after it. A long line that `WINDOW` cuts is given as far as it was read.
    """
    rules = load()
    frame = frontmatter.read(text, rules) or mail.read(text, rules) or database_records.read(text)
    if frame is None:
        return _article(text, 0, rules)
    fields = [_of_field(text, field) for field in frame.fields]
    if not frame.end:
        return ClassifiedHead(fields, 0)  # a file that is JSON as a whole has no lines of its own
    lines, start = _article(text, frame.end, rules)
    return ClassifiedHead(fields + lines, start)


def _article(text: str, begin: int, rules: Rules) -> ClassifiedHead:
    """Return the lines from `begin` on, or from the headline below the menus of a page."""
    lines = _lines(text, begin, rules)
    if menus.may_open(lines, rules):
        page = _lines(text, begin, rules, whole_page=True)
        headline = menus.headline(page, rules)
        if headline is not None:
            start = page[headline].start
            below = _lines(text, start, rules)
            return ClassifiedHead(menus.above(page[:headline], below, rules) + below, start)
    return ClassifiedHead(_with_paper(_with_section(lines, rules), rules), begin)


def _with_section(lines: list[ClassifiedLine], rules: Rules) -> list[ClassifiedLine]:
    """Return the lines, a first one that names a part of the paper known by what is below it.

    So is `Politik` above a day or a headline; above a paragraph it is a title.
    """
    if len(lines) < 3 or lines[0].kind is not Kind.TEXT or fold(lines[0].text) not in rules.menus:
        return lines
    below, after = lines[1:3]
    short = below.kind is Kind.TEXT and len(below.text) <= LONGEST_SHORT
    alone = short and (after.gap or after.kind is not Kind.TEXT)
    if below.kind is Kind.DATE or (alone and not ends_sentence(below.text)):
        return [lines[0]._replace(kind=Kind.SECTION), *lines[1:]]
    return lines


def _of_field(text: str, field: Field) -> ClassifiedLine:
    start, end = field.lines
    if field.label == "address":
        first, last = field.span or field.lines
        return ClassifiedLine(first, text[first:last], 0, False, Kind.URL)
    label, value = field.label, without_links(field.value)
    return ClassifiedLine(
        start, text[start:end], 0, False, Kind.FIELD, None, label, value, field.span
    )


def _lines(text: str, begin: int, rules: Rules, whole_page: bool = False) -> list[ClassifiedLine]:
    """Return the lines up to the first paragraphs, or those of a page with its menus."""
    longest, most = (menus.LONGEST, menus.MOST_LINES) if whole_page else (WINDOW, MOST_LINES)
    window = text[begin : begin + longest]
    lines: list[ClassifiedLine] = []
    position, texts = begin, 0
    gap = True
    for piece in window.split("\n"):
        stripped = piece.strip()
        cut_off = position + len(piece) == begin + longest < len(text)
        if cut_off and len(stripped) <= LONGEST_SHORT:
            break
        if stripped:
            indent = len(piece) - len(piece.lstrip())
            line = _classify(stripped, position + indent, indent, gap, rules)
            if line.kind is Kind.BYLINE and lines and fold(lines[-1].text) in rules.pictures:
                line = line._replace(kind=Kind.CREDIT)
            if texts and line.kind is Kind.TEXT and is_aside(stripped, rules):
                line = line._replace(kind=Kind.ASIDE)
            if stripped[0] == "@" and lines and _is_name(lines[-1]):
                lines[-1] = lines[-1]._replace(kind=Kind.BYLINE)
                texts -= 1
            lines.append(line)
            if line.kind is Kind.TEXT:
                texts += 1 if len(stripped) <= LONGEST_SHORT else LONG_TEXT
            if line.kind is Kind.PROSE or len(lines) == most:
                break
            if menus.ends_page(line, rules) if whole_page else texts >= MOST_TEXTS:
                break
        gap = not stripped
        position += len(piece) + 1
    return lines


def _is_name(line: ClassifiedLine) -> bool:
    return line.kind is Kind.TEXT and len(line.text.split()) <= MOST_NAME_WORDS


def _with_paper(lines: list[ClassifiedLine], rules: Rules) -> list[ClassifiedLine]:
    """Return the lines, that of the paper known by the day below it, with a headline after both.

    So it is below `1 of 25 DOCUMENTS`, and above `Planète, lundi 17 avril 2023, p. 4`.
    """
    if not lines or (lines[0].kind is Kind.TEXT and len(lines[0].text) > LONGEST_NAME):
        return lines
    day = next((n for n, line in enumerate(lines) if line.kind in (Kind.DATE, Kind.DATELINE)), 0)
    counted = imprint.counts_documents(lines[0].text)
    above, below = lines[counted:day], lines[day + 1 :]
    papers = [n for n, line in enumerate(above) if line.kind is Kind.TEXT]
    after = next((line for line in below if line.kind is Kind.TEXT or line.label == "title"), None)
    if not papers or after is None or len(after.text) > LONGEST_SHORT:
        return lines
    anonymous = imprint.is_anonymous(lines[day].dateline)
    if any(line.label for line in above) or not (counted or anonymous):
        return lines
    names = [imprint.paper(above[n].text, rules) for n in papers]
    if not (counted or all(names)):
        return lines
    for n, name in zip(papers, names, strict=True):
        line = above[n]
        shown = Dateline(len(line.text), name, None, whole=True, firm=True) if name else None
        above[n] = line._replace(kind=Kind.FURNITURE, dateline=shown)
    return [*lines[:counted], *above, *lines[day:]]


def _classify(line: str, start: int, indent: int, gap: bool, rules: Rules) -> ClassifiedLine:
    if line[0].islower() and not rules.may_open(line):
        dated = dates.alone(line) and not dates.ends_sentence(line)
        return ClassifiedLine(start, line, indent, gap, Kind.DATE if dated else Kind.TEXT)
    dateline = parse(line)
    opens_prose = dateline is not None and dateline.firm and not dateline.whole
    rest = len(line) - dateline.end if dateline is not None else 0
    if opens_prose and rest <= LONGEST_LABEL and fold(line[-rest:]) in rules.sections:
        return ClassifiedLine(
            start, line, indent, gap, Kind.DATELINE, dateline
        )  # `… - Late Edition`
    if opens_prose and not (line[-1].isdigit() and dates.alone(line)):
        return ClassifiedLine(start, line, indent, gap, Kind.PROSE, dateline)
    if len(line) <= LONGEST_SHORT:
        label, value = field_of(line, rules)
        if not label:
            named = imprint.read(line, rules)
        else:
            imprinted = label in _IMPRINTS and not is_url(value)
            named = imprint.labelled(line, value, rules) if imprinted else None
        if named is not None and (named.date or named.source or label != "source"):
            return ClassifiedLine(start, line, indent, gap, Kind.DATELINE, named)
        if label and _is_value(line[: line.index(":")], label, value, rules):
            at = start + line.rindex(value)
            span = (at, at + len(value))
            return ClassifiedLine(start, line, indent, gap, Kind.FIELD, None, label, value, span)
        kind = kind_of(line, dateline, rules)
        if kind in (Kind.DATE, Kind.DATELINE) and not gap and dates.ends_sentence(line):
            return ClassifiedLine(start, line, indent, gap, Kind.TEXT)  # wrapped
        return ClassifiedLine(start, line, indent, gap, kind, dateline)
    return ClassifiedLine(start, line, indent, gap, Kind.TEXT, dateline)


def kind_of(line: str, dateline: Dateline | None, rules: Rules) -> Kind:
    """Return what the short line `line` is, `dateline` being what `parse` makes of it."""
    folded = fold(line)
    if not any(map(str.isalnum, line)):
        return Kind.RULE
    if not folded:
        return Kind.TEXT
    if rules.is_line(folded) or trail(line, rules) is not None or imprint.is_counter(line):
        return Kind.FURNITURE
    if "@" in line and _HANDLE.search(line):
        return Kind.BYLINE
    if folded in rules.sections or all(part in rules.sections for part in folded.split(", ")):
        return Kind.SECTION
    if is_url(line):
        return Kind.URL
    if rules.starts.match(line):
        return Kind.FURNITURE
    if is_credit(line, rules):
        return Kind.CREDIT
    if dates.alone(line):
        return Kind.DATE
    if folded.startswith(_POSTED) and dates.first(line):
        return Kind.FURNITURE
    if is_byline(line, rules):
        return Kind.BYLINE
    if dateline is not None and dateline.firm:
        return Kind.DATELINE
    return Kind.TEXT


def trail(line: str, rules: Rules) -> str | None:
    """Return where a line that leads through a site begins, folded; None for any other line.

    `Home > World > Europe`, `News / World`, `Haaretz | Israel News`.
    """
    end = _TRAIL.search(line)
    if end is None:
        return None
    first = fold(line[: end.start()])
    rest = [part for part in map(fold, _TRAIL.split(line[end.end() :])) if part]
    if first in rules.homes:
        return first
    if first in rules.agencies:
        words = rest[0].split() if len(rest) == 1 else []
        return (
            first if 0 < len(words) <= MOST_SECTION_WORDS and _is_part(words[-1], rules) else None
        )
    return first if rest and all(_is_part(part, rules) for part in (first, *rest)) else None


def _is_part(folded: str, rules: Rules) -> bool:
    return folded in rules.sections or folded in rules.homes or folded in rules.menus


def is_aside(line: str, rules: Rules) -> bool:
    """Return whether `line` is a point of a summary or a remark in brackets for the desk."""
    if line[0] == "(":
        remark = line[1:-1].split(None, 1)
        return line[-1] == ")" and bool(remark) and fold(remark[0]) in rules.not_sources
    return line[0] in BULLETS and line[1:2] == " " and not line[2].islower()


def field_of(line: str, rules: Rules) -> tuple[str, str]:
    """Return which field a line like `Published: 10 August 2016` gives, and its value."""
    colon = line.find(":", 0, LONGEST_LABEL + 1)
    label = rules.fields.get(fold(line[:colon]), "") if colon > 0 else ""
    value = line[colon + 1 :].strip().strip("\"'") if label else ""
    return (label, value) if value else ("", "")


def _is_value(line: str, label: str, value: str, rules: Rules) -> bool:
    """Return whether a field can have this value: `Source: police kill two` is a headline."""
    if label in ("published", "updated"):
        return dates.in_field(value) is not None
    if label == "detail":  # `Section: a life in parts` is a headline
        return line.isupper() or any(map(str.isdigit, value))
    if label != "source":
        return True
    if agency_in(value, rules) or is_url(value):
        return True
    words = value.split()
    return len(words) <= MOST_NAME_WORDS and all(
        w[0].isupper() or w in rules.joiners for w in words
    )
