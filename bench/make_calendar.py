"""Makes the table of months and weekdays: `python -m bench.make_calendar PACKAGES`.

PACKAGES is a folder into which Babel 2.18.0 (BSD-3-Clause) was installed (`pip install --target
PACKAGES babel==2.18.0`); the program itself doesn't need it. Its data are those of the Common
Locale Data Repository (Unicode License v3). The result is `store/text/calendar.toml`, which
`store.text.rules` reads beside the words that were written by hand.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import sys
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from store.text.rules import caseless

TARGET = Path(__file__).parent.parent / "store" / "text" / "calendar.toml"

LOCALES = (
    "af am ar ar_SY ar_DZ ar_MA az az_Cyrl be bg bn bs bs_Cyrl ca ckb cs cy da de de_AT el en"
    " es et eu fa fa_AF fi fil fo fr ga gl gu ha he hi hr hu hy id is it ja ka kk km kn ko ku"
    " ky lb lo lt lv mk ml mr ms mt my nb ne nl nn pa pl ps pt ro ru si sk sl so sq sr sr_Latn"
    " sv sw ta te tg th tk tr uk ur uz uz_Cyrl vi zh zh_Hant"
)
"""Languages of news whose dates are of the Gregorian calendar, and countries with other names."""

ARTICLES = ("de ", "d’", "d'")
"""What Catalan puts before a month; the pattern of a date has it already."""

HEBREW = "א", "ת"
"""The first letter and the last."""
IN_HEBREW = "ב"
"""*In*, which is written as one word with the month."""

SHORTEST_WEEKDAY = 2
NOT_WEEKDAYS = frozenset(
    ("an", "do", "di", "la", "ma", "me", "ne", "on", "or", "so", "st", "su", "to", "um", "us", "we")
)
"""Short forms of weekdays that are common words of other languages."""

Names = list[tuple[str, int, str]]
"""Each the kind (months, brief, weekdays), the number of the month or 0, and the name."""


def names_of(locale: str, packages: str) -> Names:
    """Return what a locale calls months and weekdays; to be called in a process of its own.

    Babel mixes up the stand-alone names of locales that one process reads one after the other.
    """
    sys.path.insert(0, packages)
    told = importlib.import_module("babel").Locale.parse(locale)
    names: Names = []
    for context in ("format", "stand-alone"):
        for width, kind in (("wide", "months"), ("abbreviated", "brief")):
            months, days = told.months[context][width], told.days[context][width]
            names.extend((kind, number, name) for number, name in months.items())
            names.extend(("weekdays", 0, name) for name in days.values())
    return names


def spellings(name: str) -> Iterable[str]:
    """Return a name as dates have it: without article, with *in*, and without accents."""
    name = caseless(unicodedata.normalize("NFC", name)).strip(". ")
    for article in ARTICLES:
        name = name.removeprefix(article)
    yield name
    if HEBREW[0] <= name[:1] <= HEBREW[1]:
        yield IN_HEBREW + name
    parts = unicodedata.normalize("NFD", name)
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    if plain.isascii() or "α" <= plain[:1] <= "ω":
        yield plain


def make(packages: str) -> dict[tuple[str, int], set[str]]:
    """Return the names by kind and number; what two languages use for two months is left out."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(2, maxtasksperchild=1) as pool:
        found = pool.map(partial(names_of, packages=packages), LOCALES.split(), chunksize=1)
    table: dict[tuple[str, int], set[str]] = defaultdict(set)
    months: dict[str, set[int]] = defaultdict(set)
    for kind, number, name in (entry for names in found for entry in names):
        for spelling in spellings(name):
            if not any(map(str.isdigit, spelling)) and len(spelling) >= SHORTEST_WEEKDAY:
                table[kind, number].add(spelling)
                months[spelling].add(number)
    for (kind, number), names in table.items():
        names -= {name for name in names if len(months[name] - {0}) > 1}
        names -= NOT_WEEKDAYS if kind == "weekdays" else set()
        names -= table["months", number] | table["weekdays", 0] if kind == "brief" else set()
    return table


def main() -> None:
    """Write the table and say how long it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packages")
    table = make(parser.parse_args().packages)
    lines = ["# Months and weekdays of many languages, made by bench/make_calendar.py from CLDR."]
    for kind in ("months", "brief", "weekdays"):
        lines += ["", f"[{kind}]"]
        for number in range(1, 13) if kind != "weekdays" else (0,):
            names = ", ".join(sorted(table[kind, number]))
            lines += [f'{number or "names"} = """', *textwrap.wrap(names, 96), '"""']
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{sum(map(len, table.values())):,} names, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
