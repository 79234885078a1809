"""Copies of stories in a library: search, lookup and comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from store.folder.locations import Locations
from store.index import rows
from store.index.conditions import Conditions
from store.index.database import Database
from store.model import Copy, CopyGroup
from store.progress import ignore_progress, never_cancel
from store.query.sql_functions import patterns_bounded

if TYPE_CHECKING:
    from store.duplicates.detect_progress import CopiesFound, CopiesProgress
    from store.duplicates.diff import Differences
    from store.query.nodes import Query


def _bounded(groups: Iterator[CopyGroup]) -> Iterator[CopyGroup]:
    """Yield groups; no regular expression of the query behind them runs for ever."""
    with patterns_bounded():
        yield from groups


class Duplicates:
    """Finds copies of one story: reprints, edited and shortened versions, updates.

    `retry` runs a search, and runs it again if it failed on a damaged file.
    """

    def __init__(
        self,
        locations: Locations,
        database: Database,
        conditions: Conditions,
        retry: Callable[[Callable[[], CopiesFound]], CopiesFound],
    ) -> None:
        self._locations = locations
        self._database = database
        self._conditions = conditions
        self._retry = retry

    def find(
        self,
        progress: Callable[[CopiesProgress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        *,
        apart: bool = False,
    ) -> CopiesFound:
        """Find copies among the articles of the index, and return how many there are.

        Blocks the calling thread; only new articles are compared. `apart` uses another process, so
        that a screen stays responsive. `stop` is checked throughout; comparisons up to then are
        kept. Raises LibraryError if the index can't be written.
        """
        report, cancelled = progress or ignore_progress, stop or never_cancel
        if apart:
            from store.duplicates.detect_process import find_copies_in_process

            return self._retry(
                lambda: find_copies_in_process(
                    self._locations, self._database, progress=report, stop=cancelled
                )
            )
        from store.duplicates.detect import find_copies

        return self._retry(lambda: find_copies(self._database, progress=report, stop=cancelled))

    def update_for(self, tree: Query) -> None:
        """Look for copies where a query asks for them."""
        from store.query import sql

        if sql.asks_for_copies(tree):
            self.find()

    def of(self, id: str) -> list[Copy]:
        """Return the other articles in an article's group of copies, most similar first.

        Empty until `find` has searched for them. Raises UnknownArticle.
        """
        from store.duplicates.duplicate_groups import copies_of

        return copies_of(self._database, rows.known_num(self._database, id))

    def groups(self, query: str = "") -> Iterator[CopyGroup]:
        """Return the complete groups of copies with an article that matches a query.

        Raises QueryError at once; TooSlow may follow while the groups are read.
        """
        from store.duplicates.duplicate_groups import copy_groups

        return _bounded(copy_groups(self._database, *self._conditions.of(query)))

    def differences(self, id: str, other_id: str) -> Differences:
        """Return the passages that only another article has, and how many words it lacks.

        Raises UnknownArticle.
        """
        from store.duplicates.diff import differences

        bodies = [
            rows.body(self._database, rows.known_num(self._database, n)) for n in (id, other_id)
        ]
        return differences(*bodies)
