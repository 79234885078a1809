"""What every overlay that chooses is made of: an input, choices below it, hints at its foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from store.errors import CuttingsError
from tui.overlays.overlay import Overlay, Result
from tui.tasks import TaskDone, Tasks
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.line_input import LineInput
from tui.widgets.overlay_message import OverlayMessage
from tui.widgets.pick_list import PickList


class Picker(Overlay[Result], Generic[Result]):
    """An overlay: typing narrows the choices, Enter takes one, Esc closes."""

    # Textual declares it as an attribute of the instance, so that it can't be a ClassVar here.
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (16, "-high")]  # noqa: RUF012
    title_text = ""
    placeholder = ""
    narrowing = ""
    """The group of the job that narrows, where that happens off the UI thread."""
    aligned = False
    """Whether what stands behind the words of the choices begins in one column."""
    hints: tuple[Hint, ...] = (("Enter", "take"), ("↑↓", "move"), ("Esc", "close"))

    def __init__(self) -> None:
        super().__init__()
        self.jobs = Tasks(self, self._failed)
        """Work off the UI thread whose results the overlay shows."""
        self._take_when_shown = False
        self._looked_for = ""
        self._early: list[events.Key] = []
        self._has_begun = False
        """Whether keys go to the input by now; Textual's `is_mounted` comes a moment later."""

    def compose(self) -> ComposeResult:
        """Lay out input, choices, messages and hints in a box."""
        with Vertical(id="box"):
            yield LineInput(placeholder=self.placeholder, select_on_focus=False)
            yield from self.compose_choices()
            yield OverlayMessage()
            yield KeyBar()

    def compose_choices(self) -> ComposeResult:
        """Lay out what stands between input and hints."""
        yield PickList()

    def on_mount(self) -> None:
        """Show the choices for no words at all."""
        self.choices.heading = self.title_text
        self.choices.aligned = self.aligned
        self.query_one(KeyBar).hints = self.hints
        self.input.kept = frozenset(self.own_keys())
        self.input.kept_at_first = frozenset(self.first_keys())
        self.input.holds = True
        self.set_focus(self.input)
        self.narrow("")
        self.begin()
        self._has_begun = True
        early, self._early = self._early, []
        for event in early:
            self.input.take_key(event)

    def begin(self) -> None:
        """Do what the overlay does once, when its widgets are there.

        A hook, since Textual itself calls the `on_mount` of every class that an overlay is made of.
        """

    @property
    def choices(self) -> PickList:
        """The list that is chosen from."""
        return self.query_one(PickList)

    @property
    def input(self) -> LineInput:
        """The line that is typed in."""
        return self.query_one(LineInput)

    def say(self, words: str, warning: bool = False) -> None:
        """Show a message above the hints, until something is typed or done."""
        self.query_one(OverlayMessage).say(words, warning)

    def failed(self, error: CuttingsError) -> None:
        """Say why something could not be done."""
        self.say(str(error), warning=True)

    def _failed(self, error: CuttingsError) -> None:
        self.failed(error)
        self._take_when_shown = False  # keys that waited for it are for the input
        for event in self.input.go_on():
            self.input.take_key(event)

    def own_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what the overlay's own keys do: control keys, since letters are typed."""
        return {}

    def first_keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what keys do as long as nothing is typed; later they are typed themselves."""
        return {}

    def narrow(self, words: str) -> None:
        """Show the choices that fit the words."""
        raise NotImplementedError

    def take(self) -> None:
        """Do what the choice under the cursor is for, and close."""
        raise NotImplementedError

    def take_and_stay(self) -> None:
        """Do what the choice under the cursor is for, where that makes sense, and stay."""

    def leave(self) -> None:
        """Do what is to be done when nothing is chosen: a hook, for words that are to be kept."""

    def take_early(self, event: events.Key) -> None:
        """Take a key that was pressed before the input had the focus: none is lost."""
        if self._has_begun:
            self.input.take_key(event)
        else:
            self._early.append(event)

    async def on_key(self, event: events.Key) -> None:
        """Take a key that came to the overlay itself, before the input had the focus."""
        if not self.is_on_top:
            event.stop()
            self.input.held.append(event)
            await self.input.hand_on()
        elif not self.input.came_by(event):
            event.stop()
            event.prevent_default()
            self.take_early(event)

    @on(Input.Changed)
    async def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.say("")
        self._looked_for = event.value
        self.narrow(event.value)
        await self._take_if_shown()

    @on(Input.Submitted)
    @on(PickList.Chosen)
    async def _entered(self) -> None:
        """Take the choice under the cursor; what was typed is looked for first."""
        self._take_when_shown = self.is_current
        await self._take_if_shown()

    async def _take_if_shown(self) -> None:
        """Take the choice where Enter asked for it and all that was typed has been looked for.

        Keys that came behind Enter are for what is on the screen then.
        """
        is_shown = self._looked_for == self.input.value and not self.jobs.busy(self.narrowing)
        if not self._take_when_shown or not is_shown:
            return
        self._take_when_shown = False
        self.take()
        await self.input.hand_on()

    @on(LineInput.Refused)
    def _refused(self, event: LineInput.Refused) -> None:
        self.say(event.words, warning=True)

    @on(LineInput.Moved)
    def _moved(self, event: LineInput.Moved) -> None:
        self.choices.move(event.by)

    @on(LineInput.Pressed)
    def _pressed(self, event: LineInput.Pressed) -> None:
        {**self.own_keys(), **self.first_keys()}[event.key]()

    @on(TaskDone)
    async def _job_done(self, event: TaskDone) -> None:
        event.stop()
        if self.is_there:
            event.then(event.result)
            await self._take_if_shown()

    @on(LineInput.Stayed)
    def _stayed(self) -> None:
        self.take_and_stay()

    @on(LineInput.Left)
    async def _left(self) -> None:
        if self.is_on_top:
            self.leave()
        self.dismiss(None)
        await self.input.hand_on()
