"""Finds and labels names by context: datelines, credits, titles, verbs of saying, last words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from store.entities.rules import rule_words
from store.entities.rules.clean_spans import DETERMINERS, PLAIN_LABELS
from store.entities.rules.context_cues import cues, short_forms
from store.entities.rules.gazetteer import cover
from store.entities.rules.organisations import HEAD_LABELS
from store.entities.rules.sports import results, teams
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE = rf"(?:{_MONTH}\.? \d{{1,2}}|\d{{1,2}} {_MONTH}|\d{{4}}-\d\d-\d\d)(?:,? \d{{4}})?"
_PLACE = r"[A-Z][\w.'-]{1,25}(?: [A-Z][\w.'-]{1,25}){0,3}"
DATELINE = re.compile(
    rf"(?:^|(?<=[-–—] ))[ ]*(?P<place>{_PLACE})(?:, (?P<country>{_PLACE}))?(?:,? {_DATE})?\.?"
    rf"(?:[ ]*[(/](?P<agency>[A-Z][\w. -]{{1,30}})[)/]\.?[ ]*(?:[-–—_]|$|(?=[A-Z\"]))"
    rf"|(?:(?<=\d\.)|(?<=\d\d))[ ]*(?:[-–—_]|$)|[ ]?(?:[–—_]|--| -)[ ]?)",
    re.MULTILINE,
)
"""`MOSCOW, December 9. /TASS/`, `NAIROBI, Kenya (AP) _`, `LONDON 1996-08-30`, `ERBIL, Iraq —`."""

CREDIT = re.compile(
    r"\b(?P<person>[A-Z][\w'-]{1,25}(?: [A-Z][\w'.-]{1,25}){1,2})"
    r" ?/ ?(?P<agency>[A-Z]{2,25}\b|[A-Z][a-z]{1,25}\b)(?! ?/)"
)
"""`Alexandr Sherbak/TASS`: photographer and agency."""

BRACKET = re.compile(r"\(([A-Z][A-Za-z]?[A-Z&.-]{1,7}s?)\)")
"""An acronym in brackets after the name that it abbreviates."""

CODE = re.compile(r"(?<=[A-Za-z] \()([A-Z]{3})(?=\))")
"""A country's code in brackets after a name."""

WEAPON = re.compile(
    r"\b((?:(?!The |An? |Its |Our |Two |Some )[A-Z][a-z]{1,20} )?"
    r"[A-Z]{1,3}[a-z]?-?\d{1,3}[A-Z]{0,2}\d?)"
    r"(?=(?: [a-z-]{1,20}){0,2} (?:missiles?|systems?|drones?|fighters?|jets?|tanks?|bombers?"
    r"|helicopters?|aircraft|rifles?|warplanes?)\b)"
)
"""`S-400 anti-aircraft missile`, `Bayraktar TB2 drone`."""

INITIALS = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]\. ?){1,3}|(?:[B-HJ-Z] (?!\d)){1,3})"
    r"(?:(?:van|von|de|der|Mc) )?[A-Z][a-z][\w'-]{1,25}"
)
AGE = re.compile(r"[1-9]\d,")
SMALL = frozenset({"of", "for", "and", "the", "on", "in", "de", "&"})
BEFORE_PERSON = rule_words.TITLES | rule_words.HONORIFICS
INSIDE = frozenset({"GPE", "NORP", "ORG", "LOC"})
"""Labels of names that a longer name may start with: `Turkish Armed Forces`."""

FACILITY = frozenset({"airbase", "airbases"})


def patterns(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities with evidence from their context, and names that the context reveals."""
    result = list(entities)
    for finder in FINDERS:
        result.extend(finder(page, result))
    return [entity for entity in result if entity.i < entity.j]


def _ranged(
    page: TokenPage, start: int, end: int, label: str, reason: str, weight: float
) -> PageEntity:
    i, j = page.range_of(start, end)
    return PageEntity(i, j, label, reason, weight)


def _datelines(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    for match in DATELINE.finditer(page.plain):
        if not (match["agency"] or match["country"] or any(map(str.isdigit, match[0]))):
            continue
        if len(match["place"].split()) > 2 and not match["agency"]:
            continue
        if any(word in load().words for word in match["place"].lower().split()[:1]) and not (
            match["agency"] or match["country"]
        ):
            continue
        yield _ranged(page, *match.span("place"), "GPE", "dateline", 2.5)
        if match["country"]:
            yield _ranged(page, *match.span("country"), "GPE", "dateline", 2.0)
        if match["agency"]:
            yield _ranged(page, *match.span("agency"), "ORG", "dateline", 3.0)


def _credits(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    for match in CREDIT.finditer(page.plain):
        i, j = page.range_of(*match.span("person"))
        first = page.words[i]
        if first in load().given_names:
            yield PageEntity(i, j, "PERSON", "credit", 2.0)
            yield _ranged(page, *match.span("agency"), "ORG", "credit", 2.0)


def _acronyms(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Label an acronym like the name before it, or find that name by its initials."""
    ends = {entity.j: entity for entity in entities}
    for match in BRACKET.finditer(page.plain):
        i, j = page.range_of(*match.span(1))
        if i >= j or i == 0:
            continue
        first = _initials(page, i, match[1])
        before = ends.get(i)
        if first is not None:
            label = before.label if before and before.label in ("GPE", "FAC", "LOC") else "ORG"
            yield PageEntity(first, i, label, "full name of an acronym", 3.0)
            yield PageEntity(i, j, label, "acronym of the name before it", 3.0)
        elif before is not None and before.label in ("ORG", "GPE") and j - i == 1:
            yield PageEntity(i, j, before.label, "acronym of the name before it", 1.5)


def _codes(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Find countries by their codes in brackets if there are several: `Dani Sordo (ESP)`."""
    places = [
        match.span(1) for match in CODE.finditer(page.plain) if match[1] in rule_words.COUNTRY_CODES
    ]
    for start, end in places if len(places) > 1 else ():
        yield _ranged(page, start, end, "GPE", "code of a country", 5.0)


def _initials(page: TokenPage, end: int, acronym: str) -> int | None:
    """Return the first word of the name, ending before word `end`, that `acronym` abbreviates."""
    letters = [letter for letter in acronym if letter.isupper()]
    k = end
    while k > 0 and letters and end - k < 12:
        if k < end and not page.joined(k):
            return None
        k -= 1
        word = page.words[k]
        if word[0].upper() == letters[-1] and (word[0].isupper() or page.gap(k) == "-"):
            letters.pop()
        elif word not in SMALL:
            return None
    return k if not letters and page.capital[k] and end - k > 1 else None


def _titled(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Label a name after a title or role; find it if it is not marked."""
    over = cover(page, entities)
    for k, word in enumerate(page.words[:-1]):
        strong = word in BEFORE_PERSON
        if not (strong or word in rule_words.ROLES) or not page.capital[k + 1]:
            continue
        i = k + 1
        if page.words[i] in BEFORE_PERSON:
            continue
        if not (page.spaced(i) or (word in rule_words.HONORIFICS and page.gap(i) == ". ")):
            continue
        entity = over[i]
        if entity is not None:
            if entity.i == i and (entity.j - i <= 4):
                weight = 1.5 if strong else 0.8
                yield PageEntity(entity.i, entity.j, "PERSON", f"after the title {word}", weight)
            continue
        j = _capitalized_end(page, i, over)
        if word in rule_words.HONORIFICS or (j - i >= 2 and page.words[i] in load().given_names):
            yield PageEntity(i, j, "PERSON", f"after the title {word}", 1.5)


def _capitalized_end(page: TokenPage, i: int, over: list[PageEntity | None]) -> int:
    """Return the end of the unmarked capitalized words from `i`."""
    j = i + 1
    while j < len(page) and over[j] is None and j - i < 4:
        if not (page.gap(j) == "-" or (page.spaced(j) and page.capital[j])):
            break
        j += 1
    return j


def _headed(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Label a name by its last word, and find capitalized words that end in such a word."""
    over = cover(page, entities)
    for k, word in enumerate(page.words):
        label = HEAD_LABELS.get(word.rstrip("."))
        if label is None or k == 0 or not page.joined(k):
            continue
        entity = over[k]
        if entity is not None:
            if entity.j == k + 1 and entity.j - entity.i > 1 and entity.label not in PLAIN_LABELS:
                yield PageEntity(entity.i, entity.j, label, f"ends in {word}", 1.5)
            continue
        i = k
        while i > 0 and page.spaced(i) and page.capital[i - 1] and not page.opens(i):
            i -= 1
        if page.words[i] in DETERMINERS or (page.opens(i) and load().is_common(page.words[i])):
            i += 1
        inner = {id(over[m]): over[m] for m in range(i, k) if over[m] is not None}
        fits = all(o and o.i >= i and o.label in INSIDE for o in inner.values())
        if k > i and fits and page.words[i] not in BEFORE_PERSON:
            yield PageEntity(i, k + 1, label, f"ends in {word}", 4.5 if inner else 1.6)


def _initialled(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Find names that begin with initials: `A. Smith`, `J.K. Rowling`."""
    over = cover(page, entities)
    for match in INITIALS.finditer(page.plain):
        i, j = page.range_of(*match.span())
        here = [entity for k in range(i, j) if (entity := over[k]) is not None]
        if all(entity.label == "PERSON" and i <= entity.i and entity.j <= j for entity in here):
            yield PageEntity(i, j, "PERSON", "initials and surname", 2.0)


def _from_country(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Label people before a country in brackets, as in results: `Petra Langrova (Czech …)`."""
    over = cover(page, entities)
    for entity in list(entities):
        i = entity.i
        if (
            entity.label != "GPE"
            or page.gap(i) != " ("
            or page.plain[page.ends[entity.j - 1]] != ")"
        ):
            continue
        before = over[i - 1]
        if before is not None:
            if before.j == i and 2 <= i - before.i <= 3 and before.label in ("PERSON", "ORG"):
                yield PageEntity(before.i, i, "PERSON", "before a country in brackets", 2.0)
            continue
        k = i
        while k > 0 and i - k < 3 and over[k - 1] is None and page.capital[k - 1]:
            k -= 1
            if not page.spaced(k):
                break
        if i - k >= 2 and not any(map(load().is_common, page.words[k:i])):
            yield PageEntity(k, i, "PERSON", "before a country in brackets", 2.0)


def _aged(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Label people by their age: `Diallo, 47, is`."""
    for entity in list(entities):
        if (
            entity.j < len(page)
            and page.gap(entity.j) == ", "
            and AGE.match(page.plain, page.starts[entity.j])
        ):
            yield PageEntity(entity.i, entity.j, "PERSON", "has an age", 2.0)


def _places(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Label a place before a comma and its country or state: `Brisbane, Calif.`"""
    begins = {
        entity.i: entity for entity in entities if entity.label == "GPE" and entity.weight >= 2
    }
    for entity in list(entities):
        if entity.j in begins and page.gap(entity.j) == ", " and entity.j - entity.i <= 3:
            before = page.words[entity.i - 1] if entity.i else ""
            if before in ("in", "at", "near", "from", "of", "to"):
                yield PageEntity(entity.i, entity.j, "GPE", "place before its country", 1.5)


def _products(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    for match in WEAPON.finditer(page.plain):
        yield _ranged(page, *match.span(1), "PRODUCT", "name of a weapon", 4.0)


def _misspelt(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Label a name that lacks one letter of a country named in the article: `Tukey`."""
    lists = load()
    named = {
        page.words[entity.i]
        for entity in entities
        if entity.reason == "country" and entity.j - entity.i == 1
    }
    for entity in list(entities):
        word = page.words[entity.i]
        is_listed = word in lists.given_names or word in lists.surnames or word in lists.cities
        if entity.j - entity.i > 1 or entity.reason != "model" or len(word) < 5 or is_listed:
            continue
        country = next((name for name in named if _one_letter_less(word, name)), None)
        if country is not None and word not in lists.peoples and word not in named:
            yield PageEntity(entity.i, entity.j, "GPE", f"misspelling of {country}", 3.0)


def _one_letter_less(word: str, name: str) -> bool:
    """Return whether `word` is `name` without one letter other than the first."""
    return len(word) + 1 == len(name) and any(
        word == name[:k] + name[k + 1 :] for k in range(1, len(name))
    )


def _facilities(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Extend a name by a following *airbase*."""
    for entity in list(entities):
        if entity.j < len(page) and page.spaced(entity.j) and page.words[entity.j] in FACILITY:
            yield PageEntity(entity.i, entity.j + 1, "FAC", "an airbase", 5.0)
            if entity.reason == "model":
                short = f"short for {page.phrase(entity.i, entity.j + 1)}"
                yield PageEntity(entity.i, entity.j, "FAC", short, 1.5)


Finder = Callable[[TokenPage, list[PageEntity]], Iterator[PageEntity]]
FINDERS: tuple[Finder, ...] = (
    _datelines, _credits, _acronyms, _codes, _titled, cues, _headed, teams, short_forms,
    _initialled, _from_country, _aged, _places, _products, _misspelt, _facilities, results,
)  # fmt: skip
"""The finders, in the order in which they run."""
