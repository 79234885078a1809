"""Cues next to a name that suggest a label: `in X`, `X, who`, `the city of X`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.entities.rules import rule_words
from store.entities.rules.clean_spans import PLAIN_LABELS
from store.entities.rules.organisations import LEGAL
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its words, and the label they suggest."""

    words: frozenset[str]
    label: str
    weight: float
    reason: str
    against: frozenset[str]
    """Labels of the model that it may correct."""


def _cue(words: str, label: str, weight: float, reason: str, against: str) -> Cue:
    return Cue(frozenset(words.split()), label, weight, reason, frozenset(against.split()))


SAYING = Cue(
    rule_words.SAYING,
    "PERSON",
    0.9,
    "says something",
    frozenset({"ORG", "GPE", "PRODUCT", "PERSON"}),
)
AFTER = (
    SAYING,
    _cue("who whose", "PERSON", 1.0, "followed by who", "ORG GPE LOC PRODUCT NORP FAC"),
    _cue(
        "people peoples tribe tribes tribal tribesmen community communities clan clans ethnic",
        "NORP", 1.5, "name of a people", "PERSON LOC GPE ORG",
    ),
    _cue("province district county city region", "GPE", 1.0, "kind of place", "PERSON ORG"),
    _cue("river sea lake valley mountains", "LOC", 1.0, "kind of place", "PERSON ORG GPE"),
)  # fmt: skip
"""Cues in the word after a name."""

BEFORE = (
    _cue("in near", "GPE", 1.0, "stands after in", "PERSON"),
    _cue("in near", "GPE", 0.4, "stands after in", "ORG"),
    _cue("visit visited visiting visits", "GPE", 1.0, "somebody visits it", "ORG PRODUCT"),
    _cue("said", "PERSON", 0.6, "says something", "ORG GPE PRODUCT PERSON"),
)
"""Cues in the word before a name."""

KINDS_OF = rule_words.words(
    """city town village capital province district county region port municipality suburb
    island state"""
)
"""Words before *of* and a name: `the city of X`."""

FIRST = {
    **dict.fromkeys(("River", "Lake", "Mount", "Cape", "Gulf", "Bay"), "LOC"),
    **dict.fromkeys(("University", "Ministry", "Department", "Bank", "Institute"), "ORG"),
}
"""First words of a name that determine its label."""


def short_forms(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Yield evidence for the short forms of a full name: `Piedmont` for `Piedmont Aviation Inc`."""
    lists = load()
    whole: dict[tuple[str, ...], str] = {}
    for entity in entities:
        words = tuple(page.words[entity.i : entity.j])
        if entity.label == "ORG" and len(words) > 1 and words[-1] in LEGAL:
            while words and words[-1] in LEGAL:
                words = words[:-1]
            for size in range(1, len(words) + 1):
                whole.setdefault(words[:size], page.phrase(entity.i, entity.j))
    for entity in list(entities) if whole else ():
        words = tuple(page.words[entity.i : entity.j])
        full = whole.get(words)
        if full is None or entity.reason != "model" or entity.label in PLAIN_LABELS:
            continue
        if len(words) > 1 or not lists.is_common(words[0]):
            yield PageEntity(entity.i, entity.j, "ORG", f"short for {full}", 2.0)


def cues(page: TokenPage, entities: list[PageEntity]) -> Iterator[PageEntity]:
    """Yield evidence from the words next to the names and from the names' first words."""
    for entity in list(entities):
        if entity.reason != "model" or entity.j - entity.i > 4:
            continue
        after = page.words[entity.j] if entity.j < len(page) else ""
        gap = page.gap(entity.j) if after else ""
        if gap == " " or (gap == ", " and after in ("who", "whose")):
            yield from _matching_cues(entity, AFTER, after)
        if entity.i and page.gap(entity.i) == " ":
            before = page.words[entity.i - 1]
            yield from _matching_cues(entity, BEFORE, before)
            if before == "of" and entity.i > 1 and page.words[entity.i - 2] in KINDS_OF:
                yield PageEntity(entity.i, entity.j, "GPE", "kind of place", 2.0)
        yield from _by_first_word(page, entity)


def _matching_cues(entity: PageEntity, table: tuple[Cue, ...], word: str) -> Iterator[PageEntity]:
    for cue in table:
        if word in cue.words and entity.label in cue.against:
            yield PageEntity(entity.i, entity.j, cue.label, cue.reason, cue.weight)


def _by_first_word(page: TokenPage, entity: PageEntity) -> Iterator[PageEntity]:
    """Yield evidence from the first word of a name."""
    first = page.words[entity.i]
    size = entity.j - entity.i
    if size > 1 and first in FIRST:
        yield PageEntity(entity.i, entity.j, FIRST[first], f"begins with {first}", 1.5)
    elif (
        entity.label in ("ORG", "GPE", "PRODUCT", "NORP", "FAC", "LOC")
        and first in load().given_names
    ):
        common = load().is_common(first)
        if 2 <= size <= 3 and not common and page.words[entity.j - 1] not in NOT_LAST:
            yield PageEntity(entity.i, entity.j, "PERSON", "given name", 1.2)
        elif size == 1 and not common:
            yield PageEntity(entity.i, entity.j, "PERSON", "given name", 0.6)


NOT_LAST = rule_words.words("House Hall City Club FC United School Day Street Park Awards")
"""Last words that rule out a person's name."""
