"""The part of `Library` that knows names: cards, lists to choose from, corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.index.database import Database
from store.model import LABELS

if TYPE_CHECKING:
    from store.entities.card import NameCard
    from store.entities.correcting import Standing
    from store.entities.names import Name


def _never() -> bool:
    return False


class Naming:
    """The names of an index, the user's corrections laid over."""

    _database: Database

    def name_card(self, name: str, label: str | None = None) -> NameCard:
        """Return what the library knows of a canonical name: as one label, or whatever its."""
        from store.entities.card import name_card

        return name_card(self._database, name, label)

    def names_like(
        self,
        words: str = "",
        labels: Sequence[str] = LABELS,
        limit: int = 200,
        stop: Callable[[], bool] = _never,
    ) -> list[Name]:
        """Return names that some words fit, typos forgiven; without words the most mentioned."""
        from store.entities.shortlist import names_like

        return names_like(self._database, words, labels, limit, stop)

    def standing(self, id: str | None = None) -> Standing:
        """Return the corrections of the library and of one article, as wishes need them."""
        from store.entities.correcting import Standing
        from store.entities.corrections import Corrections, of_article, of_library

        connection = self._database.connection()
        own = Corrections() if id is None else of_article(connection, id)
        return Standing(of_library(connection), own)
