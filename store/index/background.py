"""A refresh that leaves the drawing process alone: a large folder is read by another process."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import asdict

from store.apart.process import Say, run, start
from store.errors import CuttingsError, LibraryError
from store.folder.places import Places
from store.folder.walk import is_large
from store.index.database import Database
from store.index.refresh import ignore_patterns, refresh
from store.index.results import Progress, Refreshed
from store.text.language import let_go

TELL_EVERY = 0.1
"""Seconds between two reports of progress."""


def refresh_apart(
    places: Places,
    database: Database,
    *,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Refreshed:
    """Refresh like `refresh`, in another process where the folder has more than a few files.

    Blocks the calling thread, without taking the interpreter from the others. The other process
    ends within a second when this one does. Raises LibraryError where it fails.
    """
    if is_large(places, ignore_patterns(database)):
        try:
            process = start()
        except OSError:
            pass  # Where no process can be started, a slower screen is better than none.
        else:
            return _follow(process, places, progress, stop)
    try:
        return refresh(places, database, progress=progress, stop=stop)
    finally:
        let_go()  # a screen stays open for long


def _follow(
    process: subprocess.Popen[bytes],
    places: Places,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Refreshed:
    """Pass on what the process says, until it has the result."""
    for kind, values in run(process, refresh_and_say, places, stop=stop):
        if kind == "error":
            raise LibraryError(str(values["message"]))
        if kind == "result":
            values["moved"] = tuple((old, new) for old, new in values["moved"])
            return Refreshed(**values)
        progress(Progress(**values))
    raise LibraryError(f"{places.articles}: the process that reads it ended early")


def refresh_and_say(say: Say, stopped: threading.Event, places: Places) -> None:
    """Refresh in a process of its own: says progress, and at last the result or an error."""
    told = 0.0

    def tell(progress: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TELL_EVERY or progress.done == progress.total:
            told = now
            say("progress", asdict(progress))

    database = Database(places.index_path, places.index_mode)
    try:
        say("result", asdict(refresh(places, database, progress=tell, stop=stopped.is_set)))
    except CuttingsError as error:
        say("error", {"message": str(error)})
    finally:
        database.close()
