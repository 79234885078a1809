"""Looks up word lists of countries, peoples, places and organisations as evidence or new names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from store.entities.rules import organisations, rule_words
from store.entities.rules.token_page import WORD, PageEntity, TokenPage
from store.entities.rules.word_lists import load


@dataclass(frozen=True, slots=True)
class Kind:
    """A word list: the label, reason and weight for its names."""

    label: str
    reason: str
    weight: float
    """Weight as evidence; the model's vote counts 1."""
    alone: bool
    """Whether its names are added even if the model missed them."""


COUNTRY = Kind("GPE", "country", 4.0, True)
PEOPLE = Kind("NORP", "people", 4.0, True)
CAPITAL = Kind("GPE", "capital", 2.5, True)
BIG_CITY = Kind("GPE", "big city", 2.0, True)
CITY = Kind("GPE", "city", 1.0, False)
REGION = Kind("GPE", "region", 1.0, False)
STATE = Kind("GPE", "region", 2.0, True)
LOCATION = Kind("LOC", "place", 3.0, True)
ORGANISATION = Kind("ORG", "well-known organisation", 3.0, True)
MAYBE_ORGANISATION = Kind("ORG", "well-known organisation", 1.0, False)

Entry = tuple[tuple[str, ...], Kind]


@lru_cache(maxsize=1)
def phrases() -> dict[str, list[Entry]]:
    """Return the names of all lists by their first word, the longest first."""
    lists = load()
    weak = organisations.WEAK
    strong = [name for name in organisations.ORGANISATIONS if name not in weak]
    people = lists.given_names | lists.surnames
    kind_of: dict[tuple[str, ...], Kind] = {}
    kinds: list[tuple[Iterable[str], Kind]] = [
        (weak, MAYBE_ORGANISATION),
        (strong, ORGANISATION),
        (rule_words.LOCATIONS, LOCATION),
        (lists.countries, COUNTRY),
        (lists.peoples, PEOPLE),
        (lists.capitals - people | rule_words.CAPITALS, CAPITAL),
        (rule_words.REGIONS, STATE),
        (lists.big_cities, BIG_CITY),
        (lists.cities | lists.unclear_cities | lists.capitals, CITY),
        (lists.regions, REGION),
    ]
    for names, kind in kinds:
        for name in names:
            words = tuple(WORD.findall(name.replace("’", "'")))
            if words:
                kind_of.setdefault(words, kind)
    table: dict[str, list[Entry]] = {}
    for words, kind in kind_of.items():
        table.setdefault(words[0], []).append((words, kind))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def gazetteer(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities with the evidence of the lists and the names that only they know."""
    table = phrases()
    over = cover(page, entities)
    result = list(entities)
    replaced: set[int] = set()
    past = 0
    for i in page.upper:
        if i < past or page.words[i] not in table:
            continue
        entry = _match(page, i, table)
        if entry is None:
            continue
        words, kind = entry
        j = i + len(words)
        here = {id(over[k]): over[k] for k in range(i, j) if over[k] is not None}
        same = [entity for entity in here.values() if entity and (entity.i, entity.j) == (i, j)]
        inside = all(entity and i <= entity.i and entity.j <= j for entity in here.values())
        new = PageEntity(i, j, kind.label, kind.reason, kind.weight)
        if same:
            result.append(new)
        elif inside and kind.alone and stands_alone(page, i, j, over, kind.label):
            replaced.update(here)
            result.append(new)
        past = j
    result = [entity for entity in result if id(entity) not in replaced]
    return [*result, *_other_spellings(page, result)]


def _other_spellings(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Yield ambiguous acronyms such as `IS` if the article also has their full name."""
    over = cover(page, entities)
    usual = organisations.ORGANISATIONS
    named = {
        usual.get(name)
        for entity in entities
        if entity.reason == ORGANISATION.reason
        and (name := page.phrase(entity.i, entity.j)) not in organisations.WEAK
    }
    for name in organisations.WEAK if named else ():
        if name.isupper() and usual[name] in named:
            for i in page.where.get(name, ()):
                if over[i] is None or over[i].label != "ORG":  # type: ignore[union-attr]
                    yield PageEntity(i, i + 1, "ORG", "other name in this article", 4.0)


def _match(page: TokenPage, i: int, table: dict[str, list[Entry]]) -> Entry | None:
    """Return the longest listed name that begins at word `i`."""
    for entry in table[page.words[i]]:
        words = entry[0]
        j = i + len(words)
        if tuple(page.words[i:j]) == words and all(page.joined(k) for k in range(i + 1, j)):
            return entry
    return None


def cover(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity | None]:
    """Return the entity that covers each word, the heaviest if there are several."""
    over: list[PageEntity | None] = [None] * len(page)
    for entity in entities:
        for k in range(entity.i, entity.j):
            current = over[k]
            if current is None or entity.weight > current.weight:
                over[k] = entity
    return over


def stands_alone(
    page: TokenPage, i: int, j: int, over: list[PageEntity | None], label: str
) -> bool:
    """Return whether words `i` to `j` aren't part of a longer name that was not recognized."""
    lists = load()
    before = i - 1
    if before >= 0 and page.spaced(i) and page.capital[before] and over[before] is None:
        word = page.words[before]
        opening = page.opens(before) and lists.is_common(word)
        if not opening and word not in BEFORE_NAMES and word not in DIRECTIONS:
            return False
    if j < len(page) and page.spaced(j) and page.capital[j] and over[j] is None:
        word = page.words[j]
        title = word in BEFORE_NAMES or (j + 1 < len(page) and page.words[j + 1] in BEFORE_NAMES)
        if not title:
            return False
    if page.plain[page.ends[j - 1] : page.ends[j - 1] + 1] == "$":
        return False
    return not (j < len(page) and page.gap(j) == "-" and page.capital[j] and label != "NORP")


BEFORE_NAMES = (
    rule_words.TITLES
    | rule_words.HONORIFICS
    | rule_words.MONTHS
    | rule_words.DAYS
    | frozenset({"The", "A", "An"})
)
DIRECTIONS = frozenset(
    {"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central"}
)
