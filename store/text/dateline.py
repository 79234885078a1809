"""The dateline at the start of a line: place, day and agency before the running text.

`MOSCOW, December 9. /TASS/.`, `NAIROBI, Kenya (AP) _`, `LONDON 1996-08-30`, `(Reuters) -`,
`By Rudaw – 10 August 2016 – ERBIL, Kurdistan Region—`. A line is read token by token, each token
once, so that the time is bounded by the length of what is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from store.text import dates
from store.text.rules import Rules, load

LONGEST = 160
"""Code points of a line that may belong to a dateline."""
MOST_WORDS = 7
"""Words in a row that may name a place or an agency."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; the running text, where there is any, starts at `end` of the line."""

    end: int
    source: str | None
    date: str | None
    whole: bool
    """Whether the line is a dateline and nothing else."""
    firm: bool
    """Whether it has more than a place: an agency or a date."""


_TOKEN = re.compile(
    r"""\s*+(?:
          (?P<mark>\((?P<round>[^()\n]{1,40})\) | /(?P<slash>[^/\n]{2,30})/
            | \[(?P<square>[^\]\[\n]{1,40})\])
        | (?P<dash>--+ | \.- | [—–_:|] | (?<=\s)-(?=\s|$) | -(?=\s|$) | (?<=[)\]/])\s?-)
        | (?P<stop>[.,/])
        | (?P<word>[^\W\d_](?:[\w'’&]|\.(?=\w))*+(?:-\w[\w'’]*+)*+)
        | (?P<digit>(?=\d))
        )""",
    re.VERBOSE,
)


@dataclass(slots=True)
class _Reading:
    """What has been read of a line so far."""

    rules: Rules
    by: bool = False
    source: str | None = None
    date: str | None = None
    dates: int = 0
    phrases: list[list[str]] = field(default_factory=lambda: [[]])
    dashes: int = 0
    marked: bool = False
    pending: bool = False
    """Whether only a date or a mark can make a dateline of what came before the dash."""

    def mark(self, inside: str, slashes: bool) -> None:
        """Take a word in brackets or between slashes."""
        self.marked = True
        self.pending = False
        name = self.rules.agency(inside) or _first_agency(inside, self.rules)
        if name is None and self._names_someone(inside, slashes):
            name = inside.strip()
        self.source = self.source or name

    def _names_someone(self, inside: str, slashes: bool) -> bool:
        # An unknown name counts only where no place can stand: between slashes, or after a date.
        words = inside.split()
        plain = 0 < len(words) <= 3 and all(w[0].isupper() for w in words)
        known = {w.strip(".").casefold() for w in words} & self.rules.not_sources
        return plain and not known and inside[0].isalpha() and (slashes or self.dates > 0)

    def spelled(self) -> str | None:
        """Return the agency that a phrase spells, as in `By Rudaw –` or `Tehran, IRNA –`."""
        for phrase in self.phrases:
            words = " ".join(phrase)
            name = self.rules.agency(words) if phrase else None
            if name is None and self.by:
                name = _first_agency(words, self.rules)
            if name:
                return name
        return None

    def bare(self) -> bool:
        """Return whether only an agency's name was read, as before a headline's colon."""
        one = not any(self.phrases[1:]) and not (self.dates or self.marked or self.by)
        return one and self.spelled() is not None

    def place(self) -> bool:
        """Return whether what was read is a place in capitals and nothing else."""
        words = self.phrases[0]
        return sum(map(len, words)) > 2 and all(w.isupper() for w in words)

    def complete(self, whole: bool) -> bool:
        """Return whether the tokens so far make a dateline, `whole` where the line ends here."""
        if self.bare():
            return False
        if self.source or self.spelled():
            return not whole or self.marked or self.dates > 0 or self.by
        if self.dates:
            return not (whole and self.dashes and not self.by)
        return not whole and self.place() and not self.dashes


def _first_agency(phrase: str, rules: Rules) -> str | None:
    for part in re.split(r"[/,;|]|\s[-–—]\s|\s(?:for|of|at|in)\s", phrase):
        name = rules.agency(part)
        if name:
            return name
    return None


def parse(line: str) -> Dateline | None:
    """Return the dateline that `line` starts with, None where it starts with none."""
    head = line[:LONGEST]
    reading = _Reading(load())
    best: Dateline | None = None
    position = 0
    while match := _TOKEN.match(head, position):
        before, position = position, match.end()
        date = _date_at(head, match, reading.rules)
        if date is not None:
            if reading.dates and best is not None:
                break
            reading.date = reading.date or dates.from_match(date, reading.rules)
            reading.dates += 1
            reading.pending = False
            position = date.end()
        elif match["mark"]:
            inside = match["round"] or match["slash"] or match["square"]
            reading.mark(inside, bool(match["slash"]))
        elif match["dash"]:
            if reading.complete(whole=False) or (
                reading.bare() and match["dash"] != ":" and len(line) > LONGEST
            ):
                best = _dateline(reading, line, position, whole=False)
            elif reading.dashes or reading.dates or not any(reading.phrases):
                return best
            else:
                reading.pending = not reading.by
            reading.dashes += 1
            reading.phrases.append([])
        elif match["stop"]:
            if match["stop"] == "." and (reading.marked or (reading.dashes and reading.spelled())):
                best = _dateline(reading, line, position, whole=False)
                if reading.source:
                    break
            reading.phrases.append([])
        elif not match["word"] or not _take_word(reading, match["word"], first=before == 0):
            return _after_mark(reading, line, before, best)
    if not head[position:].strip() and len(line) <= LONGEST and reading.complete(whole=True):
        return _dateline(reading, line, len(line), whole=True)
    return best or _after_mark(reading, line, position, best)


def _date_at(head: str, match: re.Match[str], rules: Rules) -> re.Match[str] | None:
    """Return the date that starts with this token."""
    word = match["word"]
    if word is None:
        return dates.match_at(head, match.end()) if match["digit"] is not None else None
    if word.casefold() in rules.months or word[:3].casefold() in rules.months:
        return dates.match_at(head, match.start("word"))
    return None


def _after_mark(
    reading: _Reading, line: str, position: int, best: Dateline | None
) -> Dateline | None:
    # `TODAY NICARAGUA (EFE)  The Government…`: an agency's mark needs no dash after it.
    if best is None and reading.marked and reading.source and position:
        return _dateline(reading, line, position, whole=False)
    return best


def _take_word(reading: _Reading, word: str, first: bool) -> bool:
    if first and word.casefold() == "by":
        reading.by = True
        return True
    if reading.pending:
        return False
    phrase = reading.phrases[-1]
    if not (word[0].isupper() or word in reading.rules.joiners) or len(phrase) >= MOST_WORDS:
        known = reading.rules.agency(" ".join([*phrase, word])) is not None
        if not known:
            return False
    if reading.marked and reading.source:
        return False
    phrase.append(word.rstrip("."))
    return True


def _dateline(reading: _Reading, line: str, end: int, whole: bool) -> Dateline:
    source = reading.source or reading.spelled()
    while end < len(line) and line[end].isspace():
        end += 1
    return Dateline(end, source, reading.date, whole, source is not None or reading.dates > 0)
