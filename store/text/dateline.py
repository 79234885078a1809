"""The dateline at the start of a line: place, day and agency before the running text.

`MOSCOW, December 9. /TASS/.`, `NAIROBI, Kenya (AP) _`, `LONDON 1996-08-30`, `(Reuters) -`,
`By Rudaw – 10 August 2016 – ERBIL, Kurdistan Region—`. A line is read token by token, each token
once, so that the time is bounded by the length of what is looked at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from store.text import dates
from store.text.dateline_facts import Facts
from store.text.rules import Rules, caseless, load

MOST_LATER_WORDS = 2
"""Words after a place in capitals and a comma or a full stop, as in `NAIROBI, Kenya (AP)`."""
LONGEST = 160
"""Code points of a line that may belong to a dateline."""


class Dateline(NamedTuple):
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
          (?P<word>[^\W\d_](?:[\w'’&]|\.(?=\w))*+(?:-\w[\w'’]*+)*+)
        | (?P<mark>\((?P<round>[^()\n]{1,40})\) | /(?P<slash>[^/\n]{2,30})/(?=[\s.,:–—-]|$)
            | \[(?P<square>[^\]\[\n]{1,40})\])
        | (?P<dash>--+ | \.-(?=\s|$) | [—–_:|] | (?<=\s)-(?=\s|$) | -(?=\s|$) | (?<=[)\]/])\s?-)
        | (?P<stop>[.,/])
        | (?P<digit>(?=\d))
        )""",
    re.VERBOSE,
)


_SIGN = re.compile(r"[\d()\[\]/—–_:|-]")
_BY = re.compile(r"[*>\s]*+by", re.IGNORECASE)


def parse(line: str) -> Dateline | None:
    """Return the dateline that `line` starts with, None where it starts with none."""
    if _SIGN.search(line, 0, LONGEST) is None and _BY.match(line) is None:
        return None  # what has no mark, no dash and no number has none: most headlines
    return _Reader(line).read()


class _Reader:
    """A line read token by token, with the longest dateline found so far."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.head = line[:LONGEST]
        self.facts = Facts(load())
        self.best: Dateline | None = None
        self.facts_read: tuple[object, ...] = ()
        self.kind = ""
        """Kind of the token before."""

    def read(self) -> Dateline | None:
        """Return the line's dateline."""
        head, facts = self.head, self.facts
        position = len(head) - len(head.lstrip("*> \t"))
        while match := _TOKEN.match(head, position):
            before, position = position, match.end()
            date = _date_at(head, match, facts.rules)
            if date is not None:
                position = date.end()
            elif match["digit"] is not None and facts.take_number(head, position):
                position += 2
                continue
            if not self._take(match, date, position):
                return self._end(before)
        if not head[position:].strip() and len(self.line) <= LONGEST and facts.complete_line():
            return self._dateline(len(self.line), whole=True)
        return self._end(position)

    def _take(self, match: re.Match[str], date: re.Match[str] | None, position: int) -> bool:
        """Take one token that ends at `position`; return False where the dateline is over."""
        before, self.kind = self.kind, "date" if date is not None else match.lastgroup or ""
        if self.kind == "word":
            return self.facts.take_word(match["word"], first=before == "")
        if date is not None:
            again = self.best is not None and (self.facts.dates > 0 or before == "word")
            return not again and self.facts.take_date(date, before != "word")
        if self.kind == "mark":
            inside_text = self.best is not None and (before == "word" or self.facts.in_words())
            inside = match["round"] or match["slash"] or match["square"]
            if not inside_text:
                self.facts.take_mark(inside, bool(match["slash"]))
            return not inside_text
        if self.kind == "dash":
            return self._take_dash(match["dash"], position)
        return self.kind == "stop" and self._take_stop(match["stop"], position)

    def _take_dash(self, dash: str, position: int) -> bool:
        facts = self.facts
        opens_prose = facts.bare() and dash != ":" and len(self.line) > LONGEST
        if facts.complete() or opens_prose:
            if self.best is not None and facts.told() == self.facts_read:
                return False
            self.facts_read = facts.told()
            self.best = self._dateline(position, whole=False)
        elif facts.dashes or facts.dates or not any(facts.phrases):
            return False
        else:
            facts.pending = not facts.by
        facts.take_dash()
        return True

    def _take_stop(self, stop: str, position: int) -> bool:
        facts = self.facts
        in_text = self.best is not None and facts.in_words()
        if stop == "." and in_text and facts.rules.agency(" ".join(facts.phrases[-1])) is None:
            return False  # `(Reuters) - U.S. officials said …`
        named = facts.marked or (facts.dashes and facts.rules.agency(" ".join(facts.phrases[-1])))
        if stop == "." and named and not facts.pending:
            self.best = self._dateline(position, whole=False)
            if self.best.source:
                return False
        facts.phrases.append([])
        facts.mark_is_last = False
        return True

    def _end(self, position: int) -> Dateline | None:
        facts = self.facts
        if self.best is not None or not (facts.marked and facts.source) or self.line.isupper():
            return self.best
        # `TODAY NICARAGUA (EFE)  The Government…`: an agency's mark needs no dash after it.
        few = sum(map(len, facts.phrases[1:])) <= MOST_LATER_WORDS
        placed = facts.dates > 0 or (facts.place() and few) or not any(facts.phrases)
        opens_prose = placed or len(self.line) > LONGEST
        return self._dateline(position, whole=False) if opens_prose else None

    def _dateline(self, end: int, whole: bool) -> Dateline:
        source = self.facts.source or self.facts.spelled()
        while end < len(self.line) and self.line[end].isspace():
            end += 1
        firm = source is not None or self.facts.dates > 0
        return Dateline(end, source, self.facts.date, whole, firm)


def _date_at(head: str, match: re.Match[str], rules: Rules) -> re.Match[str] | None:
    """Return the date that starts with this token."""
    word = match["word"]
    if word is None:
        return dates.match_at(head, match.end()) if match["digit"] is not None else None
    name = caseless(word)
    if name in rules.months or name[:3] in rules.months:
        return dates.match_at(head, match.start("word"))
    return None
