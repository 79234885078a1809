"""Putting `tags.yaml` right: from the journal, as it is, or from a backup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.display_text import short

if TYPE_CHECKING:
    from pathlib import Path

    from store import Library
    from store.userdata.backups import Backup
    from tui.ports import Stop, Ui
    from tui.services.edits import Edits
    from tui.state import BrowseState


class RestoreActions:
    """Asks which state of the file is to hold, and makes it so."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        edits: Edits,
        look: Callable[[], None],
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._edits = edits
        self._look = look

    def mend(self) -> None:
        """Ask what is to become of a `tags.yaml` that is not taken as it is, and do it."""
        from tui.overlays.menu import Choice, Menu

        library = self._library
        anew = Choice("Write tags.yaml anew", behind="a backup keeps the old")
        rows = [(anew, True)]
        if library.userdata.state.acceptable:
            let_go = Choice("Take it as it is", behind="a backup keeps the rest")
            rows.append((let_go, False))

        def then(restore: bool | None) -> None:
            if restore is None:
                return
            verb = library.userdata.restore if restore else library.userdata.accept
            outcome = "tags.yaml is written anew" if restore else "tags.yaml is taken as it is"
            self._edits.do(verb, outcome, on_done=self._mended)

        title = short(library.userdata.state.fault or "tags.yaml", self._state.places).upper()
        self._ui.push(Menu(title, rows), then)

    def _mended(self, words: str, refused: bool) -> None:
        self._ui.say(words, warning=refused)
        self._look()

    def backups(self) -> None:
        """Choose a backup to go back to: one change, which undo takes back."""
        library = self._library

        def job(_stop: Stop) -> list[Backup]:
            return library.userdata.backups()

        def then(backups: list[Backup]) -> None:
            if backups:
                self._choose(backups)
            else:
                self._ui.say("no backups yet: the first change of a day makes one")

        self._ui.run("backups", job, then)

    def _choose(self, backups: list[Backup]) -> None:
        from tui.overlays.menu import Choice, Menu

        library = self._library
        rows = [(Choice(b.name, behind=f"{b.size:,} bytes"), b.path) for b in backups]

        def then(path: Path | None) -> None:
            if path is not None:
                nothing = "the backup says what is there already"
                self._edits.do(
                    lambda: library.userdata.restore(path), nothing, on_done=self._mended
                )

        self._ui.push(Menu("GO BACK TO A BACKUP: U TAKES IT BACK", rows), then)
