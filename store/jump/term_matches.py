"""Which articles of a segment one term reaches, by what, and how well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from store.jump.csr import Floats, Ints, Longs
from store.jump.segment import (
    FACTORS,
    FILE,
    TAG,
    Segment,
)
from store.jump.terms import Term
from store.jump.title_vocabulary import (
    EARLIER_PREFIX,
    EXACT,
    PREFIX,
    PREFIX_SPAN,
    letter_classes,
)

TITLE, PARTS, INITIALS, CODE = -1, -2, -3, -4
"""Ways besides the kinds of things: a title's word, two of its words that were typed as one, the
first letters of its words, and a part of a file name that holds digits."""

MAX_THINGS = 300
"""Sources, tags and names by which one term reaches articles."""

MAX_NEIGHBOURS = 20_000
"""Titles that are looked through for two words in a row; more than that is no rare find."""

_PARTS_VALUE = 0.94
_INITIALS = {3: 0.58, 4: 0.68, 5: 0.72, 6: 0.75}
"""What the first letters of so many words are worth: three are easily met by chance."""
_TOP = 0.97


class MatchKind(NamedTuple):
    """Articles that a term reaches by one word or thing."""

    value: float
    docs: Ints
    kind: int
    key: int


@dataclass(frozen=True, slots=True)
class TermMatches:
    """What a term reaches: for each article the number of its best way, 0 for none."""

    quality: Floats
    """For each word of the vocabulary how well the term stands for it in a title."""
    ways: tuple[MatchKind, ...]
    """By value, the lowest first; way 1 is the first."""
    values: Floats
    """The value of each way; that of number 0 is 0."""
    others: Floats
    """The same, but 0 for words of titles, which `quality` tells more exactly."""
    in_title: npt.NDArray[np.bool_]
    """For each way whether it is in the title."""
    best: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

    def articles(self) -> int:
        """Return about how many articles the best ways reach: how common the term is."""
        if not self.ways:
            return 0
        top = self.ways[-1].value * _TOP
        return sum(len(way.docs) for way in self.ways if way.value >= top)

    def of_docs(self) -> Floats:
        """Return for each article how well it is reached."""
        values: Floats = self.values[self.best]
        return values


def match_term(segment: Segment, term: Term) -> TermMatches:
    """Return what `term` reaches in `segment`."""
    quality = segment.vocabulary.qualities(term.word, term.typing)
    ways = _thing_ways(segment, quality, term.tag_only)
    if not term.tag_only:
        ways += _title_ways(segment, quality, term)
        ways += _code_ways(segment, term)
        ways += _part_ways(segment, term)
        ways += _initials_ways(segment, term)
    else:
        quality = np.zeros_like(quality)
    return _of_ways(segment, quality, ways)


def whole(segment: Segment, term: Term) -> TermMatches | None:
    """Return what `term` reaches in titles as it is typed, without errors; None: nothing."""
    vocabulary = segment.vocabulary
    first, end = vocabulary.beginning(term.word)
    exact = vocabulary.find(term.word)
    if (first == end or not term.typing) and exact < 0:
        return None
    quality = np.zeros(len(vocabulary), np.float32)
    if term.typing:
        quality[first:end] = PREFIX
    if exact >= 0:
        quality[exact] = EXACT
    return _of_ways(segment, quality, _title_ways(segment, quality, term))


def _of_ways(segment: Segment, quality: Floats, ways: list[MatchKind]) -> TermMatches:
    ways.sort(key=lambda way: way.value)
    best: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
    best = (
        np.zeros(len(segment), np.uint8) if len(ways) < 256 else np.zeros(len(segment), np.uint16)
    )
    # A better way is written over a worse one.
    for number, way in enumerate(ways, start=1):
        best[way.docs] = number
    values = np.array([0.0, *(way.value for way in ways)], np.float32)
    others = np.array([0.0, *(way.value * (way.kind != TITLE) for way in ways)], np.float32)
    in_title = np.array([False, *(way.kind in (TITLE, PARTS, INITIALS) for way in ways)])
    return TermMatches(quality, tuple(ways), values, others, in_title, best)


def _title_ways(segment: Segment, quality: Floats, term: Term) -> list[MatchKind]:
    """Return the words of titles: all that begin with the term as one way, others each."""
    docs_of_word = segment.docs_of_word
    first, end = segment.vocabulary.beginning(term.word)
    numbers = np.flatnonzero(quality)
    numbers = numbers[(numbers < first) | (numbers >= end)]
    ways = [
        MatchKind(float(quality[number]), docs_of_word.one(number), TITLE, 0)
        for number in numbers.tolist()
        if docs_of_word.size(number)
    ]
    begun = docs_of_word.run(first, end)
    if len(begun) and quality[end - 1]:
        value = PREFIX + PREFIX_SPAN / 2 - (0.0 if term.typing else EARLIER_PREFIX)
        ways.append(MatchKind(value, begun, TITLE, 0))
    exact = segment.vocabulary.find(term.word)
    if exact >= 0 and docs_of_word.size(exact):
        ways.append(MatchKind(EXACT, docs_of_word.one(exact), TITLE, 0))
    return ways


def _thing_ways(segment: Segment, quality: Floats, tag_only: bool) -> list[MatchKind]:
    things = segment.things
    numbers = np.flatnonzero(quality)
    matches, rows = things.of_word.many(numbers)
    if not len(matches):
        return []
    sizes = np.diff(rows, append=len(matches))
    values = np.repeat(quality[numbers], sizes)
    kinds = things.kinds[matches]
    if tag_only:
        matches, values, kinds = matches[kinds == TAG], values[kinds == TAG], kinds[kinds == TAG]
    else:
        values = values * np.array(FACTORS, np.float32)[kinds]
    if len(matches) > MAX_THINGS:
        chosen = np.argpartition(-values, MAX_THINGS)[:MAX_THINGS]
        matches, values = matches[chosen], values[chosen]
    return [
        MatchKind(value, things.docs.one(thing), int(things.kinds[thing]), int(things.keys[thing]))
        for thing, value in zip(matches.tolist(), values.tolist(), strict=True)
    ]


def _code_ways(segment: Segment, term: Term) -> list[MatchKind]:
    first, end = segment.codes_beginning(term.word)
    if first == end:
        return []
    exact = first + int(np.searchsorted(segment.codes[first:end], segment.codes[first], "right"))
    ways = [MatchKind(PREFIX * FACTORS[FILE], segment.code_docs[first:end], CODE, 0)]
    if segment.codes[first] == term.word.encode():
        ways.append(MatchKind(FACTORS[FILE], segment.code_docs[first:exact], CODE, 0))
    return ways


def _part_ways(segment: Segment, term: Term) -> list[MatchKind]:
    """Return titles and things with two words that were typed as one: `islamicstate`."""
    word, vocabulary = term.word, segment.vocabulary
    if len(word) > 2 and vocabulary.find(word) >= 0:
        return []
    ways = []
    for cut in range(1, len(word)):
        left = vocabulary.find(word[:cut])
        if left < 0:
            continue
        right = vocabulary.find(word[cut:])
        first, end = right, right + 1
        value = _PARTS_VALUE
        if right < 0:
            if not term.typing:
                continue
            first, end = vocabulary.beginning(word[cut:])
            value *= PREFIX
        docs = _neighbours(segment, left, first, end)
        if len(docs):
            ways.append(MatchKind(value, docs, PARTS, cut))
        things = segment.things
        both = np.intersect1d(things.of_word.one(left), things.of_word.run(first, end))
        for thing in both[:MAX_THINGS].tolist():
            kind = int(things.kinds[thing])
            docs = things.docs.one(thing)
            ways.append(MatchKind(value * FACTORS[kind], docs, kind, int(things.keys[thing])))
    return ways


def _initials_ways(segment: Segment, term: Term) -> list[MatchKind]:
    """Return titles with words in a row that begin with the letters of a term that is no word."""
    first, end = segment.vocabulary.beginning(term.word)
    if len(term.word) not in _INITIALS or not term.word.isalpha() or first < end:
        return []
    initials, classes = segment.initials, letter_classes(term.word)
    places = np.flatnonzero(initials[: len(initials) - len(term.word) + 1] == classes[0])
    for number, letter in enumerate(classes[1:], start=1):
        places = places[initials[places + number] == letter]
    starts = segment.title_words.starts
    rows = np.searchsorted(starts, places, "right") - 1
    within = places + len(term.word) <= starts[rows + 1]
    if not term.word.isascii():  # other letters share their classes
        real = [_begin_with(segment, place, term.word) for place in places.tolist()]
        within &= np.array(real, bool)
    docs = rows[within].astype(np.int32)
    return [MatchKind(_INITIALS[len(term.word)], docs, INITIALS, 0)] if len(docs) else []


def _begin_with(segment: Segment, place: int, letters: str) -> bool:
    words = segment.vocabulary.words(segment.title_words.values[place : place + len(letters)])
    return "".join(word[:1] for word in words) == letters


def _neighbours(segment: Segment, left: int, first: int, end: int) -> Ints:
    """Return the articles with word `left` right before one of the words from `first` to `end`."""
    has_neighbour = np.zeros(len(segment), bool)
    has_neighbour[segment.docs_of_word.one(left)] = True
    docs = segment.docs_of_word.run(first, end)
    docs = np.unique(docs[has_neighbour[docs]])
    if not len(docs) or len(docs) > MAX_NEIGHBOURS:
        return docs[:0]
    words, rows = segment.title_words.many(docs)
    follows = (words[:-1] == left) & (words[1:] >= first) & (words[1:] < end)
    follows[rows[1:] - 1] = False
    rows_of_word: Longs = np.searchsorted(rows, np.flatnonzero(follows), "right") - 1
    return docs[np.unique(rows_of_word)]
