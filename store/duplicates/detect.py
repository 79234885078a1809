"""Finds the copies in an index: samples what is new, compares what may be alike, groups anew.

Samples and comparisons are kept by content, so that only new ones are worked out; the groups are
always made of all articles, and so never depend on the order in which these came.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from store.duplicates.candidates import candidates
from store.duplicates.clusters import groups
from store.duplicates.detect_progress import CopiesFound, CopiesProgress
from store.duplicates.freshness import count_articles, is_up_to_date, state_of
from store.duplicates.repository import Pair, Repository, StoredSamples
from store.duplicates.similarity import Facts, are_copies
from store.index.database import Database
from store.index.sqlite_errors import as_library_error

SAMPLED_AT_ONCE = 100
COMPARED_AT_ONCE = 2000
"""Articles, and pairs, whose results are kept in one transaction."""
MOST_WORDS = 300_000
"""Words of the stories that are held ready to be compared."""


def find_copies(
    database: Database,
    *,
    progress: Callable[[CopiesProgress], None],
    stop: Callable[[], bool],
) -> CopiesFound:
    """Bring the groups of copies in step with the articles of an index.

    `stop` is asked all along; what was worked out until then is kept for the next search. Raises
    LibraryError where the index can't be written.
    """
    database.enlarge()
    try:
        with as_library_error(database):
            return _Search(database, progress, stop).run()
    finally:
        database.shrink()


class _Search:
    """One search, from the samples to the groups."""

    def __init__(
        self,
        database: Database,
        progress: Callable[[CopiesProgress], None],
        stop: Callable[[], bool],
    ) -> None:
        self._database = database
        self._stock = Repository(database)
        self._progress = progress
        self._stop = stop

    def run(self) -> CopiesFound:
        if not is_up_to_date(self._database):
            state = state_of(self._database)
            self._stock.renew()
            if not (self._sample() and self._group(state)):
                return CopiesFound(complete=False)
        return count_articles(self._database)

    def _sample(self) -> bool:
        """Keep the samples of new contents; return whether it came to the end."""
        todo = self._stock.unsampled()
        for start in range(0, len(todo), SAMPLED_AT_ONCE):
            if self._stop():
                return False
            contents = dict(todo[start : start + SAMPLED_AT_ONCE])
            stories = self._stock.stories(list(contents))
            self._stock.keep_samples((contents[num], Facts(story)) for num, story in stories)
            done = min(start + SAMPLED_AT_ONCE, len(todo))
            self._progress(CopiesProgress("sampling", done, len(todo)))
        return True

    def _group(self, state: str) -> bool:
        """Compare what may be alike, and keep the groups; return whether it came to the end."""
        kept = self._stock.kept()
        same: dict[bytes, list[StoredSamples]] = {}
        for one in kept:
            same.setdefault(one.story, []).append(one)
        stories = [members[0] for members in same.values()]
        pairs = candidates([one.size for one in stories], [one.sample for one in stories])
        comparer = _Comparer(self._stock, stories)
        near: list[tuple[int, int]] = []
        for start in range(0, len(pairs), COMPARED_AT_ONCE):
            if self._stop():
                return False
            near += comparer.copies(pairs[start : start + COMPARED_AT_ONCE])
            done = min(start + COMPARED_AT_ONCE, len(pairs))
            self._progress(CopiesProgress("comparing", done, len(pairs)))
        leaders: dict[int, int] = {}
        members = list(same.values())
        found = groups(near, comparer.are_copies)
        comparer.keep()
        for group in found:
            leader = stories[group[0]].num
            leaders.update((one.num, leader) for place in group for one in members[place])
        for alike in members:
            if len(alike) > 1 and alike[0].num not in leaders:
                leaders.update((one.num, alike[0].num) for one in alike)
        self._stock.keep_groups(leaders, state)
        return True


class _Comparer:
    """Says of two stories, by their places in a list, whether they are copies."""

    def __init__(self, stock: Repository, stories: Sequence[StoredSamples]) -> None:
        self._stock = stock
        self._stories = stories
        self._told: OrderedDict[int, Facts] = OrderedDict()
        self._words = 0
        self._found: dict[Pair, bool] = {}

    def copies(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return those of the pairs that are copies; what is not known yet is kept."""
        known = self._stock.known([self._contents(*pair) for pair in pairs])
        near = [pair for pair in pairs if self._are_copies(pair, known)]
        self.keep()
        return near

    def keep(self) -> None:
        """Keep what was found since the last time."""
        self._stock.keep_pairs(self._found)
        self._found.clear()

    def are_copies(self, one: int, other: int) -> bool:
        """Say whether two stories are copies."""
        return self._are_copies((one, other), self._stock.known([self._contents(one, other)]))

    def _are_copies(self, pair: tuple[int, int], known: dict[Pair, bool]) -> bool:
        contents = self._contents(*pair)
        are = known.get(contents)
        if are is None:
            are = self._found[contents] = self._compare(*pair)
        return are

    def _contents(self, one: int, other: int) -> Pair:
        first, second = sorted((self._stories[one].sha256, self._stories[other].sha256))
        return first, second

    def _compare(self, one: int, other: int) -> bool:
        a, b = self._tell(one), self._tell(other)
        return a is not None and b is not None and are_copies(a, b)

    def _tell(self, place: int) -> Facts | None:
        """Return a story, read anew where it is not held ready; None where it is gone."""
        as_library_error = self._told.pop(place, None)
        if as_library_error is None:
            for _, story in self._stock.stories([self._stories[place].num]):
                as_library_error = Facts(story)
                self._words += len(story.words)
        if as_library_error is not None:
            self._told[place] = as_library_error
            while self._words > MOST_WORDS and len(self._told) > 2:
                _, oldest = self._told.popitem(last=False)
                self._words -= len(oldest.story.words)
        return as_library_error
