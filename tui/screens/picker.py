"""What every overlay that chooses is made of: an input, choices below it, hints at its foot."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.widgets.choices import Choices
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.prompt import LineInput

Result = TypeVar("Result")


class Picker(ModalScreen[Result], Generic[Result]):
    """An overlay: typing narrows the choices, Enter takes one, Esc closes."""

    title_text = ""
    placeholder = ""
    hints: tuple[Hint, ...] = (("↑↓", "move"), ("Esc", "close"), ("Enter", "take"))

    def compose(self) -> ComposeResult:
        """Lay out input, choices and hints in a box."""
        with Vertical(id="box"):
            yield LineInput(placeholder=self.placeholder, select_on_focus=False)
            yield from self.compose_choices()
            yield KeyBar()

    def compose_choices(self) -> ComposeResult:
        """Lay out what stands between input and hints."""
        yield Choices()

    def on_mount(self) -> None:
        """Show the choices for no words at all."""
        self.choices.heading = self.title_text
        self.query_one(KeyBar).hints = self.hints
        self.input.focus()
        self.narrow("")

    @property
    def choices(self) -> Choices:
        """The list that is chosen from."""
        return self.query_one(Choices)

    @property
    def input(self) -> LineInput:
        """The line that is typed in."""
        return self.query_one(LineInput)

    def narrow(self, words: str) -> None:
        """Show the choices that fit the words."""
        raise NotImplementedError

    def take(self) -> None:
        """Do what the choice under the cursor is for, and close."""
        raise NotImplementedError

    def take_and_stay(self) -> None:
        """Do what the choice under the cursor is for, where that makes sense, and stay."""

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.narrow(event.value)

    @on(Input.Submitted)
    @on(Choices.Chosen)
    def _entered(self) -> None:
        self.take()

    @on(LineInput.Moved)
    def _moved(self, event: LineInput.Moved) -> None:
        self.choices.move(event.by)

    @on(LineInput.Stayed)
    def _stayed(self) -> None:
        self.take_and_stay()

    @on(LineInput.Left)
    def _left(self) -> None:
        self.dismiss(None)
