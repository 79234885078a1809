"""The article that the program was started with, opened as soon as it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.userdata.writer import TRANSIENT_ERRORS

if TYPE_CHECKING:
    from store import Library
    from tui.ports import ListPort, Ui
    from tui.services.article_loader import ArticleLoader
    from tui.state import BrowseState


class StartArticle:
    """Waits for one article to be listed."""

    def __init__(
        self, library: Library, state: BrowseState, ui: Ui, rows: ListPort, loader: ArticleLoader
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._list = rows
        self._loader = loader
        self._id: str | None = None
        state.subscribe(self._changed)

    def _changed(self, names: frozenset[str]) -> None:
        if names & {"listing", "folder_read", "rows_version"}:
            self.open()

    def wait_for(self, id: str | None) -> None:
        """Open an article now, or as soon as it is listed."""
        self._id = id
        self.open()

    def open(self) -> None:
        """Open the article if it is listed; say when it can't be any more."""
        listing = self._state.listing
        if self._id is None or listing is None:
            return
        try:
            articles = self._library.articles
            nums = articles.nums_of([articles.first_of_file(self._id) or self._id])
        except TRANSIENT_ERRORS as error:  # it is opened when it can be read
            self._library.health.report_error(error)
            return
        at = listing.index_of(nums[0]) if nums else None
        if at is not None:
            self._id = None
            self._list.move_to(at)
            self._loader.open_now(then=lambda: self._ui.focus("reader"))
        elif self._state.folder_read and not nums:
            self._ui.say(f"no such article: {self._id}", warning=True)
            self._id = None
