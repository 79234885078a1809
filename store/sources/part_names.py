"""Names of parts: what a format uses as an id where it has one, else a number by position."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_PART = 80
"""Code points of a part's name."""
_DIGEST = 12
"""Hex digits that keep apart what was cut."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}://(?:www\.)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s/\\#<>\"|?*:-]+")
_CLEAN = re.compile(
    rf"(?=.{{1,{LONGEST_PART}}}\Z)(?=.*[A-Za-z])[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*+"
)
"""Most ids."""
_ENDS = " .-_"


def clean_part(identifier: str) -> str:
    """Return an id as the name of a part: one word without `/`, `#` and control characters.

    `https://example.org/2016/08/quay` gives `example.org-2016-08-quay`. An id that is too long is
    cut and gets a digest of the whole; one without a letter gives "", since numbers are positions.
    """
    if _CLEAN.fullmatch(identifier):
        return identifier
    plain = _SCHEME.sub("", identifier.strip().strip("<>"), count=1)
    seen = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "C")
    name = _BETWEEN.sub("-", seen).strip(_ENDS)
    if not any(map(str.isalpha, name)):
        return ""
    if len(name) > LONGEST_PART:
        digest = hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()[:_DIGEST]
        name = f"{name[: LONGEST_PART - _DIGEST - 1].rstrip(_ENDS)}-{digest}"
    return name


class PartNames:
    """Gives the parts of a file their names in order; each name is given once.

    With `keeps_numbers` an id of digits is a name too, and positions are `row-001`.
    """

    def __init__(self, keeps_numbers: bool = False) -> None:
        self._names: set[str] = set()
        self._count = 0
        self._keeps_numbers = keeps_numbers

    def next(self, identifier: str | None = None) -> str:
        """Return the next part's name: its id unless an earlier part has it, else its position."""
        self._count += 1
        name = clean_part(identifier) if identifier else ""
        if identifier and self._keeps_numbers and identifier.isascii() and identifier.isdigit():
            name = identifier[:LONGEST_PART]
        if self._keeps_numbers and name.startswith("row-"):
            name = ""
        if not name or name in self._names:
            return f"{'row-' if self._keeps_numbers else ''}{self._count:03}"
        self._names.add(name)
        return name
