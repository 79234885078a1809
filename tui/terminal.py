"""The terminal that the reader runs in: whether it is still there, and how to do without it."""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Callable
from contextlib import suppress


def is_gone(wait: bool = False) -> bool:
    """Say whether the terminal at standard input has hung up; `wait` until it has.

    Where the system can't tell, it is there for ever, and False comes at once.
    """
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return False
    terminal = select.poll()
    terminal.register(sys.__stdin__.fileno(), 0)  # hang-ups and errors are told unasked
    return bool(terminal.poll(None if wait else 0))


def watch(on_gone: Callable[[], object]) -> None:
    """Have `on_gone` called, on a thread of its own, when the terminal has hung up.

    The system sends SIGHUP only where the terminal is the controlling one; reading from any that
    has hung up gives nothing at once, again and again.
    """

    def look() -> None:
        with suppress(OSError, ValueError):  # standard input is closed: the program is ending
            if is_gone(wait=True):
                on_gone()

    threading.Thread(target=look, name="terminal", daemon=True).start()


def let_go() -> None:
    """Put silence in the place of a terminal that has hung up.

    What is still written goes nowhere instead of failing, and nothing is to be read any more: so
    the way out is the same as ever.
    """
    silence, _kept_open = os.pipe()
    os.dup2(silence, 0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
