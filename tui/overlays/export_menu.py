"""The export: which format, and which articles go into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.exports.export_formats import FORMATS, Format
from store.fuzzy import rank
from tui.display_text import count
from tui.overlays.picker import Picker
from tui.widgets.pick_list import Choice


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles that may be exported: what they are, and how many."""

    name: str
    """`the selection`, `the filter`, `all`."""
    articles: int


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What was chosen: a format, and one of the scopes by its number."""

    format: Format
    scope: int


class ExportMenu(Picker[ExportRequest]):
    """Chooses a format; Tab goes from one choice of articles to the next."""

    placeholder = "type a format, or the program that it is for"

    def __init__(self, scopes: Sequence[Scope], scope: int = 0) -> None:
        super().__init__()
        self._scopes = scopes
        self._scope = scope
        self._shown: list[Format] = []
        more = (("Tab", "which articles"),) if len(scopes) > 1 else ()
        self.hints = (("Enter", "choose"), *more, ("↑↓", "move"), ("Esc", "close"))

    def begin(self) -> None:
        """Say which articles go in."""
        self._head()

    def _head(self) -> None:
        scope = self._scopes[self._scope]
        self.choices.heading = f"EXPORT {scope.name.upper()}"
        self.choices.tail = count(scope.articles, "article")

    def narrow(self, words: str) -> None:
        """Show the formats whose name or description fits the words."""
        width = max(len(format.name) for format in FORMATS)
        rows = [f"{format.name:<{width}}  {format.about}" for format in FORMATS]
        ranked = sorted(
            rank(words, rows),
            key=lambda format: format.index if rows[format.index].startswith(words) else len(rows),
        )
        self._shown = [FORMATS[format.index] for format in ranked]
        self.choices.empty = "no format like that"
        self.choices.show([Choice(rows[format.index], format.positions) for format in ranked])

    def take(self) -> None:
        """Close with the format under the cursor."""
        at = self.choices.cursor
        if at < len(self._shown):
            self.dismiss(ExportRequest(self._shown[at], self._scope))

    def take_and_stay(self) -> None:
        """Take the next choice of articles."""
        self._scope = (self._scope + 1) % len(self._scopes)
        self._head()
