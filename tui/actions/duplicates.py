"""Copies of one story: looked for behind the screen, shown, listed and tagged together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.model import Row

if TYPE_CHECKING:
    from store.duplicates.detect_progress import CopiesProgress
    from tui.browse import BrowseScreen
    from tui.overlays.copies_list import CopyChosen

ONCE = "-copy:"
"""The query word that leaves every story but its longest article out."""


class DuplicateActions:
    """Finds, shows and lists the copies of the article one is at."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen

    def look(self) -> None:
        """Look for copies in another process, and show those that are new."""
        screen = self._screen
        library, background = screen.library, screen.background

        def job(stop: Callable[[], bool]) -> None:
            before = library.articles.version()
            library.duplicates.find(
                lambda p: background.tell("copies", _progress_words(p)),
                lambda: stop() or background.closing,
                apart=True,
            )
            if library.articles.version() != before:
                background.looking.changed()

        def done(_: None) -> None:
            background.told("copies", "")
            background.look()

        screen.jobs.run("find copies", job, done)

    @property
    def row(self) -> Row | None:
        """The article that is read, or that the cursor of the list is on."""
        screen = self._screen
        return screen.list.current if screen.pane == "list" else screen.reading.article

    def open(self) -> None:
        """Show the copies of the article one is at, side by side with what is new in each."""
        screen, row = self._screen, self.row
        if row is None:
            return
        from tui.overlays.copies_list import CopiesList

        screen.app.push_screen(
            CopiesList(screen.library, row, screen.list.tag_colors, screen.reading.hidden),
            lambda chosen: self._act(row, chosen),
        )

    def _act(self, row: Row, chosen: CopyChosen | None) -> None:
        """Do what was chosen among the copies of an article."""
        if chosen is None:
            return
        if chosen.action == "open":
            self._screen.listed.go_to_id(chosen.ids[0])
        elif chosen.action == "list":
            self._list(row.id)
        else:
            self._tag([row.id, *chosen.ids])

    def _list(self, id: str) -> None:
        """List only the articles that tell one story."""
        from store.query.nodes import Copies as CopiesTerm

        self._screen.moving.go("list")
        self._screen.listed.run(str(CopiesTerm(id)))

    def _tag(self, ids: list[str]) -> None:
        """Choose tags for all articles that tell one story, each choice as one change."""
        from tui.overlays.tag_picker import TagPicker

        screen = self._screen
        library = screen.library

        def toggle(tag: str) -> None:
            screen.changes.toggle_on(lambda: ids, tag)

        def count_tags() -> dict[str, int]:
            return library.articles.tag_counts(library.articles.nums_of(ids))

        screen.app.push_screen(TagPicker(screen.showing.tags, (), len(ids), toggle, count_tags))

    def toggle_once(self) -> None:
        """List one article a story, of what is listed, or all again."""
        listed = self._screen.listed
        query = listed.query
        if query == ONCE:
            listed.run("")
        elif query.startswith("(") and query.endswith(f") {ONCE}"):
            listed.run(query[1 : -len(ONCE) - 2])
        else:
            listed.run(f"({query}) {ONCE}" if query else ONCE)


def _progress_words(progress: CopiesProgress) -> str:
    if progress.stage == "sampling":
        return f"looking for copies {progress.completed:,} of {progress.total:,}"
    return f"comparing copies {progress.completed:,} of {progress.total:,}"
