"""People's names whole: given names, particles, initials and surnames that the model left out."""

from __future__ import annotations

from store.entities.ladder import tables
from store.entities.ladder.gazetteer import BEFORE_NAMES, cover
from store.entities.ladder.lists import load
from store.entities.ladder.organisations import HEAD_LABELS
from store.entities.ladder.page import Found, Page
from store.entities.ladder.vote import phrase

NOT_PEOPLE = BEFORE_NAMES | frozenset(HEAD_LABELS) | tables.JUNK


def people(page: Page, found: list[Found]) -> list[Found]:
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


def _cut(page: Page, one: Found) -> Found:
    """Take a title or a people's name off the front: `Turkish President Erdogan`."""
    lists = load()
    i = one.i
    while one.j - i > 1 and (
        page.words[i] in BEFORE_NAMES
        or (page.words[i] in lists.peoples and page.words[i + 1] in BEFORE_NAMES)
    ):
        i += 1
    return one if i == one.i else Found(i, one.j, one.label, one.reason, one.weight)


def _free(page: Page, k: int, over: list[Found | None]) -> bool:
    """Return whether word `k` is an unmarked word with a capital that may be of a name."""
    return (
        0 <= k < len(page)
        and over[k] is None
        and page.capital[k]
        and page.words[k] not in NOT_PEOPLE
    )


def _stretch(page: Page, one: Found, over: list[Found | None]) -> None:
    """Take in given names, initials and particles before, surnames behind."""
    lists = load()
    while one.i > 0 and page.joined(one.i) and page.gap(one.i) != "'":
        k = one.i - 1
        word = page.words[k]
        initial = len(word.rstrip(".")) == 1 and word != "I" and "." in page.gap(one.i)
        particle = (
            word in tables.PARTICLES and k > 0 and page.joined(k) and _free(page, k - 1, over)
        )
        given = word in lists.given and not (page.opens(k) and lists.is_common(word))
        if particle and over[k] is None:
            one.i = k - 1
        elif _free(page, k, over) and (given or initial):
            one.i = k
        else:
            break
    while one.j < len(page) and page.spaced(one.j):
        k = one.j
        word = page.words[k]
        particle = word in tables.PARTICLES and page.spaced(k + 1) and _free(page, k + 1, over)
        if particle and over[k] is None:
            one.j = k + 2
        elif _free(page, k, over) and (
            word in lists.surnames or word in ("Jr.", "Sr.") or not lists.is_common(word)
        ):
            one.j = k + 1
        else:
            break


def _new(page: Page, over: list[Found | None]) -> list[Found]:
    """Return unmarked names that begin with a given name and go on with a surname."""
    lists = load()
    new: list[Found] = []
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
            new.append(Found(k, j, "PERSON", "given name and surname", 1.2))
        k = j
    return new


def surnames(page: Page, found: list[Found]) -> list[Found]:
    """Return the names with the surname of someone named in full as that person.

    Two surnames run together are parted. A surname that two people share tells the label only.
    """
    owners: dict[str, set[str]] = {}
    for one in found:
        if one.label == "PERSON" and one.j - one.i > 1:
            words = page.words[one.i : one.j]
            last = words[-2] if words[-1] in ("Jr.", "Sr.") and len(words) > 2 else words[-1]
            if len(last) > 1:
                owners.setdefault(last, set()).add(phrase(page, one))
    result = []
    for one in found:
        words = page.words[one.i : one.j]
        if len(words) == 1 and words[0] in owners and one.weight < 4:
            full = owners[words[0]]
            whose = next(iter(full)) if len(full) == 1 else "people named in full"
            one = Found(one.i, one.j, "PERSON", f"surname of {whose}", 3.0)
        elif (
            len(words) == 2
            and all(word in owners for word in words)
            and (phrase(page, one) not in owners[words[1]] or one.label != "PERSON")
        ):
            one, second = (
                Found(k, k + 1, "PERSON", f"surname of {min(owners[page.words[k]])}", 3.0)
                for k in (one.i, one.i + 1)
            )
            result.append(second)
        result.append(one)
    return result
