"""The place to go to, asked for at the foot: a row of the list, or a percentage of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.panes import READER

if TYPE_CHECKING:
    from tui.ports import Panes, Ui
    from tui.prompt_ports import PromptEvent, PromptPort
    from tui.state import BrowseState

GO_TO = "go to"
"""The label of the prompt."""


class GoToActions:
    """The prompt for a row or a percentage."""

    def __init__(self, state: BrowseState, ui: Ui, panes: Panes, prompt: PromptPort) -> None:
        self._state = state
        self._ui = ui
        self._list = panes.list
        self._reader = panes.reader
        self._prompt = prompt

    def ask(self) -> None:
        """Ask for a row of the list, or a percentage of the text."""
        unit = "percent" if self._state.pane == READER else f"row 1–{len(self._list):,}"
        self._prompt.ask(self._take, f"{GO_TO} {unit}")

    def _take(self, event: PromptEvent) -> None:
        """Go there when the words are entered."""
        if event.kind == "entered" and not self._go(event.words.strip()):
            self._prompt.stay()
        elif event.kind in ("entered", "left"):
            self._prompt.close()

    def _go(self, words: str) -> bool:
        """Go to a row or a percentage; say whether the words were one. None at all: stay."""
        in_reader = self._state.pane == READER
        number = words.removesuffix("%").strip().replace(",", "")
        in_percent = in_reader or words.endswith("%")
        most = 100 if in_percent else len(self._list)
        if not words:
            return True
        if not (number.isascii() and number.isdigit()):
            least = 0 if in_percent else 1
            self._ui.say(f"a number, please: {least} to {most:,}", warning=True)
            return False
        value = min(int(number[:12]), most)
        if in_reader:
            self._reader.go_to_percent(value)
        elif in_percent:
            self._list.move_to(len(self._list) * value // 100)
        else:
            self._list.move_to(value - 1)
        return True
