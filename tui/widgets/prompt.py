"""The line at the foot in which words are typed: for find, the filter, a note."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui.prompt_ports import PromptEvent, TakePrompt
from tui.reading.glyphs import shown_line
from tui.widgets.key_bar import Hint
from tui.widgets.line_input import LineInput

HINTS: tuple[Hint, ...] = (("Enter", "go"), ("Esc", "leave"))
"""The keys that work in a prompt, unless who asks says otherwise."""


class Prompt(Horizontal):
    """A label and an input at the foot of the screen, there only while something is asked."""

    DEFAULT_CSS = """
    Prompt { height: 1; width: 1fr; display: none; background: $background; }
    Prompt.-open { display: block; }
    Prompt > Static {
        width: auto; max-width: 50%; color: $accent; text-style: bold; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    class Happened(Message):
        """Something happened in the prompt: `take` is what asked for it."""

        def __init__(self, take: TakePrompt, event: PromptEvent) -> None:
            super().__init__()
            self.take = take
            self.event = event

    class Refused(Message):
        """What was to be put in was not taken: why, in words."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    RECALLS: ClassVar[dict[str, int]] = {"ctrl+p": -1, "ctrl+n": 1}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._take: TakePrompt = _ignore
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
        cell = input.cell_of(at) - round(input.scroll_x)
        return input.region.x + cell if 0 <= cell < max(1, input.size.width) else None

    def put(self, words: str, cursor: int) -> None:
        """Put other words into the input, with the cursor at a code point of them."""
        self._input.value = words
        self._input.cursor_position = cursor

    def ask(
        self,
        take: TakePrompt,
        label: str,
        words: str = "",
        *,
        example: str = "",
        hints: tuple[Hint, ...] = HINTS,
        cursor: int | None = None,
        line_end: str = " ",
    ) -> None:
        """Ask for words: `take` gets what happens until the prompt is closed.

        The cursor stands at a code point of the words, None: behind them. `line_end` stands for
        the line ends of what is pasted. Of an example, whose parts two blanks keep apart, those
        are shown for which there is room.
        """
        self._take, self._before, self.hints = take, words, hints
        self._input.kept = frozenset(self.RECALLS)
        self._input.holds, self._input.is_closed = True, False
        self._input.placeholder = _whole(example, self.screen.size.width - cell_len(label) - 3)
        self.query_one(Static).update(shown_line(label))
        with self.prevent(Input.Changed):
            self._input.value = words
        self._input.cursor_position = len(words) if cursor is None else min(cursor, len(words))
        self._input.line_end = line_end
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

    async def hand_on(self, take: Callable[[events.Key], Awaitable[object]]) -> None:
        """Give the keys that came behind Enter or Escape to the panes, once nothing is asked."""
        if not self.is_open:
            await self._input.hand_on(take)

    def take_paste(self, event: events.Paste) -> None:
        """Take what was pasted before the input had the focus."""
        self._input.paste(event.text)

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

    def _report(self, event: PromptEvent) -> None:
        self.post_message(self.Happened(self._take, event))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.is_open:
            self._report(PromptEvent("typed", event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on what was entered."""
        event.stop()
        self._report(PromptEvent("entered", event.value))

    def on_line_input_stayed(self, event: LineInput.Stayed) -> None:
        """Pass on that what is typed should be completed."""
        event.stop()
        self._report(PromptEvent("completed", self.words))

    def on_line_input_moved(self, event: LineInput.Moved) -> None:
        """Pass on a move."""
        event.stop()
        self._report(PromptEvent("moved", self.words, by=event.by))

    def on_line_input_pressed(self, event: LineInput.Pressed) -> None:
        """Pass on that an earlier or later entry is wanted."""
        event.stop()
        by = self.RECALLS[event.key]
        self._report(PromptEvent("moved", self.words, by=by, recalls=True))

    def on_line_input_refused(self, event: LineInput.Refused) -> None:
        """Pass on why words were not taken."""
        event.stop()
        self.post_message(self.Refused(event.words))

    def on_line_input_left(self, event: LineInput.Left) -> None:
        """Pass on that nothing is wanted."""
        event.stop()
        self._report(PromptEvent("left", self._before, typed=self.words))


def _ignore(_event: PromptEvent) -> None:
    """Take nothing: nobody has asked for words yet."""


def _whole(example: str, room: int) -> str:
    parts = example.split("  ")
    while len(parts) > 1 and cell_len("  ".join(parts)) > room:
        parts.pop()
    return "  ".join(parts)
