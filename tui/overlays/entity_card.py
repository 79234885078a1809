"""The card of a name: what it is and why, where it is mentioned, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from store.entities.correction_commands import LABEL_WORDS
from store.entities.name_details import NameCard
from store.entities.names import Name
from store.model import Entity
from tui.display_text import (
    KIND_OF_LABEL,
    count,
    one_line,
    reason_words,
)
from tui.key_names import key_of
from tui.overlays.overlay import Overlay
from tui.reading.glyphs import cells, fit, shown_line
from tui.widgets.card_lines import CardLine, CardLines
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.pane import Pane
from tui.widgets.pick_list import PickList

AROUND = 120
"""Code points of the text before and after a mention that its line may show."""
MOST_HERE = 300
"""Mentions of the article in view that are listed."""
LOW, LOWEST = 20, 14
"""Lines of the window under which the head of the card has two lines, or one, not four."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: a name, its label, the mention it was opened at, and what is known."""

    name: str
    label: str
    details: NameCard
    entity: Entity | None = None
    """The mention in view; None where the article in view has none."""
    mentions: tuple[Entity, ...] = ()
    """Those of the article in view."""
    text: str = ""
    """The text of the article in view."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on a card: a place to go to, a name, or a correction to make."""

    action: Literal["mention", "article", "name", "relabel", "same", "split", "hide", "filter"]
    mention: Entity | None = None
    id: str = ""
    name: Name | None = None


class CardHead(Pane):
    """The name, its kind and the reason, its numbers, its other spellings."""

    can_focus = False
    track = False

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._card = card
        self.heading = "NAME"

    def body_line(self, y: int) -> list[Segment]:
        """Return line `y` of the four."""
        card, width = self._card, max(0, self.body_width - 2)
        words, look = self._lines(card)[y] if y < 4 else ("", "pane--empty")
        named = KIND_OF_LABEL.get(card.label, "things")
        style = self.look(*([f"kind--{named}" if look == "kind" else look] if look else []))
        glyphs = fit(words, min(cells(shown_line(words)), width))
        return [Segment(" ", self.look()), Segment(glyphs, style)]

    def _lines(self, card: Card) -> list[tuple[str, str]]:
        details = card.details
        numbers = f"{count(details.mentions, 'mention')} in {count(details.articles, 'article')}"
        also = ", ".join(map(one_line, details.spellings))
        why = reason_words(card.entity.reason) if card.entity is not None else ""
        return [
            (one_line(card.name), "kind"),
            (f"{LABEL_WORDS.get(card.label, card.label)} · {numbers}", ""),
            (f"why: {why}" if why else "", "pane--empty"),
            (f"also: {also}" if also else "", "pane--empty"),
        ]


Ask = Callable[[Chosen, Callable[[], None]], None]
"""Asks over the card what a correction needs; calls the second when it is made."""


class EntityCard(Overlay[Chosen]):
    """Shows a name; Enter goes to the line under the cursor, letters correct the name."""

    def __init__(self, card: Card, ask: Ask) -> None:
        super().__init__()
        self._card = card
        self._ask = ask
        self._choices: list[Chosen] = []

    def compose(self) -> ComposeResult:
        """Lay out head, lines and hints in a box."""
        with Vertical(id="box"):
            yield CardHead(self._card)
            yield CardLines()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show what is known of the name."""
        self._arrange()
        sections = [self._mentions(), self._articles(), self._beside()]
        self._choices = [chosen for _, _, choices in sections for chosen in choices]
        self._lines.empty = "no mentions"
        self._lines.show_sections([(heading, lines) for heading, lines, _ in sections])
        self.query_one(KeyBar).hints = self._hints()

    def on_resize(self) -> None:
        """Give the head as many lines as the window can spare."""
        self._arrange()

    def _arrange(self) -> None:
        height = self.app.size.height
        self.query_one("#box").set_class(height < LOW, "-low")
        self.query_one(CardHead).styles.height = (
            5 if height >= LOW else 3 if height >= LOWEST else 2
        )

    @property
    def _lines(self) -> CardLines:
        return self.query_one(CardLines)

    def _hints(self) -> tuple[Hint, ...]:
        split = (("s", "split off"),) if self._card.details.spellings else ()
        return (
            ("Enter", "go"),
            ("r", "relabel"),
            ("a", "same as"),
            *split,
            ("x", "hide"),
            ("f", "its articles"),
            ("Tab", "next part"),
            ("Esc", "close"),
        )

    # -- what is shown

    def _mentions(self) -> tuple[str, Sequence[CardLine], Sequence[Chosen]]:
        card = self._card
        kind = KIND_OF_LABEL.get(card.label, "things")
        lines = [
            CardLine(
                "mention",
                one_line(mention.text),
                kind,
                one_line(card.text[max(0, mention.start - AROUND) : mention.start] + "|")[:-1],
                one_line("|" + card.text[mention.end : mention.end + AROUND])[1:],
            )
            for mention in card.mentions[:MOST_HERE]
        ]
        chosen = [Chosen("mention", mention=mention) for mention in card.mentions[:MOST_HERE]]
        of = f" OF {len(card.mentions):,}" if len(lines) < len(card.mentions) else ""
        return f"{len(lines)}{of} HERE", lines, chosen

    def _articles(self) -> tuple[str, Sequence[CardLine], Sequence[Chosen]]:
        places = self._card.details.places
        lines = [
            CardLine("article", one_line(place.title), behind=f"{place.mentions:,}")
            for place in places
        ]
        of = (
            f" OF {self._card.details.articles:,}"
            if len(places) < self._card.details.articles
            else ""
        )
        heading = f"{count(len(places), 'ARTICLE', 'ARTICLES')}{of}, MOST MENTIONS FIRST"
        return heading, lines, [Chosen("article", id=place.id) for place in places]

    def _beside(self) -> tuple[str, Sequence[CardLine], Sequence[Chosen]]:
        beside = self._card.details.beside
        lines = [
            CardLine(
                "name",
                one_line(name.name),
                KIND_OF_LABEL.get(name.label, "things"),
                behind=f"in {count(name.articles, 'article')}",
            )
            for name in beside
        ]
        return "NAMED BESIDE IT", lines, [Chosen("name", name=name) for name in beside]

    # -- keys

    async def on_key(self, event: events.Key) -> None:
        """Move, go, correct, close."""
        if not self.is_on_top:
            event.stop()
            await self.hand_on(event)
            return
        lines, key = self._lines, key_of(event)
        moves = {"j": 1, "down": 1, "k": -1, "up": -1, "ctrl+n": 1, "ctrl+p": -1}
        moves |= {"pagedown": 10, "ctrl+d": 10, "pageup": -10, "ctrl+u": -10}
        moves |= {"g": -len(lines), "home": -len(lines), "G": len(lines), "end": len(lines)}
        event.stop()
        event.prevent_default()
        if key in moves:
            lines.move(moves[key])
        elif key in ("tab", "l", "right"):
            lines.next_section()
        elif key in ("escape", "q", "h", "left"):
            self.dismiss(None)
        elif key == "enter":
            self._take()
        elif key == "f":
            self.dismiss(Chosen("filter"))
        elif key in ("r", "a", "x") or (key == "s" and self._card.details.spellings):
            self._ask(_BY_KEY[key], self._close)

    def _close(self) -> None:
        self.dismiss(None)

    @on(PickList.Chosen)
    def _take(self) -> None:
        if self._choices:
            self.dismiss(self._choices[self._lines.cursor])


_BY_KEY = {
    "r": Chosen("relabel"),
    "a": Chosen("same"),
    "s": Chosen("split"),
    "x": Chosen("hide"),
}
