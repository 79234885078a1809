"""Entities in languages without rules: normalized model spans, or well-known names only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from store.entities.rules.aliases import usual_name
from store.entities.rules.gazetteer import (
    CAPITAL,
    COUNTRY,
    ORGANISATION,
    gazetteer,
)
from store.entities.rules.pipeline import run_rules
from store.entities.rules.prepare import Prepared
from store.entities.rules.token_page import PageEntity, TokenPage

Labelled = tuple[int, int, str]
"""Start, end, label."""

AROUND = " \t\n\r\"'“”„‟‘’‚«»‹›()[]{}<>,;:·|/\\—–-_*"
"""Characters stripped from both ends of a name."""

SURE_KINDS = frozenset({COUNTRY.reason, CAPITAL.reason, ORGANISATION.reason})
"""Reasons of word lists whose names mean the same in other languages."""


def normalize_spans(
    prepared: Prepared, spans: Iterable[Labelled]
) -> list[tuple[int, int, str, str, str]]:
    """Return (start, end, label, name, reason) for a pipeline's spans of the prepared text.

    The offsets are those of the original text. Spans are trimmed to one paragraph, sorted and
    without overlaps; a name has one label per article, and a surname borne by one person in the
    article means that person.
    """
    text = prepared.clean.text
    placed = [(*prepared.span(start, end), label) for start, end, label in spans if end > start]
    trimmed = _without_overlaps(
        part for span in placed if (part := _trimmed(text, *span)) is not None
    )
    names = [" ".join(text[start:end].split()) for start, end, _ in trimmed]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, _, label), name in zip(trimmed, names, strict=True):
        votes[name][label] += 1
    labels = {name: max(sorted(count), key=count.__getitem__) for name, count in votes.items()}
    people = _people([name for name, label in labels.items() if label == "PERSON"])
    result = []
    for (start, end, _), name in zip(trimmed, names, strict=True):
        label = labels[name]
        whole = people.get(name) if label == "PERSON" else None
        reason = "model" if whole is None else f"surname of {whole}"
        place = prepared.clean.span(start, end)
        result.append((*place, label, whole or usual_name(name, label), reason))
    return result


def _trimmed(text: str, start: int, end: int, label: str) -> Labelled | None:
    """Return a span without the characters around the name, or None if nothing is left."""
    blank = text.find("\n\n", start, end)
    end = end if blank < 0 else blank
    while start < end and text[start] in AROUND:
        start += 1
    while start < end and text[end - 1] in AROUND:
        end -= 1
    if not any(letter.isalnum() for letter in text[start:end]):
        return None
    return start, end, label


def _without_overlaps(spans: Iterable[Labelled]) -> list[Labelled]:
    """Return the spans sorted; of two that overlap, the earlier or longer one."""
    separate: list[Labelled] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not separate or span[0] >= separate[-1][1]:
            separate.append(span)
    return separate


def _people(names: Sequence[str]) -> dict[str, str]:
    """Return the full name by surname, for surnames that only one person has."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if " " in name:
            owners[name.rpartition(" ")[2]].add(name)
    return {name: next(iter(owners[name])) for name in names if len(owners.get(name, ())) == 1}


def well_known(prepared: Prepared) -> list[tuple[int, int, str, str, str]]:
    """Return the countries, capitals and organisations that are recognizable in any language.

    The first word of a sentence is left out: its capital says nothing, and `Mali` is also a word.
    """
    return run_rules(prepared, (), (_well_known_names,))


def _well_known_names(page: TokenPage, entities: list[PageEntity]) -> list[PageEntity]:
    return [
        entity
        for entity in gazetteer(page, entities)
        if entity.reason in SURE_KINDS and not page.opens(entity.i) and page.capital[entity.i]
    ]
