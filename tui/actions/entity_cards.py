"""Names: the card of one, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.model import Entity
from store.query.query_words import quoted
from tui.article_facts import current_entity
from tui.panes import SIDE

if TYPE_CHECKING:
    from store import Library
    from store.entities.names import Hidden
    from tui.overlays.entity_card import Card, Chosen
    from tui.overlays.name_list import NameChosen
    from tui.ports import Stop, Ui
    from tui.services.corrections import Corrections
    from tui.services.navigation import Navigation
    from tui.state import BrowseState


class EntityCardActions:
    """Opens cards, and goes where was chosen on them."""

    def __init__(
        self,
        library: Library,
        state: BrowseState,
        ui: Ui,
        navigation: Navigation,
        corrections: Corrections,
    ) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._navigation = navigation
        self._corrections = corrections

    def card(self) -> None:
        """Open the card of the name that one is at in the text, or that the sidebar is on."""
        name = self._state.chosen_name
        if self._state.pane == SIDE:
            entity = next((e for e in self._mentions() if e.name == name), None)
        else:
            entity = current_entity(self._state)
        if entity is not None:
            self._open(entity.name, entity.label, entity)

    def open(self, name: str, label: str) -> None:
        """Open the card of a name, wherever it was met."""
        here = (e for e in self._mentions() if (e.name, e.label) == (name, label))
        self._open(name, label, next(here, None))

    def _mentions(self) -> Sequence[Entity]:
        article = self._state.article
        return (article.entities or ()) if article is not None else ()

    def _open(self, name: str, label: str, entity: Entity | None) -> None:
        library, article = self._library, self._state.article
        same = tuple(e for e in self._mentions() if (e.name, e.label) == (name, label))

        def job(_stop: Stop) -> Card:
            from tui.overlays.entity_card import Card

            details = library.entities.details(name, label)
            return Card(name, label, details, entity, same, article.text if article else "")

        def then(card: Card) -> None:
            from tui.overlays.entity_card import EntityCard

            ask = self._corrections.ask
            overlay = EntityCard(card, lambda chosen, close: ask(card, chosen, close))
            self._ui.push(overlay, lambda chosen: self._act(card, chosen))

        self._ui.run("card", job, then)

    def _act(self, card: Card, chosen: Chosen | None) -> None:
        """Go where was chosen on a card."""
        if chosen is None:
            return
        if chosen.mention is not None:
            self._navigation.go_to_entity(chosen.mention)
        elif chosen.id:
            self._navigation.open(chosen.id)
        elif chosen.name is not None:
            self.open(chosen.name.name, chosen.name.label)
        else:
            self._filter(card.name)

    def names(self) -> None:
        """Open the list of the library's names."""
        from store.entities.correction_commands import show_again
        from tui.overlays.name_list import NameChosen, NameList

        library = self._library

        def then(chosen: NameChosen | Hidden | None) -> None:
            if chosen is None:
                return
            if not isinstance(chosen, NameChosen):
                self._corrections.make(None, lambda _current: show_again(chosen))
            elif chosen.card:
                self.open(chosen.name.name, chosen.name.label)
            else:
                self._filter(chosen.name.name)

        self._ui.push(NameList(library.entities.shortlist(), library.entities.hidden), then)

    def _filter(self, name: str) -> None:
        """List only the articles that mention a name."""
        self._navigation.list_only(f"ent:={quoted(name)}")
