"""Completes people's names with given names, particles, initials and surnames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from store.entities.rules import rule_words
from store.entities.rules.aliases import usual_name
from store.entities.rules.gazetteer import BEFORE_NAMES, cover
from store.entities.rules.organisations import HEAD_LABELS
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load

BASED = rule_words.words(
    """led based backed style era born trained controlled owned run like affiliated inspired
    appointed elect linked bound type free related sponsored friendly"""
)
"""Words after a name and a hyphen that are not part of it."""

NOT_PEOPLE = BEFORE_NAMES | frozenset(HEAD_LABELS) | rule_words.JUNK


def people(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities with people's names completed, and people found by a given name."""
    over = cover(page, entities)
    result = []
    for entity in entities:
        if entity.label == "PERSON":
            entity = _without_titles(page, entity)
            _extend(page, entity, over)
        result.append(entity)
    result.extend(_unmarked_people(page, cover(page, result)))
    return result


def _without_titles(page: TokenPage, entity: PageEntity) -> PageEntity:
    """Return a person without a leading title or nationality: `Turkish President Erdogan`."""
    lists = load()
    i = entity.i
    while entity.j - i > 1 and (
        page.words[i] in BEFORE_NAMES
        or (page.opens(i) and page.words[i].endswith("ing") and lists.is_common(page.words[i]))
        or (page.words[i] in lists.peoples and page.spaced(i + 1))
    ):
        i += 1
    return (
        entity
        if i == entity.i
        else PageEntity(i, entity.j, entity.label, entity.reason, entity.weight)
    )


def _is_unmarked_name(page: TokenPage, k: int, over: list[PageEntity | None]) -> bool:
    """Return whether word `k` is an unmarked capitalized word that may belong to a name."""
    return (
        0 <= k < len(page)
        and over[k] is None
        and page.capital[k]
        and page.words[k] not in NOT_PEOPLE
    )


def _extend(page: TokenPage, entity: PageEntity, over: list[PageEntity | None]) -> None:
    """Extend a person by given names, initials and particles before, and surnames after."""
    lists = load()
    while entity.i > 0 and page.joined(entity.i) and page.gap(entity.i) != "'":
        k = entity.i - 1
        word = page.words[k]
        initial = len(word.rstrip(".")) == 1 and word != "I" and "." in page.gap(entity.i)
        particle = (
            word in rule_words.PARTICLES
            and k > 0
            and page.joined(k)
            and _is_unmarked_name(page, k - 1, over)
        )
        is_given = word in lists.given_names and not (page.opens(k) and lists.is_common(word))
        if particle and over[k] is None:
            entity.i = k - 1
        elif _is_unmarked_name(page, k, over) and (is_given or initial):
            entity.i = k
        else:
            break
    while entity.j < len(page) and (page.spaced(entity.j) or page.gap(entity.j) in ("-", "- ")):
        k = entity.j
        word = page.words[k]
        particle = (
            word in rule_words.PARTICLES
            and page.spaced(k + 1)
            and _is_unmarked_name(page, k + 1, over)
        )
        if particle and over[k] is None:
            entity.j = k + 2
        elif page.gap(k) in ("-", "- "):
            if over[k] is not None or not (page.capital[k] or page.capital[k - 1]):
                break
            if word in BASED or word.isdigit():
                break
            entity.j = k + 1
        elif _is_unmarked_name(page, k, over) and (
            word in lists.surnames or word in ("Jr.", "Sr.") or not lists.is_common(word)
        ):
            entity.j = k + 1
        else:
            break


def _unmarked_people(page: TokenPage, over: list[PageEntity | None]) -> list[PageEntity]:
    """Return unmarked names that consist of a given name and a surname."""
    lists = load()
    new: list[PageEntity] = []
    k = 0
    while k < len(page) - 1:
        word = page.words[k]
        if (
            word not in lists.given_names
            or not _is_unmarked_name(page, k, over)
            or not page.spaced(k + 1)
        ):
            k += 1
            continue
        before = page.words[k - 1] if page.spaced(k) else ""
        j = k + 1
        while page.spaced(j) and _is_unmarked_name(page, j, over) and j - k < 3:
            j += 1
        whole = j < len(page) and page.spaced(j) and page.capital[j]
        surname = page.words[j - 1]
        is_surname = surname in lists.surnames or not lists.is_common(surname)
        part = before[:1].isupper() and before not in BEFORE_NAMES and not page.opens(k - 1)
        if j - k >= 2 and is_surname and not whole and not part:
            new.append(PageEntity(k, j, "PERSON", "given name and surname", 1.2))
        k = j
    return new


def surnames(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities with the surnames of people named in full labelled as these people.

    Two names that run together are separated: two surnames, or a name known from elsewhere and
    another one. A surname that two people share only determines the label.
    """
    people = [entity for entity in entities if entity.label == "PERSON" and entity.j - entity.i > 1]
    counted = Counter(tuple(page.words[entity.i : entity.j]) for entity in people)
    whole = set(counted)
    alone = {page.words[entity.i] for entity in entities if entity.j - entity.i == 1}
    lasts = Counter(_surname(words) for words in whole)
    run_together = {
        words
        for words in whole
        if len(words) == 2
        and counted[words] == 1
        and lasts[words[0]]
        and lasts[words[1]] > 1
        and words[0] != words[1]
        and alone.issuperset(words)
    }
    owners: dict[str, set[str]] = {}
    for words in whole - run_together:
        if len(_surname(words)) > 1:
            owners.setdefault(_surname(words), set()).add(usual_name(" ".join(words), "PERSON"))
    result: list[PageEntity] = []
    for entity in entities:
        result.extend(_resolved_surnames(page, entity, owners, whole))
    return result


def _surname(words: tuple[str, ...]) -> str:
    """Return the surname of a full name."""
    return words[-2] if words[-1] in ("Jr.", "Sr.") and len(words) > 2 else words[-1]


def _resolved_surnames(
    page: TokenPage, entity: PageEntity, owners: dict[str, set[str]], whole: set[tuple[str, ...]]
) -> Iterator[PageEntity]:
    """Yield an entity unchanged, as the surname of a person, or split into two people."""
    words = tuple(page.words[entity.i : entity.j])
    if len(words) == 1 and words[0] in owners and (entity.weight < 4 or entity.label == "PERSON"):
        yield _as_surname(page, entity.i, owners)
    elif (
        len(words) == 2 and all(word in owners for word in words) and _are_two_people(words, owners)
    ):
        yield _as_surname(page, entity.i, owners)
        yield _as_surname(page, entity.i + 1, owners)
    elif entity.label == "PERSON" and len(words) >= 4 and words[:2] in whole:
        yield PageEntity(entity.i, entity.i + 2, "PERSON", entity.reason, entity.weight)
        yield PageEntity(entity.i + 2, entity.j, "PERSON", entity.reason, entity.weight)
    else:
        yield entity


def _are_two_people(words: tuple[str, ...], owners: dict[str, set[str]]) -> bool:
    """Return whether two surnames don't form the name of one person."""
    return usual_name(" ".join(words), "PERSON") not in owners[words[1]]


def _as_surname(page: TokenPage, i: int, owners: dict[str, set[str]]) -> PageEntity:
    full = owners[page.words[i]]
    whose = next(iter(full)) if len(full) == 1 else "people named in full"
    return PageEntity(i, i + 1, "PERSON", f"surname of {whose}", 3.0)
