"""Names: the card of one, the list of all, and the user's corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.model import Article, Change, Entity
from store.query.query_words import quoted
from tui.reading.paint import Layer

if TYPE_CHECKING:
    from store.entities.correction_commands import Correction, CurrentCorrections, TextSpan
    from store.entities.names import Hidden
    from tui.browse import BrowseScreen
    from tui.overlays.correction_menu import CorrectionAnswer
    from tui.overlays.entity_card import Card, Chosen

MakeWish = Callable[["CurrentCorrections"], "Correction"]
"""Works out a correction from those that stand."""


class EntityCardActions:
    """Opens cards, and makes what is chosen on them so."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen

    # -- cards

    def card(self) -> None:
        """Open the card of the name that one is at in the text, or that the sidebar is on.

        On a tag of the sidebar, ask what is to be done with it.
        """
        screen = self._screen
        if screen.pane == "side" and screen.side.chosen_tag is not None:
            screen.keeping.codebook(asking=True)
            return
        if screen.pane == "side":
            name = screen.side.chosen_name
            entity = next((e for e in self._mentions() if e.name == name), None)
        else:
            entity = screen.reading.current
        if entity is not None:
            self._open(entity.name, entity.label, entity)

    def open(self, name: str, label: str) -> None:
        """Open the card of a name, wherever it was met."""
        here = (e for e in self._mentions() if (e.name, e.label) == (name, label))
        self._open(name, label, next(here, None))

    def _mentions(self) -> Sequence[Entity]:
        article = self._screen.reading.article
        return (article.entities or ()) if article is not None else ()

    def _open(self, name: str, label: str, entity: Entity | None) -> None:
        screen = self._screen
        library, article = screen.library, screen.reading.article
        same = tuple(e for e in self._mentions() if (e.name, e.label) == (name, label))

        def job(_stop: Callable[[], bool]) -> Card:
            from tui.overlays.entity_card import Card

            known = library.entities.details(name, label)
            return Card(name, label, known, entity, same, article.text if article else "")

        def then(card: Card) -> None:
            from tui.overlays.entity_card import EntityCard

            overlay = EntityCard(card, lambda chosen, made: self._ask(card, chosen, made))
            screen.app.push_screen(overlay, lambda chosen: self._act(card, chosen))

        screen.jobs.run("card", job, then)

    def _act(self, card: Card, chosen: Chosen | None) -> None:
        """Go where was chosen on a card."""
        if chosen is None:
            return
        screen = self._screen
        if chosen.mention is not None:
            screen.moving.go("reader")
            screen.reading.go_to_entity(chosen.mention)
        elif chosen.id:
            screen.listed.go_to_id(chosen.id)
        elif chosen.name is not None:
            self.open(chosen.name.name, chosen.name.label)
        else:
            self.filter(card.name)

    def names(self) -> None:
        """Open the list of the library's names."""
        from store.entities.correction_commands import show_again
        from tui.overlays.name_list import NameChosen, NameList

        library = self._screen.library

        def then(chosen: NameChosen | Hidden | None) -> None:
            if chosen is None:
                return
            if not isinstance(chosen, NameChosen):
                self.correct(None, lambda _standing: show_again(chosen))
            elif chosen.card:
                self.open(chosen.name.name, chosen.name.label)
            else:
                self.filter(chosen.name.name)

        self._screen.app.push_screen(
            NameList(library.entities.shortlist(), library.entities.hidden), then
        )

    def filter(self, name: str) -> None:
        """List only the articles that mention a name."""
        screen = self._screen
        screen.moving.go("list")
        screen.listed.run(f"ent:={quoted(name)}")

    # -- corrections

    def _ask(self, card: Card, chosen: Chosen, made: Callable[[], None]) -> None:
        """Ask over the card what a correction needs, and make it; else the card is there again."""
        from tui.actions.correction_prompts import question

        article, entity = self._screen.reading.article, card.entity
        spot = None
        if article and entity and article.text[entity.start : entity.end] == entity.text:
            spot = spot_of(article, entity.start, entity.end)
        asked = question(
            chosen.action, card, spot, self._mentions(), self._screen.library.entities.shortlist
        )

        def then(wanted: CorrectionAnswer | None) -> None:
            if wanted is not None:
                made()
                self.correct(spot, lambda standing: asked.wish(wanted, standing))

        self._screen.app.push_screen(asked.ask, then)

    def correct(self, spot: TextSpan | None, wish: MakeWish) -> None:
        """Make a correction, worked out from those that stand when its turn comes."""
        library = self._screen.library

        def verb() -> Change | None:
            made = wish(
                library.entities.current_corrections(spot.article_id if spot is not None else None)
            )
            return library.userdata.apply(made.label, made.ops)

        self._screen.changes.do(verb, "it is so already")
        self._screen.reader.here = Layer()


def spot_of(article: Article, start: int, end: int) -> TextSpan:
    """Return a place in an article, as corrections need it."""
    from store.entities.correction_commands import TextSpan

    return TextSpan(article.id, article.text, start, end)
