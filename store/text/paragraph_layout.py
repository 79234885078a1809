"""Paragraphs of a text: hard-wrapped lines told from lines that were meant to stand as they are.

Wrapped prose is known by what a line breaks off and the next goes on with: a line that ends
without a full stop, nearly as long as the others, before one that starts in lower case. Lists,
tables, verse and result lines break at capitals and digits, and keep their lines.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.model import Span
from store.text.rules import load

LONGEST_WRAPPED = 120
"""Code points of a line that may be a piece of a wrapped paragraph; longer lines stand alone."""
SHORTEST_WRAPPED = 15
"""Code points of a line that the next may go on with."""
NARROWEST = 38
"""Wrap width below which full lines prove nothing: verse and columns are that narrow."""
SAMPLE = 48
"""Lines at the start of a text that show how it is wrapped."""
LONGEST_RUN = 1000
"""Lines after which a paragraph that keeps its lines is cut, so that none is too long to show."""
SLACK = 0.2
"""Share of the width by which lines may fall short where they were broken by hand."""

_STOPS = ".!?:;。！？…"
_CLOSERS = "\"'”’»)]*_"
BULLETS = "•-–—*·▪◦‣●○■□+"
"""Characters that open an item of a list."""


class Paragraph(NamedTuple):
    """A range of the text, and whether its line breaks are only there to fit a width."""

    start: int
    end: int
    reflow: bool


class Line(NamedTuple):
    """A line that isn't blank: `start` is where it begins, blanks included, `text` is stripped."""

    start: int
    indent: int
    text: str

    @property
    def end(self) -> int:
        """Return the end of the line's last word."""
        return self.start + self.indent + len(self.text)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is wrapped."""

    wrapped: bool
    width: int
    marked: bool
    """Whether blank lines or indents show where paragraphs begin."""
    tabular: bool
    """Whether any line may be spaced in columns."""
    first_indent: int
    """Indent from which a line begins a paragraph; larger than any where indents don't tell."""


def ends_sentence(line: str) -> bool:
    """Return whether `line` ends as a sentence does, closing quotes and brackets left out."""
    last = line[-1:]
    return last in _STOPS or (last in _CLOSERS and line.rstrip(_CLOSERS)[-1:] in _STOPS)


def is_item(line: str) -> bool:
    """Return whether `line` starts with a bullet or a number, as the items of a list do."""
    if line[0] in BULLETS:
        return len(line.split(None, 1)[0]) == 1
    if line[0] != "(" and not line[0].isdigit():
        return False
    word, _, rest = line.partition(" ")
    return rest != "" and word[-1] in ".)" and word.strip("(.)").isdigit() and len(word) < 6


def is_tabular(line: str) -> bool:
    """Return whether the inside of `line` is spaced in columns."""
    if "   " in line or "\t" in line or "...." in line:
        return True
    return "----" in line or "====" in line or " | " in line


def paragraphs(text: str, alone: Sequence[Span] = ()) -> list[Paragraph]:
    """Return the paragraphs of `text`: sorted, apart, covering all that isn't blank.

    Each range of `alone` (whole lines, sorted) becomes a paragraph of its own.
    """
    raw = text.split("\n")
    style = _style(raw[:SAMPLE], is_tabular(text))
    laid_out: list[Paragraph] = []
    run: list[Line] = []
    fixed = list(alone)
    position = 0
    for piece in raw:
        start, position = position, position + len(piece) + 1
        stripped = piece.strip()
        if stripped and fixed and start + len(piece) > fixed[0][0]:
            span = fixed[0]
            _flush(run, style, laid_out)
            if not laid_out or laid_out[-1].start != span[0]:
                laid_out.append(Paragraph(*span, reflow=True))
            if start + len(piece) >= span[1]:
                fixed.pop(0)
        elif 0 < len(stripped) <= LONGEST_WRAPPED:
            indent = len(piece) - len(piece.lstrip()) if piece[0].isspace() else 0
            run.append(Line(start, indent, stripped))
            if len(run) == LONGEST_RUN:
                _flush(run, style, laid_out)
            continue
        else:
            _flush(run, style, laid_out)
            if stripped:
                begin = start + len(piece) - len(piece.lstrip())
                laid_out.append(Paragraph(begin, begin + len(stripped), reflow=True))
    _flush(run, style, laid_out)
    return laid_out


def _style(raw: list[str], tabular: bool) -> Style:
    lengths: list[int] = []
    indents: list[int] = []
    pairs = going_on = blank_breaks = 0
    before = ""
    for piece in raw:
        line = piece.strip()
        if not line:
            blank_breaks += bool(before)
            before = ""
            continue
        if len(line) > LONGEST_WRAPPED:
            before = ""
            continue
        lengths.append(len(line))
        indents.append(len(piece) - len(piece.lstrip()) if piece[0].isspace() else 0)
        if len(before) >= 30:
            pairs += 1
            going_on += before[-1] not in _STOPS and line[0].islower()
        before = line
    lengths = sorted(length for length in lengths if length >= 30)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    wrapped = going_on > 0 and going_on >= 0.25 * pairs and width >= NARROWEST
    first_indent = _first_indent(indents)
    marked = blank_breaks > 1 or first_indent < sys.maxsize
    return Style(wrapped, width, marked, tabular, first_indent)


def _first_indent(indents: list[int]) -> int:
    """Return the indent by which some, but not most, lines of a text stand out from the others."""
    base = min(indents, default=0)
    out = [indent for indent in indents if indent > base + 1]
    return min(out) if 1 < len(out) <= 0.6 * len(indents) else sys.maxsize


def _flush(run: list[Line], style: Style, laid_out: list[Paragraph]) -> None:
    """Add the paragraphs of a run of adjacent short lines, and empty the run."""
    if not run:
        return
    loose: list[Line] = []
    for group in _groups(run, style):
        if _keeps_lines(group):
            loose.extend(group)
            continue
        _add_loose(loose, laid_out)
        first = group[0]
        laid_out.append(Paragraph(first.start + first.indent, group[-1].end, reflow=True))
    _add_loose(loose, laid_out)
    run.clear()


def _groups(run: list[Line], style: Style) -> list[list[Line]]:
    groups = [[run[0]]]
    for line in run[1:]:
        if _goes_on(groups[-1], line, style):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: list[Line], line: Line, style: Style) -> bool:
    _, last_indent, last = group[-1]
    _, indent, text = line
    if len(last) < SHORTEST_WRAPPED or text[0] in BULLETS:
        return False
    if indent > last_indent + 1 and not is_item(last):
        return False
    if indent >= style.first_indent:
        return False
    if len(group) > 1 and indent + 1 < last_indent:
        return False
    if style.tabular and (is_tabular(text) or (len(group) == 1 and is_tabular(last))):
        return False
    ended = ends_sentence(last)
    # No more than these two lines are needed to see that one sentence runs on.
    if not ended if text[0].islower() else _dangles(last):
        return style.wrapped or last[-1] != ","
    if not style.wrapped or (ended and is_item(text)):
        return False
    room = style.width - len(last) - 1 - len(text.split(None, 1)[0])
    if ended and not style.marked:
        return room < 0
    return room < SLACK * style.width


def _dangles(line: str) -> bool:
    """Return whether `line` ends in a word that no sentence ends in."""
    return line[-1].islower() and line.rsplit(None, 1)[-1] in load().dangling


def _keeps_lines(group: list[Line]) -> bool:
    first = group[0].text
    if is_item(first):
        return True
    if len(group) > 1:
        return False
    return is_tabular(first) or (
        len(first) < 80 and not (len(first) >= 40 and ends_sentence(first))
    )


def _add_loose(loose: list[Line], laid_out: list[Paragraph]) -> None:
    if not loose:
        return
    alone = len(loose) == 1 and not is_tabular(loose[0].text)
    start = loose[0].start + (loose[0].indent if alone else 0)
    laid_out.append(Paragraph(start, loose[-1].end, reflow=alone))
    loose.clear()
