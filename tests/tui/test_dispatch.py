"""Every command of the table runs something."""

from __future__ import annotations

import inspect

from store import Library
from tui.browse import BrowseScreen
from tui.commands import COMMANDS, Keymap


def test_every_command_is_bound_to_a_call_that_takes_its_arguments(library: Library) -> None:
    screen = BrowseScreen(library, Keymap(), find_names=False)
    calls = screen.actions.calls
    assert set(calls) == {command.id for command in COMMANDS}
    for call in calls.values():
        inspect.signature(call).bind()
    screen.close()
