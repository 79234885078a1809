"""The ladder: a text and the model's spans in, findings with canonical names and reasons out."""

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
"""What is done after cleaning, in order; each takes and gives names, sorted or not."""


def run_rules(
    prepared: Prepared,
    spans: Iterable[tuple[int, int, str]],
    steps: Sequence[Step] = STEPS,
) -> list[tuple[int, int, str, str, str]]:
    """Return (start, end, label, name, reason) of the names, sorted, not overlapping.

    `spans` are the model's, in code points of the prepared text; the result is in those of the
    original.
    """
    page = TokenPage(prepared.plain)
    found = clean_spans.clean(page, mapped(prepared, spans))
    for step in steps:
        found = step(page, found)
    return [
        (*prepared.clean.span(start, end), label, name, reason)
        for start, end, label, name, reason in finish(page, found)
    ]


def finish(page: TokenPage, found: list[PageEntity]) -> list[tuple[int, int, str, str, str]]:
    """Return the names as places in the page: sorted, apart, the heavier where two overlap."""
    result = []
    for one in apart(found):
        start, end = page.starts[one.i], page.ends[one.j - 1]
        name = one.name or page.phrase(one.i, one.j)
        result.append((start, end, one.label, name, one.reason))
    return result


def apart(found: list[PageEntity]) -> list[PageEntity]:
    """Return the names sorted, without those that overlap a heavier, longer or earlier one."""
    kept: list[PageEntity] = []
    for one in sorted(found, key=lambda one: (one.i, -one.j)):
        while kept and kept[-1].j > one.i:
            other = kept[-1]
            if (one.weight, one.j - one.i) > (other.weight, other.j - other.i):
                kept.pop()
                continue
            break
        else:
            kept.append(one)
    return kept
