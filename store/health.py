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
    """Repairs index and journal without a restart.

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
        """Whether the index was brought up to date with the folder, by a caller who waited."""
        self.in_sight: Callable[[], Sequence[str]] = _nothing
        """Returns the ids of the articles on the screen: a new index reads them first."""
        userdata.health_check.on_index_rebuilt = self._read_again

    @property
    def generation(self) -> int:
        """Return a number that grows when the index is rebuilt: older row numbers are void then."""
        return self._database.generation

    @property
    def open_id(self) -> tuple[str, int]:
        """Return which files are open: the journal's id, and how often the index was opened."""
        return self._userdata.health_check.open_id

    def report_error(self, error: BaseException) -> bool:
        """Note, on the thread that got an error, that a file may be damaged; return whether so."""
        return self._database.report_error(error)

    def recover(self) -> bool:
        """Repair index and journal where they are no longer the files that were opened.

        Return whether anything had to be repaired. Costs two looks at file names while all is
        well; may be called from any thread, and waits for the writer. A rebuilt index has the
        user's data and the articles in sight; `refresh` brings the rest. `userdata.state` says
        what can't be repaired.
        """
        return self._userdata.recover()

    def retry_after_repair(self, call: Callable[[], T]) -> T:
        """Run `call`; if it failed on a damaged file, repair that and run it once more.

        Raises what it raises.
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
        """Read what is needed at once into a rebuilt index; on the writer's thread."""
        if self.is_current:
            self._refresh()
        else:
            from store.index.priority_load import take_in

            take_in(self._locations, self._database, self.in_sight())
