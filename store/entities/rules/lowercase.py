"""Restores the capitals of known names in lower-case text: `joe biden met nato in paris`."""

from __future__ import annotations

import re
from functools import lru_cache

from store.entities.rules import organisations, rule_words
from store.entities.rules.gazetteer import phrases
from store.entities.rules.word_lists import load

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE = re.compile(r"(?:\A|[.!?]\s+|\n)[\"“'‘(]*([^\W\d_])")

ENOUGH = 12
"""Minimum number of letters for a decision."""

MOST_AFTER = 2
"""Maximum number of surnames after a given name."""

LOOK = 2_000
"""Code points at the start that are checked first."""

FEWEST = 0.004
"""Share of capitals below which a text counts as lower-case."""


def is_lower(text: str) -> bool:
    """Return whether a text is written without capitals."""
    if sum(map(str.isupper, text[:LOOK])) > FEWEST * LOOK:
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= ENOUGH and sum(map(str.isupper, text)) < FEWEST * letters


def raise_case(text: str) -> str:
    """Return a lower-case text with capitals in known names; offsets are unchanged."""
    if not is_lower(text):
        return text
    listed_names, lists = _listed_names(), load()
    letters = list(text)
    words = [match.span() for match in WORD.finditer(text)]
    at = 0
    while at < len(words):
        start, end = words[at]
        name = next(
            (name for name in listed_names.get(text[start:end], ())
             if text.startswith(name.lower(), start)
             and not text[start + len(name) : start + len(name) + 1].isalnum()),
            None,
        )  # fmt: skip
        if name is not None:
            letters[start : start + len(name)] = name
            while at < len(words) and words[at][0] < start + len(name):
                at += 1
            continue
        title = _capitalized(text[start]) + text[start + 1 : end]
        if title in lists.given_names and not lists.is_common(title):
            letters[start] = title[0]
            last = min(len(words), at + 1 + MOST_AFTER) - 1
            while at < last and _may_be_surname(text, words[at][1], *words[at + 1]):
                at += 1
                letters[words[at][0]] = _capitalized(text[words[at][0]])
        at += 1
    for match in SENTENCE.finditer(text):
        letters[match.start(1)] = _capitalized(match[1])
    return "".join(letters)


def _capitalized(letter: str) -> str:
    """Return a letter's capital if that is a single character."""
    raised = letter.upper()
    return raised if len(raised) == 1 else letter


def _may_be_surname(text: str, before: int, start: int, end: int) -> bool:
    """Return whether the next word may be the surname after a given name."""
    word = text[start:end]
    return text[before:start] == " " and not load().is_common(word) and "'" not in word


@lru_cache(maxsize=1)
def _listed_names() -> dict[str, list[str]]:
    """Return the listed names by their first word in lower case, the longest first."""
    table: dict[str, list[str]] = {}
    lists = load()
    names = {
        " ".join(words) for entries in phrases().values() for words, kind in entries if kind.alone
    }
    names |= {name for name in organisations.ORGANISATIONS if name not in organisations.WEAK}
    names |= {
        name for person in rule_words.KNOWN_PEOPLE.values() for name in (person, person.split()[-1])
    }
    for name in names | rule_words.DAYS | rule_words.MONTHS:
        first = WORD.match(name.lower())
        usual = name.isupper() or name in rule_words.DAYS or name in rule_words.MONTHS
        common = lists.is_common(name) and not usual
        plain = " " not in name and (common or len(name) < 3 or "." in name)
        if first and len(name.lower()) == len(name) and not plain and name not in SMALL:
            table.setdefault(first[0], []).append(name)
    for names_of in table.values():
        names_of.sort(key=lambda name: (-len(name), name))
    return table


SMALL = frozenset({"US", "WHO", "IS", "March", "May", "Sun", "Sat", "Mar", "Dec", "Jan", "Gulf"})
"""Names that are common words when written in lower case."""
