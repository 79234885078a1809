"""What the filter found, in the list: the first hit of each article in sight, in its context."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Library
    from store.errors import CuttingsError
    from tui.ports import ListPort, Stop, Ui
    from tui.state import BrowseState


class HitSnippets:
    """Reads, off the UI thread, what the rows in sight show of the texts."""

    def __init__(self, library: Library, state: BrowseState, ui: Ui, rows: ListPort) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._list = rows
        self._asked: frozenset[int] = frozenset()
        """The row numbers that the job that runs was started for."""

    def read(self) -> None:
        """Read the hits that the rows in sight still lack.

        What is out of sight when its turn comes is left out.
        """
        rows, ui, library = self._list, self._ui, self._library
        snippets, query = self._state.snippets, self._state.query
        if snippets is None:
            return
        nums = [num for num in rows.seen_nums() if snippets.lacks(num)]
        if not nums or (ui.busy("snippets") and self._asked.issuperset(nums)):
            return
        self._asked = frozenset(nums)

        def job(stop: Stop) -> None:
            for num in nums:
                if stop():
                    return
                if num in rows.seen_nums():
                    snippets.put(num, library.search.filter_hit(query, num))

        def failed(error: CuttingsError) -> None:
            library.health.report_error(error)

        ui.run("snippets", job, lambda _none: rows.redraw(), failed)
