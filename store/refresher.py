"""Brings a library up to date with its folder: the index, and user data of renamed files."""

from __future__ import annotations

from collections.abc import Callable

from store.errors import ReadOnlyError
from store.folder.locations import Locations
from store.index.database import Database
from store.index.pending_moves import pending_moves, settle_moves
from store.index.refresh_results import Progress, Refreshed
from store.progress import ignore_progress, never_cancel
from store.userdata.userdata import UserData


def refresh_index(
    locations: Locations,
    database: Database,
    progress: Callable[[Progress], None] | None,
    stop: Callable[[], bool] | None,
    *,
    apart: bool,
) -> Refreshed:
    """Bring the index up to date with the folder; `apart` does it in another process.

    Raises LibraryError where the folder can't be listed.
    """
    if apart:
        from store.index.refresh_process import refresh_in_process as refresh
    else:
        from store.index.refresh import refresh
    return refresh(
        locations,
        database,
        progress=progress or ignore_progress,
        stop=stop or never_cancel,
    )


def follow_moves(database: Database, userdata: UserData) -> None:
    """Move the user's data to files that were renamed; where it can't now, it will later."""
    moves = pending_moves(database)
    if not moves:
        return
    try:
        userdata.moved_all(moves)
    except ReadOnlyError:
        return
    settle_moves(database, moves)
