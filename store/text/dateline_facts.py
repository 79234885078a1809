"""Interprets the tokens of a dateline: place, date, agency, and whether it is complete."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from store.text import date_forms
from store.text.rules import Rules, fold

MOST_WORDS = 7
"""Words in a row that may name a place or an agency."""
MOST_PLACE_WORDS = 3
"""Words of a place that has no comma before the date."""


@dataclass(slots=True)
class Facts:
    """What has been read of a line so far: names and places in phrases, a date, an agency."""

    rules: Rules
    by: bool = False
    source: str | None = None
    date: str | None = None
    dates: int = 0
    phrases: list[list[str]] = field(default_factory=lambda: [[]])
    first_after_dash: int = 0
    """Index of the first phrase that stands after a dash; 0 before there was one."""
    latest_after_dash: int = 0
    dashes: int = 0
    marked: bool = False
    mark_is_last: bool = False
    """Whether nothing came after the latest mark."""
    pending: bool = False
    """Whether only a date or a mark can make a dateline of what came before the dash."""

    def take_mark(self, inside: str, slashes: bool) -> None:
        """Take a word in brackets or between slashes."""
        self.marked = self.mark_is_last = True
        self.pending = False
        name = self.rules.agency(inside) or _first_agency(inside, self.rules)
        if name is None and not self.dashes and self._names_someone(inside, slashes):
            name = inside.strip()
        self.source = self.source or name

    def _names_someone(self, inside: str, slashes: bool) -> bool:
        # An unknown name counts only where no place can stand: between slashes, or after a date
        # that follows a place: `July 5, 2017 (KHARTOUM) -` names none.
        words = inside.split()
        plain = 0 < len(words) <= 3 and all(w[0].isupper() for w in words)
        placed = self.dates > 0 and any(self.phrases)
        excluded = {w.strip(".").casefold() for w in words} & self.rules.not_sources
        return plain and not excluded and inside[0].isalpha() and (slashes or placed)

    def spelled(self) -> str | None:
        """Return the agency that a phrase spells, as in `By Rudaw –` or `Tehran, IRNA –`."""
        for index, phrase in enumerate(self.phrases):
            words = " ".join(phrase)
            if index and len(words) <= 2 and not 0 < self.first_after_dash <= index:
                continue  # `MALVERN, Pa, March 12 -` names a state
            if 0 < self.latest_after_dash < index and not self.by:
                break  # what comes later is text: `… - Apple Inc, Reuters`
            may_be_agency = bool(phrase) and phrase[0].casefold() in self.rules.agency_words
            name = self.rules.agency(words) if may_be_agency else None
            if name is None and self.by:
                name = _first_agency(words, self.rules)
            if name:
                return name
        return None

    def in_words(self) -> bool:
        """Return whether words came after the latest dash."""
        return any(self.phrases[self.latest_after_dash :])

    def bare(self) -> bool:
        """Return whether only an agency's name was read, as before a headline's colon."""
        has_one_phrase = not any(self.phrases[1:]) and not (self.dates or self.marked or self.by)
        return has_one_phrase and self.spelled() is not None

    def place(self) -> bool:
        """Return whether what was read is a place in capitals and nothing else."""
        words = self.phrases[0]
        return sum(map(len, words)) > 2 and all(w.isupper() for w in words)

    def complete(self) -> bool:
        """Return whether the tokens so far make a dateline when a dash follows."""
        if self.bare():
            return False
        if self.source or self.spelled() or self.dates:
            return True
        return self.place() and not self.dashes

    def complete_line(self) -> bool:
        """Return whether the tokens so far make a dateline when the line ends here."""
        tail = self.phrases[self.first_after_dash :] if self.dashes else []
        if not self.by and any(p and self.rules.agency(" ".join(p)) is None for p in tail):
            return False
        if self.source or self.spelled():
            short = self.place() and len(self.phrases[0]) <= 2 and self.dashes == 1
            return self.marked or self.dates > 0 or self.by or short
        return self.dates > 0 and (self.by or not self.dashes)

    def told(self) -> tuple[object, ...]:
        """Return what a later dash has to add to, or it belongs to the text."""
        first = self.phrases[self.latest_after_dash]
        capitals = bool(first) and all(map(str.isupper, first))
        return self.source or self.spelled(), self.dates, capitals

    def take_date(self, date: re.Match[str], separated: bool) -> bool:
        """Take a date after a comma, a dash, a mark or a short place; return False elsewhere.

        `TREASURY BALANCES FELL ON MARCH 5` is a headline, and so is `… NARROWS IN OCTOBER 1986`.
        """
        last = self.phrases[-1]
        if date["y3"] and any(self.phrases):
            return False
        long = len(last) > MOST_PLACE_WORDS
        running = bool(last) and (long or last[-1].casefold() in self.rules.joiners)
        if running and not separated and not date["y"]:
            return False
        self.date = self.date or date_forms.from_match(date, self.rules)
        self.dates += 1
        self.pending = False
        return True

    def take_word(self, word: str, first: bool) -> bool:
        """Take a word of a place or a name; return False where it belongs to the text."""
        if first and word.casefold() == "by":
            self.by = True
            return True
        phrase = self.phrases[-1]
        if self.pending or self.mark_is_last:
            return False
        named = word[0].isupper() or word in self.rules.joiners
        named = named or (not phrase and fold(word) in self.rules.agency_words)
        fits = named and len(phrase) < MOST_WORDS
        if not fits and not self._completes_name(phrase, word):
            return False
        phrase.append(word)
        return True

    def _completes_name(self, phrase: list[str], word: str) -> bool:
        first = phrase[0] if phrase else word
        may_be_agency = first.casefold() in self.rules.agency_words
        return may_be_agency and self.rules.agency(" ".join([*phrase, word])) is not None

    def take_number(self, head: str, position: int) -> bool:
        """Take the number that ends a name, as in `France 24`."""
        phrase = self.phrases[-1]
        number = head[position : position + 2]
        if not phrase or not self._completes_name(phrase, number):
            return False
        phrase.append(number)
        return True

    def take_dash(self) -> None:
        """Begin a new phrase after a dash."""
        self.dashes += 1
        self.mark_is_last = False
        self.latest_after_dash = len(self.phrases)
        self.first_after_dash = self.first_after_dash or self.latest_after_dash
        self.phrases.append([])


def _first_agency(phrase: str, rules: Rules) -> str | None:
    for part in re.split(r"[/,;|]|\s[-–—]\s|\s(?:for|of|at|in)\s", phrase):
        name = rules.agency(part)
        if name:
            return name
    return None
