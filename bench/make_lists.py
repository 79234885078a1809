"""Makes the word lists of the entity rules: `python -m bench.make_lists PACKAGES`.

PACKAGES is a folder into which these were installed (`pip install --target PACKAGES …`); the
program itself doesn't need them:

- countryinfo 1.0.1 (MIT): countries, their other names, peoples, capitals, provinces
- geotext 0.4.0 (MIT), with data of GeoNames (CC BY): cities and their populations, nationalities
- names 0.3.0 (MIT), with data of the US Census Bureau (public domain): given names, surnames
- Faker 40.54.0 (MIT): given names and surnames of some fifty countries in Latin letters

Common words are those of WordNet 3.0, as the lemmatizer of the installed language model has them,
that its vocabulary has too. The result is one packed text, `store/entities/lists/lists.gz`: lines
of `KIND<TAB>entries`, entries parted by commas, which `store.entities.rules.word_lists` reads.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from store.entities.spacy_models import DEFAULT

TARGET = Path(__file__).parent.parent / "store" / "entities" / "lists" / "lists.gz"

CITY_FROM = 100_000
"""People from which a city counts as evidence."""

BIG_CITY_FROM = 300_000
"""People from which a city is found where the model saw nothing."""

SURNAMES = 12_000
GIVEN_NAMES_SHARE = 0.002
"""Percent of people from which a given name is kept."""

WORD = re.compile(r"[a-z]{2,14}")
NAME = re.compile(r"[A-Z][A-Za-zÀ-ɏ'’.\- ]{2,40}")
FORMAL = re.compile(
    r"(?:[A-Z][a-z]+ )*(?:Republic|Kingdom|State|Federation|States|Emirates|Sultanate|Principality"
    r"|Commonwealth|Duchy)(?: of (?:the )?[A-Z].*)?"
)
"""The full names of states in English; the other spellings are in other languages."""

ONE_NAME = re.compile(r"[A-ZÀ-Ž][a-zà-ž]{2,14}(?:-[A-ZÀ-Ž][a-zà-ž]{2,14})?")
"""One word of a person's name, long enough to be told from others."""

NOT_A_NAME = re.compile(
    r"\b(Province|Region|Prefecture|District|County|Governorate|Department|State|Oblast|Republic)\b"
)


def plain(name: str) -> str:
    """Return `name` without accents."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def both(names: Iterable[str]) -> set[str]:
    """Return the names that look like names, with and without accents."""
    kept = {name.strip() for name in names if NAME.fullmatch(name.strip())}
    return kept | {plain(name) for name in kept}


def read_countries(packages: Path) -> dict[str, set[str]]:
    """Return countries, peoples, capitals and regions from countryinfo."""
    countries, peoples, capitals, regions = set[str](), set[str](), set[str](), set[str]()
    for path in sorted((packages / "countryinfo" / "data").glob("*.json")):
        entry = json.loads(path.read_text("utf-8"))
        short = plain(entry.get("name") or "")
        others = [name for name in entry.get("altSpellings") or [] if FORMAL.fullmatch(name)]
        kept = [name for name in others if NAME.fullmatch(name)]
        countries |= {f"{plain(name)}={short}" for name in [short, *kept] if NAME.fullmatch(name)}
        peoples |= both([entry.get("demonym") or ""])
        capital = entry.get("capital") or ""
        capitals |= both(capital if isinstance(capital, list) else [capital])
        regions |= both(NOT_A_NAME.sub("", name) for name in entry.get("provinces") or [])
    regions = {name for name in regions if len(name) > 3 and name.count(" ") < 2}
    return {"countries": countries, "peoples": peoples, "capitals": capitals, "regions": regions}


def read_cities(packages: Path) -> tuple[dict[str, int], set[str]]:
    """Return cities with the population of the largest of that name, and nationalities."""
    data = packages / "geotext" / "data"
    cities: dict[str, int] = {}
    for line in (data / "cities15000.txt").read_text("utf-8").splitlines():
        fields = line.split("\t")
        people = int(fields[14] or 0)
        if people >= CITY_FROM:
            for name in both([fields[1], fields[2]]):
                cities[name] = max(people, cities.get(name, 0))
    lines = (data / "nationalities.txt").read_text("utf-8").splitlines()
    nations = {line.split(":")[0].title() for line in lines if ":" in line and " And " not in line}
    return cities, both(nations)


def read_names(packages: Path) -> tuple[set[str], set[str]]:
    """Return given names and surnames of the US census."""

    def ranked(name: str) -> list[tuple[str, float]]:
        rows = (packages / "names" / name).read_text().splitlines()
        return [(row.split()[0].title(), float(row.split()[1])) for row in rows if row.strip()]

    given = {
        name
        for part in ("dist.male.first", "dist.female.first")
        for name, share in ranked(part)
        if share >= GIVEN_NAMES_SHARE and len(name) > 2
    }
    surnames = {name for name, _ in ranked("dist.all.last")[:SURNAMES] if len(name) > 2}
    return given, surnames


def read_world_names(packages: Path) -> tuple[set[str], set[str]]:
    """Return given names and surnames of many countries, with and without accents."""
    sys.path.insert(0, str(packages))
    given, surnames = set[str](), set[str]()
    for place in sorted((packages / "faker" / "providers" / "person").glob("*/__init__.py")):
        provider = importlib.import_module(f"faker.providers.person.{place.parent.name}").Provider
        for kind, names in vars(provider).items():
            kept = (
                {name for name in both(map(str, names)) if ONE_NAME.fullmatch(name)}
                if (isinstance(names, Iterable) and kind.startswith(("first_names", "last_names")))
                else set()
            )
            (given if kind.startswith("first") else surnames).update(kept)
    return given, surnames


def read_words(model: str) -> tuple[set[str], set[str]]:
    """Return common words, and those among them that aren't nouns only."""
    import spacy
    from spacy.lookups import Lookups
    from spacy.util import get_package_path

    (folder,) = get_package_path(model).glob(f"{model}-*/lemmatizer/lookups")
    lookups = Lookups().from_disk(folder)
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    language = spacy.load(model)
    lemmas: set[str] = set()
    others: set[str] = set()
    for part in ("adj", "adv", "verb", "noun"):
        words = {word for word in index[part] if WORD.fullmatch(word)}
        words |= {word for word in exceptions[part] if WORD.fullmatch(word)}
        lemmas |= words
        others |= words if part != "noun" else set()
    stop = language.Defaults.stop_words
    seen = {text for text in language.vocab.strings if WORD.fullmatch(text)}
    seen = {text for text in seen if len(text) > 3 or text in stop or text in others}

    def among(word: str, known: set[str]) -> bool:
        if word in known or word in stop:
            return True
        for suffix, ends in (
            ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")),
            ("ing", ("", "e")), ("er", ("", "e")), ("ers", ("", "e")),
        ):  # fmt: skip
            stem = word.removesuffix(suffix)
            if stem != word and len(stem) > 2 and any(stem + end in known for end in ends):
                return True
        return len(word) > 5 and word[-3:-2] == word[-4:-3] and word[:-3] in known

    return {w for w in seen if among(w, lemmas)}, {w for w in seen if among(w, others)}


def make(packages: Path, model: str) -> dict[str, set[str]]:
    """Return all lists by kind; a name is in one kind of place only."""
    lists = read_countries(packages)
    cities, nations = read_cities(packages)
    given, surnames = read_names(packages)
    words, not_nouns = read_words(model)
    lists["peoples"] |= nations
    places = {entry.split("=")[0] for entry in lists["countries"]} | lists["capitals"]
    people = given | surnames
    named = {name.lower() for name in places | set(cities) | lists["regions"] | given}
    words = {word for word in words if word in not_nouns or word not in named}
    unclear = {name for name in cities if name in people or name.lower() in words}
    cities = {name: size for name, size in cities.items() if name not in places | lists["peoples"]}
    lists["bigcities"] = {n for n, size in cities.items() if size >= BIG_CITY_FROM} - unclear
    lists["cities"] = set(cities) - unclear - lists["bigcities"]
    lists["unclear"] = {n for n in unclear if cities.get(n, 0) >= BIG_CITY_FROM}
    lists["regions"] -= places | set(cities) | lists["peoples"] | people
    lists["regions"] = {name for name in lists["regions"] if name.lower() not in words}
    lists["words"] = words
    others = places | set(cities) | lists["regions"] | lists["peoples"]
    world_given, world_surnames = (
        {name for name in some - others if name.lower() not in words}
        for some in read_world_names(packages)
    )
    given |= world_given
    surnames |= world_surnames
    lists["given"] = given
    lists["surnames"] = surnames - given
    return lists


def main() -> None:
    """Write the packed lists and say how long each is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packages", type=Path)
    parser.add_argument("--model", default=DEFAULT)
    options = parser.parse_args()
    lists = make(options.packages, options.model)
    lines = [f"{kind}\t{','.join(sorted(lists[kind]))}" for kind in sorted(lists)]
    content = "\n".join(lines).encode()
    TARGET.write_bytes(gzip.compress(content, 9, mtime=0))
    print(*(f"{kind}: {len(lists[kind])}" for kind in sorted(lists)), sep="\n")
    print(f"{len(content):,} bytes, packed {TARGET.stat().st_size:,}")


if __name__ == "__main__":
    main()
