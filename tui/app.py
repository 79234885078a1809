"""The program on the screen: theme, keys and first screen over one library."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from store import Library
from tui.commands import Keymap
from tui.screens.browse import BrowseScreen
from tui.themes import DARK, LIGHT, variables


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
        keymap: Keymap | None = None,
    ) -> None:
        super().__init__()
        self.library = library
        self.browse = BrowseScreen(library, keymap or Keymap(), start_at)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = theme or os.environ.get("TEXTUAL_THEME") or DARK.name
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the program's own colours for a theme that does not know them."""
        return variables(self.current_theme)

    def on_mount(self) -> None:
        """Open the three panes."""
        self.push_screen(self.browse)

    async def action_quit(self) -> None:
        """Leave: what was changed is saved by then."""
        self.exit()


def run(
    argument: Path | None,
    *,
    library: Path | None = None,
    tags_file: Path | None = None,
    theme: str | None = None,
    model: str | None = None,
    yes: bool = False,
) -> int:
    """Open the reader on a folder or a file, and return the exit code when it is closed.

    Raises CuttingsError where the library can't be opened.
    """
    with Library.open(library or argument, tags_file=tags_file, yes=yes) as opened:
        app = CuttingsApp(opened, start_at=opened.places.single, theme=theme)
        try:
            app.run()
        finally:
            app.browse.close()
        return app.return_code or 0
