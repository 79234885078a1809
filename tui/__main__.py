"""The `cuttings` command, and `python -m tui`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`sys.argv` unless given) and return the exit code.

    0 done, 1 found or had nothing to do or a check failed, 2 wrong use or unusable input, 130 ended
    by Ctrl-C.
    """
    try:
        from tui.cli.main import run

        return run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
