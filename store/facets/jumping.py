"""The part of `Library` that jumps: fuzzily typed words to the few articles that were meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.index.database import Database
from store.model import Match
from store.progress import never_cancel

if TYPE_CHECKING:
    from store.jump.jump_engine import Jumper


class Jumping:
    """Finds articles by title, file name, source, tag or entity, and forgives typos."""

    _database: Database
    _jumper: Jumper | None = None
    _jumps_in = 0
    """The generation of the index that the jumper knows."""

    def jump(
        self,
        text: str,
        limit: int = 20,
        extended: bool = False,
        stop: Callable[[], bool] = never_cancel,
    ) -> list[Match]:
        """Return the articles that a fuzzily typed text may mean, best first.

        `extended` reads fzf's operators. A search waits for the one before it to end or to stop.
        """
        if self._jumps_in != self._database.generation:
            self._end_jumps()
        if self._jumper is None:
            from store.jump.jump_engine import Jumper

            self._jumps_in = self._database.generation
            self._jumper = Jumper(self._database)
        return self._jumper.search(text, limit, extended, stop)

    def _end_jumps(self) -> None:
        """Let go of what is known for jumping."""
        jumper, self._jumper = self._jumper, None
        if jumper is not None:
            jumper.close()
