"""Binds the commands, which name what they run, to the actions that do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tui.commands import COMMANDS


def bind(actions: Mapping[str, object]) -> dict[str, Callable[[], None]]:
    """Return the call of each command, by its id. Raises KeyError or AttributeError where none is.

    `actions` are the objects that commands name.
    """
    calls: dict[str, Callable[[], None]] = {}
    for command in COMMANDS:
        action, _, method = command.run.partition(".")
        calls[command.id] = partial(getattr(actions[action], method), *command.args)
    return calls
