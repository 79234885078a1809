"""A short list to choose from: what a picker offers, with the matched letters marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui.reading.glyphs import (
    cells,
    fit,
    shown,
    shown_line,
)
from tui.themes import TAG_COLORS
from tui.widgets.pane import Pane
from tui.widgets.styles import LookTable

NARROW = 40
"""Cells under which what stands in a column behind the words has only what they leave."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line to choose: words, what stands before and behind them, and the letters that matched."""

    words: str
    positions: Collection[int] = ()
    before: str = ""
    key: str = ""
    """A key that stands before everything, drawn as keys are."""
    behind: str = ""
    number: str = ""
    """What stands at the very end and is never cut."""
    color: str = ""
    """The tag colour of the words; empty for the plain one."""
    kind: str = ""
    """The kind of entity whose look the words have."""
    dim: bool = False
    """Whether the words are as quiet as what stands around them."""


@dataclass(frozen=True, slots=True)
class Widest:
    """The cells of the widest words, of what stands behind them, and of the numbers."""

    words: int = 0
    behind: int = 0
    number: int = 0

    @classmethod
    def of(cls, choices: Sequence[Choice]) -> Widest:
        """Return those of some choices."""
        return cls(
            max((cells(shown_line(choice.words)) for choice in choices), default=0),
            max((cells(shown_line(choice.behind)) for choice in choices), default=0),
            max((cells(choice.number) for choice in choices), default=0),
        )


class PickList(Pane):
    """Choices one below the other, with a cursor; it never takes the focus from the input."""

    LOOKS: ClassVar[LookTable] = {
        "choice--cursor": "on $cursor",
        "choice--match": "$accent bold underline",
        "choice--quiet": "$muted",
        "choice--key": "$accent bold",
        "choice--bar": "$accent",
        "choice--cursor:nocolor": "reverse",
    }
    DEFAULT_CSS = """
    PickList { background: $surface; }
    """
    can_focus = False
    track = False
    cursor: reactive[int] = reactive(0)
    """The choice that Enter takes."""

    class Moved(Message):
        """The cursor came to another choice."""

    class Chosen(Message):
        """A choice was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[Choice] = ()
        self._top = 0
        self.empty = "nothing found"
        """What is said where there is nothing to choose."""
        self.aligned = False
        """Whether what stands behind the words begins in one column, and numbers end in one."""
        self._widest = Widest()

    def show(self, choices: Sequence[Choice], cursor: int = 0) -> None:
        """Offer other choices."""
        self._choices = choices
        self._widest = Widest.of(choices) if self.aligned else Widest()
        self._top = 0
        self.set_reactive(PickList.cursor, max(0, min(cursor, len(choices) - 1)))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def __len__(self) -> int:
        return len(self._choices)

    def move(self, by: int) -> None:
        """Move the cursor by some choices, as far as they go."""
        if self._choices:
            self.cursor = max(0, min(self.cursor + by, len(self._choices) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and tell."""
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        height = max(1, self.body_height)
        self._top = max(0, min(max(self._top, self.cursor - height + 1), self.cursor))

    def on_resize(self) -> None:
        """Keep the cursor in sight in a window of another size, the rows above it too."""
        self._top = 0
        self._keep_in_sight()
        self.refresh()

    def scroll_by(self, lines: int) -> None:
        """Move the cursor with the wheel."""
        self.move(1 if lines > 0 else -1)

    def extent(self) -> tuple[float, float]:
        """Return which part of the choices is shown."""
        total = max(1, len(self._choices))
        return self._top / total, min(1.0, (self._top + self.body_height) / total)

    async def on_click(self, event: events.Click) -> None:
        """Take the choice that was clicked."""
        at = self._top + event.y - 1
        if event.y >= 1 and at < len(self._choices):
            self.cursor = at
            self.post_message(self.Chosen())

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y`: bar, what stands before, the words, what stands behind."""
        if not self._choices:
            return self.empty_line(y, self.empty)
        at = self._top + y
        if at >= len(self._choices):
            return []
        choice = self._choices[at]
        looks = ("choice--cursor",) if at == self.cursor else ()
        widest = self._widest
        number = f"{choice.number:>{widest.number}} " if choice.number or widest.number else ""
        before = shown_line(choice.before)
        room = self.body_width - 3 - cells(before) - cells(choice.key) - cells(number)
        behind = shown_line(choice.behind)
        width_needed = widest.behind or cells(behind)
        words_width = widest.words or cells(shown_line(choice.words))
        least = 0 if self.aligned and room < NARROW else room // 2
        behind = fit(behind, min(width_needed, max(0, least, room - words_width - 2)))
        room -= cells(behind) + (1 if behind else 0)
        quiet = self.look("choice--quiet", *looks)
        words = looks
        if choice.dim:
            words = ("choice--quiet", *looks)
        elif choice.color:
            color = choice.color if choice.color in TAG_COLORS else "grey"
            words = (*looks, f"tag--{color}")
        elif choice.kind:
            words = (*looks, f"kind--{choice.kind}")
        return [
            Segment("▌ " if looks else "  ", self.look("choice--bar", *looks)),
            Segment(choice.key, self.look("choice--key", *looks)),
            Segment(before, quiet),
            *_marked(choice, room, self.look(*words), self.look(*words, "choice--match"), quiet),
            Segment(f" {behind} " if behind else " ", quiet),
            Segment(number, quiet),
        ]


def _marked(choice: Choice, room: int, plain: Style, match: Style, blank: Style) -> list[Segment]:
    """Return the words on exactly `room` cells, the matched letters in another style."""
    filled = fit(choice.words, max(0, room))
    glyphs = filled.rstrip()
    pad = Segment(filled[len(glyphs) :], blank)
    if len(shown(choice.words)) != len(shown_line(choice.words)):
        return [Segment(glyphs, plain), pad]
    marked = set(choice.positions)
    segments: list[Segment] = []
    start = 0
    for at in range(1, len(glyphs) + 1):
        if at == len(glyphs) or (at in marked) != (start in marked):
            hit = start in marked and glyphs[start] != "…"
            segments.append(Segment(glyphs[start:at], match if hit else plain))
            start = at
    return [*segments, pad]
