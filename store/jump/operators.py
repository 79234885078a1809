"""fzf's operators over the words of titles: which articles of a segment may be found at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from store.jump.csr import Longs
from store.jump.segment import Segment
from store.jump.term_matches import match_term
from store.jump.terms import Operator, Term

Flags = npt.NDArray[np.bool_]


def allowed(segment: Segment, required: Sequence[Sequence[Operator]]) -> Flags:
    """Return for each article whether one operator of every group holds."""
    flags = np.ones(len(segment), bool)
    for group in required:
        any_holds = np.zeros(len(segment), bool)
        for operator in group:
            any_holds |= _holds(segment, operator)
        flags &= any_holds
    return flags


def _holds(segment: Segment, operator: Operator) -> Flags:
    if operator.fuzzy:
        flags = np.ones(len(segment), bool)
        for word in operator.words:
            flags &= match_term(segment, Term(word)).best > 0
        return flags
    flags = np.zeros(len(segment), bool)
    flags[_titles_with(segment, operator)] = True
    return ~flags if operator.refused else flags


def _titles_with(segment: Segment, operator: Operator) -> Longs:
    """Return the articles whose titles hold the operator's words in a row."""
    meant = [_meant(segment, operator, number) for number, _ in enumerate(operator.words)]
    numbers = min(meant, key=len)
    has_word = np.zeros(len(segment), bool)
    has_word[segment.docs_of_word.many(numbers)[0]] = True
    docs = np.flatnonzero(has_word)
    if not len(docs) or (len(meant) == 1 and not (operator.first or operator.last)):
        return docs
    words, rows = segment.title_words.many(docs)
    starts = np.ones(len(words), bool)
    for number, each in enumerate(meant):
        is_match = np.zeros(len(segment.vocabulary), bool)
        is_match[each] = True
        # A place counts where word `number` stands that many words behind it.
        here = np.zeros(len(words), bool)
        here[: len(words) - number] = is_match[words[number:]]
        starts &= here
    row_of_word = np.repeat(np.arange(len(docs)), np.diff(rows, append=len(words)))
    ends = np.append(rows[1:], len(words))
    places = np.flatnonzero(starts)
    past = places + len(operator.words)
    good = past <= ends[row_of_word[places]]
    if operator.first:
        good &= places == rows[row_of_word[places]]
    if operator.last:
        good &= past == ends[row_of_word[places]]
    return docs[np.unique(row_of_word[places[good]])]


def _meant(segment: Segment, operator: Operator, number: int) -> Longs:
    """Return the words that may stand for word `number`: its outer ends may be open."""
    vocabulary, word = segment.vocabulary, operator.words[number]
    open_left = number == 0 and not operator.first
    open_right = number == len(operator.words) - 1 and not operator.last
    if open_left and open_right:
        return vocabulary.inside(word)
    if open_left:
        return vocabulary.ending(word)
    if open_right:
        return np.arange(*vocabulary.beginning(word), dtype=np.int64)
    numbers = vocabulary.find(word)
    return np.array([numbers] if numbers >= 0 else [], np.int64)
