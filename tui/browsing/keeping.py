"""The overlays over what is kept beside the articles: saved views, history, codebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.model import Change
from tui.wording import one_line

if TYPE_CHECKING:
    from tui.screens.browse import BrowseScreen

Verb = Callable[[], Change | None]
Told = Callable[[str, bool], bool]
"""Takes what came of a change, and whether it was refused; says whether it could show that."""
Do = Callable[[Verb, Told], None]
"""Calls a verb of the library in its turn."""


class Keeping:
    """Opens these overlays, and does what was chosen in them."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen

    def _do(self, verb: Verb, told: Told) -> None:
        def say(words: str, refused: bool) -> None:
            if not told(words, refused):
                self._screen.say(words, warning=refused)

        self._screen.changes.do(verb, told=say)

    def views(self) -> None:
        """Open the saved views."""
        from tui.screens.views import Views

        screen = self._screen
        overlay = Views(screen.library, screen.listed.query, self._do)
        screen.app.push_screen(overlay, self._filter)

    def codebook(self) -> None:
        """Open the codebook; from there one comes to the articles of a tag."""
        from tui.screens.codebook import Codebook

        screen = self._screen
        screen.app.push_screen(Codebook(screen.library, self._do), self._filter)

    def _filter(self, query: str | None) -> None:
        if query is not None:
            self._screen.moving.go("list")
            self._screen.listed.run(query)

    def history(self) -> None:
        """Open the history; from there one comes to the articles of a change."""
        from tui.screens.history import History

        def then(change: Change | None) -> None:
            if change is not None:
                self._go_to(change.seq)

        self._screen.app.push_screen(History(self._screen.library), then)

    def _go_to(self, seq: int) -> None:
        screen, library = self._screen, self._screen.library

        def job(_stop: Callable[[], bool]) -> Change | None:
            return next((c for c in library.history(1, seq + 1) if c.seq == seq), None)

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
