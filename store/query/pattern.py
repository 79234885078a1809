"""A user's regular expression for titles, with a guard against ones that would never end.

Python's `re` backtracks: a repeat inside a repeat takes time exponential in the length of the
title, and a running match can't be stopped. Such patterns are refused before they run.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_PATTERN = 300
"""Code points that a pattern may have."""

MAX_TITLE = 300
"""Code points of a title that a pattern sees."""

_MAX_REPEATS = 4
_MAX_OPTIONAL = 10
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?P<flags>[a-zA-Z-]+)[:)]|\(|\)|[*+][?+]?"
    r"|\{\d*,?\d*\}[?+]?|\?[?+]?|\||.",
    re.DOTALL,
)


@lru_cache(maxsize=64)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern` compiled, case folded; raises re.error with `pos` where it can't be."""
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
    repeats = optional = 0
    groups: list[bool] = [False]  # for each open bracket: holds a repeat or a choice
    closed_varies = False
    for piece in _PIECE.finditer(pattern):
        text = piece[0]
        after_group, closed = closed_varies, False
        if piece["flags"] and "x" in piece["flags"].partition("-")[0]:
            return piece.start(), "a regular expression without the flag x"
        if text.startswith("("):
            if not (piece["flags"] and text.endswith(")")):
                groups.append(False)
        elif text == ")":
            closed = groups.pop()
            groups[-1] |= closed
        elif text == "|":
            groups[-1] = True
        elif text[0] == "?" and not pattern.endswith("(", 0, piece.start()):
            # A `?` right after `(` belongs to the bracket's kind, and is no repeat.
            optional += 1
            groups[-1] = True
        elif text[0] in "*+" or (text[0] == "{" and len(text) > 2):
            if after_group:
                return piece.start(), "no repeat around a repeat or a choice"
            repeats += 1
            groups[-1] = True
        if repeats > _MAX_REPEATS or optional > _MAX_OPTIONAL:
            return piece.start(), f"at most {_MAX_REPEATS} repeats and {_MAX_OPTIONAL} `?`"
        closed_varies = closed
    return None


def found(pattern: str, title: str) -> bool:
    """Say whether `pattern` matches somewhere in the first 300 code points of `title`."""
    return compiled(pattern).search(title[:MAX_TITLE]) is not None
