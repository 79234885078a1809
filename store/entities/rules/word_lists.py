"""The word lists behind the rules, loaded once: places, peoples, people's names, common words."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from store.entities.rules import rule_words


@dataclass(frozen=True, slots=True)
class Lists:
    """What the rules know about names; see bench/make_lists.py for the sources."""

    countries: dict[str, str]
    """Canonical name by spelling."""
    capitals: frozenset[str]
    peoples: frozenset[str]
    big_cities: frozenset[str]
    cities: frozenset[str]
    unclear_cities: frozenset[str]
    """Big cities whose names are also given names, surnames or common words."""
    regions: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]
    words: frozenset[str]
    """Common words in lower case, including inflected forms."""

    def is_common(self, word: str) -> bool:
        """Return whether `word`, in any case, is a common word."""
        return word.lower() in self.words


@lru_cache(maxsize=1)
def load() -> Lists:
    """Return the lists; the first call takes about 30 ms."""
    packed = resources.files("store.entities").joinpath("lists/lists.gz").read_bytes()
    kinds = dict(line.split("\t") for line in gzip.decompress(packed).decode().splitlines())

    def kind(name: str) -> frozenset[str]:
        return frozenset(kinds[name].split(","))

    countries = dict(entry.split("=") for entry in kinds["countries"].split(","))
    peoples = kind("peoples") | rule_words.PEOPLES
    peoples |= {f"{name}s" for name in peoples if name.endswith(("an", "i", "k", "d", "b", "rd"))}
    return Lists(
        countries=countries | rule_words.COUNTRIES,
        capitals=kind("capitals") | rule_words.CAPITALS,
        peoples=peoples - rule_words.NOT_PEOPLES,
        big_cities=kind("bigcities") - rule_words.NOT_CITIES,
        cities=kind("cities") - rule_words.NOT_CITIES,
        unclear_cities=kind("unclear"),
        regions=kind("regions") | rule_words.REGIONS,
        given_names=kind("given") | rule_words.GIVEN,
        surnames=kind("surnames"),
        words=kind("words"),
    )
