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


LONGEST_START = 60
"""Code points of a phrase that opens a line."""


def fold(phrase: str) -> str:
    """Return `phrase` as look-ups compare it: casefolded, single blanks, no edge punctuation."""
    return " ".join(phrase.casefold().replace("’", "'").split()).strip(EDGES)


@dataclass(frozen=True, slots=True)
class Starts:
    """Phrases that open a line, found by the line's first word."""

    by_word: Mapping[str, tuple[str, ...]]

    def match(self, line: str) -> bool:
        """Return whether `line`, in any case, opens with one of the phrases."""
        words = line[:LONGEST_START].split(None, 1)
        phrases = self.by_word.get(words[0].casefold()) if words else None
        return phrases is not None and line[:LONGEST_START].casefold().startswith(phrases)


@dataclass(frozen=True, slots=True)
class Rules:
    """The table, with every phrase folded."""

    agencies: Mapping[str, str]
    """Folded spelling to short name."""
    agency_words: frozenset[str]
    """First words of the spellings."""
    openers: frozenset[str]
    """First words of spellings, furniture, sections, labels and bylines."""
    domains: Mapping[str, str]
    """Domain without `www.` to short name."""
    roles: tuple[str, ...]
    not_sources: frozenset[str]
    lines: frozenset[str]
    sections: frozenset[str]
    pictures: frozenset[str]
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
    dangling: frozenset[str]

    def may_open(self, line: str) -> bool:
        """Return whether the first word of `line` opens an agency's name or a furniture phrase."""
        word = line.split(None, 1)[0].casefold()
        return word in self.openers or "." in word[:-1] or word.rstrip(EDGES) in self.openers

    def agency(self, phrase: str) -> str | None:
        """Return the short name of the agency that `phrase` spells, None where it is none."""
        return self.agencies.get(fold(phrase))

    def agency_alone(self, line: str) -> str | None:
        """Return the agency that a line of its own names; `SpA` is a company's form and none."""
        name = self.agency(line)
        as_usual = line.isupper() or line.islower() or line.istitle()
        return name if as_usual or line.strip(EDGES) == name or len(line) > 5 else None


@cache
def load() -> Rules:
    """Return the packaged rules; the file is read at the first call."""
    raw = resources.files("store.text").joinpath("rules.toml").read_text("utf-8")
    table = tomllib.loads(raw)
    furniture = table["furniture"]
    agencies = _agencies(table["agency"])
    labels = [phrase for phrases in table["fields"].values() for phrase in phrases]
    opening = [*agencies, *furniture["lines"], *furniture["sections"], *furniture["starts"]]
    opening += [*furniture["credits"], *labels, "by", *table["months"]]
    return Rules(
        agencies=agencies,
        agency_words=frozenset(spelling.split()[0] for spelling in agencies),
        openers=frozenset(fold(phrase).split(" ")[0] for phrase in opening),
        domains={d: a["name"] for a in table["agency"] for d in a.get("domains", ())},
        roles=tuple(f" {role}" for role in table["sources"]["roles"]),
        not_sources=frozenset(map(fold, table["sources"]["not_sources"])),
        lines=frozenset(map(fold, furniture["lines"])),
        sections=frozenset(map(fold, furniture["sections"])),
        pictures=frozenset(map(fold, furniture["pictures"])),
        starts=_starts(furniture["starts"]),
        credits=tuple(furniture["credits"]),
        contacts=tuple(furniture["contacts"]),
        fields={fold(p): kind for kind, phrases in table["fields"].items() for p in phrases},
        months={n.casefold(): int(k) for k, names in table["months"].items() for n in names},
        beside_dates=frozenset(table["dates"]["beside"]),
        articles=re.compile(rf"\b(?:{'|'.join(table['prose']['articles'])})\b", re.IGNORECASE),
        joiners=frozenset(table["prose"]["joiners"]),
        dangling=frozenset(table["prose"]["dangling"]),
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
