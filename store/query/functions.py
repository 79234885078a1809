"""The SQL functions that compiled queries call: words in a short string, tags, title patterns."""

from __future__ import annotations

import sqlite3
import unicodedata
from functools import lru_cache

from store.query import pattern, words


def install(connection: sqlite3.Connection) -> None:
    """Give `connection` `has_words`, `has_tag`, `title_matches` and `casefold`."""
    for name, count, function in (
        ("casefold", 1, _casefold),
        ("has_words", 3, _has_words),
        ("has_tag", 3, _has_tag),
        ("title_matches", 2, _title_matches),
    ):
        connection.create_function(name, count, function, deterministic=True)


@lru_cache(maxsize=256)
def _wanted(value: str) -> tuple[str, ...]:
    return tuple(words.tokens(value))


def _has_words(text: str | None, value: str, prefix: int) -> bool:
    """Say whether one line of `text` holds all words of `value`."""
    if not isinstance(text, str):
        return False
    return any(words.has_words(line, _wanted(value), bool(prefix)) for line in text.split("\n"))


def _casefold(text: str | None) -> str | None:
    return text.casefold() if isinstance(text, str) else None


def folded_tag(name: str) -> str:
    """Return `name` as tags are compared: NFC and casefolded."""
    return unicodedata.normalize("NFC", name).casefold()


def tag_is(name: str, wanted: str, only: bool) -> bool:
    """Say whether the tag `name` is the folded name `wanted`, or below it unless `only`."""
    folded = folded_tag(name)
    return folded == wanted or (not only and folded.startswith(wanted + "/"))


def _has_tag(name: str | None, wanted: str, only: int) -> bool:
    return isinstance(name, str) and tag_is(name, wanted, bool(only))


def _title_matches(title: str | None, expression: str) -> bool:
    return isinstance(title, str) and pattern.found(expression, title)
