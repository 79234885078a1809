"""The help page: the keys of the pane that had the focus, searchable, then all others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from store.fuzzy import rank
from tui.commands import COMMANDS, GROUPS, MODES, PANES, Command, Keymap
from tui.keys import shown_keys
from tui.screens.picker import Picker
from tui.widgets.choices import Choice

PANE_NAMES = {
    "list": "the list",
    "reader": "the reader",
    "side": "the sidebar",
    "mark": "mark mode",
}
KEY_WIDTH = 10
"""Cells of the column of keys."""
WIDE = 70
"""Cells of the window under which a command's name stands for its sentence."""


class Help(Picker[None]):
    """Shows every key with a sentence; typing narrows; Enter runs the command."""

    placeholder = "type to search the keys"
    hints = (("Enter", "do it"), ("↑↓", "move"), ("Esc", "close"))

    def __init__(self, pane: str, keymap: Keymap, run: Callable[[Command], None]) -> None:
        super().__init__()
        self._run = run
        self._keymap = keymap
        self._commands = commands_for(pane)
        self._shown: Sequence[Command] = ()
        self.title_text = f"KEYS IN {PANE_NAMES[pane].upper()}"

    def narrow(self, words: str) -> None:
        """Show the commands that fit the words."""
        lines = [f"{self._keys(command)} {command.help}" for command in self._commands]
        found = sorted(rank(words, lines), key=lambda ranked: ranked.index if not words else 0)
        self._shown = [self._commands[ranked.index] for ranked in found]
        self.choices.show(
            [
                Choice(
                    c.help if self.app.size.width >= WIDE else c.title,
                    key=f"{self._keys(c)} ".ljust(KEY_WIDTH),
                )
                for c in self._shown
            ]
        )

    def _keys(self, command: Command) -> str:
        if command.id.startswith("tag."):
            return "1…9"
        return shown_keys(self._keymap.keys[command.id]) or "(by :)"

    def take(self) -> None:
        """Close, and run the command under the cursor."""
        at = self.choices.cursor
        self.dismiss(None)
        if at < len(self._shown):
            self._run(self._shown[at])


def commands_for(pane: str) -> list[Command]:
    """Return the commands of the help page: the pane's own first, then by group; digits as one."""
    listed = [c for c in COMMANDS if pane in c.panes and c.id not in _MORE_DIGITS]
    return sorted(
        listed, key=lambda c: 1 + GROUPS.index(c.group) if c.panes in (PANES, MODES) else 0
    )


_MORE_DIGITS = {f"tag.{digit}" for digit in range(2, 10)}
