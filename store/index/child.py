"""A process of its own for one refresh: started as a script by `background`, and ends with it.

Standard input brings two lines (the import path, and the places, pickled), then `stop` or the end;
standard output takes JSON Lines: progress, and at last the result or an error.
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
from typing import Any

WATCH_EVERY = 0.4
"""Seconds between two looks at whether the parent still lives."""

GRACE = 0.4
"""Seconds that are left to a transaction when the parent is gone."""

TELL_EVERY = 0.1
"""Seconds between two reports of progress."""

YIELDS = 5
"""How far behind the screen this process stands for the processor, as `nice` counts."""


def main() -> None:
    """Run the refresh that standard input asks for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(YIELDS)
    parent = os.getppid()
    sys.path[:] = pickle.loads(_line())
    places = pickle.loads(_line())
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(stopped,), daemon=True).start()
    threading.Thread(target=_watch, args=(parent, stopped), daemon=True).start()
    _run(places, stopped)


def _line() -> bytes:
    return base64.b64decode(sys.stdin.buffer.readline())


def _listen(stopped: threading.Event) -> None:
    """Note the word to stop; where the parent is gone, end at all events."""
    while sys.stdin.buffer.readline():
        stopped.set()
    _end(stopped)


def _watch(parent: int, stopped: threading.Event) -> None:
    """End when another process has become the parent: a fork of it may hold the pipe open."""
    while os.getppid() == parent:
        time.sleep(WATCH_EVERY)
    _end(stopped)


def _end(stopped: threading.Event) -> None:
    stopped.set()
    time.sleep(GRACE)
    os._exit(1)


def _run(places: Any, stopped: threading.Event) -> None:
    from dataclasses import asdict

    from store.errors import CuttingsError
    from store.index.database import Database
    from store.index.refresh import refresh
    from store.index.results import Progress

    told = 0.0

    def tell(progress: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TELL_EVERY or progress.done == progress.total:
            told = now
            _say("progress", asdict(progress))

    database = Database(places.index_path, places.index_mode)
    try:
        _say("result", asdict(refresh(places, database, progress=tell, stop=stopped.is_set)))
    except CuttingsError as error:
        _say("error", {"message": str(error)})
    finally:
        database.close()


def _say(kind: str, values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps([kind, values]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
