"""The title of an article as a person would find it, from the classified lines of its head."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from store.model import Span
from store.text import dates
from store.text.bylines import domain_of, photo_agency
from store.text.head_lines import ClassifiedLine, Kind
from store.text.line_classifier import LONGEST_SHORT, WINDOW
from store.text.paragraph_layout import LONGEST_WRAPPED, ends_sentence, is_tabular
from store.text.rules import Rules, fold, load
from store.text.words import join_line_ends

LONGEST_TITLE = 200
"""Code points of a title; a longer one is cut at a word."""
LONGEST_HEADLINE = 180
"""Code points of a first paragraph that may be a headline; a longer one is prose."""
LONGEST_SENTENCE = 90
"""Code points of a sentence with its full stop that may be a headline."""
LEAD_LENGTH = 100
"""Code points of a title made of the start of the lead."""
ROOM = 8
"""Code points by which lines of one paragraph may fall short of the longest."""
WRAP_PLAIN_FROM = 60
"""The same where the next line opens with a capital and nothing else tells that it goes on."""
WRAP_FROM = 45
"""Code points of a headline's line that may have been broken for its length."""

_INNER_STOP = re.compile(r"\w{4}[.?!][\"”’)]?\s+[\"“‘(]?\w")
_FOLLOWED_BY_CAPITAL = re.compile(r"[\"“‘«(\[]?[A-ZÀ-ÞА-Я0-9]")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]{0,20}[ -/]?[@-~]")
_LAST_MARK = re.compile(r"[.\s]*[(\[/]([^()\[\]/]{2,40})[)\]/]\s*\.?$")
_LAST_ADDRESS = re.compile(r"\s\w+://\S*$|\s[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/\S*$")
_LAST_PART = re.compile(r"\s+(\||::|[-–—:»])\s+([^|»]{2,40})$")
_MARK_SIGN = re.compile(r"[(\[/]")
_PART_SIGN = re.compile(r"[|:»–—-]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")
_JOINERS = "\u200c\u200d"
"""Zero-width characters that belong to a word's spelling; all others are dropped from titles."""


class Headline(NamedTuple):
    """A headline, or where the running text starts when there is none."""

    title: str
    span: Span | None
    """Of the headline in the text."""
    lines: Span | None
    """Of the whole lines that hold it."""
    source: str | None
    """The agency that the headline's line names at its end: `… – Lavrov. (RT).`"""
    lead: int | None
    """Where running text starts, after its dateline; None where none was seen."""


def find(text: str, lines: list[ClassifiedLine]) -> Headline:
    """Return the headline among the `lines` of the head of `text`, or the start of the lead."""
    rules = load()
    for line in lines:
        if line.kind is Kind.PROSE or (line.kind is Kind.TEXT and _is_prose(line.text)):
            break
        if line.kind is Kind.FIELD and line.label == "title" and clean(line.value):
            span = line.span or (line.start, line.end)
            return Headline(_title(line.value), span, (line.start, line.end), None, None)
    for index, line in enumerate(lines):
        if line.kind is Kind.PROSE and line.dateline is not None:
            return Headline("", None, None, None, line.start + line.dateline.end)
        if line.kind is Kind.TEXT:
            unit, complete = _unit(text, lines, index)
            if complete and is_headline(" ".join(part.text for part in unit), rules):
                return _headline(unit, rules)
            caption = _caption(lines, rules)
            return caption or Headline("", None, None, None, line.start + _after_place(line))
    return Headline("", None, None, None, None)


def _caption(lines: list[ClassifiedLine], rules: Rules) -> Headline | None:
    """Return the first line as headline where it is one but for its label: `Photo: how it fell`."""
    line = lines[0]
    _, colon, words = line.text.partition(": ")
    names = all(word[0].isupper() or word in rules.joiners for word in words.split())
    if line.kind is not Kind.CREDIT or not colon or names or not is_headline(words, rules):
        return None
    return _headline([line], rules) if photo_agency(line.text, rules) is None else None


def _is_prose(words: str) -> bool:
    return len(words) > LONGEST_SHORT or (len(words) > LONGEST_SENTENCE and ends_sentence(words))


def _title(value: str) -> str:
    return cut(clean(value), LONGEST_TITLE)


def _after_place(line: ClassifiedLine) -> int:
    """Return the length of a bare place before the prose, as in `AMMAN — His Majesty`."""
    dateline = line.dateline
    if dateline is None or not _FOLLOWED_BY_CAPITAL.match(line.text, dateline.end):
        return 0
    return dateline.end


def _unit(text: str, lines: list[ClassifiedLine], index: int) -> tuple[list[ClassifiedLine], bool]:
    """Return the lines that make one headline or the start of one paragraph, from `index` on.

    The second value is False where the lines were found to be wrapped prose.
    """
    unit = [lines[index]]
    flowing = False
    for place in range(index + 1, len(lines)):
        line = lines[place]
        if line.gap or line.kind is not Kind.TEXT or line.indent > unit[-1].indent + 1:
            break
        last = unit[-1].text
        if " | " in last and _without_mark(last, load())[1]:
            break  # `… | The Guardian` ends the headline
        lower = line.text[0].islower() and not ends_sentence(last) and not last.isupper()
        goes_on = flowing and not ends_sentence(last) and not _leaves_room(unit, line)
        if not (lower or goes_on):
            follows = lines[place + 1] if place + 1 < len(lines) else None
            apart = _starts_apart(line, lines[place + 1 :])
            if apart or not _breaks_headline(text, unit[-1], line, follows):
                break
        flowing = flowing or lower
        unit.append(line)
        if sum(len(part.text) + 1 for part in unit) > LONGEST_HEADLINE:
            return unit, False
    return unit, True


def _starts_apart(line: ClassifiedLine, below: list[ClassifiedLine]) -> bool:
    """Return whether `line` begins anew: a paragraph below shows that no line was broken."""
    if line.text.isupper() or line.text[0] in "([-–—":
        return False
    return any(len(after.text) > LONGEST_WRAPPED for after in below)


def _leaves_room(unit: list[ClassifiedLine], after: ClassifiedLine) -> bool:
    """Return whether the unit's last line could have held the next word, and so ends a headline."""
    width = max(len(part.text) for part in unit)
    return len(unit[-1].text) + 1 + len(after.text.split(None, 1)[0]) < width - ROOM


def _breaks_headline(
    text: str, line: ClassifiedLine, after: ClassifiedLine, follows: ClassifiedLine | None
) -> bool:
    """Return whether `after`, which starts with a capital, goes on with the headline in `line`."""
    if line.text.isupper() != after.text.isupper() or is_tabular(after.text):
        return False
    if len(line.text) < WRAP_FROM or ends_sentence(line.text):
        return False
    if line.text.isupper() or line.text[-1] in "—–-,&":
        return True
    if line.text.rsplit(None, 1)[-1] in load().dangling:
        return True
    wraps_on = follows is not None and not follows.gap and follows.kind is Kind.TEXT
    if wraps_on and follows is not None and follows.text[0].islower():
        # Wrapped prose follows: is this its first line, or a headline right above it?
        width = max(len(after.text), len(follows.text))
        fits = len(line.text) + 1 + len(after.text.split(None, 1)[0]) <= width - 4
        if fits or len(line.text) > width + 3:
            return False
        parted = _BLANK_LINE.search(text, line.end, WINDOW) is not None
        return parted or bool(load().articles.search(line.text))
    if wraps_on or ends_sentence(after.text) or len(after.text) > len(line.text) + 5:
        return False
    return len(line.text) >= WRAP_PLAIN_FROM or line.text.istitle() or after.text[0] in "([-–—"


def is_headline(words: str, rules: Rules) -> bool:
    """Return whether a paragraph of the head reads as a headline and not as prose."""
    if len(words) > LONGEST_HEADLINE or not any(map(str.isalnum, words)):
        return False
    if words[-1] in ",;:，、：":
        return False
    words = _without_mark(words, rules)[0]
    if words.rstrip("\"'”’»)")[-1:] not in ("", ".", "。") or words.endswith(("..", "…")):
        return len(words) <= 120 or not _INNER_STOP.search(words)
    if len(words) > LONGEST_SENTENCE or _INNER_STOP.search(words) or words[-1] == "。":
        return False
    return words.isupper() or rules.articles.search(words) is None


def _headline(unit: list[ClassifiedLine], rules: Rules) -> Headline:
    start, end = unit[0].start, unit[-1].end
    words = " ".join(part.text for part in unit)
    words_left, source = _without_mark(words, rules)
    marks = len(words) - len(words.lstrip("#")) if words.startswith("#") else 0
    # With its line ends, at which a word may be hyphenated.
    title = clean("\n".join(part.text for part in unit)[marks : len(words_left)])
    first = start + marks + len(words[marks:]) - len(words[marks:].lstrip())
    dropped = len(words) - len(words_left)
    last = end - dropped if dropped < len(unit[-1].text) else end
    return Headline(cut(title, LONGEST_TITLE), (first, last), (start, end), source, None)


def _without_mark(words: str, rules: Rules) -> tuple[str, str | None]:
    """Return a headline without the agency or site that stands at its end, and that agency."""
    end = max(0, len(words) - 60)
    address = _LAST_ADDRESS.search(words, end) if "/" in words else None
    if address is not None:
        return words[: address.start()], None
    match = _LAST_MARK.search(words, end) if _MARK_SIGN.search(words, end) else None
    name = rules.agency(match[1]) if match else None
    if match and name and match.start() > 0:
        return words[: match.start()], name
    match = _LAST_PART.search(words, end) if _PART_SIGN.search(words, end) else None
    if match and match.start() > 0:
        name = rules.agency(match[2]) or rules.domains.get(domain_of(match[2]))
        # After a dash a bare agency is whom the headline quotes: "Two killed - Interfax".
        bar = match[1] in ("|", "::", ":", "»")
        if name and (bar or fold(match[2]) != fold(name)):
            return _without_mark(words[: match.start()], rules)[0], name
        if match[1] == "|" and (fold(match[2]) in rules.sections or dates.alone(match[2])):
            words_left, name = _without_mark(words[: match.start()], rules)
            return words_left, name
    return words, None


def clean(words: str) -> str:
    """Return `words` on one line: single blanks, no control, format or unpaired characters."""
    words = join_line_ends(words).text
    one_line = " ".join(words.split())
    if one_line.isprintable():
        return one_line
    words = _ESCAPES.sub("", words)
    letters = "".join(
        " " if c.isspace() else c
        for c in words
        if c.isprintable() or c.isspace() or c in _JOINERS or unicodedata.category(c) == "Co"
    )
    return " ".join(letters.split())


def cut(words: str, longest: int) -> str:
    """Return `words` of at most `longest` code points, cut at a word and ended by an ellipsis."""
    if len(words) <= longest:
        return words
    room = words[:longest]
    shorter, blank, _ = room.rpartition(" ")
    shortened = shorter if blank and len(shorter) > longest // 2 else room[: longest - 1]
    return shortened.rstrip(" ,;:.–—-(\"“‘'") + "…"


def lead(text: str, start: int, end: int) -> str:
    """Return the title that the running text from `start` gives, its paragraph ending at `end`.

    A short line that ends no sentence is followed into the next ones, up to a blank line.
    Empty where there is no letter and no digit.
    """
    if end - start < LEAD_LENGTH and not ends_sentence(text[start:end]):
        blank = _BLANK_LINE.search(text, end, end + 2 * LEAD_LENGTH)
        end = blank.start() if blank else end + 2 * LEAD_LENGTH
    words = clean(text[start : min(end, start + 4 * LEAD_LENGTH)])
    words = _LAST_ADDRESS.sub("", words) if "/" in words else words
    return cut(words, LEAD_LENGTH) if any(map(str.isalnum, words)) else ""


def file_name(id: str) -> str:
    """Return the title of an article that has no words: the last part of its id."""
    return cut(clean(id.rstrip("/").rpartition("/")[2]), LONGEST_TITLE) or "untitled"
