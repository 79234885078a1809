"""Boilerplate of a text: page furniture, credits, captions, web addresses, repetitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.model import Span
from store.text import imprint, page_chrome
from store.text.bylines import is_credit, is_url
from store.text.head_lines import ClassifiedLine, Kind
from store.text.line_classifier import LONGEST_SHORT, trail
from store.text.paragraph_layout import Paragraph, ends_sentence, is_tabular
from store.text.rules import Rules, fold, load

SHORTEST_REPEAT = 40
"""Code points of a paragraph whose later copies are boilerplate; shorter ones may recur."""
SHORTEST_CAPTION = 16
"""Code points of a line whose copy in the next line is boilerplate."""
LONGEST_NOTICE = 600
"""Code points of a wrapped paragraph that may be a notice such as `Copyright 1998 by …`."""
LONGEST_PHRASE = 80
"""Code points of a closing phrase such as `Read the full story here.`"""
SIGNATURE = 300
"""Code points at the end of a text in which an agency's name alone is its signature."""
LONGEST_TAIL = 120
"""Code points at the end of a paragraph that may be a closing phrase or a web address."""


def ranges(
    text: str,
    paragraphs: Sequence[Paragraph],
    head: Sequence[ClassifiedLine],
    headline: Span | None,
    header: int,
) -> tuple[Span, ...]:
    """Return the boilerplate of `text`: sorted ranges, disjoint, none in the headline.

    Everything before `header`, where the article starts, is boilerplate.
    """
    rules = load()
    above = _sections_above(head, headline)
    keep = headline or (0, 0)
    seen: set[str] = set()
    spans: list[Span] = []
    if headline:
        title = text[keep[0] : keep[1]]
        seen.add(" ".join(title.split()) if "\n" in title else title)
    for paragraph in paragraphs:
        start, end = paragraph.start, paragraph.end
        if start < keep[1] and keep[0] < end:
            continue
        if end <= header:
            spans.append((start, end))
            continue
        words = text[start:end]
        broken = "\n" in words
        if broken:
            words = " ".join(words.split())
        if words in seen:
            spans.append((start, end))
            continue
        if len(words) >= SHORTEST_REPEAT and paragraph.reflow:
            seen.add(words)
        prose = paragraph.reflow and (broken or len(words) > LONGEST_SHORT)
        if prose and len(words) <= LONGEST_NOTICE and _is_notice(words, rules):
            spans.append((start, end))
        elif not prose:
            spans.extend(_lines(text, start, end, above, rules))
        if not spans or spans[-1][1] < end:
            tail = _tail(text, start, end, rules)
            if tail:
                spans.append(tail)
    return tuple(_with_blocks(text, paragraphs, spans, keep, rules))


def _is_notice(words: str, rules: Rules) -> bool:
    return rules.starts.match(words) or rules.is_thanks(words)


def _with_blocks(
    text: str, paragraphs: Sequence[Paragraph], spans: list[Span], keep: Span, rules: Rules
) -> list[Span]:
    """Return the ranges `spans` and the links and comments that some of them announce."""
    added: list[Span] = []
    for start, end in spans:
        if start < keep[1] or end - start > LONGEST_PHRASE or (added and start < added[-1][1]):
            continue
        folded = fold(text[start:end])
        if page_chrome.opens_links(folded, rules):
            added += page_chrome.links(text, end, rules)
        elif page_chrome.opens_comments(folded, rules):
            added += page_chrome.comments(text, paragraphs, (start, end))
    return _apart(spans, added) if added else spans


def _apart(spans: list[Span], added: list[Span]) -> list[Span]:
    """Return all ranges, sorted, those left out that another one reaches into."""
    disjoint: list[Span] = []
    for start, end in sorted(spans + added, key=lambda span: (span[0], -span[1])):
        if not disjoint or start >= disjoint[-1][1]:
            disjoint.append((start, end))
    return disjoint


def _sections_above(head: Sequence[ClassifiedLine], headline: Span | None) -> frozenset[int]:
    """Return the lines with section labels above the running text of an article."""
    line_numbers: set[int] = set()
    for line in head if headline else ():
        if line.kind is Kind.PROSE or (line.kind is Kind.TEXT and ends_sentence(line.text)):
            break
        if line.kind is Kind.SECTION:
            line_numbers.add(line.start)
    return frozenset(line_numbers)


def _lines(text: str, start: int, end: int, above: frozenset[int], rules: Rules) -> Iterator[Span]:
    """Give the lines of a paragraph that are furniture, credits, or captions of credits."""
    position = start
    closing = max(len(text) - SIGNATURE, len(text) // 2)
    before, begin, credited, follows_credit = "", start, False, True
    for piece in text[start:end].split("\n"):
        line = piece.strip()
        if not line:
            position += len(piece) + 1
            continue
        at = position + len(piece) - len(piece.lstrip())
        position += len(piece) + 1
        credit, is_chrome = False, at in above
        if len(line) <= LONGEST_SHORT and (
            not line[0].isalnum() or "/" in line or is_tabular(line) or rules.may_open(line)
        ):
            credit = is_credit(line, rules)
            is_chrome = is_chrome or credit or is_boilerplate(line, rules)
            is_chrome = is_chrome or (
                at > closing and rules.agency_alone(line.strip("()[]/")) is not None
            )
        is_chrome = is_chrome or rules.is_thanks(line)
        if credit and not follows_credit and _captions(before):
            yield begin, begin + len(before)
        if not is_chrome and (credited or len(line) >= SHORTEST_CAPTION):
            is_chrome = _captions(line) and before.startswith(line)
        if is_chrome:
            yield at, at + len(line)
        before, begin, credited, follows_credit = line, at, credit, is_chrome


def _captions(line: str) -> bool:
    """Return whether `line` can be the caption of a picture: it ends no sentence."""
    return not ends_sentence(line) or line[-1] == "…"


def is_boilerplate(line: str, rules: Rules) -> bool:
    """Return whether a short line is page furniture or a web address."""
    folded = fold(line)
    if rules.is_line(folded) or rules.starts.match(line):
        return True
    if trail(line, rules) is not None or imprint.is_running_head(line):
        return True
    if "." in line and is_url(line):
        return True
    return line.startswith("--") and any(word in folded for word in rules.contacts)


def _tail(text: str, start: int, end: int, rules: Rules) -> Span | None:
    """Return the closing phrase of a paragraph, or the web address after its last word."""
    low = max(start, end - LONGEST_TAIL)
    address = max(text.rfind(" www.", low, end), text.rfind(" http", low, end)) + 1
    if address and is_url(text[address:end]):
        return address, end
    low = max(start, end - LONGEST_PHRASE)
    cut = max(
        text.rfind(". ", low, end - 1),
        text.rfind("” ", low, end - 1),
        text.rfind('" ', low, end - 1),
    )
    phrase = text[cut + 1 : end].lstrip() if cut >= 0 else ""
    if phrase and (rules.starts.match(phrase) or fold(phrase) in rules.lines):
        return end - len(phrase), end
    return None
