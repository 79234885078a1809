"""Moving: which pane has the focus, which panes have room, and what the moving keys do in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.panes import arrange
from tui.widgets.pane import Pane
from tui.widgets.reader import NARROWEST, WIDEST

if TYPE_CHECKING:
    from tui.browse import BrowseScreen


LOW = 16
"""Lines under which the window has none to spare for the legend."""


class PaneFocus:
    """The focus and the moving keys."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self.pane = "list"
        """The pane that has the focus, or had it before an overlay took it."""
        self.only_text = False
        """Whether nothing but the text is shown."""
        self.panes: dict[str, Pane] = {
            "list": screen.list,
            "reader": screen.reader,
            "side": screen.side,
        }

    # -- panes

    def arrange(self) -> None:
        """Give the panes the room that the window has for them."""
        screen = self._screen
        room = arrange(screen.size.width, self.pane, self.only_text)
        for pane, width in ((screen.list, room.list), (screen.side, room.side)):
            pane.display = width != 0
            pane.styles.width = "1fr" if width is None else width or 1
        screen.reader.display = room.reader
        screen.header.display = not self.only_text
        screen.status.spare = self.only_text or screen.size.height < LOW
        screen.list.parted = room.list is not None
        screen.reader.parted = room.side != 0

    def go(self, pane: str) -> None:
        """Give a pane the focus, and show it where there is room for one only."""
        self.pane = pane
        self.arrange()
        self._screen.set_focus(self.panes[pane])
        self._screen.showing.place()

    def entered(self, pane: str) -> None:
        """Take note of the pane that got the focus."""
        if pane != self.pane:
            self.pane = pane
            self.arrange()
        self._screen.showing.place()

    def go_by(self, by: int) -> None:
        """Give the focus to the pane to the right or left, round."""
        names = ["reader"] if self.only_text else list(self.panes)
        at = names.index(self.pane) if self.pane in names else 0
        self.go(names[(at + by) % len(names)])

    def toggle_only_text(self) -> None:
        """Show nothing but the text, or everything again."""
        self.only_text = not self.only_text
        self.go("reader")
        if self.only_text:
            self._screen.say("only the text: z or Esc shows everything again")

    def leave_only_text(self) -> None:
        """Show everything again, the focus left where it is."""
        self.only_text = False

    def toggle_folds(self) -> None:
        """Fold what is dimmed in every article, or lay it open."""
        reader = self._screen.reader
        reader.toggle_folds()
        state = "folded" if reader.folding.on else "shown"
        self._screen.say(f"what is dimmed is {state}")

    def widen(self, by: int) -> None:
        """Make the lines of the text longer or shorter by some cells, from what is shown."""
        reader = self._screen.reader
        shown = reader.text_width
        measure = max(NARROWEST, min(WIDEST, min(reader.measure, shown) + by))
        if by < 0 or shown == reader.measure:
            reader.measure = measure
        full = reader.text_width == shown
        words = f"lines of {reader.text_width} cells"
        self._screen.say(f"{words}: there is room for no more" if by > 0 and full else words)

    # -- the moving keys

    def move(self, by: int) -> None:
        """Move the cursor, or scroll the text, by some lines."""
        if self.pane == "reader":
            self._screen.reader.scroll_by(by)
        elif self.pane == "list":
            self._screen.list.move(by)
        else:
            self._screen.side.move(by)

    def move_page(self, pages: float) -> None:
        """Move by screenfuls."""
        if self.pane == "reader":
            self._screen.reader.scroll_pages(pages)
        else:
            pane = self._screen.list if self.pane == "list" else self._screen.side
            rows = pane.shown if pane is self._screen.list else pane.body_height
            self.move(int(rows * pages) or (1 if pages > 0 else -1))

    def move_to_end(self, last: bool) -> None:
        """Go to the first or last article, name, or line."""
        screen = self._screen
        if self.pane == "reader":
            if last:
                screen.reader.go_end()
            else:
                screen.reader.go_home()
        elif self.pane == "list":
            screen.list.move_to(len(screen.list) - 1 if last else 0)
        else:
            screen.side.move_to_end(last)

    def step(self, by: int) -> None:
        """Go to the next or previous article, from any pane."""
        self._screen.list.move(by)
        self._screen.reading.open_now()

    def enter(self) -> None:
        """Open what the cursor is on."""
        if self.pane == "side":
            self._screen.side.choose()
            return
        self._screen.reading.open_now(then=self._read)

    def _read(self) -> None:
        self.go("reader")
        if self._screen.reader.window is not None and self._screen.reader.window.at_end:
            self._screen.reading.finished()

    def back(self) -> None:
        """Leave the innermost: find, selection, only-text, pane; the filter from the list alone."""
        screen = self._screen
        if screen.reading.finding.clear() and self.pane == "reader":
            return
        if self.pane == "list" and screen.choosing.clear():
            return
        if self.only_text:
            self.only_text = False
            self.go("reader")
        elif self.pane != "list":
            self.go("list")
        elif screen.showing.says_taken_away:
            screen.changes.let_go()
        elif screen.listed.query:
            screen.status.hush()
            screen.listed.run("")
