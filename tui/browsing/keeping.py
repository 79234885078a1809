"""The overlays over what is kept beside the articles: saved views, history, codebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.model import Change

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

        def then(query: str | None) -> None:
            if query is not None:
                screen.moving.go("list")
                screen.listed.run(query)

        screen.app.push_screen(Views(screen.library, screen.listed.query, self._do), then)
