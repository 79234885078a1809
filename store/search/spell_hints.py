"""Explains empty search results: words that no text has, and words of similar spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.search.search_query import SearchQuery, read
from store.search.text_vocabulary import Vocabulary
from store.text.words import terms


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of a search that are nowhere, and the search with the nearest ones in their place."""

    words: tuple[str, ...] = ()
    """As the index folds them, a beginning with its `*`."""
    instead: str | None = None
    """None where a word has none near it."""


def missing(vocabulary: Vocabulary, text: str) -> Missing:
    """Return the words of a search that no text has. Raises QueryError."""
    instead: str | None = text
    words: list[str] = []
    for word, prefix in dict.fromkeys(_words(read(text))):
        if vocabulary.has(word, prefix):
            continue
        words.append(word + "*" * prefix)
        nearest = vocabulary.nearest(word)
        instead = _replaced(instead, word, nearest) if instead is not None and nearest else None
    return Missing(tuple(words), instead if words else None)


def _words(search_query: SearchQuery) -> list[tuple[str, bool]]:
    phrases = [*search_query.phrases, *(part for near in search_query.nears for part in near.parts)]
    words: list[tuple[str, bool]] = []
    for value, prefix in phrases:
        *whole, last = terms(value) or [""]
        words += [(word, False) for word in whole]
        words += [(last, prefix)] if last else []
    return words


def _replaced(text: str, word: str, nearest: str) -> str | None:
    """Return a search with another word in the place of one; None where it is written otherwise."""
    replaced, times = re.subn(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", nearest, text, flags=re.I)
    return replaced if times else None
