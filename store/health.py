"""Recovery of a library whose files are damaged or deleted while it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from store.errors import LibraryError
from store.folder.locations import Locations
from store.index.database import Database
from store.index.db_identity import ODD_VALUE, UNREADABLE
from store.userdata.userdata import UserData

T = TypeVar("T")


def _nothing() -> Sequence[str]:
    return ()


class Health:
    """Repairs the index and the journal without a restart.

    `refresh` brings a rebuilt index up to date with the folder, if the index was so before
    (`is_current`).
    """

    def __init__(
        self,
        locations: Locations,
        database: Database,
        userdata: UserData,
        refresh: Callable[[], object],
    ) -> None:
        self._locations = locations
        self._database = database
        self._userdata = userdata
        self._refresh = refresh
        self.is_current = False
        """Whether the index has been brought up to date with the folder."""
        self.visible_ids: Callable[[], Sequence[str]] = _nothing
        """Returns the ids of the articles on the screen, which a rebuilt index reads first."""
        userdata.health_check.on_index_rebuilt = self._read_again

    @property
    def generation(self) -> int:
        """Return a number that grows when the index is rebuilt, which invalidates row numbers."""
        return self._database.generation

    @property
    def open_id(self) -> tuple[str, int]:
        """Return an identifier of the open files: the journal's id and the index's open count."""
        return self._userdata.health_check.open_id

    def report_error(self, error: BaseException) -> bool:
        """Note, on the thread that got an error, that a file may be damaged; return whether so."""
        return self._database.report_error(error)

    def recover(self) -> bool:
        """Repair the index and the journal if their files were damaged or replaced.

        Returns whether a repair was needed. Without damage this costs two file lookups. Can be
        called from any thread; waits for the writer. A rebuilt index contains the user's data and
        the articles on the screen; `refresh` adds the rest. `userdata.state` reports damage that
        can't be repaired.
        """
        return self._userdata.recover()

    def retry_after_repair(self, call: Callable[[], T]) -> T:
        """Run `call`; if it failed on a damaged file, repair the file and run it once more.

        Raises whatever the last run raises.
        """
        open_id = self._database.open_id
        try:
            return call()
        except (OSError, *UNREADABLE, *ODD_VALUE, LibraryError) as error:
            self.report_error(error)
            if not self.recover() and self._database.open_id == open_id:
                raise
        return call()

    def _read_again(self) -> None:
        """Read the most urgent articles into a rebuilt index; runs on the writer thread."""
        if self.is_current:
            self._refresh()
        else:
            from store.index.priority_load import take_in

            take_in(self._locations, self._database, self.visible_ids())
