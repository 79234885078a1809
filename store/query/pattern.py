"""A user's regular expression for titles, with a guard against ones that would never end.

Python's `re` backtracks: a repeat inside a repeat takes time exponential in the length of the
title, and a running match can't be stopped. Such patterns are refused before they run.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from functools import lru_cache

MAX_PATTERN = 300
"""Code points that a pattern may have."""

MAX_TITLE = 300
"""Code points of a title that a pattern sees."""

_MAX_REPEATS = 4
_MAX_TOUCHING = 2
_MAX_OPTIONAL = 10
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\(\?(?P<flags>[a-zA-Z-]+)[:)]|\(\?(?:P<\w+>|[:=!>]|<[=!])|\(|\)|[*+][?+]?"
    r"|\{\d*,?\d*\}[?+]?|\?[?+]?|\||.",
    re.DOTALL,
)


@lru_cache(maxsize=64)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern` compiled, case folded; raises re.error with `pos` where it can't be."""
    with warnings.catch_warnings():
        # What a later Python may read otherwise is no news for who typed it.
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(pattern, re.IGNORECASE)


def fault(pattern: str) -> tuple[int, str] | None:
    """Return where (code points from 0) and what `pattern` should be instead; None: it will do."""
    if len(pattern) > MAX_PATTERN:
        return MAX_PATTERN, f"a regular expression of at most {MAX_PATTERN} characters"
    try:
        compiled(pattern)
    except re.error as error:
        return error.pos or 0, f"a regular expression ({error.msg})"
    except (RecursionError, OverflowError):
        return 0, "a simpler regular expression"
    return _runaway(pattern)


def _runaway(pattern: str) -> tuple[int, str] | None:
    scan = _Scan()
    for piece in _PIECE.finditer(pattern):
        if piece["flags"] and "x" in piece["flags"].partition("-")[0]:
            return piece.start(), "a regular expression without the flag x"
        # A `?` right after `(` belongs to the bracket's kind, and is no repeat.
        if piece[0] == "?" and pattern.endswith("(", 0, piece.start()):
            continue
        expected = scan.take(piece[0], sets_flags=bool(piece["flags"]))
        if expected is not None:
            return piece.start(), expected
    return None


@dataclass
class _Scan:
    """What was met so far in a pattern, piece by piece."""

    repeats: int = 0
    optional: int = 0
    touching: int = 0
    """Repeats since the last sign that must stand there once."""
    plain: bool = False
    """Whether the piece before is such a sign, unless a repeat follows."""
    groups: list[bool] = field(default_factory=lambda: [False])
    """For each open bracket, and the whole: whether it holds a repeat or a choice."""
    closed: bool = False
    """Whether the piece before closed a bracket that holds one."""

    def take(self, text: str, sets_flags: bool) -> str | None:
        """Return what was expected instead of the piece `text`; None: it will do."""
        after_group, self.closed = self.closed, False
        if text[0] in "*+?" or (text[0] == "{" and len(text) > 2):
            return self._repeat(text, after_group)
        self.touching = 0 if self.plain else self.touching
        self.plain = text not in ("(", ")", "|", ".", "^", "$") and text[0] not in "[\\("
        if text == "|":
            self.groups[-1] = True
        elif text == ")":
            self.closed = self.groups.pop()
            self.groups[-1] |= self.closed
        elif text[0] == "(" and not (sets_flags and text.endswith(")")):
            self.groups.append(False)
        return None

    def _repeat(self, text: str, after_group: bool) -> str | None:
        self.plain = False
        self.groups[-1] = True
        if text[0] == "?":
            self.optional += 1
        elif after_group:
            return "no repeat around a repeat or a choice"
        else:
            self.repeats += 1
            self.touching += 1
        if self.touching > _MAX_TOUCHING:
            return f"a plain sign between repeats: at most {_MAX_TOUCHING} may follow each other"
        if self.repeats > _MAX_REPEATS or self.optional > _MAX_OPTIONAL:
            return f"at most {_MAX_REPEATS} repeats and {_MAX_OPTIONAL} `?`"
        return None


def found(pattern: str, title: str) -> bool:
    """Say whether `pattern` matches somewhere in the first 300 code points of `title`."""
    return compiled(pattern).search(title[:MAX_TITLE]) is not None
