"""Names once found, found everywhere in the article."""

from __future__ import annotations

from collections import Counter, defaultdict

from store.entities.ladder import tables
from store.entities.ladder.clean import PLAIN_LABELS
from store.entities.ladder.gazetteer import cover, stands_alone
from store.entities.ladder.lists import load
from store.entities.ladder.page import Found, Page


def propagate(page: Page, found: list[Found]) -> list[Found]:
    """Return the names with all their other mentions; what is marked longer stays."""
    lists = load()
    over = cover(page, found)
    counted: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    best: dict[tuple[str, ...], Found] = {}
    for one in found:
        if one.label in PLAIN_LABELS:
            continue
        words = tuple(page.words[one.i : one.j])
        counted[words][one.label] += 1
        if words not in best or one.weight > best[words].weight:
            best[words] = one
    result = list(found)
    gone: set[int] = set()
    for words in sorted(best, key=len, reverse=True):
        source = best[words]
        single = len(words) == 1
        word = words[0]
        if single and (len(word) < 2 or word.islower() or word.isdigit() or word in tables.JUNK):
            continue
        guarded = single and lists.is_common(word) and not word.isupper()
        size = len(words)
        places = page.where.get(word, ())
        for i in places:
            j = i + size
            if tuple(page.words[i:j]) != words:
                continue
            inner = {id(over[k]): over[k] for k in range(i, j) if over[k] is not None}
            if any(
                one and (one.j - one.i >= size or one.i < i or one.j > j) for one in inner.values()
            ):
                continue
            if guarded and (page.opens(i) or sum(counted[words].values()) < 2):
                continue
            if not all(page.joined(k) for k in range(i + 1, j)):
                continue
            if single and not stands_alone(page, i, j, over, source.label):
                continue
            new = Found(i, j, source.label, source.reason, source.weight)
            gone.update(inner)
            result.append(new)
            for k in range(i, j):
                over[k] = new
    return [one for one in result if id(one) not in gone]
