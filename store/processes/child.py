"""The process that a function runs in: a script that `process` starts, and ends with its parent.

Standard input brings two lines, pickled (the import path; module, function and arguments), then
`stop` or the end; standard output takes JSON Lines, each a kind and its values.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import signal
import sys
import threading
import time
from importlib import import_module
from typing import Any

WATCH_EVERY = 0.4
"""Seconds between two looks at whether the parent still lives."""

GRACE = 0.4
"""Seconds that are left to a transaction when the parent is gone."""

YIELDS = 5
"""How far behind the screen this process stands for the processor, as `nice` counts."""


def main() -> None:
    """Run the function that standard input names: it gets `say`, `stopped`, and its arguments."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(YIELDS)
    parent = os.getppid()
    sys.path[:] = pickle.loads(_line())
    module, function, arguments = pickle.loads(_line())
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(stopped,), daemon=True).start()
    threading.Thread(target=watch, args=(parent, stopped), daemon=True).start()
    getattr(import_module(module), function)(_say, stopped, *arguments)


def _line() -> bytes:
    return base64.b64decode(sys.stdin.buffer.readline())


def _listen(stopped: threading.Event) -> None:
    """Note the word to stop; where the parent is gone, end at all events."""
    while sys.stdin.buffer.readline():
        stopped.set()
    _end(stopped)


def watch(parent: int, stopped: threading.Event) -> None:
    """End when another process has become the parent: a fork of it may hold the pipe open."""
    while os.getppid() == parent:
        time.sleep(WATCH_EVERY)
    _end(stopped)


def _end(stopped: threading.Event) -> None:
    stopped.set()
    time.sleep(GRACE)
    os._exit(1)


def _say(kind: str, values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps([kind, values]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
