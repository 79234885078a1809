"""Exports articles to other programs, and imports work from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from store.folder.locations import Locations
from store.index.database import Database
from store.index.listings import Listing
from store.progress import ignore_progress, never_cancel
from store.userdata.userdata import UserData

if TYPE_CHECKING:
    from store.exports.export_run import Exported
    from store.imports.import_plan import Plan
    from store.model import Change


class Formats:
    """Exports articles with the user's work, and imports work from files."""

    def __init__(self, locations: Locations, database: Database, userdata: UserData) -> None:
        self._locations = locations
        self._database = database
        self._userdata = userdata

    def check_export(self, format: str, to: Path | None, *, force: bool = False) -> None:
        """Raise ExportError if `export` would, before anything is read.

        `to` is None for a stream, which only text formats support.
        """
        from store.exports.export_run import check_target

        check_target(self._locations, format, to, force)

    def export(
        self,
        format: str,
        to: Path | TextIO,
        articles: Listing,
        *,
        force: bool = False,
        bom: bool = False,
        progress: Callable[[int, int], None] = ignore_progress,
        stop: Callable[[], bool] = never_cancel,
    ) -> Exported:
        """Write articles in a format to a file (or folder), or as text to a stream.

        Blocks the calling thread; a file appears complete or not at all. `force` replaces an
        existing file, `bom` starts a table with a byte order mark. Raises ExportError if the export
        is not possible, Stopped when `stop` returns true, OSError if the disk fails.
        """
        from store.exports.export_run import export

        return export(
            self._locations,
            self._database,
            articles,
            format,
            to,
            force=force,
            bom=bom,
            progress=progress,
            stop=stop,
        )

    def plan_import(
        self,
        format: str,
        path: Path,
        *,
        progress: Callable[[int], None] = ignore_progress,
        stop: Callable[[], bool] = never_cancel,
    ) -> Plan:
        """Return what importing a file would change, and what of it can't be imported.

        Blocks the calling thread; nothing is changed. Raises ExportError if the file can't be read
        in this format, Stopped, OSError.
        """
        from store.imports.import_run import plan

        return plan(self._database, format, path, progress, stop)

    def import_planned(self, format: str, path: Path, plan: Plan) -> Change | None:
        """Apply an import's plan as one undoable change; None if it changes nothing."""
        from store.imports.import_run import label_of

        return self._userdata.apply(label_of(format, path, plan), plan.ops) if plan.ops else None
