"""Chooses one label per name in an article from the weighted votes of the model and the rules."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt

from store.entities.rules.clean_spans import PLAIN_LABELS
from store.entities.rules.token_page import PageEntity, TokenPage


def vote(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    """Return the entities, one per range, each with the winning label of its name.

    For each name, label and reason the largest weight counts, times the square root of the number
    of votes. Names are compared as written, with single spaces.
    """
    votes: dict[str, dict[tuple[str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    places: dict[tuple[int, int], PageEntity] = {}
    plain: list[PageEntity] = []
    for entity in entities:
        if entity.label in PLAIN_LABELS:
            plain.append(entity)
            continue
        votes[phrase(page, entity)][entity.label, entity.reason].append(entity.weight)
        heaviest = places.get((entity.i, entity.j))
        if heaviest is None or entity.weight > heaviest.weight:
            places[entity.i, entity.j] = entity
    winners = {name: _winner(reasons) for name, reasons in votes.items()}
    for entity in places.values():
        entity.label, entity.reason, entity.weight = winners[phrase(page, entity)]
    return [*places.values(), *plain]


def phrase(page: TokenPage, entity: PageEntity) -> str:
    """Return the words of an entity joined by spaces."""
    return " ".join(page.words[entity.i : entity.j])


def _winner(reasons: dict[tuple[str, str], list[float]]) -> tuple[str, str, float]:
    """Return the label with the largest total weight, its strongest reason, and that weight."""
    total: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, str]] = {}
    for (label, reason), weights in reasons.items():
        weight = max(weights) * sqrt(len(weights))
        total[label] += weight
        best[label] = max(best.get(label, (0.0, "")), (max(weights), reason))
    label = max(total, key=lambda label: (total[label], label))
    return label, best[label][1], total[label]
