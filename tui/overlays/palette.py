"""The command palette: every command by its name, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from store.fuzzy import rank
from tui.commands import Command, Keymap
from tui.key_names import shown_keys
from tui.overlays.picker import Picker
from tui.widgets.pick_list import Choice


class Palette(Picker[None]):
    """Chooses a command that works now; `run(command)` is called when the palette has closed."""

    title_text = "COMMANDS"
    placeholder = "type a command"

    def __init__(
        self, commands: Sequence[Command], keymap: Keymap, run: Callable[[Command], None]
    ) -> None:
        super().__init__()
        self._commands = commands
        self._keymap = keymap
        self._run = run
        self._shown: list[Command] = []

    def narrow(self, words: str) -> None:
        """Show the commands whose titles, or else whose sentences, fit the words."""
        titles = rank(words, [command.title for command in self._commands])
        positions_by_index = {ranked.index: ranked.positions for ranked in titles}
        for ranked in rank(words, [command.help for command in self._commands]):
            positions_by_index.setdefault(ranked.index, ())
        self._shown = [self._commands[index] for index in positions_by_index]
        self.choices.show(
            [
                Choice(
                    self._commands[index].title,
                    positions,
                    behind=shown_keys(self._keymap.keys[self._commands[index].id]),
                )
                for index, positions in positions_by_index.items()
            ]
        )

    def take(self) -> None:
        """Close, and run the command under the cursor."""
        at = self.choices.cursor
        self.dismiss(None)
        if at < len(self._shown):
            self._run(self._shown[at])
