"""Recognises short lines that name someone: a writer, an agency, a web address, the owner of a
picture.
"""

from __future__ import annotations

import re
from functools import cache

from store.text import dates
from store.text.rules import Rules, fold

MOST_BYLINE_WORDS = 16
MOST_PLACE_WORDS = 3
"""Words of the place that an agency wrote from."""

_TOGETHER = re.compile(r"\s(?:with|and|WITH|AND)\s|[/,|]")
_ADDRESS = re.compile(r"\w+://|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/|$)")
_ADDRESSES = re.compile(r"\w+://\S*|\bwww\.\S*|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/\S*")
_PLACE_BAR = re.compile(r"\s[/|]\s")
_PARTS = re.compile(
    r"\s[-–—]\s|[/,;|()\[\]©]|\.\s|\b(?:by|By|BY|Par|Von|Por|for|For|FOR|of|in|from|with|and|WITH|AND|avec|mit|con)\s|\b[12]\d{3}\b"
)


@cache
def _url() -> re.Pattern[str]:
    return re.compile(
        r"[<(\[]?(?:https?://\S+|www\.[\w-]+\.\S+"
        r"|[\w-]++(?:\.[\w-]+)*\.(?:com|org|net|de|ru|tr|info)(?:/\S*)?)"
    )


def is_url(line: str) -> bool:
    """Return whether `line` is one web address."""
    return " " not in line and "." in line and _url().fullmatch(line.rstrip(".)>]")) is not None


def domain_of(url: str) -> str:
    """Return the domain in a web address, without `www.`."""
    return url.split("//")[-1].split("/")[0].strip("<>()[].").casefold().removeprefix("www.")


def is_credit(line: str, rules: Rules) -> bool:
    """Return whether `line` credits or describes a picture: `© Name/AGENCY`, `Photo: …`."""
    folded = line.casefold()
    return folded.startswith(rules.credits) or photo_agency(line, rules) is not None


def photo_agency(line: str, rules: Rules) -> str | None:
    """Return the agency of a line that ends in `Name/AGENCY`, None where it ends otherwise."""
    before, slash, last = line.rstrip(")] .").rpartition("/")
    if not slash or len(last) > 30 or not before[-1:].isalpha() or line[-1] == ".":
        return None
    if _ADDRESS.match(before.rsplit(None, 1)[-1]):
        return None
    return rules.agency(last)


def is_byline(line: str, rules: Rules) -> bool:
    """Return whether `line` is only a byline: `By Ann Lee, Reuters`, `Reuters Staff`."""
    words = line.partition("|")[0].strip("*_ ").split()
    if not words or len(words) > MOST_BYLINE_WORDS:
        return False
    if words[0] in rules.by or words[0].casefold() in rules.by:
        joiners = rules.joiners
        day = dates.first(line)
        names = line[: day[1]].split() if day else words
        named = all(w[0].isupper() or not w[0].isalpha() or w in joiners for w in names[1:])
        return named and len(words) > 1 and line[-1] not in "?!"
    folded = fold(line)
    if _names_after_comma(line, rules) or _agency_and_place(line, rules):
        return True
    if folded.split(" ", 1)[0] not in rules.agency_words:
        return False
    if any(folded.endswith(r) and folded[: -len(r)] in rules.agencies for r in rules.roles):
        return True
    return all(rules.agency_alone(part) for part in _TOGETHER.split(line))


def _names_after_comma(line: str, rules: Rules) -> bool:
    """Return whether `line` is a person's name and an agency's: `ANN LEE, Nikkei staff writer`."""
    name, comma, paper = line.partition(", ")
    words = name.split()
    if not comma or not 2 <= len(words) <= 4 or not all(w[0].isupper() for w in words):
        return False
    folded = fold(paper)
    return any(folded.endswith(r) and folded[: -len(r)] in rules.agencies for r in rules.roles)


def _agency_and_place(line: str, rules: Rules) -> bool:
    """Return whether `line` is an agency and the place it wrote from: `EFE | Valencia`."""
    bar = _PLACE_BAR.search(line)
    if bar is None or rules.agency_alone(line[: bar.start()]) is None:
        return False
    words = line[bar.end() :].split()
    return 0 < len(words) <= MOST_PLACE_WORDS and all(w[0].isupper() for w in words)


def agency_in(byline: str, rules: Rules) -> str | None:
    """Return the agency that a byline, credit or field names as one of its parts."""
    for part in _PARTS.split(_ADDRESSES.sub(" ", byline) if "/" in byline else byline):
        folded = fold(part)
        if folded in rules.words:
            continue
        agency = rules.agencies.get(folded)
        for role in rules.roles:
            if agency is None and folded.endswith(role):
                agency = rules.agencies.get(folded[: -len(role)])
        if agency:
            return agency
    return None
