"""The prompt at the foot, as actions know it: plain, and with what a filter has beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui.widgets.prompt import HINTS, Prompt

if TYPE_CHECKING:
    from textual.widget import Widget

    from store.query.suggestions import Suggestion, Suggestions
    from tui.ports import Ui
    from tui.prompt_ports import TakePrompt
    from tui.state import BrowseState
    from tui.widgets.completions import CompletionList, Verdict

EXAMPLE = 'words  "a phrase"  tag:syria  ent:Lavrov  source:TASS  date:2016  unread  -not'
"""What stands in the empty prompt of the filter."""
FILTER_HINTS = (
    ("Enter", "filter"),
    ("Tab", "complete"),
    ("↑↓", "choose"),
    ("^P ^N", "earlier queries"),
    ("Esc", "leave"),
)
"""The keys that work in it."""


class PromptLine:
    """Implements the port `PromptPort`: when it closes, the pane has the focus again."""

    def __init__(self, state: BrowseState, ui: Ui, prompt: Prompt) -> None:
        self._state = state
        self._ui = ui
        self._prompt = prompt

    @property
    def words(self) -> str:
        """What the prompt holds."""
        return self._prompt.words

    @property
    def cursor(self) -> int:
        """The place of the cursor in the words, in code points."""
        return self._prompt.cursor

    def ask(
        self,
        take: TakePrompt,
        label: str,
        words: str = "",
        *,
        example: str = "",
        hints: tuple[tuple[str, str], ...] = HINTS,
        cursor: int | None = None,
        line_end: str = " ",
    ) -> None:
        """Ask for words: `take` gets what happens until the prompt is closed."""
        self._prompt.ask(
            take, label, words, example=example, hints=hints, cursor=cursor, line_end=line_end
        )
        self._state.update(prompt_hints=hints)

    def put(self, words: str, cursor: int) -> None:
        """Put other words into the prompt, with the cursor at a code point of them."""
        self._prompt.put(words, cursor)

    def stay(self) -> None:
        """Go on asking after Enter."""
        self._prompt.stay()

    def close(self) -> None:
        """Ask no more, and give the focus back to the pane that had it."""
        self._prompt.close()
        self._state.update(prompt_hints=None)
        self._ui.focus(self._state.pane)


class FilterPromptLine(PromptLine):
    """Implements the port `FilterLine`; its parts are made when it is first opened."""

    def __init__(self, state: BrowseState, ui: Ui, prompt: Prompt) -> None:
        super().__init__(state, ui, prompt)
        self._parts: list[Widget] = []
        """What is mounted, once the filter was opened."""

    @cached_property
    def _list(self) -> CompletionList:
        from tui.widgets.completions import CompletionList

        return CompletionList()

    @cached_property
    def _verdict(self) -> Verdict:
        from tui.widgets.completions import Verdict

        return Verdict()

    def open(self, take: TakePrompt, words: str) -> None:
        """Ask for a query, with an empty verdict."""
        if not self._parts:
            screen = self._prompt.screen
            screen.mount(self._verdict, after=self._prompt)
            screen.mount(self._list)
            self._parts = [self._verdict, self._list]
        self._verdict.say("")
        self._verdict.display = True
        self.ask(take, "filter", words, example=EXAMPLE, hints=FILTER_HINTS)

    def close(self) -> None:
        """Ask no more, and give the focus back to the pane that had it."""
        for part in self._parts:
            part.display = False
        super().close()

    @property
    def offered(self) -> Suggestions:
        """The completions that are shown."""
        return self._list.offered

    @property
    def offers_any(self) -> bool:
        """Whether completions are shown."""
        return bool(self._list.display)

    @property
    def picked(self) -> bool:
        """Whether completions are shown and a key has moved to one of them."""
        return self.offers_any and self._list.picked

    @property
    def current(self) -> Suggestion | None:
        """The completion under the cursor; None where none is shown."""
        return self._list.current if self.offers_any else None

    def offer(self, offered: Suggestions | None) -> None:
        """Show other completions; none take the list away."""
        from store.query.suggestions import Suggestions

        self._list.offer(offered or Suggestions())

    def pick(self, by: int) -> None:
        """Move to another completion."""
        self._list.pick(by)

    def judge(self, words: str, at: int | None = None, loud: bool = False) -> None:
        """Say what the query gives, or what is wrong with it at a code point of it."""
        self._verdict.say(words, None if at is None else self._prompt.cell_of(at), loud)
