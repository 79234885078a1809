"""A text as the model likes it: plain typography, lines joined, capitals as in running text.

Everything here keeps a way back: a place in the prepared text is a place in the original. The text
is made clean first (NFC, hyphenated words as one, nothing invisible): so the names in it are.
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
"""Letters that have a plainer form, one for one."""

RUN_TOGETHER = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[\"'“”‘’]?[A-Z][a-z])|(?<=[a-z]{2}[.!?,][\"”’])(?=[A-Z][a-z])"
)
"""Where a blank is put in: between sentences that have none."""

_FIRST_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?=\W|$)")

WIDEST = 110
"""Code points; longer lines aren't wrapped by hand."""

NARROWEST = 40
WRAPPED_FROM = 0.6
"""The share of line ends that must look like wrapping in a block, for all to count."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text for the model, and how far its places are from those of the original."""

    text: str
    plain: str
    """The same without the blanks that were put in: every letter stands where it does in `clean`.
    """
    clean: Mapped
    """The original without what nobody means: hyphens at line ends, invisible characters."""
    blanks: tuple[int, ...] = ()
    """Where, in `text`, blanks were put in."""

    def in_plain(self, place: int) -> int:
        """Return the place in the plain text of a letter of the prepared text."""
        return place - bisect_right(self.blanks, place)

    def original(self, place: int) -> int:
        """Return the place in the original of a letter of the prepared text."""
        return self.clean.original(self.in_plain(place))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the plain text that a range of the prepared text stands for."""
        return self.in_plain(start), self.in_plain(end - 1) + 1


def prepare(text: str, *, english: bool = True) -> Prepared:
    """Return `text` made ready for the model; see the module's sentence.

    Capitals are left as they are where the text isn't `english`: only its common words are known.
    """
    meant = clean(text)
    plain = meant.text.translate(PLAIN)
    plain = join_lines(normal_case(raise_case(plain)) if english else plain)
    cuts = [match.start() for match in RUN_TOGETHER.finditer(plain)]
    parts = (plain[start:end] for start, end in pairwise([0, *cuts, len(plain)]))
    blanks = tuple(place + number for number, place in enumerate(cuts, 1))
    return Prepared(" ".join(parts), plain, meant, blanks)


def join_lines(text: str) -> str:
    """Return `text` with blanks for the line ends that only wrap a paragraph."""
    if "\n" not in text:
        return text
    blocks = re.split(r"(\n[ \t]*\n+)", text)
    return "".join(block if i % 2 else _joined(block) for i, block in enumerate(blocks))


def _joined(block: str) -> str:
    """Return one block (no blank line in it) with its wrapped lines joined."""
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
        # Above the first line end a headline may stand.
        goes_on = running and open_end and number > 0 and not after[:1].isspace()
        flows = begun or long or (wrapped and is_full) or goes_on
        joined.append(" " if flows or (open_end and _part_a_name(before, after)) else "\n")
        joined.append(after)
    return "".join(joined)


def _is_ended(line: str) -> bool:
    return line.rstrip()[-1:] in (".", "!", "?", ":", ";")


def _is_running(lines: list[str]) -> bool:
    """Return whether most lines that end within a sentence go on in small letters: as prose does.

    So they do where a paragraph was broken by hand, at any width.
    """
    begun = [after[:1].islower() for before, after in pairwise(lines) if not _is_ended(before)]
    return sum(begun) > 1 and sum(begun) >= len(begun) / 2


def _part_a_name(before: str, after: str) -> bool:
    """Return whether a known name goes on over a line end: a place, or a person's given name."""
    left, right = before.split(), after.split()
    if len(left) < 2 or len(right) < 2 or after[:1].isspace():
        return False
    last, first = left[-1], _FIRST_WORD.match(after)
    if first is None or not (last[:1].isupper() and last.isalpha()):
        return False
    if not any(word.islower() for word in right[1:]):  # no prose, but a list or a table
        return False
    lists = load()
    whole = f"{last} {first[0]}"
    if whole in lists.cities or whole in lists.big_cities or whole in lists.regions:
        return True
    if whole in lists.countries or whole in lists.capitals:
        return True
    return last in lists.given_names and not lists.is_common(last) and not lists.is_common(first[0])


def _is_full(line: str, after: str, width: int) -> bool:
    """Return whether the next line's first word had no room on this line."""
    if after[:1].isspace() or not after:
        return False
    return len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) > width


def mapped(prepared: Prepared, spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return labelled spans of the prepared text as spans of the plain one."""
    return [(*prepared.span(start, end), label) for start, end, label in spans if end > start]
