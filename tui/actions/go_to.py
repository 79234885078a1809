"""The place to go to, asked for at the foot: a row of the list, or a percentage of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.browse import BrowseScreen

GO_TO = "go to"
"""The purpose of the prompt."""


class GoToActions:
    """The prompt for a row or a percentage."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen

    def typed(self, event: Prompt.Changed) -> None:
        """Go there when the words are entered."""
        if isinstance(event, Prompt.Entered):
            if not self._go(event.words.strip()):
                self._screen.prompt.stay()
                return
        elif not isinstance(event, Prompt.Cancelled):
            return
        self._screen.prompt.close()
        self._screen.moving.go(self._screen.pane)

    def ask(self) -> None:
        """Ask for a row of the list, or a percentage of the text."""
        screen = self._screen
        what = "percent" if screen.pane == "reader" else f"row 1–{len(screen.list):,}"
        screen.prompt.ask(GO_TO, label=f"{GO_TO} {what}")

    def _go(self, words: str) -> bool:
        """Go to a row or a percentage; say whether the words were one. None at all: stay."""
        screen = self._screen
        number = words.removesuffix("%").strip().replace(",", "")
        in_percent = screen.pane == "reader" or words.endswith("%")
        most = 100 if in_percent else len(screen.list)
        if not words:
            return True
        if not (number.isascii() and number.isdigit()):
            screen.say(f"a number, please: {0 if in_percent else 1} to {most:,}", warning=True)
            return False
        value = min(int(number[:12]), most)
        if screen.pane == "reader":
            screen.reader.go_to_percent(value)
        elif in_percent:
            screen.list.move_to(len(screen.list) * value // 100)
        else:
            screen.list.move_to(value - 1)
        return True
