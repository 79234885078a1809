"""The user's regular expressions for titles and texts: parsed, limited, and never endless.

The syntax is that of Python's `re` as the package `regex` implements it, which releases the
interpreter while matching and stops after a timeout. Case is folded; `^` and `$` match at every
line.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from store.model import Span
from store.text.mapped_text import Mapped
from store.text.words import breaks, composed_on, without

if TYPE_CHECKING:
    import regex

MAX_PATTERN = 300
"""Code points that a pattern may have."""

MAX_SIZE = 5_000
"""The largest size of a pattern in characters, with its counted repeats written out.

Beyond some tens of thousands, compiling takes seconds and gigabytes, or crashes.
"""

SECONDS_A_TEXT = 1.0
"""The time limit of a pattern on one text, in seconds."""

PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\(\?(?P<call>R|\d|&|P>)|\(\?(?P<flags>[a-zA-Z-]+)[:)]"
    r"|\(\?(?:P<\w+>|[:=!>|]|<[=!]|<\w+>)|\(|\)|[*+][?+]?"
    r"|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\}[?+]?|\?[?+]?|\||.",
    re.DOTALL,
)
"""The parts of a pattern, one after the other."""


class SlowPattern(Exception):
    """A pattern took longer on a text than it may."""


@lru_cache(maxsize=64)
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return `pattern` compiled; raises regex.error with `pos` where it can't be."""
    import regex

    # What it is looked for in is composed: `é` is one letter, however either was typed.
    composed = unicodedata.normalize("NFC", pattern)
    return regex.compile(composed, regex.IGNORECASE | regex.MULTILINE)


def fault(pattern: str) -> tuple[int, str] | None:
    """Return where (code points from 0) a pattern is wrong and what is expected there; None if it
    is fine.
    """
    import regex

    if len(pattern) > MAX_PATTERN:
        return MAX_PATTERN, f"a regular expression of at most {MAX_PATTERN} characters"
    too_much = _too_much(pattern)
    if too_much is not None:
        return too_much
    try:
        compiled(pattern)
    except regex.error as error:
        at: int | None = vars(error).get("pos")
        return min(at or 0, len(pattern)), f"a regular expression ({vars(error)['msg']})"
    except (RecursionError, OverflowError, ValueError):
        return 0, "a simpler regular expression"
    return None


def _too_much(pattern: str) -> tuple[int, str] | None:
    """Return where a pattern uses an unsupported construct or is too large, or None."""
    sizes = [0]
    """The number of characters so far, in all and in each open bracket."""
    last = 0
    for piece in PIECE.finditer(pattern):
        text = piece[0]
        if piece["flags"] and "x" in piece["flags"].partition("-")[0]:
            return piece.start(), "a regular expression without the flag x"
        if piece["call"]:
            return piece.start(), "a regular expression that does not call itself"
        if text[0] == "(" and not (piece["flags"] and text.endswith(")")):
            sizes.append(0)
            last = 0
        elif text == ")" and len(sizes) > 1:
            last = max(1, sizes.pop())
            sizes[-1] += last
        elif piece["least"] is not None and (piece["least"] or piece["most"]):
            times = max(int(number or 1) for number in (piece["least"], piece["most"]))
            sizes[-1] += last * (times - 1)
            last *= max(1, times)
        elif text[0] not in "*+?":
            last = 1
            sizes[-1] += 1
        if max(sizes) > MAX_SIZE:
            return piece.start(), f"repeats that make at most {MAX_SIZE:,} signs together"
    return None


def matches_in(pattern: str, text: str) -> bool:
    """Say whether `pattern` matches somewhere in `text`. Raises SlowPattern."""
    try:
        match = compiled(pattern).search(text, timeout=SECONDS_A_TEXT, concurrent=True)
    except (TimeoutError, MemoryError) as error:
        raise SlowPattern from error
    return match is not None


def places(pattern: str, text: str, seconds: float = SECONDS_A_TEXT) -> Iterator[Span]:
    """Yield the non-empty matches of `pattern` in `text`, in order and disjoint. Raises
    SlowPattern.
    """
    try:
        for match in compiled(pattern).finditer(text, timeout=seconds, concurrent=True):
            if match.end() > match.start():
                yield match.span()
    except (TimeoutError, MemoryError) as error:
        raise SlowPattern from error


def visible(body: str, paragraphs: str, reflow: str) -> Mapped:
    """Return a text as patterns see it, with offsets mapped back.

    Line ends that only wrap are blanks, hyphenated words are joined, letters are composed (NFC),
    and invisible characters are removed. `paragraphs` and `reflow` are JSON from the index.
    """
    return composed_on(without(flowing(body, paragraphs, reflow), breaks(body)))


def flowing(body: str, paragraphs: str, reflow: str) -> str:
    """Return a text with blanks for line ends that only wrap.

    `paragraphs` and `reflow` are JSON from the index. No offset changes.
    """
    if "\n" not in body or "true" not in reflow:
        return body
    parts: list[str] = []
    at = 0
    for (start, end), flows in zip(json.loads(paragraphs), json.loads(reflow), strict=False):
        if flows:
            parts += body[at:start], body[start:end].replace("\n", " ")
            at = end
    return "".join((*parts, body[at:]))
