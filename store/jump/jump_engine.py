"""Fuzzy jump: what was typed to the few articles that were meant, best first.

Cost follows the number of different words, not of articles: each typed word is measured against
the vocabulary, the words that it may mean give articles by inverted lists, and a last ranking goes
over the best of them.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from store.index.database import Database
from store.jump import match_reasons, operators, terms
from store.jump.index_rows import MAX_TITLE, read_titles
from store.jump.index_sync import IndexSync
from store.jump.ranks import ReachedArticles, rank, weights
from store.jump.segment import Segment
from store.jump.term_matches import TermMatches, match_term, whole
from store.jump.terms import Term, Typed
from store.model import Match

MAX_REMEMBERED = 12
"""Terms of which the reach is kept, as the next key changes only one of them."""


def never() -> bool:
    """Return False: the search that nobody stops."""
    return False


@dataclass
class _Searched:
    """A segment with what the latest terms reach in it."""

    segment: Segment
    reaches: OrderedDict[tuple[Term, bool], TermMatches | None] = field(default_factory=OrderedDict)

    def reach(self, term: Term, as_typed: bool = False) -> TermMatches | None:
        key = (term, as_typed)
        if key not in self.reaches:
            self.reaches[key] = (whole if as_typed else match_term)(self.segment, term)
            if len(self.reaches) > MAX_REMEMBERED:
                self.reaches.popitem(last=False)
        self.reaches.move_to_end(key)
        return self.reaches[key]


@dataclass(frozen=True, slots=True)
class _Result:
    """An article that was found: where, and which words of its title stand for the terms."""

    score: float
    num: int
    doc: int
    places: tuple[int, ...]
    reaches: Sequence[TermMatches]


class Jumper:
    """Fuzzy jump over the articles of one index; made ready at the first search.

    Any thread may search; a search waits for the one before it, which its `stop` should end. It
    keeps itself up to date: few changes are read before the next search, many behind it while what
    was there before answers.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._upkeep = IndexSync(database)
        self._searched: list[_Searched] = []
        self._turn = threading.Lock()

    def stale(self) -> bool:
        """Say whether articles, tags or entities changed since they were last read."""
        return self._upkeep.stale()

    def refresh(self) -> None:
        """Read what changed; all of it where nothing was read yet or much has changed."""
        with self._turn:
            self._upkeep.refresh()

    def close(self) -> None:
        """End what runs behind the searches, and wait until it has."""
        self._upkeep.close()

    def search(
        self,
        text: str,
        limit: int = 20,
        extended: bool = False,
        stop: Callable[[], bool] = never,
    ) -> list[Match]:
        """Return the articles that `text` may mean, best first; ties by id.

        Typing errors, missing letters, word order, accents and case are forgiven; the last word
        may be unfinished. `extended`, or a leading `=`, turns on fzf's operators. Empty text, and
        a search that `stop` ended, give [].
        """
        typed = terms.read(text, extended)
        if limit <= 0 or not (typed.terms or typed.required):
            return []
        with self._turn:
            return [] if stop() else self._search(typed, limit, stop)

    def _search(self, typed: Typed, limit: int, stop: Callable[[], bool]) -> list[Match]:
        self._bring_up_to_date()
        results: list[_Result] = []
        for reached, segment in self._reached(typed, stop):
            if stop():
                return []
            ranked = rank(reached, limit, stop)
            results += [
                _Result(score, int(segment.nums[doc]), doc, tuple(places), reached.reaches)
                for doc, score, places in zip(
                    ranked.docs.tolist(),
                    ranked.scores.tolist(),
                    ranked.positions.tolist(),
                    strict=True,
                )
            ]
        return self._matches(typed, results, limit)

    def _bring_up_to_date(self) -> None:
        segments = self._upkeep.segments()
        if [each.segment for each in self._searched] != list(segments):
            searched_by_segment = {id(each.segment): each for each in self._searched}
            self._searched = [
                searched_by_segment.get(id(each)) or _Searched(each) for each in segments
            ]

    def _reached(
        self, typed: Typed, stop: Callable[[], bool]
    ) -> list[tuple[ReachedArticles, Segment]]:
        all_reaches: list[list[TermMatches]] = []
        for searched in self._searched:
            reaches = []
            for term in typed.terms:
                if stop():
                    return []
                reached = searched.reach(term)
                if reached is not None:
                    reaches.append(reached)
            all_reaches.append(reaches)
        counts = [
            sum(reaches[term].articles() for reaches in all_reaches for term in group)
            for group in typed.groups
        ]
        articles = sum(len(searched.segment) for searched in self._searched)
        return [
            (
                ReachedArticles(
                    segment=searched.segment,
                    reaches=reaches,
                    joined=_joined(searched, typed.terms),
                    groups=typed.groups,
                    weights=weights(counts, articles),
                    sizes=[len(term.word) for term in typed.terms],
                    allowed=self._allowed(searched.segment, typed),
                    is_required=bool(typed.required),
                ),
                searched.segment,
            )
            for searched, reaches in zip(self._searched, all_reaches, strict=True)
        ]

    def _allowed(self, segment: Segment, typed: Typed) -> operators.Flags | None:
        removed = self._upkeep.gone(segment)
        if not typed.required and removed is None:
            return None
        flags = operators.allowed(segment, typed.required)
        if removed is not None:
            flags[removed] = False
        return flags

    def _matches(self, typed: Typed, results: list[_Result], limit: int) -> list[Match]:
        connection = self._database.connection()
        results.sort(key=lambda each: -each.score)
        titles = read_titles(connection, [each.num for each in results])
        titled = [each for each in results if each.num in titles]
        titled.sort(key=lambda each: (-each.score, titles[each.num][0]))
        return [_match(connection, typed.terms, each, *titles[each.num]) for each in titled[:limit]]


def _joined(searched: _Searched, typed: Sequence[Term]) -> dict[int, TermMatches]:
    """Return what neighbouring terms reach as one word, by the first of the two."""
    reached_by_segment = {}
    for number, (left, right) in enumerate(pairwise(typed)):
        if not (left.tag_only or right.tag_only):
            reached = searched.reach(Term(left.word + right.word, right.typing), as_typed=True)
            if reached is not None:
                reached_by_segment[number] = reached
    return reached_by_segment


def _match(
    connection: sqlite3.Connection, typed: Sequence[Term], result: _Result, id: str, title: str
) -> Match:
    kinds = match_reasons.kinds_of(result.reaches, result.doc)
    ways = match_reasons.other_ways(result.reaches, result.doc, result.places)
    return Match(
        id=id,
        title=title,
        score=result.score,
        positions=match_reasons.positions(title[:MAX_TITLE], typed, result.places, kinds),
        num=result.num,
        via=match_reasons.via(connection, result.num, id, ways),
    )
