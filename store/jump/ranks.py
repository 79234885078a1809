"""The order of what terms reach in a segment: first roughly over all, then finely over the best.

The score of an article is the weighted mean of how well each term is found, the rare ones weighing
more, and a little for order, neighbourhood, a match at the title's beginning, and how much of the
title was typed: counted in words, as a person who picks words of a title picks long and short ones
alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from store.jump.csr import Floats, Longs
from store.jump.segment import Segment
from store.jump.term_matches import TermMatches

MAX_RANKED = 2000
"""Articles that the fine ranking looks at."""

FOUND, IN_ORDER, AT_START, COVERED = 94.3, 0.5, 0.2, 5.0
"""What the parts of a score can add up to: 100 for a title that is what was typed."""

AHEAD, BEHIND = 0.4, 0.8
"""What of the order is that all words come in it, the rest being that each is the next one's
neighbour; and what a neighbour on the wrong side counts."""

JOINED_VALUE = 0.95
"""What a title's word counts for two terms that together are that word."""

_SHORT_WORD, _SHORT_SHARE = 2, 0.25
_NEAR, _FAR = 0.62, 0.3
_NOWHERE = np.int64(1) << np.int64(40)


@dataclass(frozen=True, slots=True)
class ReachedArticles:
    """What all terms reach in a segment."""

    segment: Segment
    reaches: Sequence[TermMatches]
    joined: dict[int, TermMatches]
    """For the first of two terms what both together reach as one word."""
    groups: Sequence[Sequence[int]]
    """The terms, by the groups of which one will do."""
    weights: Floats
    """What each group weighs."""
    sizes: Sequence[int]
    """How many letters each term has."""
    allowed: npt.NDArray[np.bool_] | None
    """The articles that may be found; None: all."""
    is_required: bool
    """Whether operators asked for the allowed articles, so that each of them is found."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best articles of a segment, best first."""

    docs: Longs
    scores: npt.NDArray[np.float64]
    positions: Longs
    """For each article (row) and term (column) which word of the title it is; -1 for none."""


def weights(counts: Sequence[int], articles: int) -> Floats:
    """Return what each group of terms weighs, given how many of `articles` it reaches.

    What reaches none is most likely a word that is nowhere, and weighs as a middling one.
    """
    total = max(articles, 1)
    raw = [1.0 + np.log(total / min(count or total**0.5, total)) for count in counts]
    return np.array(raw, np.float32) / np.float32(sum(raw) or 1.0)


def rank(reached: ReachedArticles, limit: int, stop: Callable[[], bool]) -> Ranked:
    """Return the `limit` best articles; ties by position. Nothing once `stop` says so."""
    docs = _roughly(reached)
    if not len(docs) or stop():
        empty = np.zeros(0, np.int64)
        return Ranked(empty, np.zeros(0), empty.reshape(0, len(reached.reaches)))
    scores, positions = _finely(reached, docs)
    scores = scores.round(2)  # as they are shown, so that ties are those that are seen
    chosen = np.lexsort((docs, -scores))[:limit]
    return Ranked(docs[chosen], scores[chosen], positions[chosen])


def _roughly(reached: ReachedArticles) -> Longs:
    """Return the best MAX_RANKED articles or fewer, by the best way of each term alone."""
    segment = reached.segment
    total = np.zeros(len(segment), np.float32)
    for weight, group in zip(reached.weights, reached.groups, strict=True):
        best = _of_docs(reached, group[0])
        for term in group[1:]:
            np.maximum(best, _of_docs(reached, term), out=best)
        best *= weight
        total += best
    if reached.allowed is not None:
        total[~reached.allowed] = 0
    docs = _reached_enough(reached, total)
    if len(docs) > MAX_RANKED:
        key = segment.lengths[docs] * np.float32(1e-4) - total[docs]
        docs = docs[_lowest(key, MAX_RANKED)]
    return docs


def _lowest(key: Floats, count: int) -> Longs:
    """Return the places of the `count` lowest values, in order; of equal ones the first."""
    last = np.partition(key, count - 1)[count - 1]
    lower = np.flatnonzero(key < last)
    equal = np.flatnonzero(key == last)[: count - len(lower)]
    return np.sort(np.concatenate([lower, equal]))


def _of_docs(reached: ReachedArticles, term: int) -> Floats:
    """Return for each article how well one term reaches it, alone or joined with a neighbour."""
    best = reached.reaches[term].of_docs()
    for first in (term - 1, term):
        if first in reached.joined:
            np.maximum(best, reached.joined[first].of_docs() * np.float32(JOINED_VALUE), out=best)
    return best


def _reached_enough(reached: ReachedArticles, total: Floats) -> Longs:
    if reached.is_required and reached.allowed is not None:
        return np.flatnonzero(reached.allowed)
    top = float(total.max(initial=0.0))
    if top <= 0:
        return np.zeros(0, np.int64)
    docs = np.flatnonzero(total >= top * _NEAR)
    return docs if len(docs) >= MAX_RANKED // 10 else np.flatnonzero(total >= top * _FAR)


def _finely(reached: ReachedArticles, docs: Longs) -> tuple[npt.NDArray[np.float64], Longs]:
    """Return score and word positions of each of `docs`."""
    segment = reached.segment
    words, rows = segment.title_words.many(docs)
    sizes = np.diff(rows, append=len(words))
    places = np.arange(len(words)) - np.repeat(rows, sizes)
    terms = len(reached.reaches)
    values = np.zeros((len(docs), terms))
    typed = np.zeros(len(docs))
    shares = _share(np.array(reached.sizes))
    before = np.full(len(docs), -1, np.int64)
    positions = np.full((len(docs), terms), -1, np.int64)
    for term, each in enumerate(reached.reaches):
        quality = each.quality[words]
        for first in (term - 1, term):
            if first in reached.joined:
                joined = reached.joined[first].quality[words] * np.float32(JOINED_VALUE)
                quality = np.maximum(quality, joined)
        in_title = np.maximum.reduceat(quality, rows)
        best = np.where(quality >= np.repeat(in_title, sizes), places, _NOWHERE)
        # Of words that are as good, the first one behind the term before, else the first.
        behind = np.where(best > np.repeat(before, sizes), best, _NOWHERE)
        place = np.minimum.reduceat(behind, rows)
        place = np.where(place < _NOWHERE, place, np.minimum.reduceat(best, rows))
        other_way = each.others[each.best[docs]]
        by_title = (in_title > 0) & (in_title >= other_way)
        positions[:, term] = before = np.where(by_title, place, -1)
        values[:, term] = np.maximum(in_title, np.where(by_title, 0, other_way))
        # Two terms may be one word of the title, which is then covered once.
        covers = by_title & (positions[:, term] != positions[:, term - 1] if term else True)
        covers |= each.in_title[each.best[docs]] & (other_way > in_title)
        typed += covers * shares[term]
    scores = np.zeros(len(docs))
    for weight, group in zip(reached.weights, reached.groups, strict=True):
        scores += weight * values[:, list(group)].max(axis=1)
    order, start = _order(positions)
    covered = np.minimum(
        1.0, typed / np.add.reduceat(_share(segment.vocabulary.sizes[words]), rows)
    )
    return FOUND * scores + IN_ORDER * order + AT_START * start + COVERED * covered, positions


def _share(sizes: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """Return what words of so many letters are of a title: `of`, `a` and the like are little."""
    return np.where(sizes > _SHORT_WORD, 1.0, _SHORT_SHARE)


def _order(positions: Longs) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return for each article how far its words stand as typed, and whether it begins so."""
    if positions.shape[1] == 0:
        return np.zeros(len(positions)), np.zeros(len(positions))
    start = (positions[:, 0] == 0).astype(np.float64)
    if positions.shape[1] == 1:
        return (positions[:, 0] >= 0).astype(np.float64), start
    both_in_title = (positions[:, 1:] >= 0) & (positions[:, :-1] >= 0)
    steps = np.diff(positions, axis=1)
    ahead = (both_in_title & (steps > 0)).all(axis=1)
    neighbours = np.where(steps == 1, 1.0, np.where(steps == -1, BEHIND, 0.0))
    return AHEAD * ahead + (1 - AHEAD) * np.where(both_in_title, neighbours, 0.0).mean(
        axis=1
    ), start
