"""The part of `Library` that knows names: cards, lists to choose from, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.index.database import Database

if TYPE_CHECKING:
    from store.entities.correction_commands import CurrentCorrections
    from store.entities.name_details import NameCard
    from store.entities.name_search import Shortlist
    from store.entities.names import Hidden
    from store.query.nodes import Query


class Naming:
    """The names of an index, the user's corrections laid over."""

    _database: Database

    def name_card(self, name: str, label: str | None = None) -> NameCard:
        """Return what the library knows of a canonical name: as one label, or whatever its."""
        from store.entities.name_details import name_card

        return name_card(self._database, name, label)

    def shortlist(self) -> Shortlist:
        """Return the names to choose from, by their words and labels, as they are now."""
        from store.entities.name_search import Shortlist

        return Shortlist(self._database)

    def hidden_names(self) -> list[Hidden]:
        """Return what the user took away from what is shown, and how to bring it back."""
        from store.entities.names import hidden

        return hidden(self._database.connection())

    def _settle_names(self, tree: Query) -> None:
        """Have the index know what corrections make of names, where a query asks for names."""
        from store.query import sql

        if sql.asks_for_names(tree):
            from store.entities.shown_mentions import update_shown_mentions

            update_shown_mentions(self._database)

    def standing(self, id: str | None = None) -> CurrentCorrections:
        """Return the corrections of the library and of one article, as wishes need them."""
        from store.entities.correction_commands import CurrentCorrections
        from store.entities.corrections import Corrections, of_article, of_library

        connection = self._database.connection()
        own = Corrections() if id is None else of_article(connection, id)
        return CurrentCorrections(of_library(connection), own)
