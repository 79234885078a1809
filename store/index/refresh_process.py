"""A refresh that leaves the drawing process alone: a large folder is read by another process."""

from __future__ import annotations

import threading
from collections.abc import Callable

from store.errors import LibraryError
from store.folder.locations import Locations
from store.folder.walk import is_large
from store.index.database import Database
from store.index.refresh import ignore_patterns, refresh
from store.index.refresh_results import Progress, Refreshed
from store.processes.pool import Child
from store.processes.process import (
    Say,
    report,
    result_of,
    start,
)
from store.text.language import let_go


def refresh_in_process(
    places: Locations,
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
    process: Child,
    places: Locations,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Refreshed:
    """Return the result of the process, and pass on its progress until then."""
    values = result_of(
        process,
        refresh_and_report,
        places,
        progress=lambda values: progress(Progress(**values)),
        stop=stop,
    )
    if values is None:
        raise LibraryError(f"{places.articles}: the process that reads it ended early")
    values["moved"] = tuple((old, new) for old, new in values["moved"])
    return Refreshed(**values)


def refresh_and_report(say: Say, stopped: threading.Event, places: Locations) -> None:
    """Refresh in a process of its own: send progress, and at last the result or an error."""
    database = Database(places.index_path, places.index_mode)
    try:
        report(
            say,
            lambda progress: refresh(places, database, progress=progress, stop=stopped.is_set),
        )
    finally:
        database.close()
