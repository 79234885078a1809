"""The line in which words are typed: for find, for the filter, for the pickers."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui.widgets.key_bar import Hint

HINTS: tuple[Hint, ...] = (("Enter", "go"), ("Esc", "leave"))
"""The keys that work in a prompt, unless who asks says otherwise."""


class LineInput(Input):
    """An input of one line without a frame, that leaves the moving keys to its screen."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        border: none; padding: 0; height: 1; width: 1fr;
        background: transparent; color: $foreground; background-tint: transparent;
    }
    """

    class Moved(Message):
        """A key that moves in the list below was pressed: up, down, pages, ends."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Stayed(Message):
        """Tab was pressed: take the choice and stay."""

    class Left(Message):
        """Escape was pressed."""

    class Pressed(Message):
        """One of the keys was pressed that the screen keeps for itself."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    MOVES: ClassVar[dict[str, int]] = {
        "up": -1,
        "ctrl+p": -1,
        "ctrl+k": -1,
        "down": 1,
        "ctrl+n": 1,
        "ctrl+j": 1,
        "pageup": -10,
        "pagedown": 10,
    }

    kept: frozenset[str] = frozenset()
    """The keys that the screen keeps for itself, by Textual's names."""

    holds = False
    """Whether keys behind Enter or Escape wait in `held`: they are for what stands there then."""

    is_closed = False
    """Whether nothing is asked: a key that was on its way here is for what is on the screen."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.held: list[events.Key] = []
        self._waits_for = ""
        """The key behind which keys wait; empty where none do."""
        self._passed_on: list[events.Key] = []
        """Keys on their way to the overlay; only one that holds keys asks which came by here."""

    def came_by(self, event: events.Key) -> bool:
        """Say whether a key that comes to the screen was here before: else it came too early."""
        at = next((at for at, key in enumerate(self._passed_on) if key is event), None)
        if at is not None:
            del self._passed_on[: at + 1]
        return at is not None

    def go_on(self) -> list[events.Key]:
        """Take keys again after Enter or Escape, and return those that came meanwhile."""
        held, self.held, self._waits_for = self.held, [], ""
        return held

    def _hold(self, event: events.Key) -> bool:
        """Keep a key that came behind Enter or Escape; Escape behind Enter leaves at once."""
        if self._waits_for and (self._waits_for, event.key) != ("enter", "escape"):
            self.held.append(event)
            return True
        self._waits_for = event.key if self.holds and event.key in ("enter", "escape") else ""
        return False

    def take_key(self, event: events.Key) -> None:
        """Take a key that went to the screen, since it was pressed before the focus came here."""
        if self._hold(event):
            return
        message = self._for_the_screen(event.key)
        if message is not None:
            self.post_message(message)
        elif event.is_printable and event.character:
            self.insert_text_at_cursor(event.character)
        elif event.key == "enter":
            self.post_message(self.Submitted(self, self.value))
        elif event.key == "backspace":
            self.action_delete_left()

    def _for_the_screen(self, key: str) -> Message | None:
        """Return what a key tells the screen; None where it is the input's own."""
        if key in self.kept:
            return self.Pressed(key)
        if key in self.MOVES:
            return self.Moved(self.MOVES[key])
        if key == "tab":
            return self.Stayed()
        return self.Left() if key == "escape" else None

    async def _on_key(self, event: events.Key) -> None:
        """Hand moving, Tab, Escape and kept keys to the screen before the input takes them."""
        if self.is_closed or self.app.screen is not self.screen:
            event.stop()
            event.prevent_default()
            if self.has_focus:
                self.screen.set_focus(None)
            await self.app.on_event(events.Key(event.key, event.character))
            return
        if self._hold(event):
            event.stop()
            event.prevent_default()
            return
        message = self._for_the_screen(event.key)
        if message is None:
            if self.holds and not event.is_printable:  # printable ones go no further
                self._passed_on.append(event)
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(message)


class Prompt(Horizontal):
    """A label and an input at the foot of the screen, there only while something is asked."""

    DEFAULT_CSS = """
    Prompt { height: 1; width: 1fr; display: none; background: $background; }
    Prompt.-open { display: block; }
    Prompt > Static { width: auto; color: $accent; text-style: bold; padding: 0 1; }
    """

    class Changed(Message):
        """Other words stand in the prompt."""

        def __init__(self, purpose: str, words: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.words = words

    class Entered(Changed):
        """Enter was pressed."""

    class Cancelled(Changed):
        """Escape was pressed; the words are those that stood there at first, `typed` the last."""

        def __init__(self, purpose: str, words: str, typed: str) -> None:
            super().__init__(purpose, words)
            self.typed = typed

    class Completed(Changed):
        """Tab was pressed."""

    class Moved(Changed):
        """A key that moves up or down was pressed; `recalls`: one that goes through history."""

        def __init__(self, purpose: str, words: str, by: int, recalls: bool) -> None:
            super().__init__(purpose, words)
            self.by = by
            self.recalls = recalls

    RECALLS: ClassVar[dict[str, int]] = {"ctrl+p": -1, "ctrl+n": 1}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.purpose = ""
        self.hints = HINTS
        """The keys that work while this is asked."""
        self._before = ""

    def compose(self) -> ComposeResult:
        """Lay out the label and the input."""
        yield Static(markup=False)
        yield LineInput(select_on_focus=False)

    @property
    def _input(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def words(self) -> str:
        """What stands in the input."""
        return self._input.value

    @property
    def cursor(self) -> int:
        """Where the cursor stands in the words, in code points."""
        return self._input.cursor_position

    def cell_of(self, at: int) -> int | None:
        """Return the cell of the screen's line at which a code point is drawn; None out of view."""
        input = self._input
        cell = cell_len(input.value[:at]) - round(input.scroll_x)
        return input.region.x + cell if 0 <= cell < max(1, input.size.width) else None

    def put(self, words: str, cursor: int) -> None:
        """Put other words into the input, with the cursor at a code point of them."""
        self._input.value = words
        self._input.cursor_position = cursor

    def ask(
        self,
        purpose: str,
        words: str = "",
        label: str | None = None,
        example: str = "",
        hints: tuple[Hint, ...] = HINTS,
    ) -> None:
        """Ask for words: the purpose comes back with every message, and is the label too."""
        self.purpose, self._before, self.hints = purpose, words, hints
        self._input.kept = frozenset(self.RECALLS)
        self._input.holds, self._input.is_closed = True, False
        self._input.placeholder = example
        self.query_one(Static).update(purpose if label is None else label)
        with self.prevent(Input.Changed):
            self._input.value = words
        self._input.cursor_position = len(words)
        self.add_class("-open")
        self.screen.set_focus(self._input)  # its own `focus` comes late, maybe behind the closing

    def close(self) -> None:
        """Ask no more: keys behind Enter or Escape are for what is shown then."""
        self._input.is_closed = True
        self.remove_class("-open")

    def stay(self) -> None:
        """Go on asking after Enter: the keys that came behind it are for the words."""
        for event in self._input.go_on():
            self._input.take_key(event)

    async def hand_on(self) -> None:
        """Give the keys that came behind Enter or Escape to the panes, once nothing is asked."""
        if not self.is_open:
            for event in self._input.go_on():
                await self.app.on_event(events.Key(event.key, event.character))

    def take_early(self, event: events.Key) -> bool:
        """Take a key that was pressed before the input had the focus; say whether it was."""
        if self._input.came_by(event):
            return False
        self._input.take_key(event)
        return True

    @property
    def is_open(self) -> bool:
        """Whether something is asked."""
        return self.has_class("-open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(self.purpose, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on what was entered."""
        event.stop()
        self.post_message(self.Entered(self.purpose, event.value))

    def on_line_input_stayed(self, event: LineInput.Stayed) -> None:
        """Pass on that what is typed should be completed."""
        event.stop()
        self.post_message(self.Completed(self.purpose, self.words))

    def on_line_input_moved(self, event: LineInput.Moved) -> None:
        """Pass on a move."""
        event.stop()
        self.post_message(self.Moved(self.purpose, self.words, event.by, False))

    def on_line_input_pressed(self, event: LineInput.Pressed) -> None:
        """Pass on that an earlier or later entry is wanted."""
        event.stop()
        by = self.RECALLS[event.key]
        self.post_message(self.Moved(self.purpose, self.words, by, True))

    def on_line_input_left(self, event: LineInput.Left) -> None:
        """Pass on that nothing is wanted."""
        event.stop()
        self.post_message(self.Cancelled(self.purpose, self._before, self.words))
