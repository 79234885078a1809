"""The tables `rules.toml` and `calendar.toml`, read once and made ready for look-ups."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

EDGES = " \t.,;:…!>»«|*#·•–—-="
"""Characters at either end of a phrase that don't make it another phrase."""


LONGEST_START = 60
"""Code points of a phrase that opens a line."""
LONGEST_ACRONYM = 4
"""Letters of an agency's name in capitals that spells a word in any other case."""
LONGEST_END = 60
"""Code points of a phrase that ends a line."""

_WORD = re.compile(r"[^\s,-]+")
_NUMBER = re.compile(r"\d[\d.,]*")


def fold(phrase: str) -> str:
    """Return `phrase` as look-ups compare it: casefolded, single blanks, no edge punctuation."""
    return " ".join(phrase.casefold().replace("’", "'").split()).strip(EDGES)


def caseless(words: str) -> str:
    """Return `words` casefolded, and `ı` and `i` as one: `KASIM` is `kasım`, `NİSAN` is `nisan`."""
    return words.casefold().replace("i\u0307", "i").replace("ı", "i")


def any_number(folded: str) -> str:
    """Return a folded phrase with each number as 0, as the table writes `127 comments`."""
    return _NUMBER.sub("0", folded)


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
    signs: Mapping[str, tuple[tuple[str, str], ...]]
    """First word to the phrases that open lines of one paper's pages alone, each with its name."""
    words: frozenset[str]
    """Folded spellings that are common words too: `Mehr` is German for more."""
    roles: tuple[str, ...]
    not_sources: frozenset[str]
    lines: frozenset[str]
    sections: frozenset[str]
    pictures: frozenset[str]
    starts: Starts
    ends: tuple[str, ...]
    homes: frozenset[str]
    links: frozenset[str]
    comments: frozenset[str]
    forwards: frozenset[str]
    headers: frozenset[str]
    """Folded labels of a message's header."""
    header_fields: Mapping[str, str]
    """Those that give a field to the field: title, source or published."""
    frame_keys: Mapping[str, tuple[str, ...]]
    """Field to the folded keys of front matter that give it, the most believed first."""
    frame_words: frozenset[str]
    """All folded keys by which front matter is known."""
    credits: tuple[str, ...]
    contacts: tuple[str, ...]
    fields: Mapping[str, str]
    """Folded label to the field it stands for: title, source, author, published, updated."""
    menus: frozenset[str]
    shares: frozenset[str]
    notices: tuple[str, ...]
    """Casefolded parts of what a site says of itself."""
    months: Mapping[str, int]
    """Caseless name, without a final full stop, to 1 … 12."""
    brief_months: Mapping[str, int]
    """The same of short forms that count only beside a day and a year."""
    solar_months: Mapping[str, int]
    """The same of the solar calendar of Iran."""
    beside_dates: frozenset[str]
    """Caseless words that may stand in the line of a date."""
    foreign_dates: frozenset[str]
    """Those of them that are of another language than English."""
    updated: frozenset[str]
    """Those of them that tell of a change."""
    not_published: frozenset[str]
    """Caseless words in the line of a date on which the article did not appear."""
    articles: re.Pattern[str]
    by: frozenset[str]
    joiners: frozenset[str]
    dangling: frozenset[str]

    def may_open(self, line: str) -> bool:
        """Return whether the first word of `line` opens an agency's name or a furniture phrase."""
        word = line.split(None, 1)[0].casefold()
        if word in self.openers or "." in word[:-1] or word.rstrip(EDGES) in self.openers:
            return True
        return word[0].isdigit() and any_number(word) in self.openers

    def is_line(self, folded: str) -> bool:
        """Return whether a folded line is page furniture as a whole, whatever its numbers."""
        return folded in self.lines or any_number(folded) in self.lines

    def is_thanks(self, line: str) -> bool:
        """Return whether `line` ends as one that names contributors."""
        end = line[-LONGEST_END:]
        return "contribut" in end and end.casefold().endswith(self.ends)

    def signed(self, line: str) -> str | None:
        """Return the paper on whose pages alone a line opens as `line` does."""
        phrases = self.signs.get(line[:LONGEST_START].partition(" ")[0].casefold())
        if phrases is None:
            return None
        opening = " ".join(line[: 2 * LONGEST_START].casefold().split())
        return next((name for phrase, name in phrases if opening.startswith(phrase)), None)

    def agency(self, phrase: str) -> str | None:
        """Return the short name of the agency that `phrase` spells, None where it is none."""
        return self.agencies.get(fold(phrase))

    def agency_alone(self, line: str) -> str | None:
        """Return the agency that a line of its own names; `SpA` is a company's form and none."""
        name = self.agency(line)
        if name is None or fold(line) in self.words:
            return None
        if name.isupper() and len(name) <= LONGEST_ACRONYM and not line.isupper():
            return None  # `App` and `Uni` are words; `APP` and `UNI` sign
        as_usual = line.isupper() or line.islower() or line.istitle()
        return name if as_usual or line.strip(EDGES) == name or len(line) > 5 else None


@cache
def load() -> Rules:
    """Return the packaged rules; the file is read at the first call."""
    table, calendar = _table("rules.toml"), _table("calendar.toml")
    furniture = table["furniture"]
    agencies = _agencies(table["agency"])
    labels = [phrase for phrases in table["fields"].values() for phrase in phrases]
    opening = [*agencies, *furniture["lines"], *furniture["sections"], *furniture["starts"]]
    opening += [*furniture["credits"], *labels, *table["prose"]["by"], *table["months"]]
    return Rules(
        agencies=agencies,
        agency_words=frozenset(spelling.split()[0] for spelling in agencies),
        openers=frozenset(fold(phrase).split(" ")[0] for phrase in opening),
        domains={d: a["name"] for a in table["agency"] for d in a.get("domains", ())},
        signs=_signs(table["agency"]),
        words=frozenset(map(fold, table["sources"]["words"])),
        roles=tuple(f" {role}" for role in table["sources"]["roles"]),
        not_sources=frozenset(map(fold, table["sources"]["not_sources"])),
        lines=frozenset(map(fold, furniture["lines"])),
        sections=frozenset(map(fold, furniture["sections"])),
        pictures=frozenset(map(fold, furniture["pictures"])),
        starts=_starts(furniture["starts"]),
        ends=tuple(furniture["ends"]),
        homes=frozenset(map(fold, furniture["homes"])),
        links=frozenset(map(fold, furniture["links"])),
        comments=frozenset(map(fold, furniture["comments"])),
        forwards=frozenset(map(fold, furniture["forwards"])),
        **_frames(table),
        credits=tuple(furniture["credits"]),
        contacts=tuple(furniture["contacts"]),
        fields={fold(p): kind for kind, phrases in table["fields"].items() for p in phrases},
        menus=frozenset(map(fold, table["page"]["menus"])),
        shares=frozenset(map(fold, table["page"]["shares"])),
        notices=tuple(map(str.casefold, table["page"]["notices"])),
        **_dates(table, calendar),
        articles=re.compile(rf"\b(?:{'|'.join(table['prose']['articles'])})\b", re.IGNORECASE),
        by=frozenset(table["prose"]["by"]),
        joiners=frozenset(table["prose"]["joiners"]),
        dangling=frozenset(table["prose"]["dangling"]),
    )


def _frames(table: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `Rules` about front matter and the headers of messages."""
    return {
        "headers": frozenset(fold(p) for phrases in table["headers"].values() for p in phrases),
        "header_fields": {
            fold(p): field
            for field, phrases in table["headers"].items()
            for p in phrases
            if field != "other"
        },
        "frame_keys": {field: tuple(map(fold, keys)) for field, keys in table["frame"].items()},
        "frame_words": frozenset(fold(key) for keys in table["frame"].values() for key in keys),
    }


def _dates(table: dict[str, Any], calendar: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `Rules` about dates."""
    words = {key: frozenset(map(caseless, table["dates"][key])) for key in table["dates"]}
    weekdays = set(_WORD.findall(calendar["weekdays"]["names"]))
    foreign = words["foreign"] | weekdays - words["beside"]
    return {
        "months": _months(table["months"], calendar["months"]),
        "brief_months": _months({}, calendar["brief"]),
        "solar_months": _months(table["solar"], {}),
        "beside_dates": words["beside"] | foreign,
        "foreign_dates": foreign,
        "updated": words["updated"],
        "not_published": words["not_published"],
    }


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("store.text").joinpath(name).read_text("utf-8"))


def _names(packed: str) -> list[str]:
    """Return the names of a line of `calendar.toml`, which has them caseless."""
    return [name.strip() for name in packed.replace("\n", " ").split(",")]


def _months(ours: Mapping[str, list[str]], packed: Mapping[str, str]) -> dict[str, int]:
    months = {name: int(key) for key, names in packed.items() for name in _names(names)}
    return months | {caseless(name): int(key) for key, names in ours.items() for name in names}


def _agencies(entries: list[dict[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in entries:
        for spelling in (entry["name"], *entry.get("spellings", ())):
            names.setdefault(fold(spelling), entry["name"])
    return names


def _signs(entries: list[dict[str, Any]]) -> dict[str, tuple[tuple[str, str], ...]]:
    by_word: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in entries:
        for phrase in entry.get("signs", ()):
            word = phrase.split(None, 1)[0]
            by_word[word] = (*by_word.get(word, ()), (phrase, entry["name"]))
    return by_word


def _starts(phrases: list[str]) -> Starts:
    by_word: dict[str, list[str]] = {}
    for phrase in phrases:
        by_word.setdefault(phrase.split(None, 1)[0], []).append(phrase)
    return Starts({word: tuple(phrase_set) for word, phrase_set in by_word.items()})
