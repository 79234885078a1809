"""Copies of one story: shown, listed and tagged together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Library
    from store.model import Row
    from tui.overlays.copies_list import CopyChosen
    from tui.ports import Ui
    from tui.services.navigation import Navigation
    from tui.services.tag_edits import TagEdits
    from tui.state import BrowseState

ONCE = "-copy:"
"""The query word that leaves every story but its longest article out."""


class DuplicateActions:
    """Shows, lists and tags the copies of the article one is at."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        tags: TagEdits,
        navigation: Navigation,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._tags = tags
        self._navigation = navigation

    def open(self) -> None:
        """Show the copies of the article one is at, side by side with what is new in each."""
        state = self._state
        row = state.target
        if row is None:
            return
        from tui.overlays.copies_list import CopiesList

        self._ui.push(
            CopiesList(self._library, row, state.tag_colors, state.hidden_labels),
            lambda chosen: self._act(row, chosen),
        )

    def _act(self, row: Row, chosen: CopyChosen | None) -> None:
        """Do what was chosen among the copies of an article."""
        if chosen is None:
            return
        if chosen.action == "open":
            self._navigation.open(chosen.ids[0])
        elif chosen.action == "list":
            self._list(row.id)
        else:
            self._tag([row.id, *chosen.ids])

    def _list(self, id: str) -> None:
        """List only the articles that tell one story."""
        from store.query.nodes import Copies as CopiesTerm

        self._navigation.list_only(str(CopiesTerm(id)))

    def _tag(self, ids: list[str]) -> None:
        """Choose tags for all articles that tell one story, each choice as one change."""
        from tui.overlays.tag_picker import TagPicker

        library = self._library

        def toggle(tag: str) -> None:
            self._tags.toggle(lambda: ids, tag)

        def count_tags() -> dict[str, int]:
            return library.articles.tag_counts(library.articles.nums_of(ids))

        self._ui.push(TagPicker(self._state.codebook, (), len(ids), toggle, count_tags))

    def toggle_once(self) -> None:
        """List one article a story, of what is listed, or all again."""
        query = self._state.query
        if query == ONCE:
            self._navigation.filter("")
        elif query.startswith("(") and query.endswith(f") {ONCE}"):
            self._navigation.filter(query[1 : -len(ONCE) - 2])
        else:
            self._navigation.filter(f"({query}) {ONCE}" if query else ONCE)
