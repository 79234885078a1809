"""Words of an article with their source, as they are copied."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from store.model import Row
from tui import display_text
from tui.reading.hyphens import in_one

if TYPE_CHECKING:
    from tui.ports import Ui

_QUOTES = {"“": "”", '"': '"', "«": "»"}


def copy_quotation(ui: Ui, words: str, row: Row, offset: int) -> None:
    """Copy the words at a code point of an article with their source, and say so."""
    quoted = quotation(words, row, offset)
    ui.copy(quoted)
    ui.say(f"copied: {quoted}")


def quotation(words: str, row: Row, offset: int = 0) -> str:
    """Return words in quotes with their source: `“…” — TASS, 9 December, 001_6b9e.txt`.

    Between date and id stand the page, where there are pages, and the address. Quotes within the
    words become single ones. White space is one blank, and what could act on a terminal where it
    is pasted is left out.
    """
    plain = "".join(
        letter
        for letter in display_text.one_line(in_one(words))
        if unicodedata.category(letter) not in ("Cc", "Cs")
    )
    inner = plain[1:-1]
    close = _QUOTES.get(plain[:1])
    if close is not None and plain.endswith(close) and close not in inner:
        plain = inner
    when = display_text.day(row.published, display_text.LONG_MONTHS)
    page = display_text.page_at(row, offset)
    place = "" if page is None else f"p. {page}"
    parts = (row.source or "", when, place, row.url or "", row.id)
    source = ", ".join(part for part in parts if part)
    return f"“{_within_quotes(plain)}” — {source}"


def _within_quotes(words: str) -> str:
    """Return words with single quotation marks for the double ones, open or closed as they are."""
    return _STRAIGHT.sub(_single, words.translate(_SINGLE))


_SINGLE = str.maketrans("“”„«»", "‘’‚‹›")
_STRAIGHT = re.compile(r'(?P<before>^|[\s(\[—–-])?"')
"""A straight mark, and what it stands behind where it opens."""


def _single(mark: re.Match[str]) -> str:
    before = mark["before"]
    return "’" if before is None else f"{before}‘"
