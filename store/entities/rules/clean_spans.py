"""Converts the model's spans to word ranges, trimmed to the name and without junk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.entities.rules import rule_words
from store.entities.rules.organisations import LEGAL
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load

DETERMINERS = frozenset({"the", "The", "THE", "a", "A", "an", "An", "this", "that", "its", "his"})
KEEP_THE = frozenset({"Hague", "Gambia", "Bahamas", "Oval"})
PLAIN_LABELS = frozenset({"EVENT", "LAW", "WORK_OF_ART", "DATE"})
"""Labels that the rules leave as the model set them."""

BEFORE_PEOPLE = rule_words.HONORIFICS | rule_words.TITLES | rule_words.ROLES
NO_NAMES = rule_words.MONTHS | rule_words.DAYS | rule_words.JUNK | rule_words.GENERIC
"""Words that are not a name on their own."""

DOUBTED = {"PRODUCT": 0.5, "FAC": 0.7}
"""Weight of the model's vote for labels that it often gets wrong."""

EVENTS = rule_words.words(
    """Olympics Olympiad Games Cup Championship Championships Summit Festival Tournament Marathon
    Prix Expo Conference Forum Carnival Rally Week Open Masters"""
)
"""Last words of the names of events."""

TAKEN_FOR_EVENTS = frozenset({"ORG", "PERSON", "GPE", "LOC", "FAC", "PRODUCT", "NORP"})

PRONOUNS = frozenset({"His", "Her", "Their", "Your", "his", "her"})

SPLITS = frozenset({"and", "or", "vs", "versus"})


def clean(page: TokenPage, spans: Iterable[tuple[int, int, str]]) -> list[PageEntity]:
    """Return the model's spans, in code points, as entities; spans without a name are dropped."""
    entities: list[PageEntity] = []
    for start, end, label in spans:
        i, j = page.range_of(start, end)
        if i >= j:
            continue
        if label in PLAIN_LABELS:
            j = next((k for k in range(i + 1, j) if " - " in page.gap(k)), j)
            if "\n" not in page.plain[page.starts[i] : page.ends[j - 1]]:
                entities.append(PageEntity(i, j, label, "model", 1.0))
            continue
        for part in _parts(page, i, j, label):
            first, last = _trimmed(page, *part, label)
            if last - first > 1 and page.words[last - 1] in EVENTS and label in TAKEN_FOR_EVENTS:
                entities.append(
                    PageEntity(first, last, "EVENT", f"ends in {page.words[last - 1]}", 1.0)
                )
            elif first < last and _is_name(page, first, last, label):
                entities.append(PageEntity(first, last, label, "model", DOUBTED.get(label, 1.0)))
    return entities


def _parts(page: TokenPage, i: int, j: int, label: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span between line breaks, slashes, brackets and, for people, *and*."""
    begin = i
    for k in range(i, j):
        gap = page.gap(k) if k > i else ""
        slash = "/" in gap and (page.words[k].isupper() or label == "PERSON")
        cut = (
            "\n" in gap
            or "- " in gap
            or "_" in gap
            or "—" in gap
            or slash
            or "(" in gap
            or '"' in gap
            or "[" in gap
        )
        if label in ("PERSON", "GPE", "NORP"):
            cut = cut or "," in gap or ";" in gap or page.words[k] in SPLITS
        cut = cut or (k - begin > 1 and _is_owner(page, begin, k, label))
        if cut:
            if begin < k:
                yield begin, k
            begin = k + 1 if page.words[k] in SPLITS else k
    if begin < j:
        yield begin, j


def _is_owner(page: TokenPage, i: int, k: int, label: str) -> bool:
    """Return whether words `i` to `k` end in *'s* and name the owner of what follows."""
    if label not in ("ORG", "PERSON", "GPE", "LOC") or page.words[k - 1] != "s":
        return False
    if page.gap(k - 1) != "'" or not page.capital[k]:
        return False
    owner = " ".join(page.words[i : k - 1])
    lists = load()
    return (
        owner in lists.countries
        or owner in lists.capitals
        or owner in lists.big_cities
        or (k - 1 - i == 1 and not lists.is_common(owner) and len(page.where.get(owner, ())) > 1)
    )


def _trimmed(page: TokenPage, i: int, j: int, label: str) -> tuple[int, int]:
    """Return a range without determiners and titles before the name and *'s* after it."""
    words = page.words
    while i < j and words[i] in DETERMINERS and (i + 1 == j or page.spaced(i + 1)):
        if i + 1 < j and words[i + 1] in KEEP_THE:
            break
        i += 1
    while i < j and words[j - 1] == "s" and page.gap(j - 1) == "'":
        j -= 1
    if label in ("ORG", "GPE", "LOC", "FAC"):
        while j - i > 1 and words[j - 1].islower() and page.gap(j - 1) == " ":
            j -= 1
    if j - i > 2 and words[j - 1].isdigit() and words[j - 2].isdigit() and page.gap(j - 1) == "-":
        j -= 2  # `Boston Red Sox 7-0`
    if j - i > 1 and words[j - 1].isdigit() and page.gap(j - 1).endswith("+"):
        j -= 1  # `Warsaw Newsroom +48`
    while label in ("PERSON", "GPE") and j - i > 1 and words[j - 1].isdigit():
        j -= 1
    if label == "PERSON":
        while i < j and words[i] in BEFORE_PEOPLE and i + 1 < j:
            i += 1
        while i < j and not page.capital[j - 1] and page.gap(j - 1) != "-":
            j -= 1
        while i < j and words[i][0].islower() and words[i] not in rule_words.PARTICLES:
            i += 1
    return i, j


def _is_name(page: TokenPage, i: int, j: int, label: str) -> bool:
    """Return whether the words can be a name at all."""
    words = page.words[i:j]
    if (len(words) == 1 and words[0] in NO_NAMES) or all(map(LEGAL.__contains__, words)):
        return False
    if all(word in NO_NAMES or word.isdigit() for word in words):
        return False
    if (
        label == "PERSON"
        and words[0] in PRONOUNS
        and all(word in BEFORE_PEOPLE for word in words[1:])
    ):
        return False
    if label != "NORP" and not any(letter.isupper() for word in words for letter in word):
        return False
    if label == "PERSON" and any(word.isdigit() for word in words):
        return False
    plural = words[-1].endswith("s") and page.gap(j)[:1] == "'"
    if len(words) == 1 and label == "GPE" and plural and _is_plain(words[0]):
        return False  # `Diplomats' Day`
    titled = page.spaced(j) and page.words[j] in rule_words.TITLES
    if label == "ORG" and titled and all(map(_is_plain, words)):
        return False  # `Presidential Communications Director`
    start = page.starts[i]
    before = page.plain[max(0, start - 40) : start]
    stuck = before[len(before.rstrip()) :] == "" and before.rsplit(None, 1)[-1:]
    return not stuck or not any(sign in stuck[0] for sign in ("@", "#", "www.", "://"))


def _is_plain(word: str) -> bool:
    """Return whether a word is common and not also a place name."""
    lists = load()
    if word.isupper() or not lists.is_common(word):
        return False
    return not (word in lists.countries or word in lists.cities or word in lists.unclear_cities)
