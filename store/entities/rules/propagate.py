"""Marks every occurrence of a name that was found once in the article."""

from __future__ import annotations

from collections import Counter

from store.entities.rules import rule_words
from store.entities.rules.clean_spans import PLAIN_LABELS
from store.entities.rules.gazetteer import cover, stands_alone
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.word_lists import load

Words = tuple[str, ...]


def propagate(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities with all further mentions; a longer entity is left alone.

    Common words are marked only if they were marked at least twice before, and never at the start
    of a sentence.
    """
    counted: Counter[Words] = Counter()
    best: dict[Words, PageEntity] = {}
    for entity in entities:
        words = tuple(page.words[entity.i : entity.j])
        if entity.label in PLAIN_LABELS or not _is_worth_searching(words):
            continue
        counted[words] += 1
        if words not in best or entity.weight > best[words].weight:
            best[words] = entity
    for words, entity in _surnames(best).items():
        best.setdefault(words, entity)
    sizes: dict[str, set[int]] = {}
    for words in best:
        sizes.setdefault(words[0], set()).add(len(words))
    over = cover(page, entities)
    result = list(entities)
    replaced: set[int] = set()
    for i in page.upper:
        for size in sorted(sizes.get(page.words[i], ()), reverse=True):
            words = tuple(page.words[i : i + size])
            source = best.get(words)
            if source is None or len(words) < size:
                continue
            if not _is_mention(page, i, words, over, source, counted[words]):
                continue
            new = PageEntity(i, i + size, source.label, source.reason, source.weight)
            for k in range(i, i + size):
                replaced.add(id(over[k]))
                over[k] = new
            result.append(new)
            break
    return [entity for entity in result if id(entity) not in replaced]


def _surnames(best: dict[Words, PageEntity]) -> dict[Words, PageEntity]:
    """Return the surnames of people named in full, as entities of their own."""
    owners: dict[str, set[str]] = {}
    weights: dict[str, float] = {}
    for words, entity in best.items():
        if entity.label == "PERSON" and len(words) > 1 and len(words[-1]) > 2:
            owners.setdefault(words[-1], set()).add(" ".join(words))
            weights[words[-1]] = max(weights.get(words[-1], 0.0), entity.weight)
    return {
        (last,): PageEntity(0, 1, "PERSON", f"surname of {min(whole)}", weights[last])
        for last, whole in owners.items()
        if not load().is_common(last)
        and last not in rule_words.TITLES
        and last not in load().countries
    }


def _is_worth_searching(words: Words) -> bool:
    """Return whether a name is worth searching for: not a letter, a number or junk."""
    word = words[0]
    return len(words) > 1 or not (
        len(word) < 2 or word.islower() or word.isdigit() or word in rule_words.JUNK
    )


def _is_mention(
    page: TokenPage,
    i: int,
    words: Words,
    over: list[PageEntity | None],
    source: PageEntity,
    mention_count: int,
) -> bool:
    """Return whether the words from `i` are the name and not part of something else."""
    j = i + len(words)
    for k in range(i, j):
        entity = over[k]
        if entity is not None and (
            entity.j - entity.i >= len(words) or entity.i < i or entity.j > j
        ):
            return False
    if len(words) == 1:
        common = load().is_common(words[0]) and not words[0].isupper()
        if common and (page.opens(i) or mention_count < 2):
            return False
        return stands_alone(page, i, j, over, source.label)
    return all(page.joined(k) for k in range(i + 1, j))
