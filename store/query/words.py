"""Words as the full-text index sees them: runs of letters and digits, case and accents folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DIACRITICS = re.compile("[\u0300-\u036f]+")
_RUN = re.compile(r"[^\W_]+")

MAX_WORDS = 100
"""Words that a phrase, or a nearness, may have.

Where a text repeats one word, FTS5 takes the length of the text times that of the phrase.
"""

TOO_LONG = f"at most {MAX_WORDS} words in a row"


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, as FTS5's unicode61 tokenizer folds it."""
    if text.isascii():
        return text.lower()
    return _DIACRITICS.sub("", unicodedata.normalize("NFD", text.lower()))


def tokens(text: str) -> list[str]:
    """Return the folded words of `text` in order; `US-led` gives `us`, `led`."""
    return _RUN.findall(fold(text))


def has_token(text: str) -> bool:
    """Say whether `text` holds a letter or a digit, so that a word search can find it."""
    return _RUN.search(text) is not None


def is_too_long(text: str) -> bool:
    """Say whether `text` has more words than a phrase may have."""
    return len(text) > 2 * MAX_WORDS and len(tokens(text)) > MAX_WORDS


def has_phrase(text: Sequence[str], phrase: Sequence[str], prefix: bool) -> bool:
    """Say whether the tokens `phrase` stand in a row in `text`, the last one maybe only begun."""
    length = len(phrase)
    if not length:
        return False
    *whole, last = phrase
    for start in range(len(text) - length + 1):
        found = text[start + length - 1]
        if (found.startswith(last) if prefix else found == last) and (
            list(text[start : start + length - 1]) == whole
        ):
            return True
    return False


def has_words(text: str, words: Sequence[str], prefix: bool) -> bool:
    """Say whether every token of `words` occurs in `text`, the last one maybe only begun."""
    if not words:
        return False
    there = set(tokens(text))
    *whole, last = words
    if not there.issuperset(whole):
        return False
    return any(word.startswith(last) for word in there) if prefix else last in there


def quoted(value: str) -> str:
    """Return `value` in double quotes, as the query language reads it back."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fts_string(value: str, prefix: bool = False) -> str:
    """Return `value` as one FTS5 phrase, so that no sign in it is taken for an operator."""
    clean = value.replace("\0", " ").replace('"', '""')
    return f'"{clean}" *' if prefix else f'"{clean}"'


def fts_all(words: Sequence[str], prefix: bool = False) -> str:
    """Return an FTS5 expression for all of `words` in any order, the last one maybe only begun."""
    *whole, last = words
    return " AND ".join([*map(fts_string, whole), fts_string(last, prefix)])


def fts_near(parts: Sequence[tuple[str, bool]], within: int) -> str:
    """Return an FTS5 expression for words and phrases, maybe only begun, near each other."""
    phrases = " ".join(fts_string(value, prefix) for value, prefix in parts)
    return f"NEAR({phrases}, {within})"
