"""The part of `Library` that knows names: cards, lists to choose from, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.index.database import Database

if TYPE_CHECKING:
    from store.entities.card import NameCard
    from store.entities.correcting import Standing
    from store.entities.shortlist import Shortlist


class Naming:
    """The names of an index, the user's corrections laid over."""

    _database: Database

    def name_card(self, name: str, label: str | None = None) -> NameCard:
        """Return what the library knows of a canonical name: as one label, or whatever its."""
        from store.entities.card import name_card

        return name_card(self._database, name, label)

    def shortlist(self) -> Shortlist:
        """Return the names to choose from, by their words and labels, as they are now."""
        from store.entities.shortlist import Shortlist

        return Shortlist(self._database)

    def standing(self, id: str | None = None) -> Standing:
        """Return the corrections of the library and of one article, as wishes need them."""
        from store.entities.correcting import Standing
        from store.entities.corrections import Corrections, of_article, of_library

        connection = self._database.connection()
        own = Corrections() if id is None else of_article(connection, id)
        return Standing(of_library(connection), own)
