"""Commands by their names and by their keys: the palette and the help page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.commands import COMMANDS, Command

if TYPE_CHECKING:
    from tui.commands import Keymap
    from tui.ports import Ui
    from tui.state import BrowseState


class CommandActions:
    """Opens what lists the commands, and runs the one that was chosen."""

    def __init__(
        self,
        state: BrowseState,
        ui: Ui,
        keymap: Keymap,
        run_later: Callable[[Command], None],
    ) -> None:
        self._state = state
        self._ui = ui
        self._keymap = keymap
        self._run_later = run_later

    def palette(self) -> None:
        """Open the command palette."""
        from tui.overlays.palette import Palette

        working = [c for c in COMMANDS if c.works(self._state) and c.id != "palette"]
        self._ui.push(Palette(working, self._keymap, self._run_later))

    def help(self) -> None:
        """Open the help page of the pane that has the focus."""
        from tui.overlays.help_page import HelpPage

        self._ui.push(HelpPage(self._state.mode, self._keymap, self._run_later))
