"""Prepares a text for the model: plain typography, joined lines, normal case.

Every position in the prepared text maps back to the original. The text is cleaned first (NFC,
hyphenated words joined, invisible characters removed), and so are the names found in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from store.entities.rules.capitals import normal_case
from store.entities.rules.lowercase import raise_case
from store.entities.rules.word_lists import load
from store.text.mapped_text import Mapped
from store.text.words import clean

PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "
        ),
        **dict.fromkeys("\u202f\u205f\u3000\t\v\f\u2028\u2029\x85\0", " "),
        **dict.fromkeys("‐‑‒–", "-"),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
    }
)
"""Characters with a plainer equivalent, one for one."""

RUN_TOGETHER = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[\"'“”‘’]?[A-Z][a-z])|(?<=[a-z]{2}[.!?,][\"”’])(?=[A-Z][a-z])"
)
"""Where a space is inserted: between sentences that have none."""

_FIRST_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?=\W|$)")

WIDEST = 110
"""Code points; longer lines don't count as wrapped by hand."""

NARROWEST = 40
WRAPPED_FROM = 0.6
"""Share of line breaks in a block that must look like wrapping for all of them to count."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text for the model, with the mapping back to the original."""

    text: str
    plain: str
    """The text without inserted spaces: it has the same offsets as `clean`."""
    clean: Mapped
    """The original without line-end hyphens and invisible characters."""
    blanks: tuple[int, ...] = ()
    """Offsets in `text` of the inserted spaces."""

    def in_plain(self, place: int) -> int:
        """Return the offset in the plain text for an offset in the prepared text."""
        return place - bisect_right(self.blanks, place)

    def original(self, place: int) -> int:
        """Return the offset in the original for an offset in the prepared text."""
        return self.clean.original(self.in_plain(place))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the plain text for a range of the prepared text."""
        return self.in_plain(start), self.in_plain(end - 1) + 1


def prepare(text: str, *, english: bool = True) -> Prepared:
    """Return `text` prepared for the model.

    The case is normalized only if the text is `english`: only English common words are known.
    """
    cleaned = clean(text)
    plain = cleaned.text.translate(PLAIN)
    plain = join_lines(normal_case(raise_case(plain)) if english else plain)
    cuts = [match.start() for match in RUN_TOGETHER.finditer(plain)]
    parts = (plain[start:end] for start, end in pairwise([0, *cuts, len(plain)]))
    blanks = tuple(place + number for number, place in enumerate(cuts, 1))
    return Prepared(" ".join(parts), plain, cleaned, blanks)


def join_lines(text: str) -> str:
    """Return `text` with spaces for the line breaks that only wrap a paragraph."""
    if "\n" not in text:
        return text
    blocks = re.split(r"(\n[ \t]*\n+)", text)
    return "".join(block if i % 2 else _joined(block) for i, block in enumerate(blocks))


def _joined(block: str) -> str:
    """Return a block without blank lines with its wrapped lines joined."""
    lines = block.split("\n")
    if len(lines) < 2:
        return block
    width = max(len(line.rstrip()) for line in lines)
    full = [_is_full(line, after, width) for line, after in pairwise(lines)]
    inside = sum(bool(line) and not line[0].isspace() for line in lines[1:])
    wrapped = NARROWEST <= width <= WIDEST and sum(full) >= WRAPPED_FROM * inside > 0
    running = _is_running(lines)
    joined = [lines[0]]
    for number, ((before, after), is_full) in enumerate(zip(pairwise(lines), full, strict=True)):
        open_end = not _is_ended(before)
        long = wrapped and open_end and len(before) > width / 2 and not after[:1].isspace()
        begun = after[:1].islower() and open_end
        # The first line may be a headline.
        goes_on = running and open_end and number > 0 and not after[:1].isspace()
        flows = begun or long or (wrapped and is_full) or goes_on
        joined.append(" " if flows or (open_end and _part_a_name(before, after)) else "\n")
        joined.append(after)
    return "".join(joined)


def _is_ended(line: str) -> bool:
    return line.rstrip()[-1:] in (".", "!", "?", ":", ";")


def _is_running(lines: list[str]) -> bool:
    """Return whether most lines that end within a sentence continue in lower case, as prose does.

    This recognizes paragraphs wrapped by hand at any width.
    """
    begun = [after[:1].islower() for before, after in pairwise(lines) if not _is_ended(before)]
    return sum(begun) > 1 and sum(begun) >= len(begun) / 2


def _part_a_name(before: str, after: str) -> bool:
    """Return whether a known name continues over a line break: a place, or a given name."""
    left, right = before.split(), after.split()
    if len(left) < 2 or len(right) < 2 or after[:1].isspace():
        return False
    last, first = left[-1], _FIRST_WORD.match(after)
    if first is None or not (last[:1].isupper() and last.isalpha()):
        return False
    if not any(word.islower() for word in right[1:]):  # not prose, but a list or a table
        return False
    lists = load()
    whole = f"{last} {first[0]}"
    if whole in lists.cities or whole in lists.big_cities or whole in lists.regions:
        return True
    if whole in lists.countries or whole in lists.capitals:
        return True
    return last in lists.given_names and not lists.is_common(last) and not lists.is_common(first[0])


def _is_full(line: str, after: str, width: int) -> bool:
    """Return whether the first word of the next line did not fit on this one."""
    if after[:1].isspace() or not after:
        return False
    return len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) > width


def mapped(prepared: Prepared, spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return labelled spans of the prepared text as spans of the plain text."""
    return [(*prepared.span(start, end), label) for start, end, label in spans if end > start]
