"""What the filter found, in the list: the first hit of each article in sight, in its context."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.errors import CuttingsError
from tui.actions.filter_hits import tree_of
from tui.widgets.snippets import Snippets

if TYPE_CHECKING:
    from tui.browse import BrowseScreen


class SnippetsInSight:
    """Reads, off the UI thread, what the rows in sight show of the texts."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self._asked: frozenset[int] = frozenset()
        """The row numbers that the job that runs was started for."""

    def begin(self) -> None:
        """Begin with another query or another index, whose row numbers are its own."""
        screen = self._screen
        screen.jobs.cancel("snippets")
        screen.list.snippets = Snippets() if tree_of(screen.listed.query) is not None else None

    def forget(self) -> None:
        """Have the articles read again: their texts may have changed."""
        if self._screen.list.snippets is not None:
            self._screen.list.snippets.forget()

    def read(self) -> None:
        """Read the hits that the rows in sight still lack.

        What is out of sight when its turn comes is left out.
        """
        widget, jobs = self._screen.list, self._screen.jobs
        snippets, library = widget.snippets, self._screen.library
        if snippets is None:
            return
        nums = [num for num in widget.seen_nums() if snippets.lacks(num)]
        if not nums or (jobs.busy("snippets") and self._asked.issuperset(nums)):
            return
        query, self._asked = self._screen.listed.query, frozenset(nums)

        def job(stop: Callable[[], bool]) -> None:
            for num in nums:
                if stop():
                    return
                if num in widget.seen_nums():
                    snippets.put(num, library.search.filter_hit(query, num))

        def then(_result: None) -> None:
            widget.refresh()

        def failed(error: CuttingsError) -> None:
            library.health.report_error(error)

        jobs.run("snippets", job, then, failed)
