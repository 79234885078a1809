"""The rule pipeline: turns the model's spans into entities with canonical names and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from store.entities.rules import clean_spans
from store.entities.rules.aliases import aliases
from store.entities.rules.gazetteer import gazetteer
from store.entities.rules.patterns import patterns
from store.entities.rules.people import people, surnames
from store.entities.rules.prepare import Prepared, mapped
from store.entities.rules.propagate import propagate
from store.entities.rules.token_page import PageEntity, TokenPage
from store.entities.rules.vote import vote

Step = Callable[[TokenPage, list[PageEntity]], list[PageEntity]]

STEPS: tuple[Step, ...] = (gazetteer, patterns, people, vote, surnames, propagate, aliases)
"""The steps after cleaning, in order; each maps entities to entities, in any order."""


def run_rules(
    prepared: Prepared,
    spans: Iterable[tuple[int, int, str]],
    steps: Sequence[Step] = STEPS,
) -> list[tuple[int, int, str, str, str]]:
    """Return (start, end, label, name, reason) of the entities, sorted and without overlaps.

    `spans` are the model's, in code points of the prepared text; the results are in code points of
    the original text.
    """
    page = TokenPage(prepared.plain)
    entities = clean_spans.clean(page, mapped(prepared, spans))
    for step in steps:
        entities = step(page, entities)
    return [
        (*prepared.clean.span(start, end), label, name, reason)
        for start, end, label, name, reason in finish(page, entities)
    ]


def finish(page: TokenPage, entities: list[PageEntity]) -> list[tuple[int, int, str, str, str]]:
    """Return the entities with offsets in the page, sorted and without overlaps."""
    result = []
    for entity in without_overlaps(entities):
        start, end = page.starts[entity.i], page.ends[entity.j - 1]
        name = entity.name or page.phrase(entity.i, entity.j)
        result.append((start, end, entity.label, name, entity.reason))
    return result


def without_overlaps(entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities sorted, without those that overlap a heavier, longer or earlier one."""
    separate: list[PageEntity] = []
    for entity in sorted(entities, key=lambda entity: (entity.i, -entity.j)):
        while separate and separate[-1].j > entity.i:
            previous = separate[-1]
            if (entity.weight, entity.j - entity.i) > (previous.weight, previous.j - previous.i):
                separate.pop()
                continue
            break
        else:
            separate.append(entity)
    return separate
