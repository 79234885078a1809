"""The program on the screen: theme, keys and first screen over one library."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import ClassVar, TypeVar

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from store import Library
from tui import terminal
from tui.browse import BrowseScreen
from tui.commands import Keymap
from tui.key_names import shown_key
from tui.prefetch import FirstScreen
from tui.settings import Settings
from tui.themes import (
    DARK,
    LIGHT,
    SIXTEEN,
    variables,
)
from tui.widgets.reader import NARROWEST, WIDEST, Reader

T = TypeVar("T")

ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""The signals with which the system ends a program, or says that its terminal is gone."""

TERMINAL_GONE = getattr(signal, "SIGHUP", signal.SIGTERM)
"""The signal whose exit code says that the terminal is gone."""

GIVE_UP_AFTER = 5.0
"""Seconds for leaving in good order after a signal; every change is in the journal by then."""

STARTED_AFTER = 0.3
"""Seconds after the start at which the first screen is there; what could wait is done then."""


class CuttingsApp(App[None]):
    """Reads one library, which its caller opens and closes."""

    TITLE = "cuttings"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        library: Library,
        *,
        start_at: str | None = None,
        theme: str | None = None,
        settings: Settings | None = None,
        find_names: bool = True,
        first: Future[FirstScreen] | None = None,
    ) -> None:
        super().__init__()
        settings = settings or Settings()
        self.library = library
        self.browse = BrowseScreen(library, Keymap(settings.keys), start_at, find_names, first)
        if settings.width is not None:
            measure = max(NARROWEST, min(WIDEST, settings.width))
            self.browse.reader.set_reactive(Reader.measure, measure)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.register_theme(SIXTEEN)
        theme_name = theme or settings.theme or os.environ.get("TEXTUAL_THEME") or self._fitting()
        theme_name = {"dark": DARK.name, "light": LIGHT.name}.get(theme_name, theme_name)
        self.theme = theme_name if theme_name in self.available_themes else DARK.name
        self._faults = [*settings.faults, *self.browse.keymap.faults(settings.keys)]
        if library.places.notice is not None:
            self._faults.append(library.places.notice)
        if theme_name != self.theme:
            self._faults.append(f"no theme is called {theme_name}; {self.theme} is used")

    def insist(self, call: Callable[[], T]) -> T:
        """Return what a call gives; called again where a damaged file had to be put right."""
        return self.library.health.retry_after_repair(call)

    def _fitting(self) -> str:
        """Return the name of the theme for a terminal with as many colours as this one."""
        few = self.console.color_system == "standard" and not self.no_color
        return SIXTEEN.name if few else DARK.name

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that takes any bytes, where Textual would take its own for Unix."""
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from tui.driver import Driver as AnyBytes

        return AnyBytes

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the program's own colours for a theme that does not know them."""
        return variables(self.current_theme)

    def get_default_screen(self) -> Screen[None]:
        """Return the three panes: there is no other screen below them."""
        return self.browse

    def on_mount(self) -> None:
        """Leave when the system says so, and say what is wrong with the settings."""
        loop = asyncio.get_running_loop()
        for number in ENDS:
            with suppress(NotImplementedError):  # where there are no such signals
                loop.add_signal_handler(number, self._end, number)
        terminal.watch(partial(self._hung_up, loop))
        self.set_timer(STARTED_AFTER, self._started)

    def _hung_up(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave, called from a thread: the loop may wait for a terminal that takes no more."""
        _give_up_later(128 + TERMINAL_GONE)
        loop.call_soon_threadsafe(self._end, TERMINAL_GONE)

    def _end(self, number: int) -> None:
        """Leave as with `quit`, so that the terminal is given back and all work is written."""
        if terminal.is_gone():
            terminal.let_go()
        _give_up_later(128 + number)  # a terminal that is gone may hold the way out
        self.exit(return_code=128 + number)

    def _started(self) -> None:
        """Collect garbage from now on, and say what is wrong with the settings."""
        if not gc.isenabled():
            gc.freeze()  # what the start made stays: looking through it takes some 40 ms each time
            gc.enable()
        if self._faults:
            self.browse.say(" · ".join(self._faults), warning=True)

    def action_help_quit(self) -> None:
        """Say which key quits: Ctrl-C does not."""
        self.browse.say(f"{shown_key(self.browse.keymap.keys['quit'][0])} quits")

    def on_driver_not_stopped(self) -> None:
        """Say why Ctrl-Z changed nothing."""
        quits = shown_key(next(iter(self.browse.keymap.keys["quit"]), ""))
        self.browse.say(f"no shell waits behind the reader to bring it back: {quits} quits")

    async def action_quit(self) -> None:
        """Leave: what was changed is saved by then."""
        self.exit()


def _give_up_later(code: int) -> None:
    """End the process after GIVE_UP_AFTER seconds, if it has not ended by itself."""
    giving_up = threading.Timer(GIVE_UP_AFTER, os._exit, [code])
    giving_up.daemon = True
    giving_up.start()
