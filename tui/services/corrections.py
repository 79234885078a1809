"""Corrections of names: what they need to know is asked for, then they are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.model import Article, Change, Entity

if TYPE_CHECKING:
    from store import Library
    from store.entities.correction_commands import Correction, CurrentCorrections, TextSpan
    from tui.overlays.correction_menu import CorrectionAnswer
    from tui.overlays.entity_card import Card, Chosen
    from tui.ports import Ui
    from tui.services.edits import Edits
    from tui.state import BrowseState

Work = Callable[["CurrentCorrections"], "Correction"]
"""Works out a correction from the current ones."""


class Corrections:
    """Asks for corrections, and queues them."""

    def __init__(self, library: Library, state: BrowseState, ui: Ui, edits: Edits) -> None:
        self._library = library
        self._state = state
        self._ui = ui
        self._edits = edits

    def ask(self, card: Card, chosen: Chosen, close_card: Callable[[], None]) -> None:
        """Ask over a card what a correction needs, and make it; else the card is there again."""
        from tui.services.correction_prompts import question

        article, entity = self._state.article, card.entity
        span = None
        if article and entity and article.text[entity.start : entity.end] == entity.text:
            span = span_of(article, entity)
        mentions = (article.entities or ()) if article is not None else ()
        prompt = question(chosen.action, card, span, mentions, self._library.entities.shortlist)

        def then(answer: CorrectionAnswer | None) -> None:
            if answer is not None:
                close_card()
                self.make(span, lambda current: prompt.wish(answer, current))

        self._ui.push(prompt.ask, then)

    def ask_missed(self, article: Article, start: int, end: int, then: Callable[[], None]) -> None:
        """Ask what a passage is that was not recognised as a name; `then` follows an answer."""
        from store.entities.correction_commands import TextSpan
        from tui.services.correction_prompts import missed

        span = TextSpan(article.id, article.text, start, end)
        prompt = missed(span)

        def take(answer: CorrectionAnswer | None) -> None:
            if answer is not None:
                self.make(span, lambda current: prompt.wish(answer, current))
                then()

        self._ui.push(prompt.ask, take)

    def make(self, span: TextSpan | None, work: Work) -> None:
        """Make a correction, worked out from those that are current when its turn comes."""
        library = self._library

        def verb() -> Change | None:
            correction = work(
                library.entities.current_corrections(span.article_id if span is not None else None)
            )
            return library.userdata.apply(correction.label, correction.ops)

        self._edits.do(verb, "it is so already")
        self._state.update(here=None)


def span_of(article: Article, entity: Entity) -> TextSpan:
    """Return the place of an entity in an article, as corrections need it."""
    from store.entities.correction_commands import TextSpan

    return TextSpan(article.id, article.text, entity.start, entity.end)
