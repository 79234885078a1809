"""What every screen over the panes has in common: it closes once, and keeps no key after that."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Overlay(ModalScreen[Result], Generic[Result]):
    """A screen over the panes. Keys that were on their way to it when it closed go on."""

    @property
    def is_there(self) -> bool:
        """Whether it has not closed: Textual takes its parts away a while after that."""
        return self in self.app.screen_stack

    @property
    def is_on_top(self) -> bool:
        """Whether keys are for it: nothing stands over it, and it has not closed."""
        return self.app.screen is self

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result; what is no longer there, or stands below another, stays as it is.

        Textual would close what stands over it in its place.
        """
        if not self.is_on_top:
            return AwaitComplete()
        return super().dismiss(result)

    async def hand_on(self, *keys: events.Key) -> None:
        """Give keys to what is on the screen now."""
        for event in keys:
            await self.app.on_event(events.Key(event.key, event.character))
