"""What every screen over the panes has in common: it closes once, and keeps no key after that."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Overlay(ModalScreen[Result], Generic[Result]):
    """A screen over the panes. Keys that were on their way to it when it closed go on."""

    def __init__(self) -> None:
        super().__init__()
        self._results: list[Result | None] = []
        """The result to close with when it is on top again; empty while it is to stay."""

    @property
    def is_there(self) -> bool:
        """Whether it has not closed: Textual takes its parts away a while after that."""
        return self in self.app.screen_stack

    @property
    def is_on_top(self) -> bool:
        """Whether keys are for it: nothing stands over it, and it has not closed."""
        return self.app.screen is self

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result, once; what stands below another closes when that has closed.

        Textual would close what stands over it in its place.
        """
        if self.is_on_top:
            return super().dismiss(result)
        if self.is_there and not self._results:
            self._results.append(result)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Close where that was asked while another stood over it."""
        if self._results:
            self.dismiss(self._results[0])

    def on_unmount(self) -> None:
        """Let go of the lines that were drawn.

        Textual keeps colours by the widget that asked for them, and with the widget's cache all its
        lines: several hundred kilobytes for each overlay that was ever open.
        """
        StylesCache.get_inner_outer.cache_clear()

    async def hand_on(self, *keys: events.Key) -> None:
        """Give keys to what is on the screen now."""
        for event in keys:
            await self.app.on_event(events.Key(event.key, event.character))
