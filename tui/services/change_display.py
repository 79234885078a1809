"""Reads again what has changed in the library, and puts what is shown of it into the state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from store.index.totals import Totals
from store.model import Change, Tag

if TYPE_CHECKING:
    from store import Library
    from tui.ports import Stop, Ui
    from tui.services.article_loader import ArticleLoader, FreshArticle
    from tui.services.list_updates import ListUpdates
    from tui.state import BrowseState


class Facts(NamedTuple):
    """What the screen shows of the library as a whole."""

    tags: list[Tag]
    totals: Totals
    can_undo: bool


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
        self._pending: list[Change] = []
        """Changes that were made here and are not shown yet."""

    def codebook(self) -> None:
        """Read tags and totals again, off the UI thread."""
        self._ui.run("codebook", lambda _stop: self._read_facts(), self._take_facts)

    def _read_facts(self) -> Facts:
        library = self._library
        return Facts(library.tags(), library.articles.totals(), library.userdata.can_undo())

    def _take_facts(self, facts: Facts) -> None:
        self._state.update(codebook=facts.tags, can_undo=facts.can_undo)
        self.totals(facts.totals)
        self.health()

    def totals(self, totals: Totals) -> None:
        """Show totals, and what they tell of: other articles than are listed, names in more."""
        state = self._state
        before = state.totals
        state.update(totals=totals)
        if not state.query and totals.articles != state.articles:
            self._updates.follow()
        if before is None or before.annotated != totals.annotated:
            self.names()

    def names(self) -> None:
        """Show the names in the article in view, if it had none yet."""
        article = self._state.article
        if article is not None and article.entities is None:
            self._loader.reload()

    def health(self) -> None:
        """Look whether the user's work reaches the disk."""
        self._state.update(health=self._library.userdata.state)

    def outcome(self, change: Change | None) -> None:
        """Show a change that was made here; None: nothing was changed, or it was refused."""
        if change is None:
            self.health()
        else:
            self._pending.append(change)
            self._show_pending()

    def _show_pending(self) -> None:
        """Show the changes that were made here: in one go the rows, the article, the codebook."""
        state, changes = self._state, tuple(self._pending)
        listing, article = state.listing, state.article

        def job(_stop: Stop) -> tuple[frozenset[int], Facts, FreshArticle | None]:
            ids = {id for change in changes for id in change.ids}
            everywhere = any(op.path[0] == "entities" for change in changes for op in change.ops)
            reads_it = article is not None and (
                article.id in ids or everywhere or not all(change.ids for change in changes)
            )
            if everywhere and listing is not None:
                nums = frozenset(listing.nums())
            else:
                nums = frozenset(self._library.articles.nums_of(list(ids)))
            fresh = self._loader.read_again(article.id) if article and reads_it else None
            return nums, self._read_facts(), fresh

        def then(result: tuple[frozenset[int], Facts, FreshArticle | None]) -> None:
            nums, facts, fresh = result
            del self._pending[: len(changes)]
            self._loader.take(fresh)
            self._take_facts(facts)
            self._updates.read_rows_again(nums)
            self._updates.mark_stale(nums, changes)
            self._updates.follow(changes, redraw=False)

        self._ui.run("change", job, then)

    def index_changed(self, anything: bool, changes: Sequence[Change] = ()) -> None:
        """Show what happened elsewhere: changes, or with `anything` all there may be."""
        self.codebook()
        self._updates.follow(() if anything else changes)
        self._loader.reload()
