"""Words near each other, as FTS5 writes it: `NEAR(turkey isis, 8)`, and short `"turkey isis"~8`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.query.query_words import TOO_LONG, has_token, is_too_long

DEFAULT = 10
"""The number of words in between where none is given: FTS5's default."""

MOST = 100
"""The largest number of words in between."""

OPENING = "NEAR("
"""The opening of a `NEAR`: capitals, directly followed by the bracket."""

COUNT = f"a number of words up to {MOST}"

_TERM = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)(?P<end>"?)(?P<star>\*?)|(?P<word>[^\s()",]+)')
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)

Part = tuple[str, bool]
"""A word or phrase, and whether it is a prefix."""


class NearFault(ValueError):
    """A `NEAR` that can't be parsed: where (code points from 0), and what was expected."""

    def __init__(self, at: int, expected: str) -> None:
        super().__init__(expected)
        self.at = at
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Nearness:
    """Words and phrases with at most `within` words between some of their places."""

    parts: tuple[Part, ...]
    within: int = DEFAULT


def read(text: str, start: int, *, may_be_open: bool = False) -> tuple[Nearness, int]:
    """Parse the `NEAR(` at `start`; return it and its end.

    With `may_be_open`, the end of the text may replace the closing bracket, as while typing. Raises
    NearFault.
    """
    at = start + len(OPENING)
    parts: list[Part] = []
    while True:
        at = _after_blanks(text, at)
        term = _TERM.match(text, at)
        if term is None:
            break
        if term["quoted"] is not None and not term["end"] and not may_be_open:
            raise NearFault(len(text), f"a closing quote for the one in column {at + 1}")
        quoted = re.sub(r"\\(.)", r"\1", term["quoted"] or "")
        value = quoted if term["word"] is None else term["word"].rstrip("*")
        prefix = bool(term["star"]) if term["word"] is None else term["word"].endswith("*")
        if has_token(value):
            parts.append((value, prefix))
        elif not may_be_open:
            raise NearFault(at, "a word with a letter or a digit in it")
        at = term.end()
        if is_too_long(" ".join(value for value, _ in parts)):
            raise NearFault(start, TOO_LONG)
    within = DEFAULT
    if text.startswith(",", at):
        at = _after_blanks(text, at + 1)
        if not (may_be_open and at == len(text)):
            within, at = count(text, at)
            at = _after_blanks(text, at)
    if not text.startswith(")", at) and not (may_be_open and at == len(text)):
        raise NearFault(at, f"a closing bracket for {OPENING} in column {start + 1}")
    if not parts and not may_be_open:
        raise NearFault(at, "words that stand near each other")
    return Nearness(tuple(parts), within), min(at + 1, len(text))


def count(text: str, at: int) -> tuple[int, int]:
    """Parse the number of words at `at`; return it and its end. Raises NearFault."""
    number = _NUMBER.match(text, at)
    if number is None or int(number[0]) > MOST:
        raise NearFault(at, COUNT)
    return int(number[0]), number.end()


def of_words(phrase: str, within: int) -> Nearness:
    """Return the nearness of the words of a phrase."""
    words = (word for word in phrase.split() if has_token(word))
    return Nearness(tuple((word.rstrip("*"), word.endswith("*")) for word in words), within)


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
