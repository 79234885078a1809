"""Names that an import has otherwise than the library, as corrections of places."""

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
"""Looks at what corrections make of a text: one that is taken away may show what lay below it."""


@dataclass(frozen=True, slots=True)
class StoredNames:
    """An article as it stands: its text, what was found in it, and how that is corrected."""

    id: str
    text: str
    findings: Sequence[Finding]
    library: Corrections
    own: Corrections

    def entities(self, spans: list[dict[str, Any]]) -> tuple[Entity, ...]:
        """Return the entities with other corrections of places."""
        return apply(self.text, self.findings, self.library, replace(self.own, spans=spans))


@dataclass(slots=True)
class Differences:
    """What makes an article's names those of an import."""

    ops: list[Op] = field(default_factory=list)
    changed: int = 0
    """Names that are added, relabelled, renamed or hidden."""
    unmet: int = 0
    """Names that could not be made so: they overlap others."""


def correct(known: StoredNames, wanted: Iterable[NameIn], labels: Collection[str]) -> Differences:
    """Return the corrections after which the names are those `wanted`, in places of the text.

    A name that is not wanted is hidden where its label is one of `labels`: those that the import
    speaks of at all.
    """
    apart, overlapping = _apart(wanted)
    found = Differences(unmet=overlapping)
    spans = list(known.own.spans)
    for _ in range(ROUNDS):
        add, gone = _missing(known.entities(spans), apart, labels)
        if not add and not gone:
            break
        places = sorted([(a.start, a.end) for a in add] + [(g.start, g.end) for g in gone])
        spans = [item for item in spans if not _touches(locate(known.text, item), places)]
        spans += [_item(known, one.start, one.end, label=one.label, name=one.name) for one in add]
        spans += [_item(known, one.start, one.end) for one in gone]
        found.changed = max(found.changed, len(places))
    else:
        add, gone = _missing(known.entities(spans), apart, labels)
        found.unmet += len(add) + len(gone)
    base: Fact = ("articles", known.id, "entities", "spans")
    before: dict[Fact, Any] = {(*base, span_key(item)): item for item in known.own.spans}
    after: dict[Fact, Any] = {(*base, span_key(item)): item for item in spans}
    found.ops = differing(before, after)
    return found


def _apart(wanted: Iterable[NameIn]) -> tuple[list[NameIn], int]:
    """Return the names that do not overlap, the longer one of two, and how many do."""
    kept: list[NameIn] = []
    left = 0
    for one in sorted(wanted, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            left += (one.start, one.end, one.label) != _key(kept[-1])
        else:
            kept.append(one)
    return kept, left


def _key(one: NameIn | Entity) -> tuple[int, int, str]:
    return one.start, one.end, one.label


def _missing(
    now: Sequence[Entity], wanted: Sequence[NameIn], labels: Collection[str]
) -> tuple[list[NameIn], list[Entity]]:
    """Return what is wanted and not so, and what is there and not wanted."""
    there = {(one.start, one.end): one for one in now}
    add = []
    for one in wanted:
        own = there.get((one.start, one.end))
        if own is None or own.label != one.label or one.name not in (None, own.name):
            add.append(one)
    places = {(one.start, one.end) for one in wanted}
    new = sorted((one.start, one.end) for one in add)
    gone = [
        one
        for one in now
        if (one.start, one.end) not in places
        and one.label in labels
        and not _touches((one.start, one.end), new)
    ]
    return add, gone


def _touches(place: tuple[int, int] | None, places: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place overlaps one of `places`, which are sorted and apart."""
    if place is None:
        return False
    before = bisect_left(places, place[1], key=lambda one: one[0]) - 1
    return before >= 0 and places[before][1] > place[0]


def _item(known: StoredNames, start: int, end: int, **fields: str | None) -> dict[str, Any]:
    given = {key: value for key, value in fields.items() if value is not None}
    return TextSpan(known.id, known.text, start, end).quoted(**given)
