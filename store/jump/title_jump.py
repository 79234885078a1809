"""The jump of a library: a few typed letters to the articles they may mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.index.database import Database
from store.model import Match
from store.progress import never_cancel

if TYPE_CHECKING:
    from store.jump.jump_engine import Jumper


class TitleJump:
    """Finds articles by title, file name, source, tag or entity, and forgives typos."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jumper: Jumper | None = None
        self._generation = 0
        """The generation of the index that the jumper was built from."""

    def __call__(
        self,
        text: str,
        limit: int = 20,
        extended: bool = False,
        stop: Callable[[], bool] = never_cancel,
    ) -> list[Match]:
        """Return the articles that a fuzzily typed text may mean, best first.

        `extended` reads fzf's operators. A search waits for the one before it to end or to stop.
        """
        if self._generation != self._database.generation:
            self.close()
        if self._jumper is None:
            from store.jump.jump_engine import Jumper

            self._generation = self._database.generation
            self._jumper = Jumper(self._database)
        return self._jumper.search(text, limit, extended, stop)

    def close(self) -> None:
        """Release what is kept in memory for jumping."""
        jumper, self._jumper = self._jumper, None
        if jumper is not None:
            jumper.close()
