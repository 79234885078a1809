"""What may be put into a line that is being typed: a short list above it, and a line below it."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from store.query.suggestions import Suggestion, Suggestions
from tui.reading.glyphs import (
    cells,
    drawn,
    fit,
    shown,
    shown_line,
)
from tui.reading.wrap import wrap
from tui.widgets.bar import Bar
from tui.widgets.pick_list import Choice, PickList
from tui.widgets.strips import line_of

MOST_ROWS = 8
"""Offers that are shown at a time."""
BELOW = 3
"""Lines of the screen below the list: the keys, what is typed, and what is wrong with it."""
LEAST_ABOVE = 2
"""Lines of the screen that stay free above the list."""


MOST_LINES = 3
"""Lines that what is wrong with the input may take."""


class CompletionList(PickList):
    """The completions of what is typed, over the panes; there while it has any."""

    DEFAULT_CSS = f"""
    CompletionList {{
        layer: above; dock: bottom; margin-bottom: {BELOW}; display: none;
        width: 100%; height: 1; background: $surface;
    }}
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.offered = Suggestions()
        """What is shown."""
        self.picked = False
        """Whether a key has moved to one of them."""
        self.heading = "Tab takes"

    @property
    def current(self) -> Suggestion | None:
        """The offer under the cursor."""
        shown = self.offered.offers
        return shown[self.cursor] if self.cursor < len(shown) else None

    def offer(self, offered: Suggestions) -> None:
        """Show other completions; none take the list away."""
        self.offered, self.picked = offered, False
        rows = min(len(offered.offers), MOST_ROWS, self.screen.size.height - BELOW - LEAST_ABOVE)
        self.display = rows > 0
        self.styles.height = max(1, rows + 1)
        self.tail = f"{len(offered.offers):,}" if len(offered.offers) > rows else ""
        self.show([_choice(suggestion) for suggestion in offered.offers])

    def pick(self, by: int) -> None:
        """Move to another offer: the first key takes the one that is shown as the next."""
        if self.picked:
            self.move(by)
        elif by < 0:
            self.cursor = len(self) - 1
        self.picked = True


def _choice(offer: Suggestion) -> Choice:
    number = "" if offer.articles is None else f"{offer.articles:,}"
    return Choice(offer.shown, behind=offer.about, number=number)


class Verdict(Bar):
    """The line below an input: what it gives, or what is wrong with it and where."""

    DEFAULT_CSS = """
    Verdict { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._at: int | None = None
        self._loud = False

    def say(self, words: str, at: int | None = None, loud: bool = False) -> None:
        """Show some words; `at` is the cell above which the fault stands."""
        self._words, self._at, self._loud = words, at, loud
        self.styles.height = max(1, min(MOST_LINES, len(self._lines())))
        self.refresh()

    def on_resize(self) -> None:
        """Take as many lines as the words need in the new width."""
        self.styles.height = max(1, min(MOST_LINES, len(self._lines())))

    def _lines(self) -> list[str]:
        """Return the words cut into lines; one line where they are short."""
        words, width = shown(self._words), max(8, self.size.width - 2)
        if not self.size.width or cells(words) <= width:
            return [drawn(words)]
        return [drawn(words[start:end]) for start, end in wrap(words, width)]

    def render_line(self, y: int) -> Strip:
        """Return a line of the words; where they are short, the only one, with its mark."""
        lines = self._lines()
        if len(lines) < 2:
            return super().render_line(y)
        look = self.look("bar--alert" if self._loud else "bar--quiet")
        words = lines[y] if y < len(lines) else ""
        if y == MOST_LINES - 1 and len(lines) > MOST_LINES:
            words = fit(f"{words} …", max(8, self.size.width - 2))
        return line_of([Segment(f" {words}", look)], self.size.width, self.look())

    def parts(self) -> tuple[list[Segment], list[Segment]]:
        """Return the words, behind a mark that points to the place where that has room."""
        words = shown_line(self._words)
        width = max(1, self.size.width - 1)
        look = self.look("bar--alert" if self._loud else "bar--quiet")
        at = self._at
        if at is None or not 0 <= at < width or not words:
            return [Segment(f" {fit(words, min(cells(words), width - 1))}", look)], []
        if at + 2 + cells(words) <= width:
            return [Segment(f"{' ' * at}▲ {words}", look)], []
        if cells(words) < at:
            return [Segment(f"{' ' * (at - cells(words) - 1)}{words} ▲", look)], []
        return [Segment(f" {fit(words, min(cells(words), width - 1))}", look)], []
