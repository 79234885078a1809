"""The letters that a text must have for a regular expression to match anywhere in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from store.query.user_patterns import PIECE
from store.text.letters import fold
from store.text.words import is_alone, terms

SHORTEST = 3
"""The length in letters from which a run narrows the search enough to look it up."""

_KNOWN_ESCAPES = frozenset("sSwWdDbBAZ")


def needed(pattern: str) -> list[str]:
    """Return runs of letters and digits, folded, that every match contains.

    Each is within one word of the text, folded as in the index. Empty where the pattern has an
    alternative at its top level, or characters that aren't written literally.
    """
    scan = _Runs()
    for piece in PIECE.finditer(unicodedata.normalize("NFC", pattern)):
        if not scan.take(piece):
            return []
    scan.end_run()
    return list(dict.fromkeys(run for run in map(fold, scan.runs) if len(run) >= SHORTEST))


@lru_cache(maxsize=1024)
def _is_within_a_word(sign: str) -> bool:
    """Return whether a character stands for itself, inside a word of the index."""
    words = terms(sign)
    return len(words) == 1 and words[0] == fold(sign) and not is_alone(words[0])


class _Runs:
    """The runs so far, outside all brackets."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self._run = ""
        self._depth = 0

    def end_run(self) -> None:
        """Take the run as it is, and begin another."""
        self.runs.append(self._run)
        self._run = ""

    def take(self, piece: re.Match[str]) -> bool:
        """Take the next part; return whether more can be learned."""
        text = piece[0]
        if text[0] == "\\" and text[1:].isalnum() and text[1:] not in _KNOWN_ESCAPES:
            return False
        if piece["flags"] or (text == "|" and not self._depth) or text == "{":
            return False
        if text[0] == "(":
            self._depth += 1
            self.end_run()
        elif text == ")":
            self._depth -= 1
            self.end_run()
        elif self._depth:
            pass
        elif piece["least"] is not None or text[0] in "*+?":
            self._repeat(piece)
        elif _is_within_a_word(text):
            self._run += text
        else:
            self.end_run()
        return True

    def _repeat(self, piece: re.Match[str]) -> None:
        """End the run, before the repeated character if that is optional."""
        never = piece[0][0] in "*?" or (piece["least"] is not None and not int(piece["least"] or 0))
        if never:
            self._run = self._run[:-1]
        self.end_run()
