"""The words of queries: as FTS5 expressions, and matched in short strings outside the index."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from store.text.words import is_alone, terms

MAX_WORDS = 100
"""The largest number of words in a phrase or a `NEAR`.

Where a text repeats one word, FTS5 takes time proportional to the length of the text times that of
the phrase.
"""

TOO_LONG = f"at most {MAX_WORDS} words in a row"


def has_token(text: str) -> bool:
    """Return whether `text` has a letter, digit or emoji, so that a word search can find it."""
    return bool(terms(text))


def is_too_long(text: str) -> bool:
    """Say whether `text` has more words than a phrase may have."""
    return len(terms(text)) > MAX_WORDS


def has_phrase(text: Sequence[str], phrase: Sequence[str], prefix: bool) -> bool:
    """Return whether `text` has the terms of `phrase` in a row; the last may be a prefix."""
    length = len(phrase)
    if not length:
        return False
    *whole, last = phrase
    for start in range(len(text) - length + 1):
        last_word = text[start + length - 1]
        if (last_word.startswith(last) if prefix else last_word == last) and (
            list(text[start : start + length - 1]) == whole
        ):
            return True
    return False


Parts = tuple[tuple[str, ...], ...]
"""Words that must all occur, in any order; each is one term, or adjacent letters."""


def parts_of(value: str) -> Parts:
    """Return the words of `value`; in scripts without blanks, groups of adjacent letters."""
    parts: list[tuple[str, ...]] = []
    for piece in value.split():
        for alone, group in groupby(terms(piece), is_alone):
            run = tuple(group)
            parts += [run] if alone else [(term,) for term in run]
    return tuple(parts)


def has_words(text: str, words: Parts, prefix: bool) -> bool:
    """Say whether every one of `words` occurs in `text`, the last one maybe only begun."""
    if not words:
        return False
    words_there = terms(text)
    *whole, last = words
    return all(has_phrase(words_there, word, False) for word in whole) and has_phrase(
        words_there, last, prefix
    )


def quoted(value: str) -> str:
    """Return `value` in double quotes, as the query language reads it back."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fts_string(value: str, prefix: bool = False) -> str:
    """Return `value` as one FTS5 phrase, with no character read as an operator."""
    return fts_phrase(terms(value), prefix)


def fts_phrase(words: Sequence[str], prefix: bool = False) -> str:
    """Return an FTS5 phrase of terms, the last one maybe only begun."""
    return f'"{" ".join(words)}"' + " *" * prefix


def fts_all(words: Parts, prefix: bool = False) -> str:
    """Return an FTS5 expression for all of `words` in any order, the last one maybe only begun."""
    *whole, last = words
    return " AND ".join([*map(fts_phrase, whole), fts_phrase(last, prefix)])


def fts_near(parts: Sequence[tuple[str, bool]], within: int) -> str:
    """Return an FTS5 expression for words and phrases, maybe only begun, near each other."""
    phrases = " ".join(fts_string(value, prefix) for value, prefix in parts)
    return f"NEAR({phrases}, {within})"
