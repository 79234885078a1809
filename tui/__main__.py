"""The `cuttings` command, and `python -m tui`."""

from __future__ import annotations

import gc
import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tui.cli.subcommands import SUBCOMMANDS

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`sys.argv` unless given) and return the exit code.

    0 done, 1 found or had nothing to do or a check failed, 2 wrong use or unusable input, 130 ended
    by Ctrl-C. Another signal that ends it is a SystemExit with its number and 128, as shells count.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = _read_at_once(words)
        if code is None:
            from tui.cli.main import run

            with _ended_in_order():
                code = run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end commands as errors do, so that no half-written file stays.

    The second one ends the program at once. What is ignored, as under nohup, stays so.
    """

    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise SystemExit(128 + number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read_at_once(words: Sequence[str]) -> int | None:
    """Open the reader where the command is that plain, without loading the command line.

    Returns None where there is more to understand, to ask or to complain about.
    """
    plain = not words or (len(words) == 1 and words[0][:1] != "-" and words[0] not in SUBCOMMANDS)
    if not plain or sys.stdin is None or not sys.stdin.isatty():
        return None
    gc.disable()  # the reader collects garbage when its first screen is there
    from store.errors import CuttingsError
    from tui import startup

    try:
        library = startup.open_library(Path(words[0]) if words else None)
    except (CuttingsError, OSError, sqlite3.Error):
        gc.enable()
        return None
    return startup.read(library)


if __name__ == "__main__":
    sys.exit(main())
