"""Compares imported names with those of the library, and returns corrections of single places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from store.entities.apply_corrections import apply
from store.entities.correction_commands import TextSpan
from store.entities.corrections import Corrections
from store.entities.predict import Finding
from store.imports.imported import NameIn
from store.model import Entity, Op
from store.text.anchors import locate
from store.userdata.ops import Fact, differing
from store.userdata.tagsfile.plain_values import span_key

ROUNDS = 5
"""Attempts to match the names: removing an entity may reveal another one below it."""


@dataclass(frozen=True, slots=True)
class StoredNames:
    """An article's text, its uncorrected entities, and its corrections."""

    id: str
    text: str
    findings: Sequence[Finding]
    library: Corrections
    article: Corrections

    def entities(self, spans: list[dict[str, Any]]) -> tuple[Entity, ...]:
        """Return the entities, corrected with other `spans`."""
        return apply(self.text, self.findings, self.library, replace(self.article, spans=spans))


@dataclass(slots=True)
class Differences:
    """The corrections that make an article's names equal to the imported ones."""

    ops: list[Op] = field(default_factory=list)
    changed: int = 0
    """Number of names that are added, relabelled, renamed or hidden."""
    unmet: int = 0
    """Number of names that could not be matched because they overlap others."""


def name_corrections(
    stored: StoredNames, imported: Iterable[NameIn], labels: Collection[str]
) -> Differences:
    """Return the corrections that make the names equal to `imported`, at offsets in the text.

    Other names are hidden if their label is in `labels`, the labels used in the import.
    """
    apart, overlapping = _without_overlaps(imported)
    result = Differences(unmet=overlapping)
    spans = list(stored.article.spans)
    for _ in range(ROUNDS):
        add, surplus = _missing(stored.entities(spans), apart, labels)
        if not add and not surplus:
            break
        places = sorted([(a.start, a.end) for a in add] + [(g.start, g.end) for g in surplus])
        spans = [item for item in spans if not _touches(locate(stored.text, item), places)]
        spans += [
            _item(stored, entity.start, entity.end, label=entity.label, name=entity.name)
            for entity in add
        ]
        spans += [_item(stored, entity.start, entity.end) for entity in surplus]
        result.changed = max(result.changed, len(places))
    else:
        add, surplus = _missing(stored.entities(spans), apart, labels)
        result.unmet += len(add) + len(surplus)
    base: Fact = ("articles", stored.id, "entities", "spans")
    before: dict[Fact, Any] = {(*base, span_key(item)): item for item in stored.article.spans}
    after: dict[Fact, Any] = {(*base, span_key(item)): item for item in spans}
    result.ops = differing(before, after)
    return result


def _without_overlaps(names: Iterable[NameIn]) -> tuple[list[NameIn], int]:
    """Return the names without overlaps, preferring longer ones, and the number removed."""
    separate: list[NameIn] = []
    left = 0
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if separate and name.start < separate[-1].end:
            left += (name.start, name.end, name.label) != _key(separate[-1])
        else:
            separate.append(name)
    return separate, left


def _key(entity: NameIn | Entity) -> tuple[int, int, str]:
    return entity.start, entity.end, entity.label


def _missing(
    current: Sequence[Entity], imported: Sequence[NameIn], labels: Collection[str]
) -> tuple[list[NameIn], list[Entity]]:
    """Return the imported names to add, and the current entities to remove."""
    by_place = {(name.start, name.end): name for name in current}
    add = []
    for name in imported:
        entity = by_place.get((name.start, name.end))
        if entity is None or entity.label != name.label or name.name not in (None, entity.name):
            add.append(name)
    places = {(name.start, name.end) for name in imported}
    new = sorted((name.start, name.end) for name in add)
    surplus = [
        name
        for name in current
        if (name.start, name.end) not in places
        and name.label in labels
        and not _touches((name.start, name.end), new)
    ]
    return add, surplus


def _touches(place: tuple[int, int] | None, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a span overlaps one of `places`, which are sorted and disjoint."""
    if place is None:
        return False
    before = bisect_left(places, place[1], key=lambda span: span[0]) - 1
    return before >= 0 and places[before][1] > place[0]


def _item(stored: StoredNames, start: int, end: int, **fields: str | None) -> dict[str, Any]:
    values = {key: value for key, value in fields.items() if value is not None}
    return TextSpan(stored.id, stored.text, start, end).quoted(**values)
