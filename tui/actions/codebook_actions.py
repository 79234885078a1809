"""The overlays over what is kept beside the articles: saved views, history, codebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.model import Change
from tui.display_text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from store.userdata.backups import Backup
    from tui.browse import BrowseScreen
    from tui.overlays.list_editor import Came, Verb


class CodebookActions:
    """Opens these overlays, and does what was chosen in them."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen

    def _do(self, verb: Verb, came: Came) -> None:
        def say(words: str, refused: bool) -> None:
            if not came(words, refused):
                self._screen.say(words, warning=refused)

        self._screen.changes.do(verb, told=say)

    def views(self) -> None:
        """Open the saved views."""
        from tui.overlays.saved_views import SavedViews

        screen = self._screen
        overlay = SavedViews(screen.library, screen.listed.query, self._do)
        screen.app.push_screen(overlay, self._filter)

    def codebook(self, *, asking: bool = False) -> None:
        """Open the codebook, at the tag that the sidebar is on; from there one comes to articles.

        With `asking` it asks at once what is to be done with that tag.
        """
        from tui.overlays.codebook_editor import CodebookEditor

        screen = self._screen
        at = screen.side.chosen_tag if screen.pane == "side" else None
        screen.app.push_screen(CodebookEditor(screen.library, self._do, at, asking), self._filter)

    def conflicts(self) -> None:
        """Open the conflicts; from there one comes to the article of one."""
        from tui.overlays.conflict_list import ConflictList

        screen = self._screen

        def then(id: str | None) -> None:
            if id is not None:
                screen.listed.go_to_id(id)

        screen.app.push_screen(ConflictList(screen.library, self._do), then)

    def _filter(self, query: str | None) -> None:
        if query is not None:
            self._screen.moving.go("list")
            self._screen.listed.run(query)

    def mend(self) -> None:
        """Ask what is to become of a `tags.yaml` that is not taken as it is, and do it."""
        from tui.overlays.menu import Menu
        from tui.widgets.pick_list import Choice

        screen, library = self._screen, self._screen.library
        anew = Choice("Write tags.yaml anew", behind="a backup keeps the old")
        rows = [(anew, True)]
        if library.userdata.state.acceptable:
            let_go = Choice("Take it as it is", behind="a backup keeps the rest")
            rows.append((let_go, False))

        def then(restore: bool | None) -> None:
            if restore is None:
                return
            verb = library.userdata.restore if restore else library.userdata.accept
            done = "tags.yaml is written anew" if restore else "tags.yaml is taken as it is"
            screen.changes.do(verb, done, told=self._mended)

        title = screen.showing.short(library.userdata.state.fault or "tags.yaml").upper()
        screen.app.push_screen(Menu(title, rows), then)

    def _mended(self, words: str, refused: bool) -> None:
        self._screen.say(words, warning=refused)
        self._screen.background.look()

    def backups(self) -> None:
        """Choose a backup to go back to: one change, which undo takes back."""
        screen, library = self._screen, self._screen.library

        def job(_stop: Callable[[], bool]) -> list[Backup]:
            return library.userdata.backups()

        def then(kept: list[Backup]) -> None:
            if kept:
                self._choose(kept)
            else:
                screen.say("no backups yet: the first change of a day makes one")

        screen.jobs.run("backups", job, then)

    def _choose(self, kept: list[Backup]) -> None:
        from tui.overlays.menu import Menu
        from tui.widgets.pick_list import Choice

        screen, library = self._screen, self._screen.library
        rows = [(Choice(b.name, behind=f"{b.size:,} bytes"), b.path) for b in kept]

        def then(path: Path | None) -> None:
            if path is not None:
                nothing = "the backup says what is there already"
                screen.changes.do(
                    lambda: library.userdata.restore(path), nothing, told=self._mended
                )

        screen.app.push_screen(Menu("GO BACK TO A BACKUP: U TAKES IT BACK", rows), then)

    def history(self) -> None:
        """Open the history; from there one comes to the articles of a change."""
        from tui.overlays.history_list import HistoryList

        def then(change: Change | None) -> None:
            if change is not None:
                self._go_to(change.seq)

        self._screen.app.push_screen(HistoryList(self._screen.library), then)

    def _go_to(self, seq: int) -> None:
        screen, library = self._screen, self._screen.library

        def job(_stop: Callable[[], bool]) -> Change | None:
            return next((c for c in library.userdata.history(1, seq + 1) if c.seq == seq), None)

        def then(change: Change | None) -> None:
            if change is None:
                return
            label = one_line(change.label)
            if not change.ids:
                screen.say(f"{label}: no article was touched")
                return
            first, total = change.ids[0], len(change.ids)
            which = "its article" if total == 1 else f"the first of its {total:,} articles"
            screen.reading.arrive(first, None, lambda: screen.say(f"{label}: here is {which}"))
            screen.listed.go_to_id(first)

        screen.jobs.run("go", job, then)
