"""A search for copies that leaves the drawing process alone: another process does it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import asdict

from store.apart.process import Say, run, start
from store.copies.results import CopiesFound, CopiesProgress
from store.copies.state import counted, is_up_to_date
from store.errors import CuttingsError, LibraryError
from store.folder.places import Places
from store.index.database import Database

TELL_EVERY = 0.1
"""Seconds between two reports of progress."""


def find_copies_apart(
    places: Places,
    database: Database,
    *,
    progress: Callable[[CopiesProgress], None],
    stop: Callable[[], bool],
) -> CopiesFound:
    """Look for copies like `find_copies`, in another process where anything is new.

    Blocks the calling thread, without taking the interpreter from the others. The other process
    ends within a second when this one does. Raises LibraryError where it fails.
    """
    if is_up_to_date(database):
        return counted(database)
    try:
        process = start()
    except OSError:
        # Where no process can be started, a slower screen is better than none.
        from store.copies.finding import find_copies

        return find_copies(database, progress=progress, stop=stop)
    return _follow(process, places, progress, stop)


def _follow(
    process: subprocess.Popen[bytes],
    places: Places,
    progress: Callable[[CopiesProgress], None],
    stop: Callable[[], bool],
) -> CopiesFound:
    """Pass on what the process says, until it has the result."""
    for kind, values in run(process, find_and_say, places, stop=stop):
        if kind == "error":
            raise LibraryError(str(values["message"]))
        if kind == "result":
            return CopiesFound(**values)
        progress(CopiesProgress(**values))
    raise LibraryError(f"{places.index_path}: the process that looks for copies ended early")


def find_and_say(say: Say, stopped: threading.Event, places: Places) -> None:
    """Look for copies in a process of its own: says progress, then the result or an error."""
    from store.copies.finding import find_copies

    told = 0.0

    def tell(progress: CopiesProgress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TELL_EVERY or progress.done == progress.total:
            told = now
            say("progress", asdict(progress))

    database = Database(places.index_path, places.index_mode)
    try:
        say("result", asdict(find_copies(database, progress=tell, stop=stopped.is_set)))
    except CuttingsError as error:
        say("error", {"message": str(error)})
    finally:
        database.close()
