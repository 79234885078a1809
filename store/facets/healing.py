"""The part of `Library` that goes on where its files are damaged or taken away while it is open."""

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


class Healing:
    """Puts right what other hands do to index and journal, without a new start."""

    places: Locations
    work: UserData
    _database: Database
    _in_step: bool
    refresh: Callable[..., object]
    in_sight: Callable[[], Sequence[str]] = staticmethod(_nothing)
    """Gives the ids of the articles that somebody looks at: they come first into a new index."""

    @property
    def generation(self) -> int:
        """Return what grows when the index was made again: row numbers from before mean nothing."""
        return self._database.generation

    @property
    def turn(self) -> tuple[str, int]:
        """Return which files are open: the journal's id, and how often the index was opened."""
        return self.work.care.turn

    @property
    def made(self) -> int:
        """Return how many changes were made here since the opening."""
        return self.work.made

    def suspect(self, error: BaseException) -> bool:
        """Note, on the thread that got an error, that a file may be damaged; say whether so."""
        return self._database.suspect(error)

    def heal(self) -> bool:
        """Look whether index and journal still are what is open, and put right what isn't.

        Return whether anything had to be. Costs two looks at file names while all is well; it may
        be called from any thread, and waits for the writer. An index that had to be made again has
        the user's work, and what is in sight; `refresh` brings the rest. What can't be put right is
        said in `state`.
        """
        return self.work.heal()

    def insist(self, call: Callable[[], T]) -> T:
        """Return what `call` gives; called again where index or journal had to be put right.

        Raises what it raises.
        """
        turn = self._database.turn
        try:
            return call()
        except (OSError, *UNREADABLE, *ODD_VALUE, LibraryError) as error:
            self.suspect(error)
            if not self.heal() and self._database.turn == turn:
                raise
        return call()

    def _made_again(self) -> None:
        """Read into an index that was made again what is needed at once; on the writer's thread."""
        if self._in_step:
            self.refresh()
        else:
            from store.index.priority_load import take_in

            take_in(self.places, self._database, self.in_sight())
