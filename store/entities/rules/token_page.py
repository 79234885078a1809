"""A text split into words, with entities as ranges of words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property

from store.text.tokens import marks

WORD = re.compile(
    r"(?=[A-Z][A-Za-z]{0,4}\.)(?:(?:[A-Z]\.){2,}"
    r"|(?:Inc|INC|Corp|CORP|Co|CO|Ltd|LTD|Bros|Jr|Sr|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ill|Ind|Kan|Mass|Md|Mich"
    r"|Minn|Mo|Mont|Neb|Nev|Okla|Ont|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|St|Mt|Ft)\.(?!\w)"
    r"|(?<=[-,\n ])(?:Miss|Me|Ga|La|Ky)\.(?=,))"
    r"|[^\W_]+(?:'(?!s\b)[^\W_]+)*"
)
"""A word: an acronym or abbreviation with its dots, or letters and digits with apostrophes."""


@cache
def _with_marks() -> re.Pattern[str]:
    """Return the same pattern, also for letters with combining marks."""
    return re.compile(WORD.pattern.replace(r"[^\W_]+", rf"(?:[^\W_][{marks()}]*)+"))


def _pattern(plain: str) -> re.Pattern[str]:
    return WORD if plain.isascii() else _with_marks()


INNER = re.compile(r" {1,3}|-|\. ?|'|&| & |(?<=[a-z])/(?=[A-Z][a-z])")
"""Text allowed between two words of one name."""

SENTENCE_END = re.compile(r"[.!?:;]|\n|\A\Z")


@dataclass(slots=True)
class PageEntity:
    """An entity of words `i` up to `j`, with its label and the reason for it."""

    i: int
    j: int
    label: str
    reason: str
    weight: float
    """Weight of the label; the model's vote counts 1."""
    name: str = ""
    """The canonical name, once it is known."""


class TokenPage:
    """A plain text (see `prepare`) and its words, shared by all steps."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        ranges = [match.span() for match in _pattern(plain).finditer(plain)]
        self.starts = [start for start, _ in ranges]
        self.ends = [end for _, end in ranges]
        self.words = [plain[start:end] for start, end in ranges]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def capital(self) -> list[bool]:
        """Whether each word begins with a capital."""
        return [word[0].isupper() for word in self.words]

    @cached_property
    def upper(self) -> list[int]:
        """The indices of the words that don't begin with a lower-case letter."""
        return [i for i, word in enumerate(self.words) if not word[0].islower()]

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The indices of each word that doesn't begin with a lower-case letter."""
        where: dict[str, list[int]] = {}
        for i in self.upper:
            where.setdefault(self.words[i], []).append(i)
        return where

    def gap(self, i: int) -> str:
        """Return the text between word `i` and the word before it."""
        start = self.ends[i - 1] if i > 0 else 0
        end = self.starts[i] if i < len(self.starts) else len(self.plain)
        return self.plain[start:end]

    def joined(self, i: int) -> bool:
        """Return whether word `i` may belong to the same name as the word before it."""
        return 0 < i < len(self.words) and INNER.fullmatch(self.gap(i)) is not None

    def spaced(self, i: int) -> bool:
        """Return whether only spaces precede word `i`."""
        return 0 < i < len(self.words) and self.gap(i).strip(" ") == ""

    def opens(self, i: int) -> bool:
        """Return whether word `i` begins a sentence or a line."""
        gap = self.gap(i)
        return i == 0 or SENTENCE_END.search(gap) is not None or '"' in gap

    def phrase(self, i: int, j: int) -> str:
        """Return the text of words `i` up to `j`, with single spaces."""
        return " ".join(self.plain[self.starts[i] : self.ends[j - 1]].split())

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that overlap a range of code points; empty if there are none."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)
