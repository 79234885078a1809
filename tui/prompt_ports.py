"""What actions may ask of the prompt at the foot of the screen, and what it reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from store.query.suggestions import Suggestion, Suggestions


@dataclass(frozen=True, slots=True)
class PromptEvent:
    """What happened in the prompt."""

    kind: Literal["typed", "entered", "left", "completed", "moved"]
    words: str
    """What the prompt holds; of one that was left, what it held at first."""
    typed: str = ""
    """Of a prompt that was left, what it held last."""
    by: int = 0
    """Of a move, its direction."""
    recalls: bool = False
    """Of a move, whether it goes through history."""


TakePrompt = Callable[[PromptEvent], None]


class PromptPort(Protocol):
    """The line at the foot in which words are typed."""

    @property
    def words(self) -> str:
        """What it holds."""
        ...

    @property
    def cursor(self) -> int:
        """The place of the cursor in the words, in code points."""
        ...

    def ask(
        self,
        take: TakePrompt,
        label: str,
        words: str = "",
        *,
        example: str = "",
        hints: tuple[tuple[str, str], ...] = ...,
        cursor: int | None = None,
        line_end: str = " ",
    ) -> None:
        """Ask for words: `take` gets what happens until the prompt is closed."""
        ...

    def put(self, words: str, cursor: int) -> None:
        """Put other words into the prompt, with the cursor at a code point of them."""
        ...

    def stay(self) -> None:
        """Go on asking after Enter."""
        ...

    def close(self) -> None:
        """Ask no more, and give the focus back to the pane that had it."""
        ...


class FilterLine(PromptPort, Protocol):
    """The prompt with completions above it and a verdict below it."""

    @property
    def offered(self) -> Suggestions:
        """The completions that are shown."""
        ...

    @property
    def current(self) -> Suggestion | None:
        """The completion under the cursor; None where none is shown."""
        ...

    @property
    def picked(self) -> bool:
        """Whether completions are shown and a key has moved to one of them."""
        ...

    @property
    def offers_any(self) -> bool:
        """Whether completions are shown."""
        ...

    def open(self, take: TakePrompt, words: str) -> None:
        """Ask for a query, with an empty verdict."""
        ...

    def offer(self, offered: Suggestions | None) -> None:
        """Show other completions; none take the list away."""
        ...

    def pick(self, by: int) -> None:
        """Move to another completion."""
        ...

    def judge(self, words: str, at: int | None = None, loud: bool = False) -> None:
        """Say what the query gives, or what is wrong with it at a code point of it."""
        ...
