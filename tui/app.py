"""The program on the screen: theme, keys and first screen over one library."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from store import Library
from tui.commands import Keymap
from tui.keys import shown_key
from tui.screens.browse import BrowseScreen
from tui.settings import Settings, load
from tui.themes import DARK, LIGHT, variables
from tui.widgets.reader import NARROWEST, WIDEST, Reader

ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""The signals with which the system ends a program, or says that its terminal is gone."""

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
    ) -> None:
        super().__init__()
        settings = settings or Settings()
        self.library = library
        self.browse = BrowseScreen(library, Keymap(settings.keys), start_at, find_names)
        if settings.width is not None:
            measure = max(NARROWEST, min(WIDEST, settings.width))
            self.browse.reader.set_reactive(Reader.measure, measure)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = theme or settings.theme or os.environ.get("TEXTUAL_THEME") or DARK.name
        wanted = {"dark": DARK.name, "light": LIGHT.name}.get(wanted, wanted)
        self.theme = wanted if wanted in self.available_themes else DARK.name
        self._faults = [*settings.faults, *self.browse.keymap.faults(settings.keys)]
        if wanted != self.theme:
            self._faults.append(f"no theme is called {wanted}; {self.theme} is used")

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
        self.set_timer(STARTED_AFTER, self._started)

    def _end(self, number: int) -> None:
        """Leave as with `quit`, so that the terminal is given back and all work is written."""
        giving_up = threading.Timer(GIVE_UP_AFTER, os._exit, [128 + number])
        giving_up.daemon = True
        giving_up.start()  # a terminal that is gone may take no output, and hold the way out
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

    async def action_quit(self) -> None:
        """Leave: what was changed is saved by then."""
        self.exit()


def open_library(
    argument: Path | None,
    *,
    library: Path | None = None,
    tags_file: Path | None = None,
    model: str | None = None,
    yes: bool = False,
) -> Library:
    """Return the library of a folder or a file, with the user's settings for it.

    Raises CuttingsError where it can't be opened.
    """
    settings = load()
    return Library.open(
        library or argument,
        tags_file=tags_file,
        coder=settings.coder,
        model=model or settings.model,
        jobs=settings.jobs,
        yes=yes,
        wait=False,
    )


def read(library: Library, theme: str | None = None) -> int:
    """Show a library until it is left, close it, and return the exit code.

    No garbage is collected until the first screen is there.
    """
    gc.disable()
    with library:
        app = CuttingsApp(library, start_at=library.places.single, theme=theme, settings=load())
        try:
            app.run()
        finally:
            app.browse.close()
        return app.return_code or 0


def run(
    argument: Path | None,
    *,
    library: Path | None = None,
    tags_file: Path | None = None,
    theme: str | None = None,
    model: str | None = None,
    yes: bool = False,
) -> int:
    """Open the reader on a folder or a file, and return the exit code when it is left.

    Raises CuttingsError where the library can't be opened.
    """
    opened = open_library(argument, library=library, tags_file=tags_file, model=model, yes=yes)
    return read(opened, theme)
