"""The `cuttings` command, and `python -m tui`."""

from __future__ import annotations

import gc
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from tui.cli.subcommands import SUBCOMMANDS

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`sys.argv` unless given) and return the exit code.

    0 done, 1 found or had nothing to do or a check failed, 2 wrong use or unusable input, 130 ended
    by Ctrl-C.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = _read_at_once(words)
        if code is None:
            from tui.cli.main import run

            code = run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _read_at_once(words: Sequence[str]) -> int | None:
    """Open the reader where the command is that plain, without loading the command line.

    Returns None where there is more to understand, to ask or to complain about.
    """
    plain = not words or (len(words) == 1 and words[0][:1] != "-" and words[0] not in SUBCOMMANDS)
    if not plain or sys.stdin is None or not sys.stdin.isatty():
        return None
    gc.disable()  # the reader collects garbage when its first screen is there
    from store.errors import CuttingsError
    from tui import opening

    try:
        library = opening.open_library(Path(words[0]) if words else None)
    except (CuttingsError, OSError, sqlite3.Error):
        gc.enable()
        return None
    return opening.read(library)


if __name__ == "__main__":
    sys.exit(main())
