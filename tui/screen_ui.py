"""The screen, as actions and services know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen
from textual.timer import Timer

from tui.tasks import Tasks
from tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from store.errors import CuttingsError
    from tui.ports import Stop
    from tui.state import BrowseState
    from tui.widgets.pane import Pane
    from tui.widgets.status_line import StatusLine

Result = TypeVar("Result")


class ScreenUi:
    """Implements the port `Ui` over a screen of Textual's."""

    def __init__(
        self,
        screen: Screen[Any],
        state: BrowseState,
        status: StatusLine,
        panes: Mapping[str, Pane],
        apply: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._state = state
        self._status = status
        self._panes = panes
        self._apply = apply
        self.tasks = Tasks(screen, self.failed)

    def say(self, words: str, *, warning: bool = False) -> None:
        """Show a message for some seconds."""
        self._status.say(words, warning=warning)

    def failed(self, error: CuttingsError) -> None:
        """Say why something could not be done."""
        self.say(str(error), warning=True)

    def hush(self) -> None:
        """Take the message away."""
        self._status.hush()

    def push(self, overlay: Any, then: Callable[[Any], None] | None = None) -> None:
        """Open an overlay; `then` takes its result when it closes."""
        self._screen.app.push_screen(overlay, then)

    def focus(self, pane: str) -> None:
        """Give a pane the focus, and show it where there is room for one only."""
        self._state.update(pane=pane)
        self._apply()  # a pane that is not displayed can't take the focus
        self._screen.set_focus(self._panes[pane])

    def copy(self, text: str) -> None:
        """Copy text to the clipboard."""
        self._screen.app.copy_to_clipboard(text)

    def is_uncovered(self) -> bool:
        """Say whether no overlay stands over the panes."""
        return self._screen.is_current

    def redraw(self) -> None:
        """Draw everything again."""
        self._screen.refresh(layout=True)

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Call a function after some seconds."""
        return self._screen.set_timer(seconds, call)

    def post(self, call: Callable[[], None], replaces: str = "") -> None:
        """From any thread: call a function on the UI thread."""
        self.tasks.post(call, replaces)

    def run(
        self,
        group: str,
        job: Callable[[Stop], Result],
        then: Callable[[Result], None],
        failed: Callable[[CuttingsError], None] | None = None,
    ) -> None:
        """Run `job(stop)` in a thread and `then(result)` here, unless a newer job outdates it."""
        if self._screen.is_attached:
            self.tasks.run(group, job, then, failed)

    def cancel(self, group: str) -> None:
        """Outdate whatever runs in a group."""
        self.tasks.cancel(group)

    def busy(self, group: str) -> bool:
        """Say whether the result of the newest job of a group is still to come."""
        return self.tasks.busy(group)


class ScreenCommands:
    """What commands do with the program itself."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        app = self._screen.app
        app.theme = LIGHT.name if app.current_theme.dark else DARK.name

    def suspend(self) -> None:
        """Go to the shell."""
        self._screen.app.action_suspend_process()

    def quit(self) -> None:
        """Leave."""
        self._screen.app.exit()
