"""Finding words in a text as people type them: blanks, case, accents and quotes do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.model import Span
from store.text.letters import fold, folded
from store.text.mapped_text import Mapped
from store.text.words import by_piece


def find_all(text: str, words: str) -> Iterator[Span]:
    """Yield where some words stand in a text, in order and apart.

    A blank in `words` stands for any white space. Words with a capital are found only in that case.
    """
    # A hyphen may be the last sign of a line.
    parts = [
        re.escape(part).replace(r"\-", r"-(?:[ \t\r]*\n[ \t]*)?") for part in fold(words).split()
    ]
    if not parts:
        return
    pattern = re.compile(r"\s+".join(parts))
    typed = folded(words)
    capitals = _capitals(typed, 0, len(typed.text))

    def matches(reading: Mapped) -> Iterable[Span]:
        for match in pattern.finditer(reading.text):
            if True not in capitals or _capitals(reading, *match.span()) == capitals:
                yield reading.span(*match.span())

    yield from by_piece(text, matches)


def _capitals(reading: Mapped, start: int, end: int) -> list[bool]:
    """Return for each letter of a range of folded text, blanks aside, whether it is a capital."""
    original = reading.root
    return [
        original[reading.original(at)].isupper()
        for at in range(start, end)
        if not reading.text[at].isspace()
    ]
