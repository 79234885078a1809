"""Finds the copies in an index: samples new articles, compares likely pairs, rebuilds the groups.

Samples and comparisons are stored by content, so only new ones are computed. The groups are always
rebuilt from all articles, so they don't depend on the order in which these were added.
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
"""Articles, and pairs, whose results are stored in one transaction."""
MOST_WORDS = 300_000
"""Words of stories kept in memory for comparison."""


def find_copies(
    database: Database,
    *,
    progress: Callable[[CopiesProgress], None],
    stop: Callable[[], bool],
) -> CopiesFound:
    """Bring the groups of copies up to date with the articles of an index.

    `stop` is checked throughout; results up to then are kept for the next search. Raises
    LibraryError if the index can't be written.
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
        self._repository = Repository(database)
        self._progress = progress
        self._stop = stop

    def run(self) -> CopiesFound:
        if not is_up_to_date(self._database):
            state = state_of(self._database)
            self._repository.discard_outdated()
            if not (self._sample() and self._group(state)):
                return CopiesFound(complete=False)
        return count_articles(self._database)

    def _sample(self) -> bool:
        """Store the samples of new contents; return whether it finished."""
        todo = self._repository.articles_to_sample()
        for start in range(0, len(todo), SAMPLED_AT_ONCE):
            if self._stop():
                return False
            contents = dict(todo[start : start + SAMPLED_AT_ONCE])
            stories = self._repository.stories(list(contents))
            self._repository.store_samples((contents[num], Facts(story)) for num, story in stories)
            sampled = min(start + SAMPLED_AT_ONCE, len(todo))
            self._progress(CopiesProgress("sampling", sampled, len(todo)))
        return True

    def _group(self, state: str) -> bool:
        """Compare likely pairs and store the groups; return whether it finished."""
        articles = self._repository.stored_samples()
        same: dict[bytes, list[StoredSamples]] = {}
        for article in articles:
            same.setdefault(article.story, []).append(article)
        stories = [members[0] for members in same.values()]
        pairs = candidates(
            [article.size for article in stories], [article.sample for article in stories]
        )
        comparer = _Comparer(self._repository, stories)
        near: list[tuple[int, int]] = []
        for start in range(0, len(pairs), COMPARED_AT_ONCE):
            if self._stop():
                return False
            near += comparer.copies(pairs[start : start + COMPARED_AT_ONCE])
            compared = min(start + COMPARED_AT_ONCE, len(pairs))
            self._progress(CopiesProgress("comparing", compared, len(pairs)))
        leaders: dict[int, int] = {}
        members = list(same.values())
        copy_groups = groups(near, comparer.are_copies)
        comparer.store_results()
        for group in copy_groups:
            leader = stories[group[0]].num
            leaders.update((article.num, leader) for place in group for article in members[place])
        for alike in members:
            if len(alike) > 1 and alike[0].num not in leaders:
                leaders.update((article.num, alike[0].num) for article in alike)
        self._repository.store_groups(leaders, state)
        return True


class _Comparer:
    """Decides whether two stories, given by list index, are copies."""

    def __init__(self, repository: Repository, stories: Sequence[StoredSamples]) -> None:
        self._repository = repository
        self._stories = stories
        self._facts: OrderedDict[int, Facts] = OrderedDict()
        self._words = 0
        self._results: dict[Pair, bool] = {}

    def copies(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the pairs that are copies; new results are stored."""
        stored = self._repository.stored_pairs([self._contents(*pair) for pair in pairs])
        near = [pair for pair in pairs if self._are_copies(pair, stored)]
        self.store_results()
        return near

    def store_results(self) -> None:
        """Store the results since the last call."""
        self._repository.store_pairs(self._results)
        self._results.clear()

    def are_copies(self, left: int, right: int) -> bool:
        """Return whether two stories are copies."""
        return self._are_copies(
            (left, right), self._repository.stored_pairs([self._contents(left, right)])
        )

    def _are_copies(self, pair: tuple[int, int], stored: dict[Pair, bool]) -> bool:
        contents = self._contents(*pair)
        are = stored.get(contents)
        if are is None:
            are = self._results[contents] = self._compare(*pair)
        return are

    def _contents(self, left: int, right: int) -> Pair:
        first, second = sorted((self._stories[left].sha256, self._stories[right].sha256))
        return first, second

    def _compare(self, left: int, right: int) -> bool:
        a, b = self._facts_at(left), self._facts_at(right)
        return a is not None and b is not None and are_copies(a, b)

    def _facts_at(self, place: int) -> Facts | None:
        """Return a story, read again if it is not in memory; None if its article is gone."""
        facts = self._facts.pop(place, None)
        if facts is None:
            for _, story in self._repository.stories([self._stories[place].num]):
                facts = Facts(story)
                self._words += len(story.words)
        if facts is not None:
            self._facts[place] = facts
            while self._words > MOST_WORDS and len(self._facts) > 2:
                _, oldest = self._facts.popitem(last=False)
                self._words -= len(oldest.story.words)
        return facts
