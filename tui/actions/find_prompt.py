"""Words to find in a pane, asked for at the foot, and going on with what was found last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.state import LastFind

if TYPE_CHECKING:
    from tui.ports import Finder, PaneFinder
    from tui.prompt_ports import PromptEvent, PromptPort
    from tui.state import BrowseState

FIND = "find"
"""The label of the prompt."""
HINTS = (("Enter", "stay here"), ("Esc", "go back"))
"""The keys that work while words are found as they are typed."""


class FindPrompt:
    """The prompt of a find, in the pane that has the focus."""

    def __init__(
        self,
        state: BrowseState,
        prompt: PromptPort,
        panes: Mapping[str, PaneFinder],
        others: Mapping[str, Finder],
    ) -> None:
        self._state = state
        self._prompt = prompt
        self._panes = panes
        self._others = others

    def ask(self) -> None:
        """Ask for words to find in the pane that has the focus."""
        self._panes[self._state.pane].begin()
        self._prompt.ask(self._take, FIND, hints=HINTS)

    def _take(self, event: PromptEvent) -> None:
        pane = self._state.pane
        finder = self._panes[pane]
        if event.kind == "left":
            self._prompt.close()
            finder.give_up()
            return
        if event.words.strip():
            finder.find(event.words)
        if event.kind == "entered":
            if event.words.strip():
                self._state.update(last_find=LastFind(pane, event.words))
            self._prompt.close()

    def again(self, by: int) -> None:
        """Go to the next or previous match of what was found last, where it was found."""
        last = self._state.last_find
        if last is not None:
            finders: Mapping[str, Finder] = {**self._panes, **self._others}
            finders[last.place].again(last.words, by)
