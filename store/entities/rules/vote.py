"""One label for a name in an article: the model's votes, damped by their number, and evidence."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt

from store.entities.rules.clean_spans import PLAIN_LABELS
from store.entities.rules.token_page import PageEntity, TokenPage


def vote(page: TokenPage, found: list[PageEntity]) -> list[PageEntity]:
    """Return the names, each place once, with the label that its words have in this article.

    For each name and label the weights of one reason count once, times the root of how often it
    was given. A name is the phrase in its usual case.
    """
    votes: dict[str, dict[tuple[str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    places: dict[tuple[int, int], PageEntity] = {}
    rest: list[PageEntity] = []
    for one in found:
        if one.label in PLAIN_LABELS:
            rest.append(one)
            continue
        votes[phrase(page, one)][one.label, one.reason].append(one.weight)
        known = places.get((one.i, one.j))
        if known is None or one.weight > known.weight:
            places[one.i, one.j] = one
    winners = {name: _winner(reasons) for name, reasons in votes.items()}
    for one in places.values():
        one.label, one.reason, one.weight = winners[phrase(page, one)]
    return [*places.values(), *rest]


def phrase(page: TokenPage, one: PageEntity) -> str:
    """Return the words of a name as one string."""
    return " ".join(page.words[one.i : one.j])


def _winner(reasons: dict[tuple[str, str], list[float]]) -> tuple[str, str, float]:
    """Return the label with the most weight, its heaviest reason, and that weight."""
    total: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, str]] = {}
    for (label, reason), weights in reasons.items():
        weight = max(weights) * sqrt(len(weights))
        total[label] += weight
        best[label] = max(best.get(label, (0.0, "")), (max(weights), reason))
    label = max(total, key=lambda label: (total[label], label))
    return label, best[label][1], total[label]
