"""The place in the text that one is at: a match, a name or a mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui import display_text
from tui.article_facts import shown_entities

if TYPE_CHECKING:
    from store.model import Entity, Span
    from tui.ports import ReaderPort, Ui
    from tui.state import BrowseState


class TextPlace:
    """Brings places of the text into view, and knows the one that was gone to last."""

    def __init__(self, state: BrowseState, ui: Ui, reader: ReaderPort) -> None:
        self._state = state
        self._ui = ui
        self._reader = reader

    @property
    def at(self) -> int | None:
        """The code point of the match or name that one is at, while it is in view."""
        at = self._state.at
        return at if at is not None and self._reader.shows(at) else None

    @property
    def start(self) -> int:
        """The code point that next and previous are counted from."""
        at = self.at
        return at if at is not None else self._reader.place - 1

    def go_to_span(self, start: int, end: int) -> None:
        """Go to a range of the text, and show it as the place where one is."""
        self._state.update(at=start, here=(start, end))
        self._reader.go_to(start)

    def go_to_entity(self, entity: Entity) -> None:
        """Go to one mention of a name, and say what it is."""
        self.go_to_span(entity.start, entity.end)
        self._ui.say(about(entity, shown_entities(self._state)))

    def go_to_match(self, spans: Sequence[Span], number: int) -> None:
        """Paint matches in the article in view, and go to one of them."""
        match = spans[number]
        self._state.update(matches=spans, at=match[0], match=match)
        self._reader.go_to(match[0])

    def clear(self) -> bool:
        """Take the paint of find and of the current name away; say whether there was any.

        The words of the filter stay painted.
        """
        state = self._state
        painted = bool(state.matches) or state.match is not None or state.here is not None
        state.update(matches=(), match=None, here=None, at=None)
        return painted


def about(entity: Entity, entities: Sequence[Entity]) -> str:
    """Return what is said of a mention: name, kind, which mention of how many, and why."""
    same = [e for e in entities if e.name == entity.name]
    kind = display_text.KIND_OF_LABEL[entity.label]
    number = sum(e.start <= entity.start for e in same)
    mention = f"mention {number} of {len(same)}" if number else "no name here any more"
    return " · ".join((display_text.one_line(entity.name), kind, mention, entity.reason))
