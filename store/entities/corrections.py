"""The user's corrections of entities, read from the facts in the index."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

KINDS = {"aliases": str, "labels": str, "hidden": bool, "names": str, "split": bool}
"""The kinds of corrections keyed by name, and the type of their values."""


@dataclass(slots=True)
class Corrections:
    """The corrections of one level: those of the library or those of an article."""

    aliases: dict[str, str] = field(default_factory=dict)
    """Canonical name by alias."""
    labels: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, bool] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Labels of the names to find wherever they occur, by name."""
    split: dict[str, bool] = field(default_factory=dict)
    """Names that are never merged with others: each spelling is a name of its own."""
    spans: list[dict[str, Any]] = field(default_factory=list)
    """Corrections of single places, as in `tags.yaml`; for articles only."""

    def __bool__(self) -> bool:
        return bool(self.spans) or any(getattr(self, kind) for kind in KINDS)

    def keys(self) -> set[str]:
        """Return the names that have an alias, label, hidden flag or split flag."""
        return {*self.aliases, *self.labels, *self.hidden, *self.split}

    def add_fact(self, path: list[str], value: Any) -> None:
        """Add one fact; `path` starts at the kind. Values of the wrong type are ignored."""
        if not path or value is None:
            return
        if path[0] == "spans":
            spans = value if isinstance(value, list) else [value]
            self.spans.extend(item for item in spans if isinstance(item, dict))
        elif len(path) == 2 and isinstance(value, KINDS.get(path[0], ())):
            getattr(self, path[0])[nfc(path[1])] = nfc(value) if isinstance(value, str) else value

    def resolve(self, name: str) -> str:
        """Return the end of the alias chain of `name`, or `name` itself if the chain is a cycle."""
        seen = {name}
        at = name
        while (target := self.aliases.get(at)) is not None:
            if target in seen:
                return name
            seen.add(target)
            at = target
        return at

    def circles(self) -> list[str]:
        """Return the names whose aliases form a cycle, sorted."""
        return sorted(name for name in self.aliases if self._returns(name))

    def _returns(self, name: str) -> bool:
        at = self.aliases.get(name)
        for _ in self.aliases:
            if at is None or at == name:
                break
            at = self.aliases.get(at)
        return at == name


def nfc(text: str) -> str:
    """Return `text` in Unicode normalization form C, in which names are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def of_library(connection: sqlite3.Connection) -> Corrections:
    """Return the corrections that apply to every article."""
    rows = connection.execute(
        "SELECT path, value FROM facts WHERE path >= '[\"entities\"' AND path < '[\"entities#'"
    )
    return _read(rows, 1)


def of_article(connection: sqlite3.Connection, article_id: str) -> Corrections:
    """Return the corrections that apply to one article only."""
    place = ["articles", article_id, "entities"]
    below = json.dumps(place, ensure_ascii=False, separators=(",", ":"))[:-1]
    rows = connection.execute(
        "SELECT path, value FROM facts WHERE path >= ? AND path < ?", (f"{below},", f"{below}-")
    )
    return _read(rows, 3)


def corrected_articles(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the articles that have corrections of their own."""
    rows = connection.execute(
        "SELECT DISTINCT json_extract(path, '$[1]') FROM facts"
        " WHERE path >= '[\"articles\"' AND path < '[\"articles#'"
        " AND json_extract(path, '$[2]') = 'entities'"
    )
    return [row[0] for row in rows]


def _read(rows: Iterable[tuple[str, str]], skip: int) -> Corrections:
    corrections = Corrections()
    for path, value in rows:
        corrections.add_fact(json.loads(path)[skip:], json.loads(value))
    return corrections
