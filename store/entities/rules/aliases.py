"""Canonical names: aliases, acronyms, surnames and other spellings of one name.

Well-known aliases and variants of given names come from tables, so that a name is canonical across
articles. What only the article says (`Long Name (LN)`, a surname) applies to it alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from store.entities.rules import rule_words
from store.entities.rules.clean_spans import PLAIN_LABELS
from store.entities.rules.organisations import LEGAL, ORGANISATIONS
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load

ALIKE = 80
"""Similarity in percent from which two given names count as one if the surname is the same."""

MOST = 20
"""Maximum number of people of one surname that a name is compared with."""

SQUARE = re.compile(r" ?\[(?:formerly |also known as |aka |or )?")
ROUND = re.compile(
    r" ?\((?:formerly |also known as |better known as |aka |a\.k\.a\. )|, (?:also|better) known as "
)
"""Text between a name and an alternative name for it."""


def aliases(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities with their canonical names set."""
    ordered = sorted(
        (entity for entity in entities if entity.label not in PLAIN_LABELS),
        key=lambda entity: entity.i,
    )
    for entity in ordered:
        entity.name = usual_name(
            _name_in_reason(entity.reason) or page.phrase(entity.i, entity.j), entity.label
        )
    targets = {**_acronyms(page, ordered), **_bracketed(page, ordered)}
    whole = _people([entity for entity in ordered if entity.label == "PERSON"])
    for entity in ordered:
        entity.name = (
            whole.get(entity.name, entity.name)
            if entity.label == "PERSON"
            else _resolve(entity.name, targets)
        )
    return entities


def _name_in_reason(reason: str) -> str:
    """Return the name that a reason mentions; empty if it mentions none."""
    for start in ("misspelling of ", "short for "):
        if reason.startswith(start):
            return reason.removeprefix(start)
    return ""


def usual_name(words: str, label: str) -> str:
    """Return the usual name for words with this label, independent of the article."""
    if label == "GPE":
        return load().countries.get(words) or rule_words.PLACE_FORMS.get(words, words)
    if label == "LOC":
        return rule_words.PLACE_FORMS.get(words, words)
    if label == "ORG":
        return ORGANISATIONS.get(words) or _without_form(words)
    if label == "NORP":
        return rule_words.PEOPLE_FORMS.get(words, words)
    if label == "PERSON":
        first, blank, rest = words.partition(" ")
        return rule_words.GIVEN_FORMS.get(first, first) + blank + rest if rest else words
    return words


def _without_form(words: str) -> str:
    """Return a company's name without its legal form: `Walt Disney` for `Walt Disney Co.`."""
    parts = words.split()
    while len(parts) > 1 and parts[-1] in LEGAL:
        parts.pop()
    return words if parts[-1] in ("&", "and", "of") else " ".join(parts)


def _resolve(name: str, targets: dict[str, str]) -> str:
    """Return the end of a name's chain of aliases, stopping where it repeats."""
    seen = {name}
    at = name
    while (target := targets.get(at)) is not None and target not in seen:
        seen.add(target)
        at = target
    return at


def _acronyms(page: TokenPage, ordered: list[PageEntity]) -> dict[str, str]:
    """Return full names by acronym in brackets: `National Intelligence Organization (MIT)`."""
    full_names: dict[str, str] = {}
    ends = {entity.j: entity for entity in ordered}
    for entity in ordered:
        before = ends.get(entity.i)
        if before is None or entity.reason != "acronym of the name before it":
            continue
        if before.label != entity.label:
            continue
        if page.gap(entity.i) in (" (", " [") and before.name != entity.name:
            full_names.setdefault(entity.name, before.name)
    return full_names


def _bracketed(page: TokenPage, ordered: list[PageEntity]) -> dict[str, str]:
    """Return names by the alternative in brackets: `Daesh [Islamic State]`, `X (formerly Y)`."""
    targets: dict[str, str] = {}
    for first, second in pairwise(ordered):
        if first.j != second.i and page.words[first.j : second.i] not in WORDS_OF_ALIAS:
            continue
        gap = page.plain[page.ends[first.j - 1] : page.starts[second.i]]
        alike = first.label == second.label and first.label in ("ORG", "GPE", "PRODUCT", "FAC")
        if alike and first.name != second.name and (SQUARE.fullmatch(gap) or ROUND.fullmatch(gap)):
            targets.setdefault(second.name, first.name)
    return targets


WORDS_OF_ALIAS = tuple(
    words.split() for words in ("formerly", "also known as", "better known as", "aka", "or")
)


def _people(people: list[PageEntity]) -> dict[str, str]:
    """Return full names by the shorter or variant names of the same person."""
    counted = Counter(person.name for person in people)
    by_surname: dict[str, list[str]] = defaultdict(list)
    by_given: dict[str, list[str]] = defaultdict(list)
    whole: dict[str, str] = {}
    for name in sorted(
        (n for n in counted if " " in n), key=lambda n: (-len(n.split()), -counted[n])
    ):
        others = by_surname[_surname(name)][:MOST]
        same = next((full_name for full_name in others if _is_same_person(name, full_name)), None)
        if same is not None:
            whole[name] = same
            continue
        by_surname[_surname(name)].append(name)
        by_given[name.split()[0]].append(name)
    for name in counted:
        if " " not in name:
            owners = by_surname.get(name) or by_given.get(name) or []
            if len(owners) < 2:
                whole[name] = owners[0] if owners else rule_words.KNOWN_PEOPLE.get(name, name)
    return whole


def _surname(name: str) -> str:
    words = name.split()
    return words[-2] if words[-1] in ("Jr.", "Sr.", "Jr", "Sr") and len(words) > 2 else words[-1]


def _is_same_person(name: str, longer: str) -> bool:
    """Return whether two full names with the same surname belong to one person."""
    ours, theirs = name.split()[:-1], longer.split()[:-1]
    if set(ours) <= set(theirs) or _are_initials(ours, theirs):
        return True
    from rapidfuzz.fuzz import ratio

    return len(ours) == len(theirs) and ratio(" ".join(ours), " ".join(theirs)) >= ALIKE


def _are_initials(ours: list[str], theirs: list[str]) -> bool:
    """Return whether `ours` are the initials of `theirs`: `S. Lavrov`."""
    letters = [word.rstrip(".") for word in ours]
    return (
        all(len(letter) == 1 for letter in letters)
        and [word[0] for word in theirs[: len(letters)]] == letters
    )
