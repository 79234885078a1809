"""One label for a name in an article: the model's votes, damped by their number, and evidence."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt

from store.entities.rules.clean_spans import PLAIN_LABELS
from store.entities.rules.token_page import PageEntity, TokenPage


def vote(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the names, each place once, with the label that its words have in this article.

    For each name and label the weights of one reason count once, times the root of how often it
    was given. A name is the phrase in its usual case.
    """
    votes: dict[str, dict[tuple[str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    places: dict[tuple[int, int], PageEntity] = {}
    rest: list[PageEntity] = []
    for entity in entities:
        if entity.label in PLAIN_LABELS:
            rest.append(entity)
            continue
        votes[phrase(page, entity)][entity.label, entity.reason].append(entity.weight)
        heaviest = places.get((entity.i, entity.j))
        if heaviest is None or entity.weight > heaviest.weight:
            places[entity.i, entity.j] = entity
    winners = {name: _winner(reasons) for name, reasons in votes.items()}
    for entity in places.values():
        entity.label, entity.reason, entity.weight = winners[phrase(page, entity)]
    return [*places.values(), *rest]


def phrase(page: TokenPage, entity: PageEntity) -> str:
    """Return the words of a name as one string."""
    return " ".join(page.words[entity.i : entity.j])


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
