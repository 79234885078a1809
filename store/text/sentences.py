"""Where a sentence begins and ends, well enough to copy it: no model, no dictionary.

A sentence ends at a full stop, question or exclamation mark (with the quotes and brackets that
close behind it) where a new one can begin. A full stop does not end it after titles, initials and
the abbreviations that news texts use.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from store.model import Span

_TITLES = """Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Adm Sen Rep Gov Rev Hon St Mt Ft Messrs Amb
Brig Cmdr vs cf approx"""
_BEFORE_NUMBERS = "No Nos Fig Art Vol pp Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
_NEVER_LAST = frozenset(_TITLES.lower().split())
_NEVER_LAST_BEFORE_NUMBERS = frozenset(_BEFORE_NUMBERS.lower().split())

_END = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?P<blank>\s+)(?=[\"'“‘«(\[]*[^\W_a-zß-öø-ÿ])"
    r"|(?<=[a-z]{2})[.!?](?P<tight>[”’]?)(?=[“‘]?[A-Z][a-z])"
    r"|[。！？]+[」』”’）]*\s*"
    r"|\n[ \t]*\n\s*"
)
_WORD_BEFORE = re.compile(r"[\w.&’'-]*\Z")
_REACH = 40
"""Code points before a full stop that are looked at for an abbreviation."""


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of a range of a text, in order, without the blanks between them."""
    cuts = [start]
    for end_mark in _END.finditer(text, start, end):
        if end_mark["blank"] is None or not _is_abbreviated(text, start, end_mark):
            cuts.append(end_mark.end())
    cuts.append(end)
    spans = (_without_blanks(text, first, last) for first, last in pairwise(cuts))
    return [span for span in spans if span[0] < span[1]]


def sentence_at(text: str, offset: int, start: int, end: int) -> Span:
    """Return the sentence of a range that a code point stands in, or the last one before it."""
    spans = sentences(text, start, end)
    if not spans:
        return start, start
    return spans[max(0, bisect_right([first for first, _ in spans], offset) - 1)]


def _is_abbreviated(text: str, start: int, end_mark: re.Match[str]) -> bool:
    if end_mark["stop"] != "." or end_mark["close"]:
        return False
    at = end_mark.start()
    before = _WORD_BEFORE.search(text[max(start, at - _REACH) : at])
    word = before[0].lstrip("'’") if before else ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    following = text[end_mark.end() : end_mark.end() + 1]
    if word.lower() in _NEVER_LAST_BEFORE_NUMBERS:
        return following.isdigit()
    return word.lower() in _NEVER_LAST or (_is_dotted(word) and following.isalnum())


def _is_dotted(word: str) -> bool:
    """Say whether a word is made as `U.S` and `a.m` are."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) == 1 for part in parts)


def _without_blanks(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, max(start, end - len(inner) + len(inner.rstrip()))
