"""Searches for copies in another process, so that the drawing process stays responsive."""

from __future__ import annotations

import threading
from collections.abc import Callable

from store.duplicates.detect_progress import CopiesFound, CopiesProgress
from store.duplicates.freshness import count_articles, is_up_to_date
from store.errors import LibraryError
from store.folder.locations import Locations
from store.index.database import Database
from store.processes.process import (
    Say,
    report,
    result_of,
    start,
)


def find_copies_in_process(
    places: Locations,
    database: Database,
    *,
    progress: Callable[[CopiesProgress], None],
    stop: Callable[[], bool],
) -> CopiesFound:
    """Find copies like `find_copies`, in another process if anything is new.

    Blocks the calling thread without holding the interpreter lock. The other process ends within a
    second of this one. Raises LibraryError if it fails.
    """
    if is_up_to_date(database):
        return count_articles(database)
    try:
        process = start()
    except OSError:
        # A slow screen is better than none if no process can be started.
        from store.duplicates.detect import find_copies

        return find_copies(database, progress=progress, stop=stop)
    values = result_of(
        process,
        find_and_report,
        places,
        progress=lambda values: progress(CopiesProgress(**values)),
        stop=stop,
    )
    if values is None:
        raise LibraryError(f"{places.index_path}: the process that searches for copies ended early")
    return CopiesFound(**values)


def find_and_report(say: Say, stopped: threading.Event, places: Locations) -> None:
    """Find copies in the child process: reports progress, then the result or an error."""
    from store.duplicates.detect import find_copies

    database = Database(places.index_path, places.index_mode)
    try:
        report(say, lambda progress: find_copies(database, progress=progress, stop=stopped.is_set))
    finally:
        database.close()
