"""One name for what an article calls by several: aliases, acronyms, surnames, other spellings.

The same name comes out in every article: well-known aliases and forms of given names are a table.
What only the article tells (`Long Name (LN)`, a surname) holds in it alone.
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
"""From how many percent on two given names are one, where the surname is the same."""

MOST = 20
"""With how many people of one surname a name is compared."""

SQUARE = re.compile(r" ?\[(?:formerly |also known as |aka |or )?")
ROUND = re.compile(
    r" ?\((?:formerly |also known as |better known as |aka |a\.k\.a\. )|, (?:also|better) known as "
)
"""What stands between a name and another for the same."""


def aliases(page: TokenPage, found: list[PageEntity]) -> list[PageEntity]:
    """Return the names with their canonical names set."""
    ordered = sorted((one for one in found if one.label not in PLAIN_LABELS), key=lambda one: one.i)
    for one in ordered:
        one.name = usual(_meant(one.reason) or page.phrase(one.i, one.j), one.label)
    told = {**_acronyms(page, ordered), **_bracketed(page, ordered)}
    whole = _people([one for one in ordered if one.label == "PERSON"])
    for one in ordered:
        one.name = whole.get(one.name, one.name) if one.label == "PERSON" else _end(one.name, told)
    return found


def _meant(reason: str) -> str:
    """Return the name that a reason says; empty where it says none."""
    for start in ("misspelling of ", "short for "):
        if reason.startswith(start):
            return reason.removeprefix(start)
    return ""


def usual(words: str, label: str) -> str:
    """Return the usual name of a thing with this label, in any article."""
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
    """Return a company's name without its legal form: `Walt Disney Co.` is `Walt Disney`."""
    parts = words.split()
    while len(parts) > 1 and parts[-1] in LEGAL:
        parts.pop()
    return words if parts[-1] in ("&", "and", "of") else " ".join(parts)


def _end(name: str, told: dict[str, str]) -> str:
    """Return where the aliases of a name lead; the name itself when in a circle."""
    seen = {name}
    at = name
    while (target := told.get(at)) is not None and target not in seen:
        seen.add(target)
        at = target
    return at


def _acronyms(page: TokenPage, ordered: list[PageEntity]) -> dict[str, str]:
    """Return what acronyms in brackets stand for: `National Intelligence Organization (MIT)`."""
    told: dict[str, str] = {}
    ends = {one.j: one for one in ordered}
    for one in ordered:
        before = ends.get(one.i)
        if before is None or one.reason != "acronym of the name before it":
            continue
        if before.label != one.label:
            continue
        if page.gap(one.i) in (" (", " [") and before.name != one.name:
            told.setdefault(one.name, before.name)
    return told


def _bracketed(page: TokenPage, ordered: list[PageEntity]) -> dict[str, str]:
    """Return what the article itself calls the same: `Daesh [Islamic State]`, `X (formerly Y)`."""
    told: dict[str, str] = {}
    for one, other in pairwise(ordered):
        if one.j != other.i and page.words[one.j : other.i] not in WORDS_OF_ALIAS:
            continue
        gap = page.plain[page.ends[one.j - 1] : page.starts[other.i]]
        alike = one.label == other.label and one.label in ("ORG", "GPE", "PRODUCT", "FAC")
        if alike and one.name != other.name and (SQUARE.fullmatch(gap) or ROUND.fullmatch(gap)):
            told.setdefault(other.name, one.name)
    return told


WORDS_OF_ALIAS = tuple(
    words.split() for words in ("formerly", "also known as", "better known as", "aka", "or")
)


def _people(people: list[PageEntity]) -> dict[str, str]:
    """Return the full name behind each shorter or other one of the same person."""
    counted = Counter(one.name for one in people)
    by_surname: dict[str, list[str]] = defaultdict(list)
    by_given: dict[str, list[str]] = defaultdict(list)
    whole: dict[str, str] = {}
    for name in sorted(
        (n for n in counted if " " in n), key=lambda n: (-len(n.split()), -counted[n])
    ):
        others = by_surname[_surname(name)][:MOST]
        same = next((other for other in others if _alike(name, other)), None)
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


def _alike(name: str, longer: str) -> bool:
    """Return whether two full names with one surname are one person's."""
    ours, theirs = name.split()[:-1], longer.split()[:-1]
    if set(ours) <= set(theirs) or _initials(ours, theirs):
        return True
    from rapidfuzz.fuzz import ratio

    return len(ours) == len(theirs) and ratio(" ".join(ours), " ".join(theirs)) >= ALIKE


def _initials(ours: list[str], theirs: list[str]) -> bool:
    """Return whether `ours` are initials of `theirs`: `S. Lavrov`."""
    letters = [word.rstrip(".") for word in ours]
    return (
        all(len(letter) == 1 for letter in letters)
        and [word[0] for word in theirs[: len(letters)]] == letters
    )
