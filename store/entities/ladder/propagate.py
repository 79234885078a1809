"""Names once found, found everywhere in the article."""

from __future__ import annotations

from collections import Counter

from store.entities.ladder import tables
from store.entities.ladder.clean import PLAIN_LABELS
from store.entities.ladder.gazetteer import cover, stands_alone
from store.entities.ladder.lists import load
from store.entities.ladder.page import Found, Page

Words = tuple[str, ...]


def propagate(page: Page, found: list[Found]) -> list[Found]:
    """Return the names with all their other mentions; what is marked longer stays.

    Guarded are common words: these are found only where they were marked twice before, and never
    at the start of a sentence.
    """
    counted: Counter[Words] = Counter()
    best: dict[Words, Found] = {}
    for one in found:
        words = tuple(page.words[one.i : one.j])
        if one.label in PLAIN_LABELS or not _spreads(words):
            continue
        counted[words] += 1
        if words not in best or one.weight > best[words].weight:
            best[words] = one
    sizes: dict[str, set[int]] = {}
    for words in best:
        sizes.setdefault(words[0], set()).add(len(words))
    over = cover(page, found)
    result = list(found)
    gone: set[int] = set()
    for i in page.upper:
        for size in sorted(sizes.get(page.words[i], ()), reverse=True):
            words = tuple(page.words[i : i + size])
            source = best.get(words)
            if source is None or len(words) < size:
                continue
            if not _fits(page, i, words, over, source, counted[words]):
                continue
            new = Found(i, i + size, source.label, source.reason, source.weight)
            for k in range(i, i + size):
                gone.add(id(over[k]))
                over[k] = new
            result.append(new)
            break
    return [one for one in result if id(one) not in gone]


def _spreads(words: Words) -> bool:
    """Return whether a name is worth looking for: not a letter, a number or junk."""
    word = words[0]
    return len(words) > 1 or not (
        len(word) < 2 or word.islower() or word.isdigit() or word in tables.JUNK
    )


def _fits(
    page: Page, i: int, words: Words, over: list[Found | None], source: Found, marked: int
) -> bool:
    """Return whether the words from `i` on are the name, and not part of something else."""
    j = i + len(words)
    for k in range(i, j):
        one = over[k]
        if one is not None and (one.j - one.i >= len(words) or one.i < i or one.j > j):
            return False
    if len(words) == 1:
        common = load().is_common(words[0]) and not words[0].isupper()
        if common and (page.opens(i) or marked < 2):
            return False
        return stands_alone(page, i, j, over, source.label)
    return all(page.joined(k) for k in range(i + 1, j))
