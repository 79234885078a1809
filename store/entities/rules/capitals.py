"""Converts headlines and datelines in capitals to the case that the model knows."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from store.entities.rules import organisations, rule_words
from store.entities.rules.word_lists import Lists, load

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
PAIR = re.compile(
    r"\b(?i:new|north|south|east|west|middle|san|los|las|el|saudi|sri|hong|united|black|red|st\.?)"
    r" [^\W\d_]+"
    r"|\b[^\W\d_]+ (?i:city|town|bay|beach|springs|rock|coast|kong|hague)\b"
)
"""How place names of two words begin or end if one of the words is common."""

SAINT = re.compile(r"\bST(?=\. [A-Z])")
RUN = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+")
_LOUD = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]{1,20}"
DATELINE = re.compile(
    rf"(?:^|(?<=[-–—] ))[ \t]*({_LOUD}(?:[ \t]{_LOUD}){{0,2}})"
    r"(?=,|[ \t]*\(|[ \t]*[-–—_]|[ \t]+\d|[ \t]*/|:)",
    re.MULTILINE,
)
"""A place in capitals at the start of a line: `MOSCOW, December 9. /TASS/`, `NEW YORK (AP)`."""

SHARE = 0.7
"""Share of capitals among a line's letters from which it counts as a headline."""


def normal_case(text: str) -> str:
    """Return `text` with lines and datelines in capitals in normal case; offsets are unchanged."""
    if not RUN.search(text):
        return text
    lines = text.split("\n")
    loud = [_is_uppercase(line) for line in lines]
    if not any(loud) and not DATELINE.search(text):
        return text
    quiet = (line for line, is_loud in zip(lines, loud, strict=True) if not is_loud)
    forms = _forms("\n".join(quiet)) if any(loud) else {}
    lists = load()
    lines = [
        _lowered(line, forms, lists) if is_loud else line
        for line, is_loud in zip(lines, loud, strict=True)
    ]
    return DATELINE.sub(lambda match: _dateline(match, lists), "\n".join(lines))


def _is_uppercase(line: str) -> bool:
    """Return whether a line is a headline in capitals."""
    if len(RUN.findall(line)) < 2:
        return False
    letters = sum(map(str.isalpha, line))
    return letters >= 8 and sum(map(str.isupper, line)) >= SHARE * letters


def _forms(text: str) -> dict[str, str]:
    """Return the most common form of each word in a text, keyed by the word in capitals."""
    forms: dict[str, str] = {}
    for word, _ in Counter(WORD.findall(text)).most_common():
        forms.setdefault(word.upper(), word)
    return forms


def _lowered(line: str, forms: dict[str, str], lists: Lists) -> str:
    """Return a headline in capitals in the case of running text."""
    line = SAINT.sub("St", line)
    line = WORD.sub(lambda match: _word_in_case(match[0], forms, lists), line)
    return PAIR.sub(lambda match: _known_pair(match[0]), line)


def _known_pair(words: str) -> str:
    """Return two words in title case if they are a place name: `New York`, `South Africa`."""
    title = words.title()
    return title if title in _pairs() else words


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    lists = load()
    places = (
        lists.countries,
        lists.capitals,
        lists.big_cities,
        rule_words.REGIONS,
        rule_words.LOCATIONS,
    )
    return frozenset(name for names in places for name in names if name.count(" ") == 1)


def _word_in_case(word: str, forms: dict[str, str], lists: Lists) -> str:
    """Return one word of a headline in the case of running text."""
    if not word.isupper() or len(word) < 2:
        return word
    usual_form = forms.get(word)
    if usual_form is not None and len(usual_form) == len(word):
        return usual_form
    title = word[0] + word[1:].lower()
    if len(title) != len(word):
        return word
    if title in lists.countries or title in lists.peoples or title in lists.given_names:
        return title
    if word in organisations.ORGANISATIONS or word in lists.countries:
        return word
    if word.lower() in lists.words:
        return word.lower()
    return title if len(word) > 3 or title in lists.surnames else word


def _dateline(match: re.Match[str], lists: Lists) -> str:
    """Return a dateline with its place in title case unless it is an acronym."""
    words = match[1].split()
    exceptions = [
        word for word in words if word in organisations.ORGANISATIONS or word in rule_words.JUNK
    ]
    if exceptions or all(len(word) < 4 for word in words):
        return match[0]
    return WORD.sub(lambda word_match: _titled(word_match[0]), match[0])


def _titled(word: str) -> str:
    title = word[0] + word[1:].lower()
    return title if len(title) == len(word) else word
