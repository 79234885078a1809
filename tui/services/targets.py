"""The articles that a change is for: the one that is read, the selection, or the one at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from store.errors import NothingToDo
from tui.panes import READER

if TYPE_CHECKING:
    from store import Library
    from tui.state import BrowseState


class Targets:
    """What the next change or command would act on."""

    def __init__(self, library: Library, state: BrowseState) -> None:
        self._library = library
        self._state = state

    def nums(self) -> Callable[[], list[int]]:
        """Return a function for another thread: the row numbers selected now, in their order."""
        selection, listing, library = self._state.selection, self._state.listing, self._library

        def selected() -> list[int]:
            if listing is None:
                return []
            if listing.generation != library.health.generation:
                raise NothingToDo("the index was made again: select the articles once more")
            return selection.of(listing.nums())

        return selected

    def ids(self) -> Callable[[], list[str]]:
        """Return a function that gives the ids to change: what is read, the selection, or one."""
        state, library = self._state, self._library
        article, row = state.article, state.current
        if state.pane == READER and article is not None:
            return lambda: [article.id]
        if state.selected:
            nums = self.nums()
            return lambda: library.articles.ids_of(nums())
        return lambda: [row.id] if row is not None else []

    def tags(self) -> tuple[Sequence[str], int]:
        """Return the tags of the one article that would be changed, and how many would be."""
        state = self._state
        article, row = state.article, state.current
        if state.pane == READER and article is not None:
            return article.tags, 1
        if state.selected:
            return (), state.selected
        return (row.tags, 1) if row is not None else ((), 0)

    def texts(self) -> Callable[[], Iterator[str]]:
        """Return a function that gives the texts of the same articles."""
        ids, library = self.ids(), self._library
        return lambda: (library.articles.text(id) for id in ids())
