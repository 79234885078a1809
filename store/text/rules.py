"""The table `rules.toml`, read once and made ready for look-ups."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

EDGES = " \t.,;:…!>»«|*#·•–—-"
"""Characters at either end of a phrase that don't make it another phrase."""


def fold(phrase: str) -> str:
    """Return `phrase` as look-ups compare it: casefolded, single blanks, no edge punctuation."""
    return " ".join(phrase.casefold().replace("’", "'").split()).strip(EDGES)


@dataclass(frozen=True, slots=True)
class Starts:
    """Phrases that open a line, found by the line's first word."""

    by_word: Mapping[str, tuple[str, ...]]

    def match(self, line: str) -> bool:
        """Return whether the casefolded `line` opens with one of the phrases."""
        phrases = self.by_word.get(line.split(None, 1)[0]) if line else None
        return phrases is not None and line.startswith(phrases)


@dataclass(frozen=True, slots=True)
class Rules:
    """The table, with every phrase folded."""

    agencies: Mapping[str, str]
    """Folded spelling to short name."""
    domains: Mapping[str, str]
    """Domain without `www.` to short name."""
    roles: tuple[str, ...]
    not_sources: frozenset[str]
    lines: frozenset[str]
    sections: frozenset[str]
    starts: Starts
    credits: tuple[str, ...]
    contacts: tuple[str, ...]
    fields: Mapping[str, str]
    """Folded label to the field it stands for: title, source, author, published, updated."""
    months: Mapping[str, int]
    """Casefolded name, without a final full stop, to 1 … 12."""
    beside_dates: frozenset[str]
    articles: re.Pattern[str]
    joiners: frozenset[str]

    def agency(self, phrase: str) -> str | None:
        """Return the short name of the agency that `phrase` spells, None where it is none."""
        return self.agencies.get(fold(phrase))


@cache
def load() -> Rules:
    """Return the packaged rules; the file is read at the first call."""
    raw = resources.files("store.text").joinpath("rules.toml").read_text("utf-8")
    table = tomllib.loads(raw)
    furniture = table["furniture"]
    return Rules(
        agencies=_agencies(table["agency"]),
        domains={d: a["name"] for a in table["agency"] for d in a.get("domains", ())},
        roles=tuple(f" {role}" for role in table["sources"]["roles"]),
        not_sources=frozenset(map(fold, table["sources"]["not_sources"])),
        lines=frozenset(map(fold, furniture["lines"])),
        sections=frozenset(map(fold, furniture["sections"])),
        starts=_starts(furniture["starts"]),
        credits=tuple(furniture["credits"]),
        contacts=tuple(furniture["contacts"]),
        fields={fold(p): kind for kind, phrases in table["fields"].items() for p in phrases},
        months={n.casefold(): int(k) for k, names in table["months"].items() for n in names},
        beside_dates=frozenset(table["dates"]["beside"]),
        articles=re.compile(rf"\b(?:{'|'.join(table['prose']['articles'])})\b", re.IGNORECASE),
        joiners=frozenset(table["prose"]["joiners"]),
    )


def _agencies(entries: list[dict[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in entries:
        for spelling in (entry["name"], *entry.get("spellings", ())):
            names.setdefault(fold(spelling), entry["name"])
    return names


def _starts(phrases: list[str]) -> Starts:
    by_word: dict[str, list[str]] = {}
    for phrase in phrases:
        by_word.setdefault(phrase.split(None, 1)[0], []).append(phrase)
    return Starts({word: tuple(found) for word, found in by_word.items()})
