"""What a correction asks, and the correction that the answer makes; imported at its first use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.entities import correction_commands
from store.entities.correction_commands import (
    SCOPES,
    Correction,
    CurrentCorrections,
    Scope,
    TextSpan,
)
from store.entities.name_search import Shortlist
from store.model import Entity
from tui.display_text import one_line
from tui.overlays.correction_menu import (
    Choice,
    CorrectionAnswer,
    CorrectionMenu,
    SameAs,
    label_rows,
)
from tui.overlays.entity_card import Card


@dataclass(frozen=True, slots=True)
class Question:
    """The overlay that asks, and what its answer means while some corrections stand."""

    ask: CorrectionMenu
    wish: Callable[[CorrectionAnswer, CurrentCorrections], Correction]


def question(
    kind: str,
    card: Card,
    spot: TextSpan | None,
    mentions: Sequence[Entity],
    names: Callable[[], Shortlist],
) -> Question:
    """Return what to ask for a correction that was chosen on a card.

    `spot` is the mention in view, `mentions` are the entities of the article in view.
    """
    scopes: Sequence[Scope] = SCOPES if spot is not None else ("library",)
    if kind == "relabel":
        return _relabel(card, spot, scopes)
    if kind == "same":
        return _same(card, spot, scopes, mentions, names())
    if kind == "split":
        return _split(card, spot, scopes)
    return _hide(card, spot, scopes)


def missed(spot: TextSpan) -> Question:
    """Return what to ask for a name that was not found: what it is."""

    def wish(answer: CorrectionAnswer, standing: CurrentCorrections) -> Correction:
        return correction_commands.add(answer.value, answer.scope, standing, spot)

    return Question(
        CorrectionMenu(f"WHAT IS {one_line(spot.words)}?", label_rows(None), SCOPES), wish
    )


def _relabel(card: Card, spot: TextSpan | None, scopes: Sequence[Scope]) -> Question:
    def wish(answer: CorrectionAnswer, standing: CurrentCorrections) -> Correction:
        return correction_commands.relabel(card.name, answer.value, answer.scope, standing, spot)

    title = f"WHAT IS {one_line(card.name)}?"
    return Question(CorrectionMenu(title, label_rows(card.label), scopes), wish)


def _same(
    card: Card,
    spot: TextSpan | None,
    scopes: Sequence[Scope],
    mentions: Sequence[Entity],
    names: Shortlist,
) -> Question:
    def wish(answer: CorrectionAnswer, standing: CurrentCorrections) -> Correction:
        label = answer.label if answer.label != card.label else None
        return correction_commands.rename(
            card.name, answer.value, label, answer.scope, standing, spot, mentions
        )

    return Question(SameAs(card.name, names, scopes), wish)


def _split(card: Card, spot: TextSpan | None, scopes: Sequence[Scope]) -> Question:
    def wish(answer: CorrectionAnswer, standing: CurrentCorrections) -> Correction:
        return correction_commands.split(
            card.name, answer.value, answer.scope, standing, spot, card.label
        )

    spoken = [spot.words] if spot is not None and spot.words != card.name else []
    spellings = dict.fromkeys([*spoken, *card.details.spellings])
    rows = [(spelling, Choice(one_line(spelling))) for spelling in spellings]
    return Question(CorrectionMenu(f"WHICH IS NOT {one_line(card.name)}?", rows, scopes), wish)


def _hide(card: Card, spot: TextSpan | None, scopes: Sequence[Scope]) -> Question:
    def wish(answer: CorrectionAnswer, standing: CurrentCorrections) -> Correction:
        return correction_commands.hide(card.name, answer.scope, standing, spot)

    rows = [("", Choice("show it no more as a name"))]
    return Question(CorrectionMenu(f"HIDE {one_line(card.name)}", rows, scopes), wish)
