"""The letters that a text must have for a regular expression to match anywhere in it."""

from __future__ import annotations

import re

from store.query.pattern import PIECE

SHORTEST = 3
"""Letters of a run from which on it narrows the texts down enough to be looked up."""

_LETTER = re.compile(r"[A-HJ-Za-z0-9]")
"""Signs that belong to a word of the index, and whose other spellings fold to the same there.

`I` is none: a regular expression takes it for a dotless `ı` too, which the index keeps apart.
"""

_KNOWN_ESCAPES = frozenset("sSwWdDbBAZ")


def needed(pattern: str) -> list[str]:
    """Return runs of letters and digits, in lower case, that every match has in it.

    Each stands within one word of the text. None are known where the pattern has a choice at its
    top level, or signs that are written in other ways than as themselves.
    """
    scan = _Runs()
    for piece in PIECE.finditer(pattern):
        if not scan.take(piece):
            return []
    scan.end_run()
    return list(dict.fromkeys(run.lower() for run in scan.runs if len(run) >= SHORTEST))


class _Runs:
    """The runs met so far, outside of all brackets."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self._run = ""
        self._depth = 0

    def end_run(self) -> None:
        """Take the run as it is, and begin another."""
        self.runs.append(self._run)
        self._run = ""

    def take(self, piece: re.Match[str]) -> bool:
        """Take the next piece; say whether anything can still be known."""
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
        elif _LETTER.fullmatch(text):
            self._run += text
        else:
            self.end_run()
        return True

    def _repeat(self, piece: re.Match[str]) -> None:
        """End the run: before the sign that is repeated, where it may be there no time at all."""
        never = piece[0][0] in "*?" or (piece["least"] is not None and not int(piece["least"] or 0))
        if never:
            self._run = self._run[:-1]
        self.end_run()
