"""SQL functions of the index: full text, words in short strings, tags and regular expressions."""

from __future__ import annotations

import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from store.errors import TooSlow
from store.query import query_words, user_patterns
from store.text.words import clean, halves, indexed_text


class _Running(threading.local):
    """The query running in a thread: whether it should stop, and what stopped it."""

    stop: Callable[[], bool] | None = None
    why: TooSlow | None = None


_running = _Running()


@contextmanager
def patterns_bounded(stop: Callable[[], bool] | None = None) -> Iterator[None]:
    """Run queries whose regular expressions end: when `stop()` says so, or after a time on one
    text.

    Raises TooSlow in place of SQLite's error.
    """
    _running.stop, _running.why = stop, None
    try:
        yield
    except sqlite3.OperationalError as error:
        if _running.why is None:
            raise
        raise _running.why from error
    finally:
        _running.stop = _running.why = None


def install(connection: sqlite3.Connection) -> None:
    """Give `connection` the functions that views, conditions and orders call."""
    for name, count, function in (
        ("casefold", 1, _casefold),
        ("indexed", 1, indexed_text),
        ("halves", 1, halves),
        ("has_words", 3, _has_words),
        ("has_tag", 3, _has_tag),
        ("title_matches", 2, _title_matches),
        ("text_matches", 4, _text_matches),
    ):
        connection.create_function(name, count, function, deterministic=True)


@lru_cache(maxsize=256)
def _wanted(value: str) -> query_words.Parts:
    return query_words.parts_of(value)


def _has_words(text: str | None, value: str, prefix: int) -> bool:
    """Say whether one line of `text` holds all words of `value`."""
    if not isinstance(text, str):
        return False
    return any(
        query_words.has_words(line, _wanted(value), bool(prefix)) for line in text.split("\n")
    )


def _casefold(text: str | None) -> str | None:
    return text.casefold() if isinstance(text, str) else None


def folded_tag(name: str) -> str:
    """Return `name` as tags are compared: NFC and casefolded."""
    return unicodedata.normalize("NFC", name).casefold()


def tag_is(name: str, sought: str, only: bool) -> bool:
    """Say whether the tag `name` is the folded name `sought`, or below it unless `only`."""
    folded = folded_tag(name)
    return folded == sought or (not only and folded.startswith(sought + "/"))


def _has_tag(name: str | None, sought: str, only: int) -> bool:
    return isinstance(name, str) and tag_is(name, sought, bool(only))


def _title_matches(title: str | None, expression: str) -> bool:
    return isinstance(title, str) and _matches(expression, clean(title).text)


def _text_matches(body: str | None, paragraphs: str, reflow: str, expression: str) -> bool:
    if not isinstance(body, str):
        return False
    return _matches(expression, user_patterns.visible(body, paragraphs, reflow).text)


def _matches(expression: str, text: str) -> bool:
    if _running.stop is not None and _running.stop():
        _running.why = TooSlow("the query was given up")
        raise _running.why
    try:
        return user_patterns.matches_in(expression, text)
    except user_patterns.SlowPattern as slow:
        _running.why = TooSlow(
            f"/{expression}/ takes too long on a text: make it simpler, or search for it with s"
        )
        raise _running.why from slow
