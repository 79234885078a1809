"""People's names whole: given names, particles, initials and surnames that the model left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from store.entities.rules import rule_words
from store.entities.rules.aliases import usual
from store.entities.rules.gazetteer import BEFORE_NAMES, cover
from store.entities.rules.organisations import HEAD_LABELS
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load

BASED = rule_words.words(
    """led based backed style era born trained controlled owned run like affiliated inspired
    appointed elect linked bound type free related sponsored friendly"""
)
"""What follows a name and a hyphen without being part of it."""

NOT_PEOPLE = BEFORE_NAMES | frozenset(HEAD_LABELS) | rule_words.JUNK


def people(page: TokenPage, found: list[PageEntity]) -> list[PageEntity]:
    """Return the names with people's names at their full length, and those told by a given name."""
    over = cover(page, found)
    result = []
    for one in found:
        if one.label == "PERSON":
            one = _cut(page, one)
            _stretch(page, one, over)
        result.append(one)
    result.extend(_new(page, cover(page, result)))
    return result


def _cut(page: TokenPage, one: PageEntity) -> PageEntity:
    """Take a title or a people's name off the front: `Turkish President Erdogan`."""
    lists = load()
    i = one.i
    while one.j - i > 1 and (
        page.words[i] in BEFORE_NAMES
        or (page.opens(i) and page.words[i].endswith("ing") and lists.is_common(page.words[i]))
        or (page.words[i] in lists.peoples and page.spaced(i + 1))
    ):
        i += 1
    return one if i == one.i else PageEntity(i, one.j, one.label, one.reason, one.weight)


def _free(page: TokenPage, k: int, over: list[PageEntity | None]) -> bool:
    """Return whether word `k` is an unmarked word with a capital that may be of a name."""
    return (
        0 <= k < len(page)
        and over[k] is None
        and page.capital[k]
        and page.words[k] not in NOT_PEOPLE
    )


def _stretch(page: TokenPage, one: PageEntity, over: list[PageEntity | None]) -> None:
    """Take in given names, initials and particles before, surnames behind."""
    lists = load()
    while one.i > 0 and page.joined(one.i) and page.gap(one.i) != "'":
        k = one.i - 1
        word = page.words[k]
        initial = len(word.rstrip(".")) == 1 and word != "I" and "." in page.gap(one.i)
        particle = (
            word in rule_words.PARTICLES and k > 0 and page.joined(k) and _free(page, k - 1, over)
        )
        given = word in lists.given and not (page.opens(k) and lists.is_common(word))
        if particle and over[k] is None:
            one.i = k - 1
        elif _free(page, k, over) and (given or initial):
            one.i = k
        else:
            break
    while one.j < len(page) and (page.spaced(one.j) or page.gap(one.j) in ("-", "- ")):
        k = one.j
        word = page.words[k]
        particle = word in rule_words.PARTICLES and page.spaced(k + 1) and _free(page, k + 1, over)
        if particle and over[k] is None:
            one.j = k + 2
        elif page.gap(k) in ("-", "- "):
            if over[k] is not None or not (page.capital[k] or page.capital[k - 1]):
                break
            if word in BASED or word.isdigit():
                break
            one.j = k + 1
        elif _free(page, k, over) and (
            word in lists.surnames or word in ("Jr.", "Sr.") or not lists.is_common(word)
        ):
            one.j = k + 1
        else:
            break


def _new(page: TokenPage, over: list[PageEntity | None]) -> list[PageEntity]:
    """Return unmarked names that begin with a given name and go on with a surname."""
    lists = load()
    new: list[PageEntity] = []
    k = 0
    while k < len(page) - 1:
        word = page.words[k]
        if word not in lists.given or not _free(page, k, over) or not page.spaced(k + 1):
            k += 1
            continue
        before = page.words[k - 1] if page.spaced(k) else ""
        j = k + 1
        while page.spaced(j) and _free(page, j, over) and j - k < 3:
            j += 1
        whole = j < len(page) and page.spaced(j) and page.capital[j]
        surname = page.words[j - 1]
        known = surname in lists.surnames or not lists.is_common(surname)
        part = before[:1].isupper() and before not in BEFORE_NAMES and not page.opens(k - 1)
        if j - k >= 2 and known and not whole and not part:
            new.append(PageEntity(k, j, "PERSON", "given name and surname", 1.2))
        k = j
    return new


def surnames(page: TokenPage, found: list[PageEntity]) -> list[PageEntity]:
    """Return the names with the surname of someone named in full as that person.

    Names run together are parted: two surnames, or a name that stands elsewhere and another. A
    surname that two people share tells the label only.
    """
    people = [one for one in found if one.label == "PERSON" and one.j - one.i > 1]
    counted = Counter(tuple(page.words[one.i : one.j]) for one in people)
    whole = set(counted)
    alone = {page.words[one.i] for one in found if one.j - one.i == 1}
    lasts = Counter(_last(words) for words in whole)
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
        if len(_last(words)) > 1:
            owners.setdefault(_last(words), set()).add(usual(" ".join(words), "PERSON"))
    result: list[PageEntity] = []
    for one in found:
        result.extend(_owned(page, one, owners, whole))
    return result


def _last(words: tuple[str, ...]) -> str:
    """Return the surname of a full name."""
    return words[-2] if words[-1] in ("Jr.", "Sr.") and len(words) > 2 else words[-1]


def _owned(
    page: TokenPage, one: PageEntity, owners: dict[str, set[str]], whole: set[tuple[str, ...]]
) -> Iterator[PageEntity]:
    """Yield a name as it is, as a surname of its owner, or parted."""
    words = tuple(page.words[one.i : one.j])
    if len(words) == 1 and words[0] in owners and (one.weight < 4 or one.label == "PERSON"):
        yield _of_owner(page, one.i, owners)
    elif len(words) == 2 and all(word in owners for word in words) and _foreign(words, owners):
        yield _of_owner(page, one.i, owners)
        yield _of_owner(page, one.i + 1, owners)
    elif one.label == "PERSON" and len(words) >= 4 and words[:2] in whole:
        yield PageEntity(one.i, one.i + 2, "PERSON", one.reason, one.weight)
        yield PageEntity(one.i + 2, one.j, "PERSON", one.reason, one.weight)
    else:
        yield one


def _foreign(words: tuple[str, ...], owners: dict[str, set[str]]) -> bool:
    """Return whether two surnames aren't one person's name."""
    return usual(" ".join(words), "PERSON") not in owners[words[1]]


def _of_owner(page: TokenPage, i: int, owners: dict[str, set[str]]) -> PageEntity:
    full = owners[page.words[i]]
    whose = next(iter(full)) if len(full) == 1 else "people named in full"
    return PageEntity(i, i + 1, "PERSON", f"surname of {whose}", 3.0)
