"""Small overlays that ask one thing: a choice of a few rows, or some words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.widgets import Input

from store.fuzzy import rank
from tui.overlays import unsubmitted_input
from tui.overlays.list_editor import Came
from tui.overlays.picker import Picker
from tui.widgets.pick_list import Choice

__all__ = ["Choice", "Menu", "Words"]

MOST_ROWS = 14
"""Rows that a menu shows at a time."""
AROUND = 6
"""Lines of a menu around its rows: frame, input, heading, a blank line, hints."""

Value = TypeVar("Value")


class Menu(Picker[Value], Generic[Value]):
    """Chooses one of a few rows; the result is the value of the row."""

    aligned = True
    hints = (("Enter", "take"), ("↑↓", "move"), ("Esc", "back"))

    def __init__(self, title: str, rows: Sequence[tuple[Choice, Value]], cursor: int = 0) -> None:
        super().__init__()
        self.title_text = title
        self.placeholder = "type a few letters" if len(rows) > 3 else ""
        self._rows = rows
        self._first = cursor
        self._shown: Sequence[Value] = ()

    def begin(self) -> None:
        """Be as high as the rows need."""
        if not self.has_class("-low"):
            self.query_one("#box").styles.height = min(len(self._rows), MOST_ROWS) + AROUND

    def narrow(self, words: str) -> None:
        """Show the rows that fit the words."""
        ranked = rank(words, [choice.words for choice, _ in self._rows])
        self._shown = [self._rows[ranked_row.index][1] for ranked_row in ranked]
        rows = [self._rows[ranked_row.index][0] for ranked_row in ranked]
        self.choices.show(rows, self._first if not words else 0)

    def take(self) -> None:
        """Close with the row under the cursor."""
        at = self.choices.cursor
        if at < len(self._shown):
            self.dismiss(self._shown[at])


class Words(Picker[None]):
    """Asks for some words, and stays open until `enter(words, told)` has worked with them."""

    hints = (("Enter", "do it"), ("Esc", "back"))

    def __init__(
        self, title: str, words: str, help: str, enter: Callable[[str, Came], None], told: Came
    ) -> None:
        super().__init__()
        self.title_text = title
        self._first = words
        self._help = help
        self._enter = enter
        self._report_back = told

    def begin(self) -> None:
        """Start with the words that are there already."""
        self.choices.empty = self._help
        typed = unsubmitted_input.find(self.app, self.title_text)
        with self.prevent(Input.Changed):
            self.input.value = self._first if typed is None else typed.words
        self.input.cursor_position = len(self._first) if typed is None else typed.cursor
        self._looked_for = self.input.value
        if typed is not None:
            self.say("as it was left, not done yet")

    def leave(self) -> None:
        """Keep the words for the next time."""
        self._keep()

    def _keep(self) -> None:
        words = self.input.value
        differs = words.strip() != self._first.strip()
        unsubmitted_input.keep(
            self.app, self.title_text, words if differs else "", self.input.cursor_position
        )

    def narrow(self, words: str) -> None:
        """Choose from nothing: it is the words that count."""

    def take(self) -> None:
        """Try it with the words; they are kept until it is done."""
        self._keep()
        self._enter(self.input.value, self._came)

    def _came(self, words: str, refused: bool) -> bool:
        if refused and self.is_there:
            self.say(words, warning=True)
            return True
        if not refused:
            unsubmitted_input.keep(self.app, self.title_text, "")
        if self.is_there:
            self.dismiss(None)
        return self._report_back(words, refused)
