"""The part of `Library` that knows which articles are copies of one story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from store.facets.healing import Healing
from store.index import rows
from store.index.database import Database
from store.model import Copy, CopyGroup
from store.progress import ignore_progress, never_cancel
from store.query.sql_functions import patterns_bounded

if TYPE_CHECKING:
    from store.duplicates.detect_progress import CopiesFound, CopiesProgress
    from store.duplicates.diff import Differences
    from store.folder.locations import Locations
    from store.query import Query
    from store.query.sql import Condition


def _bounded(groups: Iterator[CopyGroup]) -> Iterator[CopyGroup]:
    """Yield groups; no regular expression of the query behind them runs for ever."""
    with patterns_bounded():
        yield from groups


class Copying(Healing):
    """Finds and tells copies of one story: the same text again, edited, cut, or taken up."""

    places: Locations
    _database: Database
    text: Callable[[str], str]
    _where: Callable[[str], Condition]
    _in_step = False
    """Whether the index was brought in step with the folder, by a caller who waits for answers."""

    def find_copies(
        self,
        progress: Callable[[CopiesProgress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        *,
        apart: bool = False,
    ) -> CopiesFound:
        """Look for copies among the articles of the index, and return how many there are.

        Blocks the calling thread; only what is new since the last time is compared. `apart` does
        it in another process, for a screen that must go on drawing; `stop` is asked all the while,
        and what was compared until then is kept. Raises LibraryError where the index can't be
        written.
        """
        told, stopped = progress or ignore_progress, stop or never_cancel
        if apart:
            from store.duplicates.detect_process import find_copies_in_process

            return self.insist(
                lambda: find_copies_in_process(
                    self.places, self._database, progress=told, stop=stopped
                )
            )
        from store.duplicates.detect import find_copies

        return self.insist(lambda: find_copies(self._database, progress=told, stop=stopped))

    def copies(self, id: str) -> list[Copy]:
        """Return the other articles of an article's group of copies, the most alike first.

        None are known before `find_copies` has looked for them. Raises UnknownArticle.
        """
        from store.duplicates.duplicate_groups import copies_of

        return copies_of(self._database, rows.known_num(self._database, id))

    def copy_groups(self, query: str = "") -> Iterator[CopyGroup]:
        """Return the groups of copies that have an article which a query gives, whole.

        Raises QueryError.
        """
        from store.duplicates.duplicate_groups import copy_groups

        return _bounded(copy_groups(self._database, *self._where(query)))

    def differences(self, id: str, other: str) -> Differences:
        """Return what the text of another article has that this one's lacks, and how much it lacks.

        Raises UnknownArticle.
        """
        from store.duplicates.diff import differences

        return differences(self.text(id), self.text(other))

    def _look_for_copies(self, tree: Query) -> None:
        """Look for copies where a query asks for them and the caller waits for answers."""
        from store.query import sql

        if self._in_step and sql.asks_for_copies(tree):
            self.find_copies()
