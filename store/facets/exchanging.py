"""The part of `Library` that hands articles to other programs, and takes work from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from store.folder.locations import Locations
from store.index import rows
from store.index.database import Database
from store.index.listings import Listing
from store.progress import ignore_progress, never_cancel

if TYPE_CHECKING:
    from store.exports.export_run import Exported
    from store.imports.import_plan import Plan
    from store.model import Change
    from store.userdata.userdata import UserData


class Exchanging:
    """Exports articles with the user's work on them, and imports work."""

    places: Locations
    work: UserData
    _database: Database

    def text(self, id: str) -> str:
        """Return an article's text alone. Raises UnknownArticle."""
        return rows.body(self._database, rows.known_num(self._database, id))

    def listing_of(self, nums: list[int]) -> Listing:
        """Return the articles with these row numbers as a list, in their order."""
        from array import array

        return Listing(self._database, array("q", nums))

    def check_export(self, format: str, to: Path | None, *, force: bool = False) -> None:
        """Raise ExportError where `export` would, before anything is worked out.

        `to` is None for a stream, which takes text only.
        """
        from store.exports.export_run import check

        check(self.places, format, to, force)

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

        Blocks the calling thread; a file appears whole or not at all. `force` replaces what is
        there, `bom` begins a table with a byte order mark. Raises ExportError where it can't be
        done as asked, Stopped when `stop` said so, OSError where the disk refuses.
        """
        from store.exports.export_run import export

        return export(
            self.places,
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
        """Return what importing a file would change, and what of it can't be taken.

        Blocks the calling thread; nothing is changed. Raises ExportError where the file can't be
        read as this format, Stopped, OSError.
        """
        from store.imports.import_run import plan

        return plan(self._database, format, path, progress, stop)

    def import_planned(self, format: str, path: Path, plan: Plan) -> Change | None:
        """Make the change that was planned, as one step of undo; None where there is nothing."""
        from store.imports.import_run import label_of

        return self.work.apply(label_of(format, path, plan), plan.ops) if plan.ops else None
