"""The rules for tag names."""

from __future__ import annotations

import unicodedata

from store.errors import TagNameError

LONGEST = 100
"""Code points."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(name: str) -> str:
    """Return `name` as it is stored: NFC, trimmed, inner blanks collapsed, a leading `#` dropped.

    Raises TagNameError where it breaks a rule: 1 to 100 code points; no control, bidi or line
    characters; no leading `-`; no empty part between `/`.
    """
    # Blanks first: a line break is refused rather than taken for a blank.
    for char in name:
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _BIDI:
            raise TagNameError(f"tag name: U+{ord(char):04X} is not allowed in it")
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
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
    """Return what two spellings of one tag have in common."""
    return name.casefold()


def is_below(name: str, parent: str) -> bool:
    """Say whether `name` is `parent` or nested in it."""
    folded, above = fold(name), fold(parent)
    return folded == above or folded.startswith(f"{above}/")
