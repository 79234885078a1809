"""Columns of a data set: which of them hold texts, titles, dates, told by names, else by values."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Row = Mapping[str, Any]
Path = tuple[str, ...]
"""The keys that lead to a value of a row, from the outside in."""

FACTS = ("title", "published", "source", "url", "author", "language", "id", "tags")
MOST_PATHS = 2_000
"""Different columns that are looked at; keys beyond them are data."""
FEWEST_WORDS = {"text": 3, "brief": 12, "": 20}
"""Words in the mean that make a column a text: by its name, by that of a summary, by nothing."""
RAREST = 20
"""A column of texts has one in at least this many rows; a note on a table is no column."""
DEEPEST = 4
PROBE = 20_000
"""Code points of a value that count when columns are compared."""

_CONTAINER_KEYS = """
fields data article attributes _source node item document doc post story record entry metadata meta
properties tweet news webpage status thread legacy
"""
_CONTAINERS = frozenset(_CONTAINER_KEYS.split())
_VALUE_KEYS = """
main value name text rendered title plain full content #text $t $ _ @value label term original
screen_name html en default headline $date $oid short
"""
_VALUES = tuple(_VALUE_KEYS.split())
"""Keys below a column that say what it is: `source: {name: …}`, `headline: {main: …}`."""
_NO_NAME = re.compile(r"[\W_]+")
_NO_WORDS = re.compile(r"\s*(?:https?://|data:|[\[{<]?\d)")


@cache
def _ranks() -> dict[str, dict[str, int]]:
    """Return for each fact the names of its columns with their ranks."""
    table = tomllib.loads(files("store.sources").joinpath("column_names.toml").read_text("utf-8"))
    return {
        fact: {folded(name): rank for rank, name in reversed(list(enumerate(names.split())))}
        for fact, names in table.items()
    }


def folded(key: str) -> str:
    """Return a column's name as it is compared: `dc:Article_Body` is `articlebody`."""
    if key == "_source":  # what search engines call a whole row
        return ""
    plain = unicodedata.normalize("NFKD", key.rpartition(":")[2][:60].casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NO_NAME.sub("", plain.replace("ß", "ss").replace("ı", "i"))


def is_known(key: str) -> bool:
    """Return whether a column of this name is one that tells a fact or holds a text."""
    name = folded(key)
    return any(name in names for names in _ranks().values())


def words_of(value: Any, between: str, depth: int = 0) -> str:
    """Return a value as words; of a list its items joined, of an object what names it."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool) or depth > DEEPEST:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        parts = (words_of(item, between, depth + 1) for item in value[:10_000])
        return between.join(part for part in parts if part)
    if isinstance(value, dict):
        for key in _VALUES:
            if (inner := value.get(key)) and (words := words_of(inner, between, depth + 1)):
                return words
    return ""


def value_at(row: Row, path: Path) -> Any:
    """Return what a row has at a path, None where it has nothing."""
    value: Any = row
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


class Columns:
    """The columns of a data set as far as rows have shown them."""

    def __init__(self, sample: Iterable[Row]) -> None:
        self.texts: list[Path] = []
        """Best first."""
        self.facts: dict[str, list[Path]] = {fact: [] for fact in FACTS}
        self.keys: set[str] = set()
        """Keys of the rows that were looked at."""
        self._paths: set[Path] = set()
        self._learn(list(sample))

    def learn(self, row: Row) -> None:
        """Look at a row with keys that no earlier one had."""
        if len(self._paths) < MOST_PATHS:
            self._learn([row])

    def names(self) -> str:
        """Return the names of the first columns, for a message."""
        first = [key[:40] for key in list(self.keys)[:6]]
        return ", ".join(sorted(first)) + (", …" if len(self.keys) > 6 else "")

    def text_of(self, row: Row) -> str:
        """Return a row's text as it stands there, "" where it has none."""
        for path in self.texts:
            value = row.get(path[0]) if len(path) == 1 else value_at(row, path)
            words = value if isinstance(value, str) else words_of(value, "\n\n")
            if words and not words.isspace():
                return words
        return ""

    def value_of(self, row: Row, fact: str) -> Any:
        """Return a row's value for a fact, None where it has none."""
        for path in self.facts[fact]:
            value = row.get(path[0]) if len(path) == 1 else value_at(row, path)
            if value not in (None, "", [], {}):
                return value
        return None

    def _learn(self, rows: list[Row]) -> None:
        paths: dict[Path, None] = {}
        for row in rows:
            self.keys.update(list(row)[:MOST_PATHS])
            for path in _paths_of(row, ()):
                if path not in self._paths and len(paths) < MOST_PATHS:
                    paths[path] = None
        self._paths.update(paths)
        ranks = _ranks()
        named = {path: folded(path[-1]) for path in paths}
        for fact, chosen in self.facts.items():
            names = ranks[fact]
            chosen.extend(path for path in paths if named[path] in names)
            chosen.sort(key=lambda path: (names[folded(path[-1])], len(path)))
        self.texts.extend(_texts(rows, named))


def _paths_of(row: Row, above: Path) -> Iterable[Path]:
    for key, value in row.items():
        if not isinstance(key, str):
            continue
        path = (*above, key)
        is_container = isinstance(value, dict) and key.lower() in _CONTAINERS
        if is_container and len(path) < DEEPEST and not words_of(value, " "):
            yield from _paths_of(value, path)
        else:
            yield path
            if is_container and len(path) < DEEPEST:
                yield from _paths_of(value, path)


def _texts(rows: list[Row], named: Mapping[Path, str]) -> list[Path]:
    """Return the columns of texts: those with a text's name, else a summary's, else any long one.

    Of several the longest is the first; one in HTML must be twice as long as one without.
    """
    ranks = _ranks()
    lengths: dict[str, list[tuple[float, Path]]] = {"text": [], "brief": [], "": []}
    for path, name in named.items():
        kind = "text" if name in ranks["text"] else "brief" if name in ranks["brief"] else ""
        if not kind and any(name in ranks[fact] for fact in FACTS):
            continue
        length, words, count = _measure(rows, path, bool(kind))
        is_column = count * RAREST >= len(rows)
        if is_column and count and words >= FEWEST_WORDS[kind] * count:
            lengths[kind].append((-length * (0.5 if "html" in name else 1.0), path))
    by_name = [path for _, path in sorted(lengths["text"])]
    if by_name:
        return by_name + [path for _, path in sorted(lengths["brief"])]
    return [path for _, path in sorted(lengths["brief"] + lengths[""])]


def _measure(rows: list[Row], path: Path, is_named: bool) -> tuple[int, int, int]:
    """Return code points, words and number of the values in a column.

    Lists and objects count only in a column with a text's name.
    """
    length = words = count = 0
    for row in rows:
        value = value_at(row, path)
        text = value if isinstance(value, str) else words_of(value, " ")
        if not text or not (
            isinstance(value, str) or (is_named and isinstance(value, (list, dict)))
        ):
            continue
        count += 1
        text = text[:PROBE]
        length += len(text)
        words += 0 if _NO_WORDS.match(text) and " " not in text.strip() else word_count(text)
    return length, words, count


def word_count(text: str) -> int:
    """Return about how many words a text has; two characters count as one where none are parted."""
    count = len(text.split())
    return len(text) // 2 if not text.isascii() and count < len(text) // 20 else count
