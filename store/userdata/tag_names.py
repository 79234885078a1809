"""The rules for tag names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from store.errors import TagNameError

if TYPE_CHECKING:
    import regex

LONGEST = 100
"""Maximum length in code points."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEYCAPS = ("#\u20e3", "#\ufe0f\u20e3")
"""A character sequence that starts with `#` but is a keycap emoji."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Invisible characters: Unicode's Default_Ignorable_Code_Point and annotation marks.

Bidi characters are not included, because they are refused.
"""

_JOINED = (
    "Arabic|Syriac|Mongolian|Nko|Mandaic|Adlam|Devanagari|Bengali|Gurmukhi|Gujarati|Oriya|Tamil"
    "|Telugu|Kannada|Malayalam|Sinhala|Khmer|Myanmar|Tibetan|Balinese|Javanese"
)
"""Scripts in which a joiner or non-joiner within a word changes its appearance."""


@cache
def _meaningful() -> regex.Pattern[str]:
    """Return the pattern of invisible characters that affect the appearance of their neighbours."""
    import regex

    letters = "".join(rf"\p{{Script={script}}}" for script in _JOINED.split("|"))
    picture = r"\p{Extended_Pictographic}"
    return regex.compile(
        rf"(?<={picture})[\ufe0e\ufe0f]"  # as text or as picture
        r"|(?<=[0-9#*])\ufe0f(?=\u20e3)"  # key caps
        rf"|(?<=[{picture}\ufe0f\u20e3\p{{Emoji_Modifier}}])\u200d(?={picture})"
        rf"|(?<=[{letters}]\p{{M}}*)[\u200c\u200d](?=[{letters}])"
        r"|(?<=\p{ccc=9})[\u200c\u200d]"  # half forms
        r"|(?<=\U0001f3f4[\U000e0020-\U000e007f]*)[\U000e0020-\U000e007f]"  # flags
        r"|(?<=\p{Script=Han})[\U000e0100-\U000e01ef]"
        r"|(?<=\p{Script=Mongolian})[\u180b-\u180d\u180f]"
    )


def visible(name: str) -> str:
    """Return a name without invisible characters.

    Joiners within Persian or Indic words and the parts of emoji are kept.
    """
    before = None
    while before != name and _INVISIBLE.search(name):
        before = name
        visible_at = {match.start() for match in _meaningful().finditer(name)}
        name = "".join(
            char
            for at, char in enumerate(name)
            if at in visible_at or _INVISIBLE.fullmatch(char) is None
        )
    return name


def clean(name: str) -> str:
    """Return `name` as stored: NFC, trimmed, blanks collapsed, without a leading `#`.

    Invisible characters are removed. Raises TagNameError if it breaks a rule: 1 to 100 code points;
    no control, bidi or line characters; no leading `-`; no empty part between `/`.
    """
    # Check before collapsing blanks: a line break is refused, not treated as a blank.
    for char in name:
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _BIDI:
            raise TagNameError(f"tag name: U+{ord(char):04X} is not allowed in it")
    tidy = " ".join(visible(unicodedata.normalize("NFC", name)).split())
    if not tidy.startswith(_KEYCAPS):
        tidy = tidy.removeprefix("#").strip()
    if not tidy:
        raise TagNameError("tag name: it is empty")
    if len(tidy) > LONGEST:
        raise TagNameError(f"tag name: {len(tidy)} characters, at most {LONGEST} are allowed")
    if tidy.startswith("-"):
        raise TagNameError(f"tag name: {tidy!r} starts with -, which means “not” in a query")
    if any(not part.strip() for part in tidy.split("/")):
        raise TagNameError(f"tag name: {tidy!r} has nothing between two / or at an end")
    return tidy


def fold(name: str) -> str:
    """Return the form that all spellings of a tag share."""
    return name.casefold()


def is_below(name: str, parent: str) -> bool:
    """Return whether `name` is `parent` or nested in it."""
    folded, above = fold(name), fold(parent)
    return folded == above or folded.startswith(f"{above}/")
