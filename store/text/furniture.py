"""Boilerplate of a text: page furniture, credits, captions, web addresses, repetitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.model import Span
from store.text.head import LONGEST_SHORT, HeadLine, Kind, is_credit, is_url
from store.text.layout import Paragraph, ends_sentence
from store.text.rules import Rules, fold, load

SHORTEST_REPEAT = 40
"""Code points of a paragraph whose later copies are boilerplate; shorter ones may recur."""
LONGEST_TAIL = 120
"""Code points at the end of a paragraph that may be a closing phrase or a web address."""


def ranges(
    text: str, paragraphs: Sequence[Paragraph], head: Sequence[HeadLine], headline: Span | None
) -> tuple[Span, ...]:
    """Return the boilerplate of `text`: sorted ranges, apart, none in the headline."""
    rules = load()
    above = _sections_above(head, headline)
    keep = headline or (0, 0)
    seen: set[str] = set()
    found: list[Span] = []
    if headline:
        seen.add(" ".join(text[keep[0] : keep[1]].split()))
    for paragraph in paragraphs:
        start, end = paragraph.start, paragraph.end
        if start < keep[1] and keep[0] < end:
            continue
        words = " ".join(text[start:end].split())
        if words in seen:
            found.append((start, end))
            continue
        if len(words) >= SHORTEST_REPEAT and paragraph.reflow:
            seen.add(words)
        wrapped = (paragraph.reflow and end - start > len(words)) or len(words) > LONGEST_SHORT
        if not wrapped or not paragraph.reflow:
            found.extend(_lines(text, start, end, above, rules))
        if not found or found[-1][1] < end:
            found.extend(_tail(text, start, end, rules))
    return tuple(found)


def _sections_above(head: Sequence[HeadLine], headline: Span | None) -> frozenset[int]:
    """Return where the section labels above the headline start."""
    if headline is None:
        return frozenset()
    return frozenset(
        line.start for line in head if line.kind is Kind.SECTION and line.start < headline[0]
    )


def _lines(text: str, start: int, end: int, above: frozenset[int], rules: Rules) -> Iterator[Span]:
    position = start
    lines: list[tuple[int, str]] = []
    for piece in text[start:end].split("\n"):
        line = piece.strip()
        if line:
            lines.append((position + len(piece) - len(piece.lstrip()), line))
        position += len(piece) + 1
    marks = [
        len(line) <= LONGEST_SHORT and (at in above or is_furniture(line, rules))
        for at, line in lines
    ]
    credits = [len(line) <= LONGEST_SHORT and is_credit(line, rules) for _, line in lines]
    for place, (at, line) in enumerate(lines):
        if marks[place] or credits[place] or _is_caption(lines, credits, place):
            yield at, at + len(line)


def _is_caption(lines: list[tuple[int, str]], credits: list[bool], place: int) -> bool:
    """Return whether a line is the caption of the credit in the next line, or repeats it."""
    line = lines[place][1]
    if ends_sentence(line) and line[-1] != "…":
        return False
    if place + 1 < len(lines) and credits[place + 1]:
        return True
    return place > 0 and credits[place - 1] and lines[place - 1][1].startswith(line)


def is_furniture(line: str, rules: Rules) -> bool:
    """Return whether a short line is page furniture or a web address."""
    folded = fold(line)
    if folded in rules.lines or rules.starts.match(line.casefold()):
        return True
    if "." in line and is_url(line):
        return True
    return line.startswith("--") and any(word in folded for word in rules.contacts)


def _tail(text: str, start: int, end: int, rules: Rules) -> Iterator[Span]:
    """Give the closing phrase of a paragraph, or the web address after its last word."""
    last = text[max(start, end - LONGEST_TAIL) : end]
    words = last.rsplit(None, 1)
    if len(words) == 2 and words[1].startswith(("www.", "http")) and is_url(words[1]):
        yield end - len(words[1]), end
        return
    cut = max(last.rfind(stop, 0, -1) for stop in (". ", "? ", "! ", ".” ", '." ', ".) "))
    if cut < 0:
        return
    phrase = last[cut:].lstrip('.?!”") ')
    if phrase and (rules.starts.match(phrase.casefold()) or fold(phrase) in rules.lines):
        yield end - len(phrase), end
