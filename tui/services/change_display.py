"""Reads again what has changed in the library, and puts what is shown of it into the state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.model import Change, Tag

if TYPE_CHECKING:
    from store import Library
    from store.index.totals import Totals
    from tui.ports import Stop, Ui
    from tui.services.article_loader import ArticleLoader
    from tui.services.list_updates import ListUpdates
    from tui.state import BrowseState


class ChangeDisplay:
    """Brings the state up to date with the library."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        loader: ArticleLoader,
        updates: ListUpdates,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._loader = loader
        self._updates = updates

    def codebook(self) -> None:
        """Read tags and totals again, off the UI thread."""
        library, state = self._library, self._state

        def job(_stop: Stop) -> tuple[list[Tag], Totals, bool]:
            return library.tags(), library.articles.totals(), library.userdata.can_undo()

        def then(result: tuple[list[Tag], Totals, bool]) -> None:
            tags, totals, can_undo = result
            state.update(
                codebook=tags, totals=totals, can_undo=can_undo, health=library.userdata.state
            )
            if not state.query and totals.articles != state.articles:
                self._updates.follow()

        self._ui.run("codebook", job, then)

    def health(self) -> None:
        """Look whether the user's work reaches the disk."""
        self._state.update(health=self._library.userdata.state)

    def outcome(self, change: Change | None) -> None:
        """Show a change that was made here; None: nothing was changed, or it was refused."""
        if change is None:
            self.health()
        else:
            self.change(change)

    def change(self, change: Change) -> None:
        """Show a change: the rows, the article, the codebook."""
        library, state = self._library, self._state
        self.codebook()
        listing, article = state.listing, state.article

        def job(_stop: Stop) -> tuple[frozenset[int], bool]:
            ids = change.ids
            everywhere = any(op.path[0] == "entities" for op in change.ops)
            reads_it = article is not None and (article.id in ids or not ids or everywhere)
            if everywhere and listing is not None:
                return frozenset(listing.nums()), reads_it
            return frozenset(library.articles.nums_of(ids)), reads_it

        def then(result: tuple[frozenset[int], bool]) -> None:
            nums, reads_it = result
            self._updates.read_rows_again(nums)
            self._updates.mark_stale(nums, change)
            if reads_it:
                self._loader.reload()

        self._ui.run("change", job, then)

    def index_changed(self, anything: bool, changes: Sequence[Change] = ()) -> None:
        """Show what happened elsewhere: changes, or with `anything` all there may be."""
        self.codebook()
        changed = anything or bool(changes)
        if changed:
            self._updates.follow(() if anything else changes)
        article = self._state.article
        if article is not None and (changed or article.entities is None):
            self._loader.reload()
